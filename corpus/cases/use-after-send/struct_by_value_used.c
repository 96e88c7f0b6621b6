/* A job is passed by value to what sends its message; the copy that stayed here still refers to it. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct job {
    int number;
    struct msg *m;
};

static void submit(struct queue *out, struct job j)
{
    q_send(out, j.m);
}

FBP_TASK void produce(struct queue *out)
{
    struct job j = {1, malloc(sizeof *j.m)};
    if (j.m == NULL)
        return;
    j.m->size = 0;
    submit(out, j);
    j.m->size = j.number; // expect: use-after-send
}
