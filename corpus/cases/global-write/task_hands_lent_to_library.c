/* A task lends memory of its own to a task that it starts, and hands it to code that nobody has seen while that runs.
 * (When in the task that happens is not looked at, so its own first write is unproven, too.) */
#include <pthread.h>

struct cell {
    int n;
};

void mystery(struct cell *c);

static void *inner(void *arg)
{
    struct cell *mine = arg;
    mine->n = 1; // expect: unproven global-write
    return NULL;
}

static void *outer(void *arg)
{
    struct cell lent = {0}; // expect: unproven global-write
    pthread_t t;
    if (pthread_create(&t, NULL, inner, &lent) != 0)
        return NULL;
    mystery(&lent); // expect: unproven global-write
    pthread_join(t, NULL);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, outer, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
