/* knapsack: the best load of a knapsack, searched by several threads that share the tree. */
#include "worker.h"

#include <stdlib.h>

enum { WORKERS = 4 };

_Noreturn static void die(const char *what)
{
    fprintf(stderr, "knapsack: %s\n", what);
    exit(EXIT_FAILURE);
}

/* The whole tree, as the first parcel. */
static void give_root(struct exchange *x)
{
    struct parcel *root = calloc(1, sizeof *root);
    if (root == NULL)
        die("out of memory");
    root->count = 1;
    if (!exchange_give(x, root))
        die("nobody takes the work");
#if BUG == 3
    if (!exchange_give(x, root)) /* BUG 3: double-send */
        die("nobody takes the work");
#endif
}

static struct node search(const struct problem *problem, unsigned long *searched)
{
    struct exchange exchange;
    exchange_init(&exchange, WORKERS);
    give_root(&exchange);
    struct bound bound = {0};
    struct worker workers[WORKERS];
    pthread_t threads[WORKERS];
    for (unsigned i = 0; i < WORKERS; i++)
        workers[i] = (struct worker){.problem = problem, .exchange = &exchange, .bound = &bound};
    for (unsigned i = 0; i < WORKERS; i++)
        if (pthread_create(&threads[i], NULL, worker_run, &workers[i]) != 0)
            die("cannot start a thread");
    struct node best = {0};
    *searched = 0;
    for (unsigned i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
        *searched += workers[i].searched;
        if (node_is_better(&workers[i].best, &best))
            best = workers[i].best;
    }
    exchange_destroy(&exchange);
    return best;
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL)
        die("cannot open the input");
    const struct problem *problem = problem_read(input);
    if (problem == NULL)
        die("this is no problem");
    unsigned long searched;
    struct node best = search(problem, &searched);
    for (unsigned i = 0; i < problem->count; i++)
        if (best.taken >> i & 1)
            printf("%-12s %4u %5u\n", problem->items[i].name, problem->items[i].weight,
                   problem->items[i].value);
    printf("weight %u of %u, value %u\n", best.weight, problem->capacity, best.value);
    fprintf(stderr, "%lu nodes\n", searched);
    problem_free(problem);
    if (input != stdin)
        fclose(input);
    return EXIT_SUCCESS;
}
