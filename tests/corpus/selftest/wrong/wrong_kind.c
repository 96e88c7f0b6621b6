/* must say: wrong_kind.c:8: expected, not reported: violation frozen-write */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    total++; // expect: frozen-write
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
