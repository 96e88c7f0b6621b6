/* As kind_behind_error.c, but the handle is, or becomes, of the other kind after all: by what it was
 * asked for, by a call that comes later, or because nobody looks whether it has failed. */
#include <pthread.h>
#include <stdlib.h>

enum kind { NONE, SIGNAL, TERMINAL };

struct handle {
    enum kind kind;
    int fd;
};

static int asked, changed, unlooked;

static int make_pipe(int *fd, int wanted)
{
    *fd = wanted;
    return wanted > 5 ? -1 : 0;
}

static int init_signal(struct handle *h, int wanted)
{
    int err = make_pipe(&h->fd, wanted);
    if (err)
        return err;
    h->kind = SIGNAL;
    return 0;
}

static int init_any(struct handle *h, int wanted)
{
    int err = make_pipe(&h->fd, wanted);
    if (err)
        return err;
    h->kind = SIGNAL;
    if (wanted > 1)
        h->kind = TERMINAL;
    return 0;
}

static int turn(struct handle *h, int wanted)
{
    int err = make_pipe(&h->fd, wanted);
    if (err)
        return err;
    h->kind = TERMINAL;
    return 0;
}

static void *worker(void *arg)
{
    struct handle a, b, c;
    int *wanted = arg;
    if (init_any(&a, *wanted) != 0 || init_signal(&b, *wanted) != 0)
        abort();
    if (a.kind == TERMINAL)
        asked++; // expect: global-write
    if (turn(&b, *wanted) != 0)
        abort();
    if (b.kind == TERMINAL)
        changed++; // expect: global-write
    c.kind = TERMINAL;
    init_signal(&c, *wanted);
    if (c.kind == TERMINAL)
        unlooked++; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int wanted = 3;
    if (pthread_create(&t, NULL, worker, &wanted) != 0)
        return 1;
    pthread_join(t, NULL);
    return asked + changed + unlooked;
}
