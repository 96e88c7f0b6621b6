/* Constructors run before main: they may set up globals. */
#include <pthread.h>

static int table[64];

__attribute__((constructor)) static void make_table(void)
{
    for (int i = 0; i < 64; i++)
        table[i] = i * 3;
}

static void *worker(void *arg)
{
    *(int *)arg = table[5];
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
