/* An initialiser that may fail sets the kind of a handle; who goes on when it has not failed has a
 * handle of that kind. There are others, but not this one. */
#include <pthread.h>
#include <stdlib.h>

enum kind { NONE, SIGNAL, TERMINAL };

struct handle {
    enum kind kind;
    int fd;
};

static int terminals;

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

static void init_terminal(struct handle *h)
{
    h->kind = TERMINAL;
    h->fd = 0;
}

static void close_handle(struct handle *h)
{
    switch (h->kind) {
    case TERMINAL:
        terminals++; // expect: unproven global-write
        break;
    default:
        break;
    }
}

static void *worker(void *arg)
{
    struct handle h;
    int *wanted = arg;
    if (init_signal(&h, *wanted) != 0)
        abort();
    close_handle(&h);
    return arg;
}

int main(void)
{
    pthread_t t;
    struct handle h;
    int wanted = 3;
    init_terminal(&h);
    close_handle(&h);
    if (pthread_create(&t, NULL, worker, &wanted) != 0)
        return 1;
    pthread_join(t, NULL);
    return terminals;
}
