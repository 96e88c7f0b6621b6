/* After EBUSY the task runs, after another number that is not zero the call was wrong: that is no evidence. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>

static int total, limit, level;

static void *worker(void *arg)
{
    *(int *)arg = total + limit + level;
    return arg;
}

int main(void)
{
    pthread_t t;
    static int seen;
    struct timespec soon = {0, 0};
    if (pthread_create(&t, NULL, worker, &seen) != 0)
        return 1;
    if (pthread_tryjoin_np(t, NULL) == EBUSY)
        total = 1; // expect: global-write
    else
        limit = 1; // expect: unproven global-write
    if (pthread_timedjoin_np(t, NULL, &soon) == ETIMEDOUT)
        pthread_join(t, NULL);
    level = 1; // expect: unproven global-write
    return 0;
}
