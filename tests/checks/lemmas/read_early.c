// A5-early full -O2: clean
#include "queue.h"

static int n;

static void *add(void *argument)
{
    int *counter = argument;
    ++*counter;
    return 0;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    if (pthread_create(&t, 0, add, &n) != 0)
        return 1;
    int early = argc > 1 ? n : 0;
    pthread_join(t, 0);
    return n - 1 + early;
}
