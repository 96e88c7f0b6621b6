/* An address made by arithmetic: nobody can say what it is. */
#include <pthread.h>
#include <stdint.h>

static void *worker(void *arg)
{
    uintptr_t base = *(uint32_t *)arg;
    volatile int *reg = (volatile int *)(base * 4096u + 16u);
    *reg = 1; // expect: unproven global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    uint32_t page = 0x1000;
    if (pthread_create(&t, NULL, worker, &page) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
