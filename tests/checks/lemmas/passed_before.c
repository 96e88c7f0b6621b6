// E6-kept full -O1: clean
// The first thread is given an element, the second one, later, all of the array.
#include <pthread.h>
#include <stdlib.h>

struct job {
    long in, out;
};

struct set {
    struct job *jobs;
};

static void *one(void *arg)
{
    struct job *j = arg;
    j->out = j->in * 2;
    return NULL;
}

static void *all(void *arg)
{
    struct job *jobs = arg;
    jobs[1].out = jobs[0].out;
    return NULL;
}

__attribute__((noinline)) static void run(void *(*function)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, function, argument) != 0)
        exit(2);
    pthread_join(thread, NULL);
}

int main(void)
{
    struct set *set = malloc(sizeof *set);
    pthread_t thread;
    if (set == NULL || (set->jobs = calloc(3, sizeof *set->jobs)) == NULL)
        exit(2);
    run(one, set->jobs + 0);
    if (pthread_create(&thread, NULL, all, set->jobs) != 0)
        exit(2);
    pthread_join(thread, NULL);
    return 0;
}
