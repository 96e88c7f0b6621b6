/* The bytes of a job are copied into the queue; the buffer is used for the next job, what it refers to is gone. */
#include <fbp/annotate.h>
#include <stdio.h>
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
    struct job j = {0, NULL};
    for (int i = 0; i < 10; i++) {
        j.number = i;
        j.m = calloc(1, sizeof *j.m);
        if (j.m == NULL)
            return;
        j.m->size = i;
        q_copy(out, &j, sizeof j);
    }
    printf("%d jobs\n", j.number + 1);
}
