// A5-lent full -O2: clean
#include "queue.h"

static void *add(void *argument)
{
    int *n = argument;
    ++*n;
    return 0;
}

int main(int argc, char **argv)
{
    int n = 0, own = 2;
    pthread_t t;
    if (argc > 5)
        own = atoi(argv[1]);
    if (pthread_create(&t, 0, add, &n) != 0)
        return 1;
    int *one = argc > 1 ? &n : &own;
    int got = *one;
    pthread_join(t, 0);
    return n + got - 3;
}
