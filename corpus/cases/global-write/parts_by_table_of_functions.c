/* The halves of a pointer go through functions in a table, as parameters and results. */
#include <pthread.h>
#include <stdint.h>

static int common;

static uint32_t up(uint32_t x)
{
    return x + 1;
}

static uint32_t down(uint32_t x)
{
    return x - 1;
}

static uint32_t (*const steps[2])(uint32_t) = {up, down};

static void *worker(void *arg)
{
    union {
        int *pointer;
        uint32_t half[2];
    } from = {.pointer = &common}, to;
    for (int i = 0; i < 2; i++)
        to.half[i] = steps[1](steps[0](from.half[i]));
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
