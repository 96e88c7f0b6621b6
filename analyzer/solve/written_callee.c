/* What a function of the program, with all that it calls, may write of some memory.
 *
 * B-J18. Each write is found at a constant distance from a parameter, whatever that is, or it is
 * elsewhere; only what the function has made itself, and another object by its name, is left out.
 * In a cycle of calls, where it comes to a function that is being looked at, nothing is known but
 * where the whole cycle writes nothing. */
#include "solve/written_callee.h"

#include "solve/walk.h"

#include <stdlib.h>

enum { MAX_WRITES = 32 };

struct collecting {
    struct solver *s;
    const struct target_memory *m;
    struct callee_writes *to;
};

/* An object that did not exist when the function was called, or that is not the target's. */
static bool is_other_object(const struct collecting *c, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return c->m->named && v->ref != c->m->global && c->s->m->globals.data[v->ref].alias == NULL;
    return v->kind == RIR_V_INSN &&
           (f->insns[v->ref].op == RIR_STACK || f->insns[v->ref].op == RIR_ALLOC);
}

static bool shifted(const struct extent *x, int64_t off, struct extent *to)
{
    *to = *x;
    return x->hi != INT64_MAX && !__builtin_add_overflow(x->lo, off, &to->lo) &&
           !__builtin_add_overflow(x->hi, off, &to->hi);
}

/* For written_may_by: takes down what is written there, if that can be said. */
static bool collect(void *context, uint32_t insn, uint32_t operand, const struct extent *x)
{
    (void)insn;
    struct collecting *c = context;
    const struct rir_func *f = &c->s->m->funcs.data[c->to->func];
    struct address at;
    struct param_write w;
    if (is_other_object(c, f, flow_base(f, operand)))
        return true;
    if (!address_of(f, operand, &at) || at.index != RIR_NONE ||
        f->values[at.value].kind != RIR_V_PARAM || !shifted(x, at.off, &w.at) ||
        c->to->list.len == MAX_WRITES)
        return false;
    w.param = f->values[at.value].ref;
    vec_push(&c->to->list, w);
    return true;
}

static void look_at(struct callees *all, struct collecting *c)
{
    const struct rir_func *f = &c->s->m->funcs.data[c->to->func];
    c->to->busy = true;
    for (uint32_t i = 0; i < f->ninsns && !c->to->elsewhere; i++)
        c->to->elsewhere = written_may_by(all, c->s, c->to->func, i, c->m, collect, c);
    c->to->busy = false;
    c->to->elsewhere |= c->to->cyclic && c->to->list.len != 0;
}

const struct callee_writes *callee_writes(struct callees *all, struct solver *s, uint32_t func,
                                          const struct target_memory *m)
{
    for (uint32_t i = 0; i < all->list.len; i++)
        if (all->list.data[i]->func == func) {
            all->list.data[i]->cyclic |= all->list.data[i]->busy;
            return all->list.data[i];
        }
    struct callee_writes *w = calloc(1, sizeof *w);
    if (w == NULL)
        abort();
    w->func = func;
    vec_push(&all->list, w);
    look_at(all, &(struct collecting){s, m, w});
    return w;
}

void callees_free(struct callees *all)
{
    for (uint32_t i = 0; i < all->list.len; i++) {
        vec_free(&all->list.data[i]->list);
        free(all->list.data[i]);
    }
    vec_free(&all->list);
}
