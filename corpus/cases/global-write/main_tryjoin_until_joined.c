/* A loop that tries until the task has ended. Where it ends with any result but EBUSY, that may be a mistake in the
 * call: no proof, and no evidence. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    *(int *)arg = total;
    return arg;
}

static int until_zero(void)
{
    pthread_t t;
    static int seen;
    if (pthread_create(&t, NULL, worker, &seen) != 0)
        return 1;
    while (pthread_tryjoin_np(t, NULL) != 0)
        ;
    total = 1;
    return 0;
}

static int while_busy(void)
{
    pthread_t t;
    static int seen_then;
    if (pthread_create(&t, NULL, worker, &seen_then) != 0)
        return 1;
    while (pthread_tryjoin_np(t, NULL) == EBUSY)
        ;
    total = 2; // expect: unproven global-write
    return 0;
}

int main(void)
{
    return until_zero() + while_busy();
}
