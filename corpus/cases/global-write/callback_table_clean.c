/* A table of functions none of which touches anything but its argument. */
#include <pthread.h>

static int add(int *acc, int n)
{
    return *acc += n;
}

static int mul(int *acc, int n)
{
    return *acc *= n;
}

static int (*const ops[])(int *, int) = {add, mul};

static void *worker(void *arg)
{
    int acc = 1;
    for (int i = 0; i < 6; i++)
        ops[i & 1](&acc, i + 1);
    *(int *)arg = acc;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
