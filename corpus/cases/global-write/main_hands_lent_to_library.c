/* While the task runs, main hands what it lent it to code that nobody has seen: that may show it to everybody. */
#include <pthread.h>

struct cell {
    int n;
};

void mystery(struct cell *c);

static void *worker(void *arg)
{
    struct cell *mine = arg;
    mine->n = 1; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    struct cell lent = {0};
    pthread_t t;
    if (pthread_create(&t, NULL, worker, &lent) != 0)
        return 1;
    mystery(&lent); // expect: unproven global-write
    pthread_join(t, NULL);
    return lent.n;
}
