/* What is computed from parameters and constants alone is the same on every path, and so is what
 * the tests of it say: a helper that is called with `flags == 0` never does what takes a flag. A
 * search would find that out once for each path through its loops. Here it is found in one look at
 * each branch.
 *
 * A path only ever learns more than it knows at the entry, so what that excludes stays excluded. */
#include "solve/path_open.h"

#include <stdlib.h>

enum { MAX_DEPTH = 8 };

static bool is_pure(const struct rir_insn *in)
{
    return in->op == RIR_BIN || in->op == RIR_CMP || in->op == RIR_SELECT ||
           (in->op == RIR_UN && in->nargs == 1);
}

/* Computes the value at the entry; false: it takes more than parameters and constants. */
static bool compute(struct path *p, uint32_t value, int depth)
{
    const struct rir_value *v = &p->at.f->values[value];
    if (v->kind != RIR_V_INSN)
        return true;
    const struct rir_insn *in = &p->at.f->insns[v->ref];
    if (path_has(p, value))
        return true;
    if (!is_pure(in) || depth == MAX_DEPTH)
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        if (!compute(p, in->args[i], depth + 1))
            return false;
    path_run(p, in);
    return true;
}

static bool is_open(struct path *p, const struct rir_insn *t, uint32_t side)
{
    struct path_mark here = path_mark(p);
    bool open = path_take_edge(p, t, side);
    path_go_back(p, here);
    return open;
}

bool path_may_reach(struct path *p, uint32_t block)
{
    const struct rir_func *f = p->at.f;
    struct path_mark entry = path_mark(p);
    VEC(uint32_t) todo = {0};
    bool *seen = calloc(f->nblocks, sizeof *seen);
    if (seen == NULL)
        abort();
    seen[0] = true;
    for (vec_push(&todo, 0); todo.len > 0 && !seen[block];) {
        uint32_t b = todo.data[--todo.len];
        const struct rir_insn *t = &f->insns[f->blocks[b].first + f->blocks[b].count - 1];
        bool tells = t->nblocks > 1 && t->nargs > 0 && compute(p, t->args[0], 0);
        for (uint32_t k = 0; k < t->nblocks; k++) {
            uint32_t to = t->blocks[k];
            if (seen[to] || (tells && !is_open(p, t, k)))
                continue;
            seen[to] = true;
            vec_push(&todo, to);
        }
    }
    bool reached = seen[block];
    vec_free(&todo);
    free(seen);
    path_go_back(p, entry);
    return reached;
}
