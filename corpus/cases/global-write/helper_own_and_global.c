/* A helper that writes through its parameter: wrong only on the chain that passes it a global. */
#include <pthread.h>

static long total;

static void add(long *sum, long n)
{
    *sum += n; // expect: global-write
    // note: account
    // note: total
}

static void account(long n)
{
    add(&total, n);
}

static void *honest(void *arg)
{
    long mine = 0;
    add(&mine, 2);
    add(arg, mine);
    return 0;
}

static void *worker(void *arg)
{
    account(3);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    long sum = 0;
    if (pthread_create(&a, NULL, honest, &sum) != 0)
        return 1;
    if (pthread_create(&b, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return (int)(sum + total);
}
