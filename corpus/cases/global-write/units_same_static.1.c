/* Two statics of the same name: the task writes its own unit's, main the other one. */
#include <pthread.h>

void main_count(void);

static int count;

static void step(void)
{
    count++; // expect: global-write
    // note: worker
}

static void *worker(void *arg)
{
    step();
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    main_count();
    pthread_join(t, NULL);
    return count;
}
