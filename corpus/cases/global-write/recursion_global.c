/* Recursion that walks off with a pointer to a global. */
#include <pthread.h>

static int v[6] = {5, 3, 8, 1, 9, 2};

static void number(int *p, int n)
{
    if (n == 0)
        return;
    *p = n; // expect: global-write
    number(p + 1, n - 1);
}

static void *worker(void *arg)
{
    number(v, 6);
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
