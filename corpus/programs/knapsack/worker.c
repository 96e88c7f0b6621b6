/* The search: each node has two children, with the next item and without it. What cannot be better
 * than the best that is known is not looked at. The stack never has more than two nodes of each
 * depth. */
#include "worker.h"

#include <stdlib.h>
#include <string.h>

enum { KEEP = 4 }; /* so many nodes are not worth sharing */

/* The nodes whose children have not been looked at. */
struct open {
    unsigned used;
    struct node nodes[2 * ITEMS_MAX];
};

#if BUG == 1
static struct node champion;
#endif

static void raise_bound(struct bound *bound, unsigned value)
{
    unsigned best = atomic_load(&bound->best);
    while (value > best && !atomic_compare_exchange_weak(&bound->best, &best, value)) {
    }
}

static void found(struct worker *self, const struct node *node)
{
    if (!node_is_better(node, &self->best))
        return;
    self->best = *node;
    raise_bound(self->bound, node->value);
#if BUG == 1
    if (node->value > champion.value)
        champion = *node; /* BUG 1: global-write */
#endif
}

static void push(struct open *open, const struct node *node)
{
    open->nodes[open->used++] = *node;
}

static void expand(struct worker *self, struct open *open, const struct node *node)
{
    const struct problem *p = self->problem;
    self->searched++;
    found(self, node);
    if (node->depth == p->count || problem_bound(p, node) < atomic_load(&self->bound->best))
        return;
    const struct item *item = &p->items[node->depth];
    struct node without = *node;
    without.depth++;
    push(open, &without);
    if (item->weight <= p->capacity - node->weight) {
        struct node with = without;
        with.weight += item->weight;
        with.value += item->value;
        with.taken |= 1ULL << node->depth;
        push(open, &with);
    }
}

/* Gives away the lower half of the stack: what is nearest to the root is the most work. */
static void share(struct worker *self, struct open *open)
{
    unsigned count = open->used / 2 < PARCEL_MAX ? open->used / 2 : PARCEL_MAX;
    struct parcel *parcel = malloc(sizeof *parcel);
    if (parcel == NULL)
        return;
    parcel->count = count;
    memcpy(parcel->nodes, open->nodes, count * sizeof open->nodes[0]);
    if (!exchange_give(self->exchange, parcel)) {
        free(parcel);
        return;
    }
    open->used -= count;
    memmove(open->nodes, open->nodes + count, open->used * sizeof open->nodes[0]);
#if BUG == 2
    self->given += parcel->count; /* BUG 2: use-after-send */
    free(parcel);                 /* BUG 2: use-after-send */
#else
    self->given += count;
#endif
}

static void search(struct worker *self, struct open *open)
{
    while (open->used > 0) {
        struct node node = open->nodes[--open->used];
        expand(self, open, &node);
        if (open->used > KEEP && atomic_load(&self->bound->hungry))
            share(self, open);
    }
}

void *worker_run(void *argument)
{
    struct worker *self = argument;
    struct open open;
    struct parcel *parcel;
    while ((parcel = exchange_take(self->exchange, self->bound)) != NULL) {
        open.used = parcel->count;
        memcpy(open.nodes, parcel->nodes, parcel->count * sizeof open.nodes[0]);
        free(parcel);
        search(self, &open);
    }
    return NULL;
}
