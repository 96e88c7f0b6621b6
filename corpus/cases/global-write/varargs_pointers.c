/* A variadic function that writes through each pointer it gets. */
#include <pthread.h>
#include <stdarg.h>

static int total;

static void clear_all(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    while (n-- > 0)
        *va_arg(ap, int *) = 0; // expect: global-write
    // note: total
    va_end(ap);
}

static void *worker(void *arg)
{
    clear_all(1, &total);
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
