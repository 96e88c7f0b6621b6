/* A pointer is moved as a double that is chosen by a function. */
#include <pthread.h>

union word {
    int *pointer;
    double number;
};

static int common;

static double chosen(double a, double b, int which)
{
    return which ? a : b;
}

static void *worker(void *arg)
{
    int own = 0;
    union word a = {.pointer = &common}, b = {.pointer = &own}, to;
    to.number = chosen(a.number, b.number, arg != NULL);
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
