/* The helper that starts a thread also keeps the function in memory of the program's own allocator, where other
 * functions are kept, too: what it starts is still what its callers pass, and nothing else. */
#include <pthread.h>
#include <stdlib.h>

struct keeper {
    void *(*task)(void *);
    pthread_t thread;
};

static char pool[1000];
static size_t used;
static int total;

static void *take(size_t n)
{
    void *p = pool + used;
    used += (n + 15) / 16 * 16;
    return p;
}

static void *count(void *arg)
{
    total++; // expect: global-write
    return arg;
}

static void *other(void *arg)
{
    total = 0; /* never a task */
    return arg;
}

static struct keeper *begin(void *(*task)(void *), void *arg)
{
    struct keeper *k = take(sizeof *k);
    k->task = task;
    if (pthread_create(&k->thread, NULL, task, arg) != 0)
        abort();
    return k;
}

int main(void)
{
    void *(**kept)(void *) = take(sizeof *kept);
    *kept = other;
    (*kept)(NULL);
    struct keeper *k = begin(count, NULL);
    pthread_join(k->thread, NULL);
    return total;
}
