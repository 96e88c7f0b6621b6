/* Questions about the graph of classes: what a class leads to, which static object alone leads to a
 * class, and which classes have nothing to do with one another. */
#include "base/mistake.h"
#include "solve/pa.h"

#include <stdlib.h>
#include <string.h>

typedef void visit(void *ctx, uint32_t to);

static void each_successor(const struct phase_a *a, uint32_t cls, visit *v, void *ctx)
{
    const pa_slots *slots = &a->nodes.data[a->classes[cls].node].slots;
    for (uint32_t i = 0; i < slots->len; i++) {
        uint32_t root;
        struct pa_off off;
        if (pa_cell_target((struct phase_a *)a, slots->data[i].cell, &root, &off))
            v(ctx, a->class_of_node[root]);
    }
}

struct marking {
    bool *marks;
    pa_u32s todo;
};

static void mark(void *ctx, uint32_t to)
{
    struct marking *k = ctx;
    if (k->marks[to])
        return;
    k->marks[to] = true;
    vec_push(&k->todo, to);
}

void phase_a_mark_reachable(const struct phase_a *a, uint32_t cls, bool *marks)
{
    struct marking k = {.marks = marks};
    bool escaped = false; /* what unknown contents may lead to was marked */
    mark(&k, cls);
    while (k.todo.len > 0) {
        uint32_t at = k.todo.data[--k.todo.len];
        each_successor(a, at, mark, &k);
        if (escaped || !(a->nodes.data[a->classes[at].node].flags & (PA_UNK | PA_CUNK)))
            continue;
        escaped = true;
        for (uint32_t c = 0; c < a->nclasses; c++)
            if (a->nodes.data[a->classes[c].node].flags & PA_ESC)
                mark(&k, c);
    }
    vec_free(&k.todo);
}

static void compare(void *ctx, uint32_t to)
{
    uint32_t *wanted = ctx;
    if (to == *wanted)
        *wanted = RIR_NONE;
}

bool phase_a_leads_back(const struct phase_a *a, uint32_t cls)
{
    uint32_t wanted = cls;
    bool *below = calloc(a->nclasses + 1, sizeof *below);
    if (below == NULL)
        abort();
    phase_a_mark_reachable(a, cls, below);
    for (uint32_t c = 0; c < a->nclasses && wanted != RIR_NONE; c++)
        if (below[c])
            each_successor(a, c, compare, &wanted);
    free(below);
    return wanted == RIR_NONE;
}

struct holding {
    const bool *marks;
    bool found;
};

static void look(void *ctx, uint32_t to)
{
    struct holding *k = ctx;
    k->found |= k->marks[to];
}

bool phase_a_holds_any(const struct phase_a *a, uint32_t cls, const bool *marks)
{
    struct holding k = {.marks = marks};
    each_successor(a, cls, look, &k);
    return k.found || (a->nodes.data[a->classes[cls].node].flags & (PA_UNK | PA_CUNK)) != 0;
}

static void note(void *ctx, uint32_t cls)
{
    (void)cls;
    *(bool *)ctx = true;
}

bool phase_a_leads_on(const struct phase_a *a, uint32_t cls)
{
    return phase_a_holds_pointers(a, cls) ||
           (a->nodes.data[a->classes[cls].node].flags & (PA_UNK | PA_CUNK)) != 0;
}

bool phase_a_holds_pointers(const struct phase_a *a, uint32_t cls)
{
    bool any = false;
    each_successor(a, cls, note, &any);
    return any;
}

bool phase_a_class_held(const struct phase_a *a, uint32_t cls)
{
    uint32_t wanted = cls;
    if (a->nodes.data[a->classes[cls].node].flags & (PA_UNK | PA_ESC))
        return true;
    for (uint32_t c = 0; c < a->nclasses && wanted != RIR_NONE; c++)
        each_successor(a, c, compare, &wanted);
    return wanted == RIR_NONE;
}

struct rooting {
    uint32_t *root; /* RIR_NONE: none yet; PHASE_A_MANY: several */
    uint32_t from;
    pa_u32s todo;
};

static void add_root(void *ctx, uint32_t to)
{
    struct rooting *k = ctx;
    uint32_t was = k->root[to];
    if (was == k->from || was == PHASE_A_MANY)
        return;
    k->root[to] = was == RIR_NONE ? k->from : PHASE_A_MANY;
    vec_push(&k->todo, to);
}

/* Each class changes at most twice (none, one, several), so the work is linear. */
uint32_t *phase_a_sole_roots(const struct phase_a *a, struct arena *arena)
{
    struct rooting k = {.root = ARENA_ARRAY(arena, uint32_t, a->nclasses + 1)};
    memset(k.root, 0xff, (a->nclasses + 1) * sizeof *k.root);
    for (uint32_t c = 0; c < a->nclasses; c++) {
        bool outside = (a->nodes.data[a->classes[c].node].flags & (PA_UNK | PA_ESC)) != 0;
        for (uint32_t i = 0; i < a->classes[c].nglobals + outside; i++) {
            k.from = i < a->classes[c].nglobals ? a->classes[c].globals[i] : PHASE_A_MANY;
            if (i < a->classes[c].nglobals && (a->m->globals.data[k.from].flags & RIR_GLOBAL_TLS))
                continue;
            if (k.from == PHASE_A_MANY && k.root[c] != PHASE_A_MANY) {
                k.root[c] = PHASE_A_MANY;
                vec_push(&k.todo, c);
            } else {
                add_root(&k, c);
            }
            while (k.todo.len > 0) {
                uint32_t at = k.todo.data[--k.todo.len];
                k.from = k.root[at];
                each_successor(a, at, add_root, &k);
            }
        }
    }
    vec_free(&k.todo);
    return k.root;
}

/* ---- parts ---- */

struct parting {
    uint32_t *part, of;
};

static uint32_t part_find(uint32_t *part, uint32_t c)
{
    while (part[c] != c)
        c = part[c] = part[part[c]];
    return c;
}

static void unite(void *ctx, uint32_t to)
{
    struct parting *k = ctx;
    k->part[part_find(k->part, to)] = part_find(k->part, k->of);
}

uint32_t *phase_a_parts(const struct phase_a *a, struct arena *arena)
{
    struct parting k = {.part = ARENA_ARRAY(arena, uint32_t, a->nclasses + 1)};
    for (uint32_t c = 0; c <= a->nclasses; c++)
        k.part[c] = c;
    for (uint32_t c = 0; c < a->nclasses; c++) {
        k.of = c;
        if (!MISTAKE("W7-behind"))
            each_successor(a, c, unite, &k);
        if (a->nodes.data[a->classes[c].node].flags & (PA_UNK | PA_CUNK | PA_ESC))
            unite(&k, a->nclasses);
    }
    for (uint32_t c = 0; c <= a->nclasses; c++)
        k.part[c] = part_find(k.part, c);
    return k.part;
}
