/* Where parameters go, by a walk over the values of a function without order, repeated over direct
 * calls until nothing changes.
 *
 * A value has two sets of parameters: those that it is (*same*: moved, or an address computed from
 * it), and those that it has to do with in any way (*mixed*: loaded through it, or stored into the
 * object that it points to). Large functions are not looked at: they are never copied. */
#include "solve/param_use.h"

#include <stdlib.h>
#include <string.h>

#include "solve/flow.h"

enum { MAX_INSNS = 2000, MAX_LAUNCHER = 64, MAX_ROUNDS = 6 };

struct walk {
    const struct rir_module *m;
    const struct rir_func *f;
    const struct param_use *uses;
    uint32_t *same, *mixed; /* per value */
    bool changed;
};

static void add(struct walk *w, uint32_t *set, uint32_t value, uint32_t params)
{
    w->changed |= (set[value] | params) != set[value];
    set[value] |= params;
}

bool start_operands(const struct rir_module *m, const struct rir_insn *in, uint32_t *func,
                    uint32_t *given)
{
    *func = *given = RIR_NONE;
    if (in->op == RIR_START) {
        *given = in->nargs > 0 ? 0 : RIR_NONE;
        return true;
    }
    if (in->op != RIR_CALL || !rir_func_is_described(&m->funcs.data[in->ref]))
        return false;
    const struct rir_func *callee = &m->funcs.data[in->ref];
    for (uint32_t i = 0; i < callee->nanns; i++) {
        const struct rir_ann *a = &callee->anns[i];
        if ((a->kind != RIR_ANN_SPAWNS && a->kind != RIR_ANN_SPAWNS_IF) || a->b <= 0)
            continue;
        for (uint32_t k = 0; k < in->nargs; k++) {
            int at = in->pos == NULL ? (int)k + 1 : in->pos[k].cpos;
            *func = at == a->a && *func == RIR_NONE ? k : *func;
            *given = at == a->b && *given == RIR_NONE ? k : *given;
        }
        return *func != RIR_NONE;
    }
    return false;
}

uint32_t first_parameter(const struct rir_func *f)
{
    for (uint32_t p = 0; p < f->nparams; p++)
        if (f->params[p].pos.cpos == 1)
            return p;
    return RIR_NONE;
}

static bool has_body(const struct rir_func *f)
{
    return (f->flags & RIR_FUNC_DEFINED) != 0 && f->nblocks != 0 && !rir_func_is_described(f);
}

/* ---- within one function ---- */

static uint32_t all_of(const struct rir_insn *in, const uint32_t *set)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < in->nargs; i++)
        all |= set[in->args[i]];
    return all;
}

/* A callee may store any of its arguments into what another points to. */
static void mix_arguments(struct walk *w, const struct rir_insn *in)
{
    uint32_t all = all_of(in, w->mixed);
    for (uint32_t i = 0; i < in->nargs; i++)
        if (w->f->values[in->args[i]].type.cls == RIR_PTR)
            add(w, w->mixed, flow_base(w->f, in->args[i]), all);
}

static void step(struct walk *w, const struct rir_insn *in)
{
    bool moves = in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET ||
                 in->op == RIR_PHI || in->op == RIR_SELECT ||
                 (in->op == RIR_UN && in->sub == RIR_U_MOVE);
    for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++) {
        add(w, w->mixed, in->result + r, all_of(in, w->mixed));
        if (moves)
            add(w, w->same, in->result + r, all_of(in, w->same));
    }
    if (in->op == RIR_STORE || in->op == RIR_COPY)
        add(w, w->mixed, flow_base(w->f, in->args[0]), w->mixed[in->args[1]]);
    if (in->op == RIR_CALL && has_body(&w->m->funcs.data[in->ref]))
        mix_arguments(w, in);
}

static void begin(struct walk *w)
{
    memset(w->same, 0, w->f->nvalues * sizeof *w->same);
    for (uint32_t p = 0; p < w->f->nparams && p < PARAM_USE_MAX; p++)
        if (w->f->params[p].value != RIR_NONE)
            w->same[w->f->params[p].value] = 1u << p;
    memcpy(w->mixed, w->same, w->f->nvalues * sizeof *w->same);
}

/* ---- what that means at starts and calls ---- */

/* What a start names directly, or RIR_NONE. */
static uint32_t task_of(const struct rir_func *f, const struct rir_insn *in, uint32_t func)
{
    if (func == RIR_NONE)
        return in->ref;
    const struct rir_value *v = &f->values[in->args[func]];
    return v->kind == RIR_V_FUNC ? v->ref : RIR_NONE;
}

static uint32_t task_calls(const struct walk *w, uint32_t func)
{
    uint32_t p = first_parameter(&w->m->funcs.data[func]);
    return p < PARAM_USE_MAX ? w->uses[func].calls >> p & 1 : 0;
}

static void at_start(const struct walk *w, const struct rir_insn *in, uint32_t func, uint32_t given,
                     struct param_use *u)
{
    uint32_t object = given == RIR_NONE ? RIR_NONE : in->args[given];
    uint32_t task = task_of(w->f, in, func);
    if (task != RIR_NONE && !task_calls(w, task))
        return;
    if (task == RIR_NONE) {
        u->starts |= w->mixed[in->args[func]];
        u->given |= w->mixed[in->args[func]] & ~w->same[in->args[func]];
    }
    if (object != RIR_NONE) {
        u->starts |= w->mixed[object];
        u->given |= w->same[object];
    }
}

static void at_call(const struct walk *w, const struct rir_insn *in, struct param_use *u)
{
    const struct param_use *callee = &w->uses[in->ref];
    for (uint32_t k = 0; k < in->nargs && k < PARAM_USE_MAX; k++) {
        u->starts |= callee->starts >> k & 1 ? w->mixed[in->args[k]] : 0;
        u->given |= callee->given >> k & 1 ? w->same[in->args[k]] : 0;
        u->calls |= callee->calls >> k & 1 ? w->mixed[in->args[k]] : 0;
    }
}

static bool is_allocation(const struct walk *w, uint32_t value, int depth)
{
    const struct rir_value *v = &w->f->values[flow_base(w->f, value)];
    if (v->kind != RIR_V_INSN)
        return false;
    const struct rir_insn *in = &w->f->insns[v->ref];
    bool any = false;
    if (in->op == RIR_PHI || in->op == RIR_SELECT)
        for (uint32_t i = 0; i < in->nargs && depth > 0; i++)
            any |= is_allocation(w, in->args[i], depth - 1);
    if (in->op == RIR_CALL)
        any = w->uses[in->ref].fresh ||
              rir_func_ann(&w->m->funcs.data[in->ref], RIR_ANN_MALLOC) != NULL;
    return any || in->op == RIR_ALLOC || in->op == RIR_CALLI; /* the program's choice of malloc */
}

static struct param_use use_of(struct walk *w)
{
    struct param_use u = {.fresh = false};
    begin(w);
    w->changed = true;
    for (int round = 0; w->changed && round < MAX_ROUNDS; round++) {
        w->changed = false;
        for (uint32_t i = 0; i < w->f->ninsns; i++)
            step(w, &w->f->insns[i]);
    }
    for (uint32_t i = 0; i < w->f->ninsns; i++) {
        const struct rir_insn *in = &w->f->insns[i];
        uint32_t func, given;
        bool starts = start_operands(w->m, in, &func, &given);
        u.launches |= starts && w->f->ninsns <= MAX_LAUNCHER;
        if (starts)
            at_start(w, in, func, given, &u);
        else if (in->op == RIR_CALL)
            at_call(w, in, &u);
        else if (in->op == RIR_CALLI)
            u.calls |= w->mixed[in->args[0]];
        else if (in->op == RIR_RET && in->nargs > 0)
            u.fresh |= is_allocation(w, in->args[0], 2);
    }
    return u;
}

/* ---- over the program ---- */

struct graph {
    uint32_t *first; /* per function: where what it calls and starts begins in `to`; and the end */
    VEC(uint32_t) to;
    bool *promising; /* worth a walk whatever its callees do */
    bool starts;
};

static void *take(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        abort();
    return p;
}

static void look_at(struct graph *g, const struct rir_module *m, uint32_t func)
{
    const struct rir_func *f = &m->funcs.data[func];
    g->first[func] = g->to.len;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        uint32_t task, given;
        bool starts = start_operands(m, in, &task, &given);
        g->starts |= starts;
        g->promising[func] |= starts || in->op == RIR_CALLI || in->op == RIR_ALLOC;
        if (starts && task_of(f, in, task) != RIR_NONE)
            vec_push(&g->to, task_of(f, in, task));
        if (in->op != RIR_CALL)
            continue;
        if (has_body(&m->funcs.data[in->ref]))
            vec_push(&g->to, in->ref);
        else
            g->promising[func] |= rir_func_ann(&m->funcs.data[in->ref], RIR_ANN_MALLOC) != NULL;
    }
    g->promising[func] &= has_body(f) && f->ninsns <= MAX_INSNS;
}

static struct graph graph_of(const struct rir_module *m)
{
    struct graph g = {.first = take(m->funcs.len + 1, sizeof *g.first),
                      .promising = take(m->funcs.len, sizeof *g.promising)};
    for (uint32_t f = 0; f < m->funcs.len; f++)
        look_at(&g, m, f);
    g.first[m->funcs.len] = g.to.len;
    return g;
}

static void graph_free(struct graph *g)
{
    free(g->first);
    free(g->promising);
    vec_free(&g->to);
}

/* Callers of functions whose uses changed in the last round. */
static bool is_due(const struct graph *g, const bool *changed, uint32_t func)
{
    for (uint32_t i = g->first[func]; i < g->first[func + 1]; i++)
        if (changed[g->to.data[i]])
            return true;
    return false;
}

static bool equal(const struct param_use *a, const struct param_use *b)
{
    return a->starts == b->starts && a->given == b->given && a->calls == b->calls &&
           a->fresh == b->fresh && a->launches == b->launches;
}

static void walk_all(const struct graph *g, struct walk *w, struct param_use *uses)
{
    uint32_t n = w->m->funcs.len;
    bool *changed = take(n, sizeof *changed), *next = take(n, sizeof *next), again = true;
    for (int round = 0; again && round < MAX_ROUNDS; round++) {
        again = false;
        for (uint32_t f = 0; f < n; f++) {
            w->f = &w->m->funcs.data[f];
            next[f] = false;
            if (!has_body(w->f) || w->f->ninsns > MAX_INSNS ||
                (round == 0 ? !g->promising[f] : !is_due(g, changed, f)))
                continue;
            struct param_use u = use_of(w);
            next[f] = !equal(&u, &uses[f]);
            again |= next[f];
            uses[f] = u;
        }
        memcpy(changed, next, n * sizeof *changed);
    }
    free(changed);
    free(next);
}

struct param_use *param_uses(const struct rir_module *m)
{
    struct graph g = graph_of(m);
    struct param_use *uses = take(m->funcs.len, sizeof *uses);
    if (g.starts) {
        uint32_t values = 0;
        for (uint32_t f = 0; f < m->funcs.len; f++)
            values = m->funcs.data[f].nvalues > values ? m->funcs.data[f].nvalues : values;
        struct walk w = {.m = m, .uses = uses};
        w.same = take(values, sizeof *w.same);
        w.mixed = take(values, sizeof *w.mixed);
        walk_all(&g, &w, uses);
        free(w.same);
        free(w.mixed);
    }
    graph_free(&g);
    return uses;
}
