/* Has a pointer gone out?
 *
 * A-I37  Bytes that come in (A-I28), and numbers that are read (A-I29), are pointers only if the
 * address was known outside before: until some pointer has gone out, they are numbers, and no class
 * is filled. So the program is solved without them first; what then may have gone out is all that
 * can have gone out before the first pointer comes in. If that is nothing, it stays so, whatever
 * comes in; else the solving goes on with them. Gone out is
 *
 * - what leaves (A-I27), is told (A-I29), is kept by a described function or is given to code that
 *   we do not know: objects, memory that is not known itself (a stream), functions;
 * - what hangs below any of that (ESC), but for undefined variables: who has defined them runs no
 *   code by itself;
 * - anything, once code that we do not know runs, or somebody else may see memory that is mapped.
 *
 * A described function that writes without saying what (FBP_WRITES of any bytes) may put pointers
 * of the library's own there: these come in any case. */
#include "solve/pa.h"

static bool is_something(struct phase_a *a, uint32_t cell)
{
    uint32_t root;
    struct pa_off off;
    return pa_cell_target(a, cell, &root, &off) || pa_code(a, cell)->n != 0;
}

static bool others_run(const struct phase_a *a)
{
    if (a->main == RIR_NONE || a->opt.library || a->unknown_called || a->escaped.len > 0 ||
        a->maps_shared)
        return true;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if (a->uncalled[f])
            return true;
    return false;
}

static bool is_told(struct phase_a *a)
{
    for (uint32_t i = 0; i < a->uses.len; i++) {
        const struct pa_use *u = &a->uses.data[i];
        if (u->op == PA_MARK && (u->x & (PA_ESC | PA_CESC)) != 0 &&
            is_something(a, pa_cell_find(a, u->cell)))
            return true;
    }
    return a->codes.data[a->library_code].nknown > 0;
}

static bool leaves(struct phase_a *a)
{
    for (uint32_t s = 0; s < a->sinks.len; s++) {
        uint32_t root = pa_node_find(a, a->sinks.data[s].node, NULL);
        for (uint32_t i = 0; i < a->nodes.data[root].slots.len; i++)
            if (is_something(a, a->nodes.data[root].slots.data[i].cell))
                return true;
        for (uint32_t i = 0; i < a->notes.len; i++)
            if (pa_node_find(a, a->notes.data[i].node, NULL) == root &&
                is_something(a, a->notes.data[i].cell))
                return true;
    }
    return false;
}

static uint32_t undefined_in(const struct phase_a *a, const struct pa_node *n)
{
    uint32_t undefined = 0;
    for (uint32_t g = n->ghead; g != RIR_NONE; g = a->global_next[g])
        undefined += (a->m->globals.data[g].flags & RIR_GLOBAL_DEFINED) == 0 &&
                     a->m->globals.data[g].alias == NULL;
    return undefined;
}

static bool is_own(struct phase_a *a, uint32_t cell)
{
    uint32_t root;
    struct pa_off off;
    if (pa_code(a, cell)->nknown > 0)
        return true;
    return pa_cell_target(a, cell, &root, &off) &&
           a->nodes.data[root].nobjects > undefined_in(a, &a->nodes.data[root]);
}

/* Memory that is not known, and has something of the program's. */
static bool is_put_outside(struct phase_a *a, uint32_t root)
{
    const struct pa_node *n = &a->nodes.data[root];
    bool variables = n->nobjects > 0 && n->nobjects == undefined_in(a, n);
    if ((pa_content_marks(a, root) & PA_ESC) == 0 || variables)
        return false;
    for (uint32_t i = 0; i < n->slots.len; i++)
        if (is_own(a, n->slots.data[i].cell))
            return true;
    return false;
}

static bool has_gone_out(struct phase_a *a)
{
    if (others_run(a) || is_told(a) || leaves(a))
        return true;
    for (uint32_t i = 0; i < a->nodes.len; i++)
        if (a->nodes.data[i].parent == i && is_put_outside(a, i))
            return true;
    return false;
}

static void come_back(struct phase_a *a)
{
    a->comes_back = true;
    for (uint32_t i = 0; i < a->uses.len; i++) {
        if (a->uses.data[i].op != PA_FILL || a->uses.data[i].queued)
            continue;
        a->uses.data[i].queued = true;
        vec_push(&a->todo_uses, i);
    }
}

bool pa_gone(struct phase_a *a)
{
    if (a->comes_back || a->opt.mutant == 80 || !has_gone_out(a))
        return false;
    come_back(a);
    return true;
}

void pa_gone_early(struct phase_a *a)
{
    if (a->opt.mutant != 80 && others_run(a))
        come_back(a);
}

bool phase_a_comes_back(const struct phase_a *a)
{
    return a->comes_back;
}
