/* How many threads were started is counted in a member, and that many are joined. Not so where the count is changed, or one
 * is left out. */
#include <pthread.h>

enum { MAX = 8 };

struct pool {
    unsigned count;
    pthread_t threads[MAX];
};

static int limit, last, other, more;

static void *check_limit(void *argument)
{
    return limit > 3 ? argument : NULL;
}

static void *check_last(void *argument)
{
    return last > 3 ? argument : NULL;
}

static void *check_other(void *argument)
{
    return other > 3 ? argument : NULL;
}

static void *check_more(void *argument)
{
    return more > 3 ? argument : NULL;
}

static void all(unsigned wanted)
{
    struct pool pool;
    pool.count = 0;
    limit = 1;
    while (pool.count < wanted && pool.count < MAX &&
           pthread_create(&pool.threads[pool.count], NULL, check_limit, NULL) == 0)
        pool.count++;
    for (unsigned i = 0; i < pool.count; i++)
        pthread_join(pool.threads[i], NULL);
    limit = 2;
}

static void but_the_first(unsigned wanted)
{
    struct pool pool = {0};
    while (pool.count < wanted && pool.count < MAX) {
        if (pthread_create(&pool.threads[pool.count], NULL, check_last, NULL) != 0)
            break;
        pool.count++;
    }
    for (unsigned i = 1; i < pool.count; i++)
        pthread_join(pool.threads[i], NULL);
    last = 2; // expect: unproven global-write
}

static void drop_one(struct pool *pool)
{
    if (pool->count > 0)
        pool->count--;
}

static void but_one(unsigned wanted)
{
    struct pool pool;
    pool.count = 0;
    while (pool.count < wanted && pool.count < MAX &&
           pthread_create(&pool.threads[pool.count], NULL, check_other, NULL) == 0)
        pool.count++;
    drop_one(&pool);
    for (unsigned i = 0; i < pool.count; i++)
        pthread_join(pool.threads[i], NULL);
    other = 2; // expect: unproven global-write
}

static void but_the_last(unsigned wanted)
{
    static struct pool pool;
    pool.count = 0;
    while (pool.count < wanted && pool.count < MAX) {
        if (pthread_create(&pool.threads[pool.count], NULL, check_more, NULL) != 0)
            break;
        pool.count++;
    }
    for (unsigned i = 0; i + 1 < pool.count; i++)
        pthread_join(pool.threads[i], NULL);
    more = 2; // expect: unproven global-write
}

int main(int argc, char **argv)
{
    (void)argv;
    all((unsigned)argc);
    but_the_first((unsigned)argc);
    but_one((unsigned)argc);
    but_the_last((unsigned)argc);
    return 0;
}
