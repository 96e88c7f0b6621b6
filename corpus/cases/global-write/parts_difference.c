/* A pointer is kept as its distance from another one, as integers: offset pointers. */
#include <pthread.h>
#include <stdint.h>

static int common;

static void *worker(void *arg)
{
    int own = 0;
    union {
        int *pointer;
        uintptr_t number;
    } to;
    uintptr_t distance = (uintptr_t)&common - (uintptr_t)&own;
    to.number = (uintptr_t)&own + distance;
    *to.pointer = 1; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
