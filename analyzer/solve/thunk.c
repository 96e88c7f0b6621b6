/* A thunk is a short function that takes a function out of the object it was given, and calls it:
 * once, on every path to its end, with nothing but what it was given with it. Then the task is that
 * function to whoever reads a finding; the thunk is how it was started.
 *
 * The walk is over values without order: a value is *inside* if it is the parameter or an address
 * in the object that it points to (or in a local copy of that object), and *part* if it was loaded
 * from there. What a callee is given may be unpacked there. A function that loops over jobs, calls
 * through other objects or does so under a condition is no thunk, and neither is one whose call may
 * go to several functions. */
#include "solve/thunk.h"

#include <stdlib.h>

#include "solve/param_use.h"

enum { MAX_INSNS = 100, MAX_HOPS = 4 };

enum share { FOREIGN, INSIDE, PART };

struct unpacking {
    const struct solver *s;
    const struct rir_func *f;
    uint32_t func;
    uint8_t *share; /* per value, enum share */
    bool changed;
};

static void learn(struct unpacking *u, uint32_t value, enum share share)
{
    if (u->share[value] == FOREIGN && share != FOREIGN) {
        u->share[value] = (uint8_t)share;
        u->changed = true;
    }
}

static void step(struct unpacking *u, const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
    case RIR_PHI:
    case RIR_SELECT:
        for (uint32_t i = in->op == RIR_SELECT; i < in->nargs; i++)
            learn(u, in->result, (enum share)u->share[in->args[i]]);
        break;
    case RIR_UN:
        if (in->sub == RIR_U_MOVE)
            learn(u, in->result, (enum share)u->share[in->args[0]]);
        break;
    case RIR_LOAD:
        if (u->share[in->args[0]] == INSIDE)
            learn(u, in->result, PART);
        break;
    case RIR_COPY: /* the object, into a local variable */
        if (u->share[in->args[1]] == INSIDE)
            learn(u, flow_base(u->f, in->args[0]), INSIDE);
        break;
    default:
        break;
    }
}

static bool on_every_path(const struct unpacking *u, uint32_t block)
{
    const struct flow *w = u->s->flows[u->func];
    for (uint32_t i = 0; i < u->f->ninsns; i++) {
        const struct rir_insn *in = &u->f->insns[i];
        if (in->op == RIR_RET && w->rank[in->block] != RIR_NONE &&
            !flow_dominates(w, block, in->block))
            return false;
    }
    return w->rank[block] != RIR_NONE && !w->in_cycle[block];
}

static uint32_t unpacked(const struct solver *s, uint32_t func, uint32_t param, int hops);

static bool passes_only_given(const struct unpacking *u, const struct rir_insn *in)
{
    for (uint32_t i = in->op == RIR_CALLI; i < in->nargs; i++)
        if (u->share[in->args[i]] == FOREIGN && u->f->values[in->args[i]].type.cls == RIR_PTR &&
            u->f->values[in->args[i]].kind != RIR_V_CONST)
            return false;
    return true;
}

/* The one function that a call of a part goes to, or what a callee unpacks; RIR_NONE: not such a
 * call. *call: it is one, wherever it goes. */
static uint32_t called(const struct unpacking *u, uint32_t insn, int hops, bool *call)
{
    const struct rir_insn *in = &u->f->insns[insn];
    if (in->op == RIR_CALL) {
        for (uint32_t k = 0; k < in->nargs; k++) {
            uint32_t to = u->share[in->args[k]] == INSIDE && u->s->flows[in->ref] != NULL
                              ? unpacked(u->s, in->ref, k, hops - 1)
                              : RIR_NONE;
            if (to != RIR_NONE) {
                *call = true;
                return to;
            }
        }
        return RIR_NONE;
    }
    if (in->op != RIR_CALLI || u->share[in->args[0]] == FOREIGN)
        return RIR_NONE;
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callees(u->s->a, u->func, insn, &n, &complete);
    *call = true;
    return n == 1 && complete && passes_only_given(u, in) ? to[0] : RIR_NONE;
}

static uint32_t find_call(const struct unpacking *u, int hops)
{
    uint32_t found = RIR_NONE;
    for (uint32_t i = 0; i < u->f->ninsns; i++) {
        bool call = false;
        uint32_t to = called(u, i, hops, &call);
        if (!call)
            continue;
        if (to == RIR_NONE || found != RIR_NONE || !on_every_path(u, u->f->insns[i].block))
            return RIR_NONE;
        found = to;
    }
    return found;
}

/* The function that `func` calls with what its IR parameter `param` points to, or RIR_NONE. */
static uint32_t unpacked(const struct solver *s, uint32_t func, uint32_t param, int hops)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    if (hops <= 0 || s->flows[func] == NULL || f->ninsns > MAX_INSNS || param >= f->nparams ||
        f->params[param].value == RIR_NONE)
        return RIR_NONE;
    struct unpacking u = {.s = s, .f = f, .func = func};
    u.share = calloc(f->nvalues + 1, sizeof *u.share);
    if (u.share == NULL)
        abort();
    u.share[f->params[param].value] = INSIDE;
    do {
        u.changed = false;
        for (uint32_t i = 0; i < f->ninsns; i++)
            step(&u, &f->insns[i]);
    } while (u.changed);
    uint32_t found = find_call(&u, hops);
    free(u.share);
    return found;
}

static uint32_t shown_as(const struct solver *s, uint32_t func)
{
    for (int hops = MAX_HOPS; hops > 0; hops--) { /* a thunk may unpack another one */
        uint32_t next = unpacked(s, func, first_parameter(&s->m->funcs.data[func]), hops);
        if (next == RIR_NONE || (s->m->funcs.data[next].flags & RIR_FUNC_DEFINED) == 0)
            break;
        func = next;
    }
    return s->spec->origin.data[func];
}

uint32_t task_shown_as(const struct solver *s, uint32_t func)
{
    if (func == phase_a_outside(s->a))
        return func;
    if (s->shown_as[func] == 0)
        s->shown_as[func] = shown_as(s, func) + 1;
    return s->shown_as[func] - 1;
}
