/* Each task is described by a static struct: what to run, and with what. */
#include <pthread.h>
#include <stdlib.h>

struct entry {
    void (*run)(void *);
    void *arg;
};

static int served;

static void serve(void *arg)
{
    int *n = malloc(sizeof *n);
    if (n)
        *n = *(const int *)arg;
    free(n);
}

static void log_it(void *arg)
{
    ++*(int *)arg; // expect: global-write
    // note: task 'log_it' writes '*arg', that is global 'served'
}

static const struct entry server = {serve, &served}, logger = {log_it, &served};

static void *enter(void *p)
{
    const struct entry *e = p;
    e->run(e->arg);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    if (pthread_create(&a, NULL, enter, (void *)&server) != 0)
        return 1;
    if (pthread_create(&b, NULL, enter, (void *)&logger) != 0)
        abort();
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
