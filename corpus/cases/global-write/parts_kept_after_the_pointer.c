/* The halves are read, then the pointer is taken away, then they are put together elsewhere. */
#include <pthread.h>
#include <stdint.h>

union word {
    int *pointer;
    uint32_t half[2];
};

static int common;

static void *worker(void *arg)
{
    union word from, to;
    from.pointer = &common;
    uint32_t low = from.half[0], high = from.half[1];
    from.pointer = NULL;
    to.half[0] = low;
    to.half[1] = high;
    *to.pointer = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
