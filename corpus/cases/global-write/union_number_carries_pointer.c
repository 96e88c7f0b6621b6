/* A pointer moved as the floating-point number beside it in a union. */
#include <pthread.h>

union cell {
    double number;
    int *pointer;
};

static int common;

static void *worker(void *arg)
{
    int own = 0;
    union cell from = {.pointer = &common}, to = {.pointer = &own};
    to.number = from.number;
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
