/* A library's start function, described by annotations. */
#include <fbp/annotate.h>

typedef struct pool pool_t;

FBP_SPAWNS(2, 3) void pool_run(pool_t *pool, void (*fn)(void *), void *arg);
FBP_PURE pool_t *pool_default(void);

static int done;

static void job(void *arg)
{
    int *n = arg;
    ++*n;
    done = 1; // expect: global-write
    // note: job
}

int main(void)
{
    static int n;
    pool_run(pool_default(), job, &n);
    return 0;
}
