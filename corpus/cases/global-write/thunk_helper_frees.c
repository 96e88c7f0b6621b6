/* The thunk hands what was packed to a helper, which frees it: a helper of each start's own. */
#include <pthread.h>
#include <stdlib.h>

struct capsule {
    void (*probe)(void *);
    void *payload;
};

static int total;

static void leave(void *arg)
{
    struct capsule *c = arg;
    free(c);
}

static void *ignition(void *arg)
{
    struct capsule *c = arg;
    c->probe(c->payload);
    leave(c);
    return NULL;
}

static pthread_t launch(void (*probe)(void *), void *payload)
{
    pthread_t t;
    struct capsule *c = malloc(sizeof *c);
    if (!c)
        abort();
    c->probe = probe;
    c->payload = payload;
    if (pthread_create(&t, NULL, ignition, c) != 0)
        abort();
    return t;
}

static void count_own(void *arg)
{
    int *n = arg;
    *n += 1;
}

static void count_total(void *arg)
{
    int *n = arg;
    *n += 1; // expect: global-write
    // note: task 'count_total' writes '*n', that is global 'total'
}

int main(void)
{
    int own = 0;
    pthread_t a = launch(count_own, &own), b = launch(count_total, &total);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return own + total;
}
