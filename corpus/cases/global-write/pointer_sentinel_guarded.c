/* Written through only when it is not the address of the global: the tests contradict each other. */
#include <pthread.h>

static int nobody;

static int *find(int *v, int n, int key)
{
    for (int i = 0; i < n; i++)
        if (v[i] == key)
            return &v[i];
    return &nobody;
}

static void *worker(void *arg)
{
    int v[4] = {1, 2, 3, 4};
    int *p = find(v, 4, *(int *)arg);
    if (p != &nobody)
        *p = 0;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
