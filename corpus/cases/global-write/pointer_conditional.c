/* One path writes the global: that is enough. */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int mine = 0;
    int *p = *(int *)arg ? &total : &mine;
    *p = 1; // expect: global-write
    // note: total
    return 0;
}

int main(void)
{
    pthread_t t;
    int flag = 0;
    if (pthread_create(&t, NULL, worker, &flag) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
