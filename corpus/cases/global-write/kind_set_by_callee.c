/* What a helper does when there is only one way through it is known: the kind of a handle that it
 * sets behind tests that its caller decides, and what it says when it is asked. */
#include <pthread.h>
#include <stdlib.h>

enum kind { NONE, PIPE, SOCKET };

struct handle {
    int flags;
    enum kind kind;
};

static struct handle shown;
static int pipes, sockets, unknowns, stops;

static void init(struct handle *h, enum kind kind)
{
    h->flags = 0;   // expect: global-write
    h->kind = kind; // expect: global-write
}

static int open_as(struct handle *h, int domain, enum kind kind)
{
    if (domain != 0 && domain != 2)
        return -1;
    init(h, kind);
    return 0;
}

static int is_pipe(const struct handle *h)
{
    return h->kind == PIPE;
}

static void must_be(int holds)
{
    if (!holds)
        abort();
}

static void listen_on(struct handle *h)
{
    switch (h->kind) {
    case PIPE:
        pipes++; // expect: unproven global-write
        break;
    case SOCKET:
        sockets++; // expect: global-write
        break;
    default:
        break;
    }
}

static void *worker(void *arg)
{
    const int *n = arg;
    open_as(&shown, 0, SOCKET);
    listen_on(&shown);
    if (is_pipe(&shown))
        pipes++; // expect: unproven global-write
    must_be(shown.kind == PIPE);
    stops++; // expect: unproven global-write
    return open_as(&shown, n[0], PIPE) == 0 ? arg : NULL;
}

static void *other(void *arg)
{
    struct handle h = {0, SOCKET};
    const int *n = arg;
    open_as(&h, n[1], PIPE);
    if (!is_pipe(&h))
        unknowns++; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t, u;
    int n[2] = {3, 4};
    if (pthread_create(&t, NULL, worker, n) != 0)
        return 1;
    if (pthread_create(&u, NULL, other, n) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return pipes + sockets + unknowns + stops;
}
