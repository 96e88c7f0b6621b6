/* The halves of a pointer are variadic arguments. */
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>

union word {
    int *pointer;
    uint32_t half[2];
};

static int common;

static int *put_together(int n, ...)
{
    union word w = {.pointer = NULL};
    va_list list;
    va_start(list, n);
    for (int i = 0; i < n; i++)
        w.half[i] = va_arg(list, uint32_t);
    va_end(list);
    return w.pointer;
}

static void *worker(void *arg)
{
    union word from = {.pointer = &common};
    *put_together(2, from.half[0], from.half[1]) = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
