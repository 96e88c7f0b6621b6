/* Which path a value is: its address computation read backwards.
 *
 * Loads, members and elements are followed, and what a callee returns in terms of its parameters. A
 * phi is a path only if everything it may be, but for null, is that path. The walk is bounded;
 * where it ends, the path begins at the value. */
#include "solve/lock_flow.h"

uint32_t lock_actual(const struct rir_insn *call, uint32_t i)
{
    uint32_t base = call->op == RIR_CALLI ? 1 : 0;
    return base + i < call->nargs ? call->args[base + i] : RIR_NONE;
}

static struct lock_path path_of(const struct locks *l, uint32_t func, uint32_t value, int budget);

enum { MOST_SOURCES = 16 };

struct sources {
    uint32_t data[MOST_SOURCES], n;
    bool many;
};

static void add_source(const struct rir_func *f, struct sources *s, uint32_t value)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->data[i] == value)
            return;
    if (flow_is_null(f, value))
        return;
    s->many |= s->n == MOST_SOURCES;
    if (!s->many)
        s->data[s->n++] = value;
}

/* Adds what a value merely chooses from or moves; false: it is none of these. */
static bool look_behind(const struct rir_func *f, struct sources *s, uint32_t value)
{
    const struct rir_insn *in = lock_def(f, value);
    uint32_t first = in != NULL && in->op == RIR_SELECT ? 1 : 0;
    if (in == NULL ||
        (in->op != RIR_PHI && in->op != RIR_SELECT && !(in->op == RIR_UN && in->sub == RIR_U_MOVE)))
        return false;
    for (uint32_t i = first; i < in->nargs; i++)
        add_source(f, s, in->args[i]);
    return true;
}

/* What a phi or select may be, through others and null left out: one path, or the value itself. */
static struct lock_path path_of_choice(const struct locks *l, uint32_t func, uint32_t value,
                                       int budget)
{
    const struct rir_func *f = &l->m->funcs.data[func];
    struct lock_path itself = lock_path_root(LOCK_VALUE, value), one = itself;
    struct sources s = {.n = 0};
    bool any = false;
    add_source(f, &s, value);
    for (uint32_t i = 0; i < s.n; i++) {
        if (look_behind(f, &s, s.data[i]))
            continue;
        struct lock_path p = path_of(l, func, s.data[i], budget / 2);
        if (any && !lock_path_equal(&one, &p))
            return itself;
        one = p;
        any = true;
    }
    return s.many ? itself : one;
}

/* The same number, before it was widened. */
static uint32_t plain_index(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in = lock_def(f, value);
    while (in != NULL && in->op == RIR_UN && (in->sub == RIR_U_ZEXT || in->sub == RIR_U_SEXT)) {
        value = in->args[0];
        in = lock_def(f, value);
    }
    return value;
}

static void add_index(const struct rir_func *f, struct lock_path *p, uint32_t index, int64_t size)
{
    struct lock_step *s = &p->step[p->nloads];
    if (f->values[index].kind == RIR_V_CONST)
        s->off += f->values[index].imm * size;
    else
        s->index = s->index == LOCK_FIXED ? plain_index(f, index) : LOCK_ANY;
}

static struct lock_path path_of_result(const struct locks *l, uint32_t func, uint32_t value,
                                       const struct rir_insn *call, int budget)
{
    struct lock_path itself = lock_path_root(LOCK_VALUE, value), p;
    const struct lock_func *g = call->op == RIR_CALL ? &l->funcs[call->ref] : NULL;
    if (g == NULL || !g->has_result || value != call->result)
        return itself;
    if (g->result.root != LOCK_PARAM)
        return g->result;
    uint32_t actual = lock_actual(call, g->result.ref);
    if (actual == RIR_NONE)
        return itself;
    struct lock_path a = path_of(l, func, actual, budget - 2);
    return lock_path_in_caller(&g->result, &a, &p) ? p : itself;
}

static struct lock_path path_of_insn(const struct locks *l, uint32_t func, uint32_t value,
                                     int budget)
{
    const struct rir_func *f = &l->m->funcs.data[func];
    const struct rir_insn *in = lock_def(f, value);
    struct lock_path itself = lock_path_root(LOCK_VALUE, value), p;
    switch (in->op) {
    case RIR_FIELD:
        p = path_of(l, func, in->args[0], budget - 1);
        p.step[p.nloads].off += in->imm;
        return p;
    case RIR_ELEM:
    case RIR_OFFSET:
        p = path_of(l, func, in->args[0], budget - 1);
        add_index(f, &p, in->args[1], in->op == RIR_ELEM ? in->imm : 1);
        return p;
    case RIR_LOAD:
        p = path_of(l, func, in->args[0], budget - 1);
        return lock_path_load(&p) ? p : itself;
    case RIR_UN:
        return in->sub == RIR_U_MOVE ? path_of(l, func, in->args[0], budget - 1) : itself;
    case RIR_PHI:
    case RIR_SELECT:
        return path_of_choice(l, func, value, budget);
    case RIR_CALL:
    case RIR_CALLI:
        return path_of_result(l, func, value, in, budget);
    default:
        return itself;
    }
}

static struct lock_path path_of(const struct locks *l, uint32_t func, uint32_t value, int budget)
{
    const uint32_t threads_own = UINT32_C(1) << 31; /* no value: another object in each thread */
    const struct rir_value *v = &l->m->funcs.data[func].values[value];
    struct lock_path p = lock_path_root(LOCK_VALUE, value);
    if (v->kind == RIR_V_PARAM) {
        p = lock_path_root(LOCK_PARAM, v->ref);
    } else if (v->kind == RIR_V_GLOBAL) {
        bool tls = (l->m->globals.data[v->ref].flags & RIR_GLOBAL_TLS) != 0;
        p = tls ? lock_path_root(LOCK_VALUE, threads_own | v->ref)
                : lock_path_root(LOCK_GLOBAL, v->ref);
        p.step[0].off = v->imm;
    } else if (v->kind == RIR_V_INSN && budget > 0) {
        p = path_of_insn(l, func, value, budget);
    }
    return p;
}

struct lock_path lock_path_of(const struct locks *l, uint32_t func, uint32_t value)
{
    enum { BUDGET = 16 };
    uint64_t at = hash64((uint64_t)func << 32 | value) % LOCK_VALUES_SEEN;
    struct lock_value_seen *seen = &l->seen[at];
    if (seen->epoch != l->epoch || seen->func != func || seen->value != value)
        *seen = (struct lock_value_seen){l->epoch, func, value, path_of(l, func, value, BUDGET)};
    return seen->path;
}
