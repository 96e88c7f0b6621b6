/* Out-parameters that receive the address of a global. */
#include <pthread.h>

static int low, high;

static void pick(int n, int **out)
{
    *out = n > 10 ? &high : &low;
}

static void *worker(void *arg)
{
    int *p;
    pick(*(int *)arg, &p);
    *p = 3; // expect: global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 12;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return low + high;
}
