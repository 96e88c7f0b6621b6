/* A block of work is taken out of a global, with the buffer that it refers to: neither is reachable from there any more,
 * also where the pointer to the buffer is read afterwards. */
#include <pthread.h>
#include <stdlib.h>

struct work {
    unsigned *buffer;
    unsigned used;
};

static struct work *unfinished;

static void fill(unsigned *buffer)
{
    buffer[0] = 1;    // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct work *w = unfinished;
    if (w == NULL)
        return arg;
    w->buffer[1] = 2;    // expect: global-write
    unfinished = NULL;    // expect: global-write
    w->used = 1;    // expect: unproven global-write
    w->buffer[2] = 3;    // expect: unproven global-write
    fill(w->buffer);
    return arg;
}

int main(void)
{
    pthread_t t;
    struct work *w = calloc(1, sizeof *w);
    if (w == NULL)
        return 1;
    w->buffer = calloc(3, sizeof *w->buffer);
    if (w->buffer == NULL)
        return 1;
    unfinished = w;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
