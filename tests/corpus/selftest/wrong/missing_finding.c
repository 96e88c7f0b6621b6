/* must say: missing_finding.c:8: expected, not reported: violation global-write */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int n = total; // expect: global-write
    return n ? arg : 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
