/* Which function is started is chosen at run time: the task has the thunk's name. */
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

static void count(void *arg)
{
    *(int *)arg = 1;
    total++; // expect: global-write
    // note: task 'enter' writes global 'total'
    free(arg);
}

static void show(void *arg)
{
    *(int *)arg = total;
    free(arg);
}

int main(int argc, char **argv)
{
    (void)argv;
    launch(argc > 1 ? count : show, malloc(sizeof(int)));
    pthread_exit(NULL);
}
