/* Two phases: each starts its tasks and joins them; the setting changes in between. */
#include <pthread.h>

static int phase;

static void *worker(void *arg)
{
    *(int *)arg += phase;
    return 0;
}

static void run_phase(int n, int *sum)
{
    pthread_t t;
    phase = n;
    if (pthread_create(&t, NULL, worker, sum) != 0)
        return;
    pthread_join(t, NULL);
}

int main(void)
{
    int sum = 0;
    run_phase(1, &sum);
    run_phase(2, &sum);
    phase = 0;
    return sum;
}
