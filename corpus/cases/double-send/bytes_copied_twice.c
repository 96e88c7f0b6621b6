/* A job is copied into the queue twice, with the same message in it. */
// xfail: what is referred to from copied bytes is not known to be sent for sure
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
    q_copy(out, &j, sizeof j); // expect: double-send
}
