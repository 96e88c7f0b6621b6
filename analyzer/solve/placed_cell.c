/* Counters in memory: `while (create(&pool->threads[pool->count], ...) == 0) pool->count++;`
 *
 * B-J22 (I4). A cell is a place at a constant distance from a parameter, a static object or one
 * object on the stack. It is a counter if this function alone changes it: no task writes it, nor
 * code that is called, nor any other pointer (B-J10), whatever order they run in. What is read
 * there is then what this function has put there last, on the way that control has taken; where
 * something else may have been written, or nothing was put there yet, nothing is known of it
 * (placed.c). It is as wide as numbers that do not begin again (B-J14). */
#include "solve/placed_cell.h"

#include <stdlib.h>

#include "solve/unchanged.h"

enum { WIDE_ENOUGH = 32 };

static bool is_plain(const struct rir_insn *in)
{
    return (in->flags & (RIR_VOLATILE | RIR_ATOMIC)) == 0;
}

static bool is_read(const struct rir_insn *in)
{
    return in->op == RIR_READ || in->op == RIR_LOAD;
}

/* The object is the same one for as long as the function runs. */
static bool is_fixed(const struct flow *w, const struct address *a)
{
    const struct rir_value *v = &w->f->values[a->value];
    if (v->kind != RIR_V_INSN)
        return v->kind == RIR_V_PARAM || v->kind == RIR_V_GLOBAL;
    const struct rir_insn *in = &w->f->insns[v->ref];
    return in->op == RIR_STACK && in->nargs == 0 && !w->in_cycle[in->block];
}

static bool is_there(const struct rir_func *f, uint32_t address, const struct address *at)
{
    struct address a;
    return address_of(f, address, &a) && a.index == RIR_NONE && a.is_global == at->is_global &&
           a.base == at->base && a.off == at->off;
}

static enum cell_effect effect_of(const struct rounds *r, uint32_t insn, const struct address *at,
                                  uint16_t bits, const struct target_memory *m,
                                  struct reading *reading)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_insn *in = &f->insns[insn];
    bool writes = in->op == RIR_WRITE || in->op == RIR_STORE;
    if ((writes || is_read(in)) && is_plain(in) && is_there(f, in->args[0], at)) {
        const struct rir_value *v = &f->values[writes ? in->args[1] : in->result];
        if (v->type.cls == RIR_INT && v->type.bits == bits)
            return writes ? CELL_WRITTEN : CELL_READ;
    }
    return written_may(r->s, r->func, insn, m, reading_is_beside, reading) && !MUTANT(r->s, 92)
               ? CELL_UNKNOWN
               : CELL_NONE;
}

bool cell_counter_of(const struct rounds *r, struct cell_counter *c)
{
    const struct flow *w = r->s->flows[r->func];
    const struct rir_func *f = w->f;
    const struct rir_value *x = &f->values[r->fill->index.root];
    const struct rir_insn *in = x->kind == RIR_V_INSN ? &f->insns[x->ref] : NULL;
    struct address at;
    if (in == NULL || !is_read(in) || !is_plain(in) || x->type.cls != RIR_INT ||
        x->type.bits < WIDE_ENOUGH || flow_returns_twice(r->s->m, f) ||
        !address_of(f, in->args[0], &at) || at.index != RIR_NONE || !is_fixed(w, &at))
        return false;
    struct target_memory m = written_target(r->s, r->func, in->args[0], x->type.bits / 8);
    struct reading reading = {f, in->args[0], x->type.bits / 8};
    if (m.cls == RIR_NONE || written_by_tasks(r->s, &m))
        return false;
    *c = (struct cell_counter){calloc(f->ninsns + 1, 1), x->type.bits};
    if (c->effect == NULL)
        abort();
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (w->rank[f->insns[i].block] != RIR_NONE)
            c->effect[i] = (uint8_t)effect_of(r, i, &at, c->bits, &m, &reading);
    return true;
}

bool cell_counter_is(const struct rounds *r, const struct cell_counter *c, uint32_t value)
{
    const struct rir_value *v = &r->s->m->funcs.data[r->func].values[value];
    return v->kind == RIR_V_INSN && c->effect[v->ref] == CELL_READ;
}

bool cell_counter_lowest(const struct rounds *r, const struct cell_counter *c, int64_t *lowest)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    bool any = false;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        if (c->effect[i] != CELL_WRITTEN)
            continue;
        struct sum s = number_sum(f, f->insns[i].args[1]);
        if (s.root != RIR_NONE && (s.plus < 0 || !cell_counter_is(r, c, s.root)))
            return false;
        if (s.root == RIR_NONE && (!any || s.plus < *lowest)) {
            *lowest = s.plus;
            any = true;
        }
    }
    return any;
}

bool cell_counter_kept(const struct rounds *r, const struct cell_counter *c, const struct walk *k)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (c->effect[i] >= CELL_WRITTEN && walk_has(k, f->insns[i].block))
            return false;
    return true;
}
