/* The problem, and its bound: items are taken in the order of value by weight, the last one in
 * part. */
#include "problem.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    unsigned long left = (unsigned long)x->value * y->weight;
    unsigned long right = (unsigned long)y->value * x->weight;
    if (left != right)
        return left > right ? -1 : 1;
    return x->weight < y->weight ? -1 : x->weight > y->weight;
}

const struct problem *problem_read(FILE *input)
{
    unsigned capacity, count;
    if (fscanf(input, "%u %u", &capacity, &count) != 2 || count == 0 || count > ITEMS_MAX)
        return NULL;
    struct problem *p = malloc(sizeof *p + count * sizeof p->items[0]);
    if (p == NULL)
        return NULL;
    p->capacity = capacity;
    p->count = count;
    for (unsigned i = 0; i < count; i++) {
        struct item *item = &p->items[i];
        if (fscanf(input, "%15s %u %u", item->name, &item->weight, &item->value) != 3 ||
            item->weight == 0) {
            free(p);
            return NULL;
        }
    }
    qsort(p->items, count, sizeof p->items[0], compare);
    return p;
}

void problem_free(const struct problem *problem)
{
    free((void *)problem);
}

unsigned problem_bound(const struct problem *problem, const struct node *node)
{
    unsigned room = problem->capacity - node->weight, value = node->value;
    for (unsigned i = node->depth; i < problem->count; i++) {
        const struct item *item = &problem->items[i];
        if (item->weight > room)
            return value + (unsigned)((unsigned long)item->value * room / item->weight);
        room -= item->weight;
        value += item->value;
    }
    return value;
}

bool node_is_better(const struct node *a, const struct node *b)
{
    if (a->value != b->value)
        return a->value > b->value;
    return a->taken > b->taken;
}
