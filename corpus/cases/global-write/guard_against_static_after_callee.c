/* A test against the static object that a callee may have replaced: what is written behind it is
 * not that object. */
#include <pthread.h>
#include <stdlib.h>

static char empty[1];

struct buffer {
    char *bytes;
    size_t n;
};

static void grow(struct buffer *b, int wanted)
{
    if (wanted)
        b->bytes = malloc(3);
}

static void set_own(struct buffer *b)
{
    if (b->bytes != empty)
        b->bytes[0] = 1; // expect: unproven global-write
}

static void set_empty(struct buffer *b)
{
    if (b->bytes == empty)
        b->bytes[0] = 1; // expect: global-write
}

static int shared;

static void choose(int **p, int wanted)
{
    static _Thread_local int own;
    if (wanted)
        *p = &own;
}

static void *run(void *arg)
{
    struct buffer b = {empty, 0};
    int *p = &shared, *q = &shared;
    grow(&b, arg != NULL);
    set_own(&b);
    set_empty(&b);
    choose(&p, arg != NULL);
    if (p != &shared)
        *p = 1; // expect: unproven global-write
    choose(&q, arg != NULL);
    if (q == &shared)
        *q = 1; // expect: global-write
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argc;
    pthread_create(&t, NULL, run, argv[1]);
    return pthread_join(t, NULL);
}
