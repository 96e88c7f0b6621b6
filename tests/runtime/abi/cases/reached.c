// clang-format off
// trap lender: use-after-send main writes 4 bytes
// trap other: global-write task 'look'
// trap unreached: foreign-access task 'look'
// clang-format on
/* Elements are lent of an array to which a static variable leads. A task that reads another's
 * element may know the variable; who lent it may not touch it. Without the variable it is not his;
 * and that one element leads to another takes nothing away (R11). */
#include <semaphore.h>

#include "by_hand.h"

struct worker {
    int n, sum;
    struct worker *others;
};
TYPE(of_worker, struct worker, {8, 0, NULL});
static struct worker *workers;
static const struct fbp_global globals[] = {{&workers, sizeof workers, "workers", 0}};
static const char *mode = "";
static sem_t looked;

static void *work(void *arg)
{
    struct worker *w = arg;
    WRITE(&w->n, 1);
    sem_wait(&looked);
    return NULL;
}

static void *look(void *arg)
{
    struct worker *w = arg, *all = READ(&w->others);
    if (strcmp(mode, "other") == 0)
        WRITE(&all[0].n, 1);
    WRITE(&w->sum, READ(&all[0].n));
    sem_post(&looked);
    return NULL;
}

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    struct worker *all = calloc(2, sizeof *all);
    if (strcmp(mode, "unreached") != 0)
        workers = all;
    sem_init(&looked, 0, 0);
    WRITE(&all[1].others, all);
    pthread_t first = start_as(work, &all[0], sizeof *all, &of_worker);
    if (strcmp(mode, "lender") == 0)
        WRITE(&all[0].n, 2);
    join(start_as(look, &all[1], sizeof *all, &of_worker));
    join(first);
    return 0;
}
