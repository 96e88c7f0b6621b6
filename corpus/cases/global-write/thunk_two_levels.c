/* pool_start() on top of thread_start() on top of pthread_create(): each level has a struct and a thunk. */
#include <pthread.h>
#include <stdlib.h>

struct thread_arg {
    void (*fn)(void *);
    void *arg;
};

struct pool_arg {
    int (*job)(void *);
    void *data;
};

static int failed;

static void *thread_enter(void *p)
{
    struct thread_arg a = *(struct thread_arg *)p;
    free(p);
    a.fn(a.arg);
    return NULL;
}

static void thread_start(void (*fn)(void *), void *arg)
{
    pthread_t t;
    struct thread_arg *a = malloc(sizeof *a);
    if (!a)
        abort();
    a->fn = fn;
    a->arg = arg;
    if (pthread_create(&t, NULL, thread_enter, a) != 0)
        abort();
    pthread_detach(t);
}

static void pool_enter(void *p)
{
    struct pool_arg *a = p;
    a->job(a->data);
    free(a);
}

static void pool_start(int (*job)(void *), void *data)
{
    struct pool_arg *a = malloc(sizeof *a);
    if (!a)
        abort();
    a->job = job;
    a->data = data;
    thread_start(pool_enter, a);
}

static int compress(void *data)
{
    int *n = data;
    *n = failed;
    free(n);
    return 0;
}

static int verify(void *data)
{
    int *n = data;
    *n = 1; // expect: global-write
    // note: task 'verify' writes '*n', that is global 'failed'
    return 0;
}

static void tick(void *arg)
{
    *(long *)arg = 1;
    free(arg);
}

int main(void)
{
    pool_start(compress, malloc(sizeof(int)));
    pool_start(verify, &failed);
    thread_start(tick, malloc(sizeof(long)));
    pthread_exit(NULL);
}
