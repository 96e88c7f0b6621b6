/* A bit of an object's flags is set by one option only, and nobody asks for that option: what is
 * done for it is done never. */
#include <pthread.h>

enum option { BLOCK, RING };
enum { BLOCKING = 1, RINGED = 2 };

struct loop {
    unsigned flags;
};

static int rings;

static void configure(struct loop *l, enum option option)
{
    if (option == RING)
        l->flags |= RINGED;
    else
        l->flags |= BLOCKING;
}

static void init(struct loop *l)
{
    l->flags = 0;
}

static void run(struct loop *l)
{
    if (l->flags & RINGED)
        rings++; // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct loop *l = arg;
    configure(l, BLOCK);
    run(l);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct loop l;
    init(&l);
    if (pthread_create(&t, NULL, worker, &l) != 0)
        return 1;
    pthread_join(t, NULL);
    return rings;
}
