/* A little interpreter with labels as values. */
#include <pthread.h>

static int executed;

static int run(const unsigned char *code, int acc)
{
    static const void *const labels[] = {&&halt, &&inc, &&twice};
    goto *labels[*code++];
inc:
    acc++;
    goto *labels[*code++];
twice:
    acc *= 2;
    executed++; // expect: global-write
    goto *labels[*code++];
halt:
    return acc;
}

static void *worker(void *arg)
{
    static const unsigned char code[] = {1, 2, 1, 0};
    *(int *)arg = run(code, 3);
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
