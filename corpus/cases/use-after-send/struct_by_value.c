/* A job is passed around by value; what its message pointer refers to goes, its number stays. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct job {
    int number;
    struct msg *m;
};

static struct job job_new(int number)
{
    struct job j = {number, malloc(sizeof *j.m)};
    return j;
}

static void submit(struct queue *out, struct job j)
{
    if (j.m != NULL)
        q_send(out, j.m);
}

FBP_TASK void produce(struct queue *out)
{
    struct job j = job_new(1);
    if (j.m != NULL)
        j.m->size = 0;
    submit(out, j);
    printf("job %d is under way\n", j.number);
}
