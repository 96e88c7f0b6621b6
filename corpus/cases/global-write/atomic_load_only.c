/* Loading an atomic global is a read, and reads are fine. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int limit = 10;

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < atomic_load_explicit(&limit, memory_order_acquire))
        ++*n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
