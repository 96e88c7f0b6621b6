/* Handlers that main registers in a global list of listeners, called by the task. */
#include <pthread.h>
#include <stdlib.h>

struct listener {
    void (*call)(void *ctx, int event);
    void *ctx;
    struct listener *next;
};

static struct listener *listeners;
static int events;

static void listen(void (*call)(void *, int), void *ctx)
{
    struct listener *l = malloc(sizeof *l);
    if (!l)
        abort();
    l->call = call;
    l->ctx = ctx;
    l->next = listeners;
    listeners = l;
}

static void count(void *ctx, int event)
{
    *(int *)ctx += event; // expect: global-write
    // note: count
}

static void notify(int event)
{
    for (struct listener *l = listeners; l; l = l->next)
        l->call(l->ctx, event);
}

static void *worker(void *arg)
{
    notify(1);
    return arg;
}

int main(void)
{
    pthread_t t;
    listen(count, &events);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return events;
}
