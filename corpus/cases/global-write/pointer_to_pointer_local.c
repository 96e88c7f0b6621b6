/* Out-parameters that receive the address of the caller's own objects. */
#include <pthread.h>

static void pick(int n, int *a, int *b, int **out)
{
    *out = n > 10 ? a : b;
}

static void *worker(void *arg)
{
    int a = 0, b = 0, *p = 0;
    pick(*(int *)arg, &a, &b, &p);
    *p = 3;
    *(int *)arg = a + b;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 12;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
