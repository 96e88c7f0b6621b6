/* The same ring with a global head: its nodes are written through their neighbours. */
#include <pthread.h>
#include <stdlib.h>

struct ring {
    struct ring *next, *prev;
};

static struct ring head = {&head, &head};

static void *worker(void *arg)
{
    struct ring *r = malloc(sizeof *r);
    if (!r)
        return arg;
    r->prev = head.prev;
    r->next = &head;
    head.prev->next = r; // expect: global-write
    head.prev = r;       // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
