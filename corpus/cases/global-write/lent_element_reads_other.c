/* A task reads a pointer out of the element beside its own, and writes what that leads to. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int id;
    int *count;
};

static struct job jobs[4];

static void *worker(void *arg)
{
    struct job *j = arg;
    j->id++;
    ++*j->count;   // expect: unproven global-write
    ++*j[1].count; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    for (int i = 0; i < 4; i++)
        jobs[i].count = calloc(1, sizeof *jobs[i].count);
    pthread_create(&t, NULL, worker, &jobs[1]);
    pthread_join(t, NULL);
    return *jobs[0].count;
}
