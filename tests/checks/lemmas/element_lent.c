// A9-element full -O1: use-after-send
#include "queue.h"

struct job {
    long in, out;
};

static void *task(void *argument)
{
    struct job *j = argument;
    j->out = j->in;
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct job *jobs = calloc(2, sizeof *jobs);
    if (jobs == NULL || pthread_create(&t, NULL, task, &jobs[1]) != 0)
        return 1;
    jobs[0].in = 1;
    jobs[1].in = 2; // here
    pthread_join(t, NULL);
    return 0;
}
