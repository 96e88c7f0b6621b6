/* Where numbers are still tested: liveness backwards from tests, over a few values.
 *
 * A test (cond, switch, the condition of a select), a return and an argument that a callee's exits
 * depend on *look at* values: through pure operations, down to phis, parameters, comparisons,
 * loads and results of calls. What a phi that is looked at gets is looked at where it comes from.
 * A fact about a value is worth keeping at a block exactly where the value is live in this sense.
 * Values that arithmetic makes (counters, sums) are not looked at, nor phis that such a value may
 * get into: nothing stays known of them.
 *
 * This decides how many states there are and never what is in them: forgetting a fact is always
 * sound. */
#include "solve/tested.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 8, MAX_PARAMS = 64 };

static void *take(size_t n, size_t size)
{
    void *p = calloc(n == 0 ? 1 : n, size);
    if (p == NULL)
        abort();
    return p;
}

static const struct rir_insn *definition(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
}

/* ---- what a use looks at ---- */

typedef void (*visitor)(void *with, uint32_t value);

static bool is_logic(const struct rir_func *f, const struct rir_insn *in)
{
    return in->op == RIR_BIN && f->values[in->result].type.bits == 1;
}

/* What a value is made of, itself or, for a phi, what it gets. */
static bool is_counted(const struct tested *t, const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in = definition(f, value);
    while (in != NULL && in->op == RIR_UN && in->nargs == 1) {
        value = in->args[0];
        in = definition(f, value);
    }
    return in != NULL && ((in->op == RIR_BIN && !is_logic(f, in)) || t->counted[value]);
}

static void find_counted(struct tested *t, const struct rir_func *f)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < f->ninsns; i++) {
            const struct rir_insn *in = &f->insns[i];
            for (uint32_t k = 0; in->op == RIR_PHI && !t->counted[in->result] && k < in->nargs; k++)
                changed |= t->counted[in->result] = is_counted(t, f, in->args[k]);
        }
    }
}

static void look_at(const struct rir_func *f, uint32_t value, unsigned depth, visitor see,
                    void *with)
{
    const struct rir_value *v = &f->values[value];
    const struct rir_insn *in = definition(f, value);
    bool number = (v->type.cls == RIR_INT || v->type.cls == RIR_PTR) && v->type.bits <= 64;
    if (!number || depth >= MAX_DEPTH)
        return;
    if (v->kind == RIR_V_PARAM) {
        see(with, value);
        return;
    }
    if (in == NULL)
        return;
    switch ((enum rir_op)in->op) {
    case RIR_UN:
    case RIR_FIELD:
    case RIR_ELEM:
        if (in->op != RIR_UN || in->nargs == 1)
            look_at(f, in->args[0], depth + 1, see, with);
        return;
    case RIR_CMP:
        see(with, value);
        if (f->values[in->args[0]].kind != RIR_V_CONST &&
            f->values[in->args[1]].kind != RIR_V_CONST)
            return; /* neither number will be known by it */
        break;
    case RIR_SELECT:
        break;
    case RIR_BIN:
        if (!is_logic(f, in))
            return;
        break;
    default:
        see(with, value);
        return;
    }
    for (uint32_t i = 0; i < in->nargs; i++)
        look_at(f, in->args[i], depth + 1, see, with);
}

static const struct rir_insn *terminator(const struct rir_func *f, uint32_t block)
{
    return &f->insns[f->blocks[block].first + f->blocks[block].count - 1];
}

/* ---- parameters ---- */

struct param_bits {
    const struct rir_func *f;
    uint64_t bits;
};

static void see_param(void *with, uint32_t value)
{
    struct param_bits *p = with;
    for (uint32_t i = 0; i < p->f->nparams && i < MAX_PARAMS; i++)
        if (p->f->params[i].value == value)
            p->bits |= (uint64_t)1 << i;
}

static uint64_t examined(const struct rir_func *f)
{
    struct param_bits p = {.f = f};
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op == RIR_COND || in->op == RIR_SWITCH || in->op == RIR_SELECT)
            look_at(f, in->args[0], 0, see_param, &p);
    }
    return p.bits;
}

/* A number, or the address of something, whatever path leads here. */
static bool is_plain(const struct rir_func *f, uint32_t value)
{
    value = flow_base(f, value);
    const struct rir_insn *in = definition(f, value);
    return in != NULL ? in->op == RIR_STACK : f->values[value].kind != RIR_V_PARAM;
}

uint64_t *tested_parameters(const struct rir_module *m, struct flow *const *flows,
                            struct arena *arena)
{
    uint64_t *given = ARENA_ARRAY(arena, uint64_t, m->funcs.len + 1);
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; flows[i] != NULL && k < f->ninsns; k++) {
            const struct rir_insn *in = &f->insns[k];
            for (uint32_t a = 0; in->op == RIR_CALL && a < in->nargs && a < MAX_PARAMS; a++)
                if (is_plain(f, in->args[a]))
                    given[in->ref] |= (uint64_t)1 << a;
        }
    }
    for (uint32_t i = 0; i < m->funcs.len; i++)
        given[i] = flows[i] == NULL ? 0 : given[i] & examined(&m->funcs.data[i]);
    return given;
}

bool tested_tells_apart(const struct tested *t, uint32_t func, uint32_t param)
{
    return param < MAX_PARAMS && (t->params[func] >> param & 1) != 0;
}

/* ---- the values ---- */

static void add_value(void *with, uint32_t value)
{
    struct tested *t = with;
    if (t->index[value] == RIR_NONE && !t->counted[value])
        t->index[value] = t->nindex++;
}

static void each_looked_at(const struct tested *t, const struct rir_func *f, uint32_t func,
                           const struct rir_insn *in, visitor see, void *with)
{
    if (in->op == RIR_COND || in->op == RIR_SWITCH || in->op == RIR_SELECT ||
        (in->op == RIR_RET && in->nargs > 0))
        look_at(f, in->args[0], 0, see, with);
    for (uint32_t i = 0; in->op == RIR_CALL && i < in->nargs; i++)
        if (tested_tells_apart(t, in->ref, i))
            look_at(f, in->args[i], 0, see, with);
    for (uint32_t i = 0; in->op == RIR_RET && i < f->nparams; i++)
        if (tested_tells_apart(t, func, i) && f->params[i].value != RIR_NONE)
            see(with, f->params[i].value);
}

static void find_values(struct tested *t, const struct flow *w, uint32_t func)
{
    const struct rir_func *f = w->f;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (w->rank[f->insns[i].block] != RIR_NONE)
            each_looked_at(t, f, func, &f->insns[i], add_value, t);
    for (uint32_t had = 0; had != t->nindex;) {
        had = t->nindex;
        for (uint32_t i = 0; i < f->ninsns; i++) {
            const struct rir_insn *in = &f->insns[i];
            for (uint32_t k = 0;
                 in->op == RIR_PHI && t->index[in->result] != RIR_NONE && k < in->nargs; k++)
                look_at(f, in->args[k], 0, add_value, t);
        }
    }
}

/* ---- where they are live ---- */

struct bits {
    const struct tested *t;
    uint64_t *set;
};

static void set_bit(void *with, uint32_t value)
{
    struct bits *b = with;
    uint32_t i = b->t->index[value];
    if (i != RIR_NONE)
        b->set[i >> 6] |= (uint64_t)1 << (i & 63);
}

static void clear_bit(const struct tested *t, uint64_t *set, uint32_t value)
{
    uint32_t i = t->index[value];
    if (i != RIR_NONE)
        set[i >> 6] &= ~((uint64_t)1 << (i & 63));
}

static void add_successor(const struct tested *t, const struct rir_func *f, uint32_t from,
                          uint32_t to, uint64_t *own, uint64_t *scratch)
{
    struct bits out = {t, own};
    const struct rir_block *b = &f->blocks[to];
    uint32_t end = b->first;
    memcpy(scratch, t->after + (size_t)to * t->words, t->words * sizeof *scratch);
    for (; end < b->first + b->count && f->insns[end].op == RIR_PHI; end++)
        clear_bit(t, scratch, f->insns[end].result);
    for (uint32_t i = 0; i < t->words; i++)
        own[i] |= scratch[i];
    for (uint32_t i = b->first; i < end; i++) {
        const struct rir_insn *phi = &f->insns[i];
        for (uint32_t k = 0; tested_after(t, to, phi->result) && k < phi->nargs; k++)
            if (phi->blocks[k] == from)
                look_at(f, phi->args[k], 0, set_bit, &out);
    }
}

static void live_of_block(const struct tested *t, const struct rir_func *f, uint32_t func,
                          uint32_t block, uint64_t *own, uint64_t *scratch)
{
    struct bits out = {t, own};
    const struct rir_block *b = &f->blocks[block];
    const struct rir_insn *last = terminator(f, block);
    memset(own, 0, t->words * sizeof *own);
    for (uint32_t k = 0; k < last->nblocks; k++)
        add_successor(t, f, block, last->blocks[k], own, scratch);
    for (uint32_t i = b->first + b->count; i-- > b->first && f->insns[i].op != RIR_PHI;) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++)
            clear_bit(t, own, in->result + r);
        each_looked_at(t, f, func, in, set_bit, &out);
    }
}

static void find_live(struct tested *t, const struct flow *w, uint32_t func)
{
    uint64_t *own = take(t->words, sizeof *own), *scratch = take(t->words, sizeof *scratch);
    t->after = take((size_t)w->f->nblocks * t->words, sizeof *t->after);
    for (bool changed = t->nindex != 0; changed;) {
        changed = false;
        for (uint32_t i = w->norder; i-- > 0;) {
            uint64_t *have = t->after + (size_t)w->order[i] * t->words;
            live_of_block(t, w->f, func, w->order[i], own, scratch);
            if (memcmp(have, own, t->words * sizeof *have) != 0) {
                memcpy(have, own, t->words * sizeof *have);
                changed = true;
            }
        }
    }
    free(own);
    free(scratch);
}

/* ---- integers that are 0 or 1 ---- */

static bool is_boolean(const struct tested *t, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_CONST)
        return v->imm == 0 || v->imm == 1 || v->type.bits == 1;
    return t->boolean[value];
}

static bool stays_boolean(const struct tested *t, const struct rir_func *f,
                          const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_PHI:
        for (uint32_t i = 0; i < in->nargs; i++)
            if (!is_boolean(t, f, in->args[i]))
                return false;
        return true;
    case RIR_SELECT:
        return is_boolean(t, f, in->args[1]) && is_boolean(t, f, in->args[2]);
    case RIR_UN:
        return in->nargs == 1 && (in->sub == RIR_U_ZEXT || in->sub == RIR_U_TRUNC) &&
               is_boolean(t, f, in->args[0]);
    case RIR_BIN:
        return (in->sub == RIR_B_AND || in->sub == RIR_B_OR || in->sub == RIR_B_XOR) &&
               is_boolean(t, f, in->args[0]) && is_boolean(t, f, in->args[1]);
    default:
        return false;
    }
}

/* The largest set that is consistent with itself: from "all" downwards. */
static void find_booleans(struct tested *t, const struct rir_func *f)
{
    for (uint32_t v = 0; v < f->nvalues; v++) {
        struct rir_scalar s = f->values[v].type;
        bool made = f->values[v].kind == RIR_V_INSN;
        t->boolean[v] = s.cls == RIR_INT && (s.bits == 1 || made);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < f->ninsns; i++) {
            const struct rir_insn *in = &f->insns[i];
            for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++) {
                uint32_t v = in->result + r;
                if (!t->boolean[v] || f->values[v].type.bits == 1 || stays_boolean(t, f, in))
                    continue;
                t->boolean[v] = false;
                changed = true;
            }
        }
    }
}

/* ---- the interface ---- */

struct tested *tested_new(const struct rir_module *m, const struct flow *w, uint64_t *params)
{
    const struct rir_func *f = w->f;
    uint32_t func = (uint32_t)(f - m->funcs.data);
    struct tested *t = take(1, sizeof *t);
    t->nvalues = f->nvalues;
    t->params = params;
    t->index = take(f->nvalues, sizeof *t->index);
    t->boolean = take(f->nvalues, sizeof *t->boolean);
    for (uint32_t v = 0; v < f->nvalues; v++)
        t->index[v] = RIR_NONE;
    t->counted = take(f->nvalues, sizeof *t->counted);
    find_counted(t, f);
    if (!flow_returns_twice(m, f)) /* values may be those of an earlier state: no facts at all */
        find_values(t, w, func);
    t->words = (t->nindex + 63) / 64;
    find_live(t, w, func);
    find_booleans(t, f);
    return t;
}

void tested_free(struct tested *t)
{
    if (t == NULL)
        return;
    free(t->index);
    free(t->after);
    free(t->boolean);
    free(t->counted);
    free(t);
}

bool tested_has_facts(const struct tested *t, uint32_t value)
{
    return t->index[value] != RIR_NONE;
}

bool tested_is_boolean(const struct tested *t, uint32_t value)
{
    return t->boolean[value];
}

bool tested_after(const struct tested *t, uint32_t block, uint32_t value)
{
    uint32_t i = t->index[value];
    return i != RIR_NONE && (t->after[(size_t)block * t->words + (i >> 6)] >> (i & 63) & 1) != 0;
}
