/* must say: wrong_line.c:9: reported, not expected: violation global-write */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int n = 1; // expect: global-write
    total += n;
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
