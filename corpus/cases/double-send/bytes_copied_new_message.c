/* A job is copied into the queue twice, with another message the second time. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_copy(struct queue *q, const void *bytes, size_t size) FBP_SENDS_COPY(2);

struct job {
    int number;
    struct msg *m;
};

FBP_TASK void produce(struct queue *out)
{
    struct job j = {1, calloc(1, sizeof *j.m)};
    if (j.m == NULL)
        return;
    q_copy(out, &j, sizeof j);
    j.number++;
    j.m = calloc(1, sizeof *j.m);
    if (j.m == NULL)
        return;
    q_copy(out, &j, sizeof j);
}
