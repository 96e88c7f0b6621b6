/* launch(fn, arg) packs both into a heap block; what one user was given is not what the other was. */
#include <pthread.h>
#include <stdlib.h>

struct call {
    void (*fn)(void *);
    void *arg;
};

static int total;

static void *enter(void *p)
{
    struct call *c = p;
    c->fn(c->arg);
    free(c);
    return NULL;
}

static void launch(void (*fn)(void *), void *arg)
{
    pthread_t t;
    struct call *c = malloc(sizeof *c);
    if (!c)
        abort();
    c->fn = fn;
    c->arg = arg;
    if (pthread_create(&t, NULL, enter, c) != 0)
        abort();
    pthread_detach(t);
}

static void count_own(void *arg)
{
    int *n = arg;
    *n = 1;
    free(n);
}

static void count_total(void *arg)
{
    int *n = arg;
    *n += 1; // expect: global-write
    // note: task 'count_total' writes '*n', that is global 'total'
}

static void show(void *arg)
{
    *(int *)arg = total;
    free(arg);
}

int main(void)
{
    launch(count_own, calloc(1, sizeof(int)));
    launch(count_total, &total);
    launch(show, calloc(1, sizeof(int)));
    pthread_exit(NULL);
}
