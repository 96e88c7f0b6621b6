/* A callback lies in the object that is worked on. The task's own is seen to be called by it; that main's is not, in the helper
 * that works on both, is not seen. */
#include <pthread.h>
#include <stdlib.h>

struct handle {
    void (*cb)(struct handle *);
    int n;
};

static int fired, ticks;

static void on_fire(struct handle *h)
{
    fired += h->n; // expect: unproven global-write
}

static void on_tick(struct handle *h)
{
    ticks += h->n; // expect: global-write
}

static struct handle *make(void (*cb)(struct handle *))
{
    struct handle *h = malloc(sizeof *h);
    if (h == NULL)
        abort();
    h->cb = cb;
    h->n = 1;
    return h;
}

static void run(struct handle *h)
{
    h->cb(h);
    free(h);
}

static void *worker(void *arg)
{
    run(make(on_tick));
    return arg;
}

int main(void)
{
    pthread_t t;
    run(make(on_fire));
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return fired + ticks;
}
