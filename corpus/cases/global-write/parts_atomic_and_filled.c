/* One half of a pointer is exchanged atomically, the bytes of the other are set by memset. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

static int common;

static void *worker(void *arg)
{
    union {
        int *pointer;
        uint32_t half[2];
        unsigned char byte[8];
    } from = {.pointer = &common};
    union {
        int *pointer;
        _Atomic uint32_t half[2];
        unsigned char byte[8];
    } to;
    atomic_exchange(&to.half[0], from.half[0]);
    for (int i = 4; i < 8; i++)
        memset(&to.byte[i], from.byte[i], 1);
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
