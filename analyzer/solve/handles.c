/* What may write where handles are, between their start and their join. */
#include "solve/handles.h"

/* What a call may write at an address that it is given. */
static bool call_writes(struct solver *s, uint32_t func, const struct rir_insn *call,
                        uint32_t address)
{
    const struct rir_func *f = &s->m->funcs.data[call->ref];
    if (call->op == RIR_CALLI)
        return true;
    if (!rir_func_is_described(f))
        return !(f->flags & RIR_FUNC_DEFINED) ||
               phase_a_writes(s->a, call->ref, phase_a_class(s->a, func, address));
    for (uint32_t i = 0; i < f->nanns; i++)
        if ((f->anns[i].kind == RIR_ANN_WRITES || f->anns[i].kind == RIR_ANN_FILLS) &&
            f->anns[i].a > 0 && flow_operand(call, (uint32_t)f->anns[i].a) == address)
            return true;
    return false;
}

/* The operand by which an instruction, no start or store, may write into the object in which the
 * handles are; RIR_NONE. */
static uint32_t written_by(struct solver *s, uint32_t func, uint32_t insn, const struct shape *sh)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    bool call = in->op == RIR_CALL || in->op == RIR_CALLI;
    uint32_t record, n = call ? in->nargs : 1;
    if ((!call && in->op != RIR_COPY && in->op != RIR_FILL && in->op != RIR_RMW &&
         in->op != RIR_CAS) ||
        map_get(&s->start_index, (uint64_t)func << 32 | insn, &record))
        return RIR_NONE;
    for (uint32_t k = 0; k < n; k++) {
        const struct rir_value *base = &f->values[flow_base(f, in->args[k])];
        bool same = sh->is_global ? base->kind == RIR_V_GLOBAL && base->ref == sh->base
                                  : flow_base(f, in->args[k]) == sh->base;
        if (same && (!call || call_writes(s, func, in, in->args[k])))
            return in->args[k];
    }
    return RIR_NONE;
}

static bool another_field(const struct rir_func *f, const struct rir_insn *in, uint32_t address,
                          const struct shape *sh)
{
    struct shape other;
    return (in->op == RIR_RMW || in->op == RIR_CAS) && shape_of(f, address, &other) &&
           other.size == sh->size && sh->size != 0 && (other.off - sh->off) % sh->size != 0;
}

/* The instruction writes, at this address, within the element of the handles at `counter`. (A
 * callee that is given an element keeps to it.) */
static bool within_element(const struct rir_func *f, const struct rir_insn *in, uint32_t address,
                           const struct shape *sh, uint32_t counter)
{
    struct shape own;
    bool sized = in->op == RIR_COPY || in->op == RIR_FILL;
    const struct rir_value *size = sized ? &f->values[in->args[2]] : NULL;
    return shape_of(f, address, &own) && own.counter == counter && own.size == sh->size &&
           own.off - sh->off < sh->size && sh->off - own.off < sh->size &&
           (!sized || (size->kind == RIR_V_CONST && size->imm <= sh->size));
}

/* From `from`, control may get to `to` in the same trip of a loop. */
static bool later_in_trip(const struct flow *w, const struct counted *loop, uint32_t from,
                          uint32_t to)
{
    const struct rir_insn *a = &w->f->insns[from], *b = &w->f->insns[to];
    return a->block == b->block ? to > from
                                : flow_reaches(w, a->block, b->block, loop->header, NULL, NULL);
}

/* B-J6. From a start to the join of its handle nothing else writes where the handle is: only what
 * a trip writes into its own element before it starts, or after it has joined. */
bool handles_kept(struct solver *s, uint32_t func, const struct rounds *r)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    uint32_t start = f->insns[r->start].block;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        uint32_t to = w->rank[in->block] == RIR_NONE ? RIR_NONE : written_by(s, func, i, r->shape);
        if (to == RIR_NONE || another_field(f, in, to, r->shape))
            continue;
        if (within_element(f, in, to, r->shape, r->fill->phi) &&
            !later_in_trip(w, r->fill, r->start, i))
            continue;
        if (within_element(f, in, to, r->shape, r->counter) &&
            !later_in_trip(w, r->drain, i, r->join))
            continue;
        bool between = in->block == start || in->block == r->drain->header ||
                       flow_dominates(w, r->fill->body, in->block) ||
                       (flow_reaches(w, start, in->block, RIR_NONE, NULL, NULL) &&
                        flow_reaches(w, in->block, r->drain->header, r->fill->header, NULL, NULL));
        if (between)
            return false;
    }
    return true;
}
