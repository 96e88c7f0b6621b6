/* A large struct passed through `...` lies in the argument list itself. */
#include <pthread.h>
#include <stdarg.h>

struct job {
    int *counter;
    long a, b;
};

static int total;

static void run(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    struct job j = va_arg(ap, struct job);
    *j.counter = 1; // expect: unproven global-write
    va_end(ap);
}

static void *worker(void *arg)
{
    struct job j = {&total, 1, 2};
    run(1, j);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return total;
}
