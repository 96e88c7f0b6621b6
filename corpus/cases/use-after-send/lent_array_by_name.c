#include <pthread.h>
#include <stdio.h>

/* The name of an array is all of it, and not its first element, which `&jobs[0]` is. */
struct job {
    int n, done;
};

static void *all(void *argument)
{
    struct job *jobs = argument;
    for (int i = 0; i < 4; i++)
        jobs[i].done = jobs[i].n;
    return NULL;
}

static void *first(void *argument)
{
    struct job *job = argument;
    job->done = job->n;
    return NULL;
}

int main(void)
{
    struct job ours[4] = {{1, 0}}, others[4] = {{2, 0}};
    pthread_t a, b;
    if (pthread_create(&a, NULL, all, ours) != 0)
        return 1;
    ours[3].n = 2; // expect: use-after-send
    pthread_join(a, NULL);
    if (pthread_create(&b, NULL, first, &others[0]) != 0)
        return 1;
    others[3].n = 2;
    others[0].n = 2; // expect: use-after-send
    pthread_join(b, NULL);
    printf("%d %d\n", ours[3].done, others[0].done);
    return 0;
}
