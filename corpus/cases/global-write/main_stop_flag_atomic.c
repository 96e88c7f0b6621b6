/* An atomic stop flag is seen by the task at a time that is not determined: said to be atomic. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

static atomic_bool stop;

static void *worker(void *arg)
{
    long *n = arg;
    while (!atomic_load(&stop))
        ++*n;
    return 0;
}

int main(void)
{
    pthread_t t;
    long n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    sleep(1);
    atomic_store(&stop, true); // expect: global-write
    // note: atomic
    pthread_join(t, NULL);
    return n > 0;
}
