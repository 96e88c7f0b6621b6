/* Two functions that call each other; one of them counts in a global at the bottom. */
#include <pthread.h>

static int leaves;

static int even(int n, int *depth);

static int odd(int n, int *depth)
{
    ++*depth;
    return n == 0 ? 0 : even(n - 1, depth);
}

static int even(int n, int *depth)
{
    ++*depth;
    if (n == 0) {
        leaves++; // expect: global-write
        return 1;
    }
    return odd(n - 1, depth);
}

static void *worker(void *arg)
{
    int depth = 0;
    even(10, &depth);
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
