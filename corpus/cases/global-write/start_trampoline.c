/* The thread's function unpacks what to call from a heap block that it owns. */
#include <pthread.h>
#include <stdlib.h>

struct start {
    void (*fn)(void *);
    void *arg;
};

static int done;

static void *trampoline(void *p)
{
    struct start s = *(struct start *)p;
    free(p);
    s.fn(s.arg);
    return NULL;
}

static int thread_start(pthread_t *t, void (*fn)(void *), void *arg)
{
    struct start *s = malloc(sizeof *s);
    if (!s)
        return -1;
    s->fn = fn;
    s->arg = arg;
    return pthread_create(t, NULL, trampoline, s);
}

static void count(void *arg)
{
    int *n = arg;
    ++*n;
    done = 1; // expect: global-write
    // note: done
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (thread_start(&t, count, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
