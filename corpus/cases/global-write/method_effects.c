/* One method allocates a buffer, another one frees it. The task's object allocates and frees; main's uses a static buffer and leaves it
 * alone. That the one allocates as main's does and the other frees is no way to go. */
#include <pthread.h>
#include <stdlib.h>

static char output[64];

struct buffer {
    char *base;
};

struct methods {
    void (*get)(struct buffer *);
    void (*done)(struct buffer *);
};

static void get_static(struct buffer *b)
{
    b->base = output;
}

static void get_heap(struct buffer *b)
{
    b->base = malloc(64);
}

static void done_static(struct buffer *b)
{
    b->base[0] = 1; // expect: unproven global-write
}

static void done_heap(struct buffer *b)
{
    free(b->base); // expect: unproven global-write
}

static void use(struct methods *m)
{
    struct buffer b;
    m->get(&b);
    m->done(&b);
}

static void *worker(void *arg)
{
    struct methods m = {get_heap, done_heap};
    use(&m);
    return arg;
}

static void *direct(void *arg)
{
    struct buffer b;
    get_static(&b);
    b.base[1] = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t, u;
    struct methods m = {get_static, done_static};
    use(&m);
    if (pthread_create(&t, NULL, worker, NULL) != 0 || pthread_create(&u, NULL, direct, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
