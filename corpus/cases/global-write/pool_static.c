/* An allocator over a static pool: its state is global, and so is the memory it hands out. */
#include <pthread.h>
#include <stddef.h>

static char pool[4096];
static size_t used;

static void *pool_alloc(size_t n)
{
    if (n > sizeof pool - used)
        return NULL;
    void *p = pool + used;
    used += n; // expect: global-write
    return p;
}

static void *worker(void *arg)
{
    int *p = pool_alloc(sizeof *p);
    if (p)
        *p = 1; // expect: global-write
    // note: pool
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
