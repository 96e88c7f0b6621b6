/* Inline assembly that writes memory. */
#include <pthread.h>

static int ports[4];

static void *worker(void *arg)
{
    int *p = ports;
    __asm__ volatile("nop" : : "r"(p) : "memory"); // expect: unproven global-write
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
