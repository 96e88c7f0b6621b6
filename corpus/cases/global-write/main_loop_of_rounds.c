/* One task per round, started and joined in the loop body. */
#include <pthread.h>

static int round_no;
static int limit = 3;

static void *worker(void *arg)
{
    *(int *)arg += round_no;
    return 0;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < limit; i++) {
        pthread_t t;
        round_no = i;
        if (pthread_create(&t, NULL, worker, &sum) != 0)
            break;
        pthread_join(t, NULL);
    }
    return sum;
}
