/* Who else may find the address of an object in memory (L-3).
 *
 * An address in the object is shown if it is stored anywhere but in the object, or below it. What
 * is loaded there is such an address only if the source says that it points to what the object is
 * (`handle->loop`). A callee is looked into for the parameters that it is given such an address by;
 * what it returns then counts as one, too. Code that is not seen shows what it is given, unless it
 * is described as keeping nothing. */
#include "solve/left_int.h"

#include "solve/runs_memory.h"

enum { MAX_DEPTH = 16, MAX_STEPS = 24 };

struct given { /* a function that is given addresses in the object, or below it */
    struct lefts *l;
    const struct rir_func *f;
    uint32_t func, object;
    uint32_t in, under; /* bit i: parameter i is such a one */
    int depth;
};

static bool has_bit(uint32_t bits, uint32_t i)
{
    return i < 32 && (bits >> i & 1);
}

/* By the source, the value points to what the object is. */
static bool is_of_its_type(const struct given *g, uint32_t value)
{
    struct runs *r = g->l->words.leaves->runs;
    const struct run at = {r, g->func, g->f};
    uint32_t type = spots_struct(&r->spots, r->m->globals.data[g->object].type);
    return type != RIR_NONE && spots_struct(&r->spots, run_declared(&at, value)) == type;
}

/* An address in the object; `under`: or anything that was loaded below it. */
static bool is_address(const struct given *g, uint32_t value, bool under, int steps)
{
    const struct rir_value *v = &g->f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return v->ref == g->object;
    if (v->kind == RIR_V_PARAM)
        return has_bit(g->in, v->ref) || (under && has_bit(g->under, v->ref));
    if (v->kind != RIR_V_INSN || v->type.cls != RIR_PTR)
        return false;
    const struct rir_insn *in = &g->f->insns[v->ref];
    bool all = in->op == RIR_PHI || in->op == RIR_SELECT || in->op == RIR_CALL;
    bool loads = in->op == RIR_LOAD || in->op == RIR_READ;
    if (steps >= MAX_STEPS)
        return true;
    if (loads && !under && !is_of_its_type(g, value))
        return false;
    for (uint32_t i = 0; i < in->nargs && (all || ((loads || flow_is_step(in)) && i == 0)); i++)
        if (is_address(g, in->args[i], under || loads, steps + (all ? MAX_STEPS / 4 : 1)))
            return true;
    return false;
}

/* Does code that is not looked into keep what it is given? A task that is started is looked at by
 * itself (left_tasks.c). */
static bool keeps(const struct rir_func *f)
{
    static const enum rir_ann_kind keep[] = {RIR_ANN_KEEPS,      RIR_ANN_LINKS,
                                             RIR_ANN_SENDS,      RIR_ANN_SENDS_IF,
                                             RIR_ANN_SENDS_COPY, RIR_ANN_CALLS_LATER};
    bool any = !rir_func_is_described(f);
    for (uint32_t i = 0; i < sizeof keep / sizeof *keep; i++)
        any |= rir_func_ann(f, keep[i]) != NULL;
    return any;
}

static bool shows(struct given *g);

static bool call_shows(const struct given *g, const struct rir_insn *in, uint32_t to)
{
    const struct rir_func *callee = &g->l->words.leaves->runs->m->funcs.data[to];
    struct given in_callee = {g->l, callee, to, g->object, 0, 0, g->depth + 1};
    uint32_t first = in->op == RIR_CALLI;
    for (uint32_t i = first; i < in->nargs && i - first < 32; i++) {
        in_callee.in |= (uint32_t)is_address(g, in->args[i], false, 0) << (i - first);
        in_callee.under |= (uint32_t)is_address(g, in->args[i], true, 0) << (i - first);
    }
    if (in_callee.under == 0)
        return false;
    if (!(callee->flags & RIR_FUNC_DEFINED) || rir_func_is_described(callee))
        return in_callee.in != 0 && keeps(callee);
    return shows(&in_callee);
}

static bool insn_shows(const struct given *g, uint32_t insn)
{
    const struct rir_insn *in = &g->f->insns[insn];
    uint32_t n;
    bool complete = true;
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_RMW:
    case RIR_CAS:
        for (uint32_t i = 1; i < in->nargs; i++)
            if (is_address(g, in->args[i], false, 0) && !is_address(g, in->args[0], true, 0) &&
                flow_defined_by(g->f, flow_base(g->f, in->args[0]), RIR_STACK) == NULL)
                return true;
        return false;
    case RIR_CALL:
        return call_shows(g, in, in->ref);
    case RIR_CALLI: {
        const uint32_t *to =
            phase_a_callees(g->l->words.leaves->runs->a, g->func, insn, &n, &complete);
        for (uint32_t i = 0; i < n; i++)
            if (call_shows(g, in, to[i]))
                return true;
        return false;
    }
    default:
        return false;
    }
}

static bool shows(struct given *g)
{
    const struct runs *r = g->l->words.leaves->runs;
    uint64_t key =
        hash64(hash64((uint64_t)g->func << 32 | g->in) ^ ((uint64_t)g->object << 32 | g->under));
    uint32_t known;
    if (map_get(&g->l->shown, key, &known))
        return known;
    if (g->depth == MAX_DEPTH)
        return true;
    map_put(&g->l->shown, key, 0); /* of a call of itself: what it shows is found anyway */
    known = 0;
    for (uint32_t i = 0; i < g->f->ninsns && !known; i++)
        known = runs_block(r, g->func, g->f->insns[i].block) && insn_shows(g, i);
    map_put(&g->l->shown, key, known);
    return known;
}

/* On the way to the start: before it, or while the task may run. */
static bool counts(struct lefts *l, const struct left_use *call, uint32_t insn, uint32_t object)
{
    const struct rir_func *f = &l->words.leaves->runs->m->funcs.data[call->func];
    uint32_t at = f->insns[insn].block, site = f->insns[call->insn].block;
    return insn != call->insn && ((at == site && insn < call->insn) ||
                                  flow_reaches(l->words.leaves->runs->flows[call->func], at, site,
                                               RIR_NONE, NULL, NULL) ||
                                  left_comes_after(l, call->func, call->insn, insn, object));
}

static bool function_shows(struct lefts *l, uint32_t object, uint32_t func,
                           const struct left_use *call)
{
    const struct runs *r = l->words.leaves->runs;
    struct given g = {l, &r->m->funcs.data[func], func, object, 0, 0, 0};
    for (uint32_t i = 0; i < g.f->ninsns; i++)
        if (runs_block(r, func, g.f->insns[i].block) && insn_shows(&g, i) &&
            (call == NULL || counts(l, call, i, object)))
            return true;
    return false;
}

bool left_is_shown(struct lefts *l, uint32_t object, uint32_t own, const struct left_way *way)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t use = RIR_NONE, last = RIR_NONE;
    if (l->shown_at_first[object])
        return true;
    map_get(&l->first, object, &use);
    for (; use != RIR_NONE; use = l->uses.data[use].next) {
        uint32_t func = l->uses.data[use].func;
        bool own_code = !phase_a_in_main(r->a, func) && phase_a_task_reaches(r->a, own, func);
        if (func != last && (left_call_on(way, func) != NULL || !own_code) &&
            function_shows(l, object, func, left_call_on(way, func)))
            return true;
        last = func;
    }
    return false;
}
