/* The same allocator with its state in a struct of the task. */
#include <pthread.h>
#include <stddef.h>

struct pool {
    size_t used;
    _Alignas(16) char mem[4096];
};

static void *pool_alloc(struct pool *pool, size_t n)
{
    if (n > sizeof pool->mem - pool->used)
        return NULL;
    void *p = pool->mem + pool->used;
    pool->used += (n + 15) / 16 * 16;
    return p;
}

static void *worker(void *arg)
{
    struct pool pool;
    pool.used = 0;
    int *p = pool_alloc(&pool, sizeof *p);
    if (p)
        *p = 1;
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
