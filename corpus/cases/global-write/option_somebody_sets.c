/* As option_nobody_sets.c, but somebody does ask for the option: by a number that goes through memory,
 * in one word with others, or by filling the whole object. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum option { BLOCK, RING };
enum { BLOCKING = 1, RINGED = 2, HIDDEN = 4, FILLED = 8, ZEROED = 16 };

struct loop {
    unsigned flags;
    unsigned more;
};

struct settings {
    enum option option;
};

static int rings, hidden, filled, zeroed;
static struct settings settings = {RING};

static void configure(struct loop *l, enum option option)
{
    if (option == RING)
        l->flags |= RINGED;
    else
        l->flags |= BLOCKING;
}

static void hide(unsigned *flags)
{
    *flags |= HIDDEN;
}

static void run(struct loop *l)
{
    if (l->flags & RINGED)
        rings++; // expect: global-write
    if (l->flags & HIDDEN)
        hidden++; // expect: global-write
    if (l->more & FILLED)
        filled++; // expect: global-write
    if ((l->more & ZEROED) == 0)
        zeroed++; // expect: global-write
}

static void *worker(void *arg)
{
    struct loop *l = arg;
    configure(l, settings.option);
    run(l);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct loop *l = calloc(2, sizeof *l);
    if (l == NULL)
        return 1;
    l[0].flags = 0;
    hide(&l[0].flags);
    hide(&l[1].more);
    memset(&l[1], 0xff, sizeof l[1]);
    if (pthread_create(&t, NULL, worker, &l[0]) != 0)
        return 1;
    pthread_join(t, NULL);
    return rings + hidden + filled + zeroed;
}
