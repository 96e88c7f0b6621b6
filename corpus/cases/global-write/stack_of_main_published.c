/* main shows its own variable through a global: a task that writes it writes what others see. */
#include <pthread.h>

static int *out;

static void *worker(void *arg)
{
    *out = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int value = 0;
    out = &value;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return value;
}
