/* What the thunk itself does belongs to the task of the function that it calls. */
#include <pthread.h>
#include <stdlib.h>

struct call {
    void (*fn)(void *);
    void *arg;
};

static int running;

static void *enter(void *p)
{
    struct call c = *(struct call *)p;
    free(p);
    running++; // expect: global-write
    // note: task 'work' writes global 'running'
    c.fn(c.arg);
    running--; // expect: global-write
    return NULL;
}

static int launch(pthread_t *t, void (*fn)(void *), void *arg)
{
    struct call *c = malloc(sizeof *c);
    if (!c)
        return -1;
    c->fn = fn;
    c->arg = arg;
    return pthread_create(t, NULL, enter, c);
}

static void work(void *arg)
{
    *(int *)arg = 1;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (launch(&t, work, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
