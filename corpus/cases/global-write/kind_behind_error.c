// xfail: a callee with two ways out is not run, so the kind it sets on one of them is not known
/* An initialiser that may fail sets the kind of a handle; who goes on when it has not failed has a
 * handle of that kind. */
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
    int wanted = 3;
    if (pthread_create(&t, NULL, worker, &wanted) != 0)
        return 1;
    pthread_join(t, NULL);
    return terminals;
}
