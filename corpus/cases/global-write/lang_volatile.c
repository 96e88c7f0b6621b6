/* volatile changes nothing about who may write. */
#include <pthread.h>

static volatile int device_register;

static void *worker(void *arg)
{
    volatile int mine = 0;
    mine = 1;
    device_register = mine; // expect: global-write
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
