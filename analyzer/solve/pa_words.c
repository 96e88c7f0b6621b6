/* What phase A knows of single words of memory: may one of them hold a pointer?
 *
 * A slot stands for the offsets that its class folds into it (pa_class.c), a pointer for a set of
 * offsets; two of them meet if they may be less than a word apart. Where numbers that may be parts
 * of pointers lie without a slot (A-I25), and where bytes come from outside (A-I28), nothing is
 * said of any word. */
#include <stdlib.h>

#include "solve/pa.h"

static bool holds_something(const struct phase_a *a, uint32_t cell)
{
    uint32_t root;
    struct pa_off off;
    return pa_cell_target((struct phase_a *)a, cell, &root, &off) || pa_code(a, cell)->n != 0;
}

/* May the slot be less than `width` bytes away from what lies at `off`? */
static bool may_meet(const struct pa_node *n, int64_t key, struct pa_off off, int64_t width)
{
    int64_t step = off.stride;
    for (uint32_t i = 0; i < n->folds.len; i++)
        if (n->folds.data[i].lo <= key && key <= n->folds.data[i].hi)
            step = pa_gcd(step, n->folds.data[i].stride);
    if (step == 0)
        return llabs(key - off.base) < width;
    return pa_mod(key - off.base + width - 1, step) <= 2 * (width - 1);
}

/* The class that the value points into, and where in it; NULL: not all that it holds is in slots.
 */
static const struct pa_node *known_memory(const struct phase_a *a, uint32_t func, uint32_t value,
                                          struct pa_off *off)
{
    uint32_t root, cell = a->value_cell[a->value_base[func] + value];
    if (cell == RIR_NONE || !pa_cell_target((struct phase_a *)a, cell, &root, off))
        return NULL;
    const struct pa_node *n = &a->nodes.data[root];
    bool slots_only = (n->flags & (PA_UNK | PA_CUNK | PA_NOTED)) == 0 && n->nfilled == 0;
    return slots_only ? n : NULL;
}

bool phase_a_word_is_plain(const struct phase_a *a, uint32_t func, uint32_t value, int64_t at)
{
    struct pa_off off;
    const struct pa_node *n = known_memory(a, func, value, &off);
    bool plain = n != NULL;
    for (uint32_t i = 0; plain && i < n->slots.len; i++)
        plain = !holds_something(a, n->slots.data[i].cell) ||
                !may_meet(n, n->slots.data[i].key, pa_off_shift(off, at), a->ptr);
    return plain;
}

bool phase_a_has_words(const struct phase_a *a, uint32_t func, uint32_t value)
{
    return known_memory(a, func, value, &(struct pa_off){0});
}

bool phase_a_word_begins(const struct phase_a *a, uint32_t func, uint32_t value, int64_t at)
{
    struct pa_off off;
    const struct pa_node *n = known_memory(a, func, value, &off);
    bool begins = n == NULL;
    for (uint32_t i = 0; !begins && i < n->slots.len; i++)
        begins = holds_something(a, n->slots.data[i].cell) &&
                 may_meet(n, n->slots.data[i].key, pa_off_shift(off, at), 1);
    return begins;
}

/* The last offset that the slot stands for. */
static int64_t last_of(const struct pa_node *n, int64_t key)
{
    for (uint32_t i = 0; i < n->folds.len; i++)
        if (n->folds.data[i].lo <= key && key <= n->folds.data[i].hi)
            return n->folds.data[i].hi;
    return key;
}

bool phase_a_rest_is_plain(const struct phase_a *a, uint32_t func, uint32_t value)
{
    struct pa_off off;
    const struct pa_node *n = known_memory(a, func, value, &off);
    bool plain = n != NULL;
    for (uint32_t i = 0; plain && i < n->slots.len; i++)
        plain = !holds_something(a, n->slots.data[i].cell) ||
                last_of(n, n->slots.data[i].key) <= off.lo - a->ptr;
    return plain;
}
