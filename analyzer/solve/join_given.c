/* Functions that join what they are given: `int wait_for(pthread_t *t) { return join(*t); }`.
 *
 * B-J19 (I3). Such a function has one join, outside of loops, that every way to a return passes. Of
 * which task it is, a parameter says: by its value, or by what lies where it points at the entry;
 * nothing that the function does comes before that is loaded, and no handler may put another there.
 * So a call of it, when it returns, has joined what the caller knows the argument to be. */
#include "solve/body.h"

enum { DEPTH = 4 }; /* such functions that call each other */

static bool given_within(const struct solver *s, uint32_t func, uint32_t depth,
                         struct join_given *out);

/* The value from which this one was moved. */
static uint32_t moved_from(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in;
    while ((in = flow_defined_by(f, value, RIR_UN)) != NULL && in->sub == RIR_U_MOVE)
        value = in->args[0];
    return value;
}

/* Up to the load, nothing is stored or called. */
static bool is_first(const struct rir_func *f, const struct rir_insn *load)
{
    if (load->block != 0 || (load->flags & (RIR_VOLATILE | RIR_ATOMIC)) != 0)
        return false;
    for (uint32_t i = f->blocks[0].first; &f->insns[i] != load; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op != RIR_LOAD && in->op != RIR_READ && in->op != RIR_STACK && in->op != RIR_CMP &&
            in->op != RIR_BIN && !flow_is_step(in))
            return false;
    }
    return true;
}

static bool may_be_interrupted(const struct solver *s, uint32_t func, uint32_t address)
{
    uint32_t cls = s->interrupted == NULL ? RIR_NONE : phase_a_class(s->a, func, address);
    return cls != RIR_NONE && s->interrupted[cls];
}

static bool is_parameter(const struct rir_func *f, uint32_t value, struct join_given *out)
{
    const struct rir_value *v = &f->values[value];
    out->param = v->kind == RIR_V_PARAM ? v->ref : RIR_NONE;
    return v->kind == RIR_V_PARAM && (f->params[v->ref].pos.flags & RIR_ARG_BYVAL) == 0;
}

/* A pointer that is a parameter, and so many bytes. */
static bool is_behind_parameter(const struct rir_func *f, uint32_t address, struct join_given *out)
{
    int64_t sum = out->off, bytes;
    const struct rir_value *v;
    while ((v = &f->values[address])->kind == RIR_V_INSN) {
        const struct rir_insn *in = &f->insns[v->ref];
        if (!flow_is_step(in) || !flow_step_bytes(f, in, &bytes) || bytes < 0 || bytes > INT16_MAX)
            return false;
        sum += bytes;
        address = in->args[0];
    }
    out->off = (int32_t)sum;
    return sum <= INT16_MAX && is_parameter(f, address, out);
}

static bool comes_from_parameter(const struct solver *s, uint32_t func, uint32_t handle,
                                 struct join_given *out)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    handle = moved_from(f, handle);
    const struct rir_insn *load = flow_defined_by(f, handle, RIR_LOAD);
    *out = (struct join_given){.loaded = load != NULL};
    if (load == NULL)
        return is_parameter(f, handle, out);
    return is_first(f, load) && !may_be_interrupted(s, func, load->args[0]) &&
           is_behind_parameter(f, load->args[0], out);
}

/* The join may be a call of another such function. */
static bool is_join_of_parameter(const struct solver *s, uint32_t func, uint32_t insn,
                                 uint32_t depth, struct join_given *out)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    if (is_join(s, in))
        return join_condition(s, in) == NULL && handle_operand(s, in) != RIR_NONE &&
               comes_from_parameter(s, func, handle_operand(s, in), out);
    struct join_given inner;
    if (!given_within(s, in->ref, depth + 1, &inner) || inner.param >= in->nargs)
        return false;
    if (!inner.loaded)
        return comes_from_parameter(s, func, in->args[inner.param], out);
    *out = (struct join_given){.loaded = true, .off = inner.off};
    return is_first(f, in) && !may_be_interrupted(s, func, in->args[inner.param]) &&
           is_behind_parameter(f, in->args[inner.param], out);
}

static bool is_passed_by_all(const struct flow *w, uint32_t block)
{
    bool all = !w->in_cycle[block];
    for (uint32_t i = 0; i < w->norder && all; i++) {
        const struct rir_block *b = &w->f->blocks[w->order[i]];
        if (b->count != 0 && w->f->insns[b->first + b->count - 1].op == RIR_RET)
            all = flow_dominates(w, block, w->order[i]);
    }
    return all;
}

static bool joins_anything(const struct solver *s, const struct rir_insn *in)
{
    return is_join(s, in) || (in->op == RIR_CALL && s->may_join[in->ref]);
}

static bool given_within(const struct solver *s, uint32_t func, uint32_t depth,
                         struct join_given *out)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    uint32_t join = RIR_NONE, n = 0;
    if (w == NULL || s->may_join == NULL || !s->may_join[func] || depth > DEPTH ||
        flow_returns_twice(s->m, f))
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (w->rank[f->insns[i].block] != RIR_NONE && joins_anything(s, &f->insns[i])) {
            join = i;
            n++;
        }
    return n == 1 && (is_passed_by_all(w, f->insns[join].block) || MUTANT(s, 84)) &&
           is_join_of_parameter(s, func, join, depth, out);
}

bool join_given(const struct solver *s, uint32_t func, struct join_given *out)
{
    return given_within(s, func, 0, out);
}
