// A4-distance full -O1: use-after-send
#include "queue.h"

/* A number by number: an array of a struct of one member is one of numbers to optimized code. */
struct wide {
    long long number, other;
};

static void *task(void *arg)
{
    ((struct wide *)arg)->number++;
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct wide *all = calloc(2, sizeof *all);
    if (all == NULL || pthread_create(&t, NULL, task, &all[1]) != 0)
        return 1;
    long long n = all[0].number + all[1].number; // here
    pthread_join(t, NULL);
    return n > 2;
}
