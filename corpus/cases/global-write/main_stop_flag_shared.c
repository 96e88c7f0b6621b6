/* The same flag, vouched for. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

FBP_SHARED("a request to stop, looked at between packets") static atomic_bool stop;

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
    atomic_store(&stop, true);
    pthread_join(t, NULL);
    return n > 0;
}
