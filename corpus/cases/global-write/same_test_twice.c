/* The pointer is the global where one test says so, and written through where another one excludes that. */
#include <pthread.h>
#include <stdlib.h>

static int total;

static void more_or_less(int *own, int n)
{
    int *p;
    if (n > 3)
        p = &total;
    else
        p = own;
    if (n <= 3)
        *p = 1;
}

static void twice(int *own, int n)
{
    int *p = &total;
    if (n > 3)
        p = own;
    if (n > 3)
        *p = 2;
}

static void bits(int *own, int n)
{
    int *p = n & 1 ? &total : own;
    if (!(n & 1))
        *p = 3;
}

static void put(int *own, int n)
{
    int *p = own;
    if (n > 3)
        p = &total;
    *p = 4; // expect: unproven global-write
}

static void *worker(void *argument)
{
    int *own = argument;
    more_or_less(own, *own);
    twice(own, *own);
    bits(own, *own);
    put(own, 2);
    return argument;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, calloc(1, sizeof(int)));
    pthread_join(t, NULL);
    return total;
}
