/* Without main the exported functions are called in any order, and again: a join ends what this call started. */
#include <pthread.h>

static int limit, after, both;

static void *worker(void *arg)
{
    int sum = limit + after + both;
    return sum == 0 ? arg : NULL;
}

void set_limit(int n)
{
    limit = n; // expect: unproven global-write
}

/* One call may leave a worker to run, and the next waits for its own only. */
int begin(int wait)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return -1;
    if (wait) {
        pthread_join(t, NULL);
        set_limit(1);
        after = 1; // expect: unproven global-write
    }
    return 0;
}

static int closed_after;

static void *brief(void *arg)
{
    int sum = closed_after;
    return sum == 0 ? arg : NULL;
}

/* No call leaves anything behind. */
int run(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, brief, NULL) != 0)
        return -1;
    pthread_join(t, NULL);
    closed_after = 1;
    return 0;
}
