/* C11 threads on top of pthreads: int (*)(void *) wrapped in void *(*)(void *). */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

typedef int (*start_fn)(void *);

struct start {
    start_fn fn;
    void *arg;
};

static unsigned jobs;

static void *wrapper(void *p)
{
    struct start s = *(struct start *)p;
    free(p);
    return (void *)(intptr_t)s.fn(s.arg);
}

static int thread_create(pthread_t *t, start_fn fn, void *arg)
{
    struct start *s = malloc(sizeof *s);
    if (s == NULL)
        return -1;
    s->fn = fn;
    s->arg = arg;
    if (pthread_create(t, NULL, wrapper, s) != 0) {
        free(s);
        return -1;
    }
    return 0;
}

static int copy(void *arg)
{
    unsigned *to = arg;
    *to = jobs;
    return 0;
}

static int count(void *arg)
{
    unsigned *n = arg;
    *n += 1; // expect: global-write
    // note: task 'count' writes '*n', that is global 'jobs'
    return (int)*n;
}

int main(void)
{
    pthread_t a, b;
    unsigned local = 0;
    if (thread_create(&a, copy, &local) != 0)
        return 1;
    pthread_join(a, NULL);
    if (thread_create(&b, count, &jobs) != 0)
        return 1;
    pthread_join(b, NULL);
    return 0;
}
