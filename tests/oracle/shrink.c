/* Makes a failing program small: one change after the other, kept when the module still verifies
 * and the failure is still there (an event of the same kind in a place that is "proved").
 *
 * Changes are made on a copy (printed and parsed again): a function's body becomes a return, a
 * branch is decided, an instruction goes and its results become null or 0, an operand becomes null
 * or 0, an initialiser goes. They go on in rounds until a whole round changes nothing. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "rir/text.h"
#include "rir/verify.h"

struct shrinker {
    struct rir_module *best;
    const struct check_options *o;
    enum interp_kind kind;
    unsigned tries;
};

enum { MAX_TRIES = 20000 };

static struct rir_module *copy_module(const struct rir_module *m)
{
    char *text = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&text, &len);
    if (!f)
        abort();
    rir_text_print(f, m);
    fclose(f);
    struct rir_error e;
    struct rir_module *copy = rir_text_parse(m->name, text, len, &e);
    free(text);
    return copy;
}

static bool still_fails(struct shrinker *s, const struct rir_module *m)
{
    char msg[200];
    struct unsound bad;
    if (!rir_verify(m, msg, sizeof msg))
        return false;
    return !check_program(m, s->o, NULL, &bad) && bad.event.kind == s->kind;
}

/* ---- the changes: each returns false when there is nothing to change ---- */

static uint32_t neutral(struct rir_module *m, struct rir_func *f, struct rir_scalar t)
{
    struct rir_value *v = ARENA_ARRAY(&m->arena, struct rir_value, f->nvalues + 1);
    memcpy(v, f->values, f->nvalues * sizeof *v);
    v[f->nvalues] = (struct rir_value){
        .kind = t.cls == RIR_BYTES ? RIR_V_UNDEF : RIR_V_CONST, .type = t, .src = RIR_NONE};
    f->values = v;
    return f->nvalues++;
}

static void replace_value(struct rir_module *m, struct rir_func *f, uint32_t old)
{
    uint32_t with = neutral(m, f, f->values[old].type);
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++)
            if (f->insns[i].args[k] == old)
                f->insns[i].args[k] = with;
}

/* Takes `n` instructions from `first` on out of the function; their results must be unused. Values
 * are numbered by their definitions, so the copy (printed and parsed) puts the rest in order again.
 */
static void remove_insns(struct rir_func *f, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++)
        f->blocks[f->insns[i].block].count--;
    memmove(f->insns + first, f->insns + first + n, (f->ninsns - first - n) * sizeof *f->insns);
    f->ninsns -= n;
    for (uint32_t i = 0; i < f->nblocks; i++)
        if (f->blocks[i].first > first)
            f->blocks[i].first -= f->blocks[i].first >= first + n ? n : f->blocks[i].first - first;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t r = 0; r < f->insns[i].nresults; r++)
            f->values[f->insns[i].result + r].ref = i;
}

static bool drop_insn(struct rir_module *m, uint32_t func, uint32_t insn)
{
    struct rir_func *f = &m->funcs.data[func];
    if (insn >= f->ninsns || rir_is_terminator(f->insns[insn].op))
        return false;
    const struct rir_insn in = f->insns[insn];
    for (uint32_t r = 0; r < in.nresults; r++)
        replace_value(m, f, in.result + r);
    remove_insns(f, insn, 1);
    return true;
}

static void drop_edge(struct rir_func *f, uint32_t from, uint32_t to)
{
    const struct rir_block *b = &f->blocks[to];
    for (uint32_t i = b->first; i < b->first + b->count; i++) {
        struct rir_insn *phi = &f->insns[i];
        if (phi->op != RIR_PHI)
            return;
        uint32_t n = 0;
        for (uint32_t k = 0; k < phi->nargs; k++)
            if (phi->blocks[k] != from) {
                phi->args[n] = phi->args[k];
                phi->blocks[n++] = phi->blocks[k];
            }
        phi->nargs = phi->nblocks = n;
    }
}

static bool decide_branch(struct rir_module *m, uint32_t func, uint32_t insn, uint32_t which)
{
    struct rir_func *f = &m->funcs.data[func];
    if (insn >= f->ninsns)
        return false;
    struct rir_insn *in = &f->insns[insn];
    if ((in->op != RIR_COND && in->op != RIR_SWITCH) || which >= in->nblocks)
        return false;
    uint32_t keep = in->blocks[which];
    for (uint32_t i = 0; i < in->nblocks; i++)
        if (in->blocks[i] != keep)
            drop_edge(f, in->block, in->blocks[i]);
    in->op = RIR_BR;
    in->nargs = 0;
    in->blocks[0] = keep;
    in->nblocks = 1;
    return true;
}

static void remove_block(struct rir_func *f, uint32_t block) /* an empty one */
{
    memmove(f->blocks + block, f->blocks + block + 1, (f->nblocks - block - 1) * sizeof *f->blocks);
    f->nblocks--;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        f->insns[i].block -= f->insns[i].block > block;
        for (uint32_t k = 0; k < f->insns[i].nblocks; k++)
            f->insns[i].blocks[k] -= f->insns[i].blocks[k] > block;
        for (uint32_t r = 0; r < f->insns[i].nresults; r++)
            f->values[f->insns[i].result + r].ref = i;
    }
}

/* A block that nothing jumps to goes, with its values. */
static bool drop_dead_block(struct rir_module *m, uint32_t func, uint32_t block)
{
    struct rir_func *f = &m->funcs.data[func];
    if (block == 0 || block >= f->nblocks)
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (rir_is_terminator(f->insns[i].op))
            for (uint32_t k = 0; k < f->insns[i].nblocks; k++)
                if (f->insns[i].blocks[k] == block && f->insns[i].block != block)
                    return false;
    const struct rir_insn *end = &f->insns[f->blocks[block].first + f->blocks[block].count - 1];
    for (uint32_t k = 0; k < end->nblocks; k++)
        drop_edge(f, block, end->blocks[k]);
    for (uint32_t i = 0; i < f->blocks[block].count; i++) {
        const struct rir_insn *in = &f->insns[f->blocks[block].first + i];
        for (uint32_t r = 0; r < in->nresults; r++)
            replace_value(m, f, in->result + r);
    }
    remove_insns(f, f->blocks[block].first, f->blocks[block].count);
    remove_block(f, block);
    return true;
}

static bool empty_function(struct rir_module *m, uint32_t func)
{
    struct rir_func *f = &m->funcs.data[func];
    if (!(f->flags & RIR_FUNC_DEFINED) || f->ninsns <= 1)
        return false;
    uint32_t *args = ARENA_ARRAY(&m->arena, uint32_t, f->nresults + 1);
    for (uint32_t i = 0; i < f->nresults; i++)
        args[i] = neutral(m, f, f->results[i]);
    f->insns[0] = (struct rir_insn){.op = RIR_RET,
                                    .site = RIR_NONE,
                                    .result = RIR_NONE,
                                    .ref = RIR_NONE,
                                    .field = RIR_NONE,
                                    .src = RIR_NONE,
                                    .args = args,
                                    .nargs = f->nresults};
    f->ninsns = f->blocks[0].count = f->nblocks = 1;
    return true;
}

static bool neutral_operand(struct rir_module *m, uint32_t func, uint32_t insn, uint32_t arg)
{
    struct rir_func *f = &m->funcs.data[func];
    if (insn >= f->ninsns || arg >= f->insns[insn].nargs)
        return false;
    const struct rir_value *v = &f->values[f->insns[insn].args[arg]];
    if (v->kind == RIR_V_CONST)
        return false;
    f->insns[insn].args[arg] = neutral(m, f, v->type);
    return true;
}

static bool drop_init(struct rir_module *m, uint32_t global)
{
    struct rir_global *g = &m->globals.data[global];
    if (!g->ninit)
        return false;
    g->ninit--;
    return true;
}

/* A block that ends in a jump to one that nothing else jumps to takes it in. */
static bool merge_block(struct rir_module *m, uint32_t func, uint32_t block)
{
    struct rir_func *f = &m->funcs.data[func];
    if (block >= f->nblocks)
        return false;
    const struct rir_insn *end = &f->insns[f->blocks[block].first + f->blocks[block].count - 1];
    uint32_t to = end->blocks ? end->blocks[0] : block, jumps = 0;
    if (end->op != RIR_BR || to == block || to == 0)
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; rir_is_terminator(f->insns[i].op) && k < f->insns[i].nblocks; k++)
            jumps += f->insns[i].blocks[k] == to;
    struct rir_block *b = &f->blocks[block], *t = &f->blocks[to];
    if (jumps != 1 || f->insns[t->first].op == RIR_PHI)
        return false;
    struct rir_insn *order = ARENA_ARRAY(&m->arena, struct rir_insn, f->ninsns);
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->nblocks; i++) {
        if (i == to)
            continue;
        uint32_t first = n, keep = f->blocks[i].count - (i == block ? 1 : 0);
        memcpy(order + n, f->insns + f->blocks[i].first, keep * sizeof *order);
        n += keep;
        if (i == block) {
            memcpy(order + n, f->insns + t->first, t->count * sizeof *order);
            n += t->count;
        }
        f->blocks[i].first = first;
        f->blocks[i].count = n - first;
        for (uint32_t k = first; k < n; k++)
            order[k].block = i;
    }
    *t = (struct rir_block){.first = b->first + b->count - 1, .count = 0};
    f->insns = order;
    f->ninsns = n;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; order[i].op == RIR_PHI && k < order[i].nblocks; k++)
            if (order[i].blocks[k] == to)
                order[i].blocks[k] = block;
    remove_block(f, to);
    return true;
}

/* ---- functions and globals that nothing refers to ---- */

static bool func_used(const struct rir_module *m, uint32_t func)
{
    for (uint32_t i = 0; i < m->globals.len; i++)
        for (uint32_t k = 0; k < m->globals.data[i].ninit; k++)
            if (m->globals.data[i].init[k].is_func && m->globals.data[i].init[k].target == func)
                return true;
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++)
            if ((f->insns[k].op == RIR_CALL || f->insns[k].op == RIR_START) &&
                f->insns[k].ref == func)
                return true;
        for (uint32_t k = 0; k < f->nvalues; k++)
            if (f->values[k].kind == RIR_V_FUNC && f->values[k].ref == func)
                return true;
    }
    return !strcmp(m->funcs.data[func].name, "main");
}

static bool drop_func(struct rir_module *m, uint32_t func)
{
    if (func >= m->funcs.len || func_used(m, func))
        return false;
    memmove(m->funcs.data + func, m->funcs.data + func + 1,
            (m->funcs.len - func - 1) * sizeof *m->funcs.data);
    m->funcs.len--;
    for (uint32_t i = 0; i < m->globals.len; i++)
        for (uint32_t k = 0; k < m->globals.data[i].ninit; k++)
            m->globals.data[i].init[k].target -=
                m->globals.data[i].init[k].is_func && m->globals.data[i].init[k].target > func;
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++)
            if (f->insns[k].op == RIR_CALL || f->insns[k].op == RIR_START)
                f->insns[k].ref -= f->insns[k].ref > func;
        for (uint32_t k = 0; k < f->nvalues; k++)
            if (f->values[k].kind == RIR_V_FUNC)
                f->values[k].ref -= f->values[k].ref > func;
    }
    return true;
}

static bool drop_global(struct rir_module *m, uint32_t global)
{
    for (uint32_t i = 0; i < m->globals.len; i++)
        for (uint32_t k = 0; k < m->globals.data[i].ninit; k++)
            if (!m->globals.data[i].init[k].is_func && m->globals.data[i].init[k].target == global)
                return false;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].nvalues; k++) {
            const struct rir_value *v = &m->funcs.data[i].values[k];
            if (v->kind == RIR_V_GLOBAL && v->ref == global)
                return false;
        }
    memmove(m->globals.data + global, m->globals.data + global + 1,
            (m->globals.len - global - 1) * sizeof *m->globals.data);
    m->globals.len--;
    for (uint32_t i = 0; i < m->globals.len; i++)
        for (uint32_t k = 0; k < m->globals.data[i].ninit; k++)
            m->globals.data[i].init[k].target -=
                !m->globals.data[i].init[k].is_func && m->globals.data[i].init[k].target > global;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].nvalues; k++) {
            struct rir_value *v = &m->funcs.data[i].values[k];
            if (v->kind == RIR_V_GLOBAL)
                v->ref -= v->ref > global;
        }
    return true;
}

/* ---- the search ---- */

enum change { EMPTY, BRANCH, DEAD, MERGE, DROP, OPERAND, INIT, FUNC, GLOBAL };

static bool apply(struct rir_module *m, enum change c, uint32_t a, uint32_t b, uint32_t d)
{
    switch (c) {
    case EMPTY:
        return empty_function(m, a);
    case BRANCH:
        return decide_branch(m, a, b, d);
    case DEAD:
        return drop_dead_block(m, a, b);
    case MERGE:
        return merge_block(m, a, b);
    case FUNC:
        return drop_func(m, a);
    case GLOBAL:
        return drop_global(m, a);
    case DROP:
        return drop_insn(m, a, b);
    case OPERAND:
        return neutral_operand(m, a, b, d);
    default:
        return drop_init(m, a);
    }
}

/* True when the change was kept. */
static bool try_change(struct shrinker *s, enum change c, uint32_t a, uint32_t b, uint32_t d)
{
    if (s->tries >= MAX_TRIES)
        return false;
    struct rir_module *m = copy_module(s->best);
    if (!m)
        return false;
    if (!apply(m, c, a, b, d)) {
        rir_module_free(m);
        return false;
    }
    s->tries++;
    struct rir_module *clean = copy_module(m); /* numbers in order, unused values gone */
    rir_module_free(m);
    if (!clean || !still_fails(s, clean)) {
        rir_module_free(clean);
        return false;
    }
    rir_module_free(s->best);
    s->best = clean;
    return true;
}

static bool shrink_function(struct shrinker *s, uint32_t func)
{
    bool changed = try_change(s, EMPTY, func, 0, 0);
#define FN (&s->best->funcs.data[func])
    if (!FN->ninsns)
        return changed;
    for (uint32_t i = FN->ninsns; i > 0; i--)
        for (uint32_t k = 0; k < 3 && i <= FN->ninsns; k++)
            changed |= try_change(s, BRANCH, func, i - 1, k);
    for (uint32_t i = FN->nblocks; i > 1; i--)
        changed |= try_change(s, DEAD, func, i - 1, 0);
    for (uint32_t i = FN->nblocks; i > 0; i--)
        changed |= try_change(s, MERGE, func, i - 1, 0);
    for (uint32_t i = FN->ninsns; i > 0; i--)
        changed |= try_change(s, DROP, func, i - 1, 0);
    for (uint32_t i = FN->ninsns; i > 0; i--)
        for (uint32_t k = 0; k < FN->insns[i - 1].nargs; k++)
            changed |= try_change(s, OPERAND, func, i - 1, k);
#undef FN
    return changed;
}

struct rir_module *shrink_program(const struct rir_module *m, const struct check_options *o,
                                  enum interp_kind kind)
{
    struct shrinker s = {copy_module(m), o, kind, 0};
    if (!s.best || !still_fails(&s, s.best))
        return s.best; /* printing and parsing changed what it means: a bug of its own */
    for (bool changed = true; changed && s.tries < MAX_TRIES;) {
        changed = false;
        for (uint32_t f = s.best->funcs.len; f > 0; f--)
            changed |= shrink_function(&s, f - 1);
        for (uint32_t g = 0; g < s.best->globals.len; g++)
            changed |= try_change(&s, INIT, g, 0, 0);
        for (uint32_t f = s.best->funcs.len; f > 0; f--)
            changed |= try_change(&s, FUNC, f - 1, 0, 0);
        for (uint32_t g = s.best->globals.len; g > 0; g--)
            changed |= try_change(&s, GLOBAL, g - 1, 0, 0);
    }
    return s.best;
}
