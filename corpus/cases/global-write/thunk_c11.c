/* A thunk below thrd_create(), filled by a helper, freed before the user's function runs. */
#include <stdlib.h>
#include <threads.h>

struct start {
    void (*fn)(void *);
    void *arg;
};

static int seen;

static int wrapper(void *p)
{
    struct start *s = p;
    void (*fn)(void *) = s->fn;
    void *arg = s->arg;
    free(s);
    fn(arg);
    return 0;
}

static void pack(struct start *s, void (*fn)(void *), void *arg)
{
    s->fn = fn;
    s->arg = arg;
}

static void spawn(void (*fn)(void *), void *arg)
{
    thrd_t t;
    struct start *s = malloc(sizeof *s);
    if (s == NULL)
        abort();
    pack(s, fn, arg);
    if (thrd_create(&t, wrapper, s) != thrd_success)
        abort();
    thrd_detach(t);
}

static void look(void *arg)
{
    *(int *)arg = seen;
    free(arg);
}

static void mark(void *arg)
{
    *(int *)arg = 1; // expect: global-write
    // note: task 'mark' writes '*arg', that is global 'seen'
}

int main(void)
{
    spawn(look, malloc(sizeof(int)));
    spawn(mark, &seen);
    thrd_exit(0);
}
