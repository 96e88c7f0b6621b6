/* The author vouches for a counter: nothing to report. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdatomic.h>

FBP_SHARED("statistics only: nothing is computed from it") static atomic_long hits;

static void *worker(void *arg)
{
    atomic_fetch_add(&hits, 1);
    hits++;
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
