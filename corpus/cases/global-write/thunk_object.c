/* thread_start(t): the caller has put the function into the object that the thread's entry is given. */
#include <pthread.h>
#include <stdlib.h>

struct worker {
    pthread_t id;
    void (*run)(struct worker *);
    int *slot;
};

static int last;

static struct worker *worker_new(void (*run)(struct worker *), int *slot)
{
    struct worker *w = malloc(sizeof *w);
    if (!w)
        abort();
    w->run = run;
    w->slot = slot;
    return w;
}

static void *worker_enter(void *p)
{
    struct worker *w = p;
    w->run(w);
    return NULL;
}

static void worker_start(struct worker *w)
{
    if (pthread_create(&w->id, NULL, worker_enter, w) != 0)
        abort();
}

static void read_last(struct worker *w)
{
    *w->slot = last;
}

static void write_last(struct worker *w)
{
    *w->slot = 1; // expect: global-write
    // note: task 'write_last' writes '*w->slot', that is global 'last'
}

int main(void)
{
    struct worker *r = worker_new(read_last, malloc(sizeof(int)));
    struct worker *w = worker_new(write_last, &last);
    worker_start(r);
    worker_start(w);
    pthread_join(r->id, NULL);
    pthread_join(w->id, NULL);
    return 0;
}
