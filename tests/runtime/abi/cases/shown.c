// clang-format off
// trap write: global-write task 'worker'
// runs one
// trap rooted: global-write
// clang-format on
#include "by_hand.h"

/* What several tasks are started with leads to a block that a static variable leads to, too: it is
 * global, not lent. */
struct pool {
    int size;
    struct pool *more;
};
struct job {
    struct pool *pool;
    int n, out;
};
extern const struct fbp_type pool_type;
const struct fbp_type pool_type = {
    sizeof(struct pool), 1, {{offsetof(struct pool, more), 0, &pool_type}}};
static const struct fbp_type job_type = {
    sizeof(struct job), 1, {{offsetof(struct job, pool), 0, &pool_type}}};

static struct pool *the_pool;
static struct job *jobs; /* main's, though a static variable leads to it */
static const struct fbp_global globals[] = {{&the_pool, sizeof the_pool, "the_pool", 0},
                                            {&jobs, sizeof jobs, "jobs", 0}};
static const char *what = "";

static void *worker(void *argument)
{
    struct job *j = argument;
    struct pool *p = READ(&j->pool), *q = READ(&the_pool);
    int n = READ(&p->size);
    p = READ(&p->more);
    n += READ(&p->size) + READ(&q->size);
    if (strcmp(what, "write") == 0)
        WRITE(&q->size, 1);
    if (strcmp(what, "rooted") == 0)
        WRITE(&p->size, 1);
    WRITE(&j->out, n + READ(&j->n));
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[4];
    int sum = 0;
    what = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    the_pool = malloc(sizeof *the_pool);
    the_pool->size = 1;
    the_pool->more = malloc(sizeof *the_pool);
    the_pool->more->size = 2;
    the_pool->more->more = the_pool;
    int n = wants(argc, argv, "one") ? 1 : 4;
    jobs = calloc((size_t)n, sizeof *jobs);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < n; i++) {
            WRITE(&jobs[i].n, i);
            WRITE(&jobs[i].pool, the_pool);
            threads[i] = start_as(worker, &jobs[i], sizeof *jobs, &job_type);
        }
        for (int i = 0; i < n; i++)
            join(threads[i]);
        struct job *whole = malloc(sizeof *whole), *other = malloc(sizeof *other);
        *whole = *other = (struct job){the_pool, 1, 0};
        threads[0] = start_as(worker, whole, FBP_FORM_WHOLE, &job_type);
        threads[1] = start_as(worker, other, FBP_FORM_WHOLE, &job_type);
        join(threads[0]);
        join(threads[1]);
        free(whole);
        free(other);
    }
    for (int i = 0; i < n; i++)
        sum += READ(&jobs[i].out);
    WRITE(&the_pool->size, 5);
    return sum == (n == 1 ? 4 : 22) ? 0 : 1;
}
