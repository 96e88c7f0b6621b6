/* Control flow of one function: reverse post-order (iterative), predecessors, cycles, dominators
 * (Cooper, Harvey, Kennedy 2001), and liveness of values over bit sets. Only values that may hold a
 * pointer take part in liveness: others never have targets. */
#include "solve/schedule.h"

#include <stdlib.h>
#include <string.h>

static void *take(size_t n, size_t size)
{
    void *p = calloc(n == 0 ? 1 : n, size);
    if (p == NULL)
        abort();
    return p;
}

const uint32_t *flow_successors(const struct rir_func *f, uint32_t block, uint32_t *n)
{
    const struct rir_block *b = &f->blocks[block];
    const struct rir_insn *t = &f->insns[b->first + b->count - 1];
    *n = t->nblocks;
    return t->blocks;
}

static void number_blocks(struct flow *w)
{
    const struct rir_func *f = w->f;
    uint32_t *stack = take(f->nblocks, sizeof *stack), *next = take(f->nblocks, sizeof *next);
    bool *seen = take(f->nblocks, sizeof *seen);
    uint32_t *post = take(f->nblocks, sizeof *post), npost = 0, depth = 0;
    stack[depth++] = 0;
    seen[0] = true;
    while (depth > 0) {
        uint32_t b = stack[depth - 1], n;
        const uint32_t *succ = flow_successors(f, b, &n);
        if (next[b] < n) {
            uint32_t s = succ[next[b]++];
            if (!seen[s]) {
                seen[s] = true;
                stack[depth++] = s;
            }
            continue;
        }
        post[npost++] = b;
        depth--;
    }
    w->norder = npost;
    for (uint32_t i = 0; i < f->nblocks; i++)
        w->rank[i] = RIR_NONE;
    for (uint32_t i = 0; i < npost; i++) {
        w->order[i] = post[npost - 1 - i];
        w->rank[w->order[i]] = i;
    }
    free(stack);
    free(next);
    free(seen);
    free(post);
}

static void link_predecessors(struct flow *w)
{
    const struct rir_func *f = w->f;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < w->norder; i++) {
            uint32_t n;
            const uint32_t *succ = flow_successors(f, w->order[i], &n);
            for (uint32_t k = 0; k < n; k++) {
                if (pass == 1)
                    w->preds[succ[k]][w->npreds[succ[k]]] = w->order[i];
                w->npreds[succ[k]]++;
            }
        }
        if (pass == 0)
            for (uint32_t b = 0; b < f->nblocks; b++) {
                w->preds[b] = take(w->npreds[b], sizeof **w->preds);
                w->npreds[b] = 0;
            }
    }
}

/* A block lies on a cycle iff its strongly connected component has more than one block, or an edge
 * to itself. Kosaraju's second pass: backwards from each block in reverse post-order, over blocks
 * not yet taken. */
static void find_cycles(struct flow *w)
{
    uint32_t n = w->f->nblocks, *stack = take(n, sizeof *stack), *comp = take(n, sizeof *comp);
    uint32_t ncomp = 0, *size = take(n + 1, sizeof *size);
    for (uint32_t i = 0; i < w->norder; i++) {
        uint32_t root = w->order[i], depth = 0;
        if (comp[root] != 0)
            continue;
        comp[root] = ++ncomp;
        stack[depth++] = root;
        while (depth > 0) {
            uint32_t b = stack[--depth];
            size[ncomp]++;
            for (uint32_t k = 0; k < w->npreds[b]; k++) {
                uint32_t p = w->preds[b][k];
                if (comp[p] == 0) {
                    comp[p] = ncomp;
                    stack[depth++] = p;
                }
            }
        }
    }
    for (uint32_t i = 0; i < w->norder; i++) {
        uint32_t b = w->order[i];
        w->in_cycle[b] = size[comp[b]] > 1;
        for (uint32_t k = 0; k < w->npreds[b]; k++)
            if (w->preds[b][k] == b)
                w->in_cycle[b] = true;
    }
    free(stack);
    free(comp);
    free(size);
}

static bool returns_twice(const struct rir_module *m, const struct rir_insn *in)
{
    return in->op == RIR_CALL && (m->funcs.data[in->ref].flags & RIR_FUNC_RETURNS_TWICE) != 0;
}

/* What comes after a call that may return twice may be executed again. */
static void find_repeated(const struct rir_module *m, struct flow *w)
{
    const struct rir_func *f = w->f;
    uint32_t *stack = take(f->nblocks, sizeof *stack), depth = 0;
    bool *seen = take(f->nblocks, sizeof *seen);
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (returns_twice(m, &f->insns[i]) && !seen[f->insns[i].block]) {
            seen[f->insns[i].block] = true;
            stack[depth++] = f->insns[i].block;
        }
    while (depth > 0) {
        uint32_t n, b = stack[--depth];
        const uint32_t *succ = flow_successors(f, b, &n);
        w->in_cycle[b] = true;
        for (uint32_t k = 0; k < n; k++)
            if (!seen[succ[k]]) {
                seen[succ[k]] = true;
                stack[depth++] = succ[k];
            }
    }
    free(seen);
    free(stack);
}

static uint32_t intersect(const struct flow *w, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (w->rank[a] > w->rank[b])
            a = w->idom[a];
        while (w->rank[b] > w->rank[a])
            b = w->idom[b];
    }
    return a;
}

static void find_dominators(struct flow *w)
{
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        w->idom[b] = RIR_NONE;
    w->idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < w->norder; i++) {
            uint32_t b = w->order[i], d = RIR_NONE;
            for (uint32_t k = 0; k < w->npreds[b]; k++) {
                uint32_t p = w->preds[b][k];
                if (w->idom[p] != RIR_NONE)
                    d = d == RIR_NONE ? p : intersect(w, d, p);
            }
            if (d != w->idom[b]) {
                w->idom[b] = d;
                changed = true;
            }
        }
    }
}

bool flow_dominates(const struct flow *w, uint32_t a, uint32_t b)
{
    while (w->rank[b] != RIR_NONE && w->rank[b] > w->rank[a])
        b = w->idom[b];
    return a == b;
}

bool flow_comes_first(const struct flow *w, uint32_t a, uint32_t b)
{
    uint32_t by = w->f->insns[a].block, to = w->f->insns[b].block;
    return by == to ? a < b : flow_dominates(w, by, to);
}

static bool has_targets(const struct phase_a *a, const struct rir_func *f, uint32_t func,
                        uint32_t v)
{
    uint8_t k = f->values[v].kind;
    return (k == RIR_V_PARAM || k == RIR_V_INSN) && phase_a_refers(a, func, v);
}

#define BIT_SET(set, i) ((set)[(i) >> 6] |= (uint64_t)1 << ((i) & 63))
#define BIT_CLEAR(set, i) ((set)[(i) >> 6] &= ~((uint64_t)1 << ((i) & 63)))

struct live_work {
    uint32_t words;
    uint64_t *in, *out, *used, *set; /* per block: used before they are set there; set there */
    uint32_t *bit;                   /* per value; RIR_NONE: it never has targets */
    uint32_t *values;                /* by their bits */
};

/* What a block uses and sets by itself; what phis of others get from it is used at its end. */
static void note_uses(const struct rir_func *f, struct live_work *l, uint32_t b)
{
    const struct rir_block *blk = &f->blocks[b];
    uint64_t *used = l->used + (size_t)b * l->words, *set = l->set + (size_t)b * l->words;
    for (uint32_t i = blk->first + blk->count; i-- > blk->first;) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++) {
            uint32_t bit = l->bit[in->result + r];
            if (bit == RIR_NONE)
                continue;
            BIT_CLEAR(used, bit);
            BIT_SET(set, bit);
        }
        if (in->op == RIR_PHI)
            continue;
        for (uint32_t a = 0; a < in->nargs; a++)
            if (l->bit[in->args[a]] != RIR_NONE)
                BIT_SET(used, l->bit[in->args[a]]);
    }
}

static void note_phi_uses(const struct rir_func *f, struct live_work *l, uint32_t b, uint64_t *out)
{
    uint32_t n;
    const uint32_t *succ = flow_successors(f, b, &n);
    for (uint32_t k = 0; k < n; k++) {
        const struct rir_block *sb = &f->blocks[succ[k]];
        for (uint32_t i = sb->first; i < sb->first + sb->count && f->insns[i].op == RIR_PHI; i++)
            for (uint32_t a = 0; a < f->insns[i].nargs; a++)
                if (f->insns[i].blocks[a] == b && l->bit[f->insns[i].args[a]] != RIR_NONE)
                    BIT_SET(out, l->bit[f->insns[i].args[a]]);
    }
}

/* True: more lives at the block's beginning than was known. */
static bool live_of_block(const struct flow *w, struct live_work *l, uint32_t b)
{
    uint32_t n;
    const uint32_t *succ = flow_successors(w->f, b, &n);
    uint64_t *out = l->out + (size_t)b * l->words, *in = l->in + (size_t)b * l->words;
    const uint64_t *used = l->used + (size_t)b * l->words, *set = l->set + (size_t)b * l->words;
    uint64_t more = 0;
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < l->words; i++)
            out[i] |= l->in[(size_t)succ[k] * l->words + i];
    for (uint32_t i = 0; i < l->words; i++) {
        uint64_t now = used[i] | (out[i] & ~set[i]);
        more |= now ^ in[i];
        in[i] = now;
    }
    return more != 0;
}

/* B-F4. A longjmp comes back from any block behind the call that returns twice: what lives there
 * lives in all of these. True: more lives somewhere than was known. */
static bool live_of_resumes(const struct rir_module *m, const struct flow *w, struct live_work *l)
{
    const struct rir_func *f = w->f;
    uint64_t more = 0;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        if (!returns_twice(m, &f->insns[i]))
            continue;
        const uint64_t *back = l->in + (size_t)f->insns[i].block * l->words;
        for (uint32_t b = 0; b < f->nblocks; b++)
            for (uint32_t k = 0; w->in_cycle[b] && k < l->words; k++) {
                uint64_t *used = &l->used[(size_t)b * l->words + k];
                more |= back[k] & ~*used;
                *used |= back[k];
            }
    }
    return more != 0;
}

static void list_live(struct flow *w, const struct live_work *l, uint32_t b)
{
    const uint64_t *in = l->in + (size_t)b * l->words;
    uint32_t n = 0;
    for (uint32_t k = 0; k < l->words; k++)
        n += (uint32_t)__builtin_popcountll(in[k]);
    w->live[b] = take(n, sizeof **w->live);
    for (uint32_t k = 0; k < l->words; k++)
        for (uint64_t left = in[k]; left != 0; left &= left - 1)
            w->live[b][w->nlive[b]++] = l->values[k * 64 + (uint32_t)__builtin_ctzll(left)];
}

static void find_liveness(const struct phase_a *a, const struct rir_module *m, uint32_t func,
                          struct flow *w)
{
    const struct rir_func *f = w->f;
    struct live_work l = {.bit = take(f->nvalues, sizeof *l.bit),
                          .values = take(f->nvalues, sizeof *l.values)};
    uint32_t n = 0;
    for (uint32_t v = 0; v < f->nvalues; v++) {
        l.bit[v] = has_targets(a, f, func, v) ? n : RIR_NONE;
        if (l.bit[v] != RIR_NONE)
            l.values[n++] = v;
    }
    l.words = (n + 63) / 64;
    size_t all = (size_t)f->nblocks * l.words;
    l.in = take(4 * all, sizeof *l.in);
    l.out = l.in + all;
    l.used = l.out + all;
    l.set = l.used + all;
    for (uint32_t i = 0; i < w->norder; i++) {
        note_uses(f, &l, w->order[i]);
        note_phi_uses(f, &l, w->order[i], l.out + (size_t)w->order[i] * l.words);
    }
    bool twice = flow_returns_twice(m, f) && phase_a_mutant(a) != 100;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = w->norder; i-- > 0;)
            changed |= live_of_block(w, &l, w->order[i]);
        changed |= twice && live_of_resumes(m, w, &l);
    }
    for (uint32_t i = 0; i < w->norder; i++)
        list_live(w, &l, w->order[i]);
    free(l.in);
    free(l.bit);
    free(l.values);
}

uint32_t flow_operand(const struct rir_insn *call, uint32_t cpos)
{
    uint32_t base = call->op == RIR_CALLI ? 1 : 0;
    for (uint32_t i = base; i < call->nargs; i++)
        if (rir_call_position(call, i - base) == cpos)
            return call->args[i];
    return RIR_NONE;
}

bool flow_reaches(const struct flow *w, uint32_t from, uint32_t to, uint32_t avoid,
                  flow_closed *closed, const void *context)
{
    bool *seen = calloc(w->f->nblocks, sizeof *seen), found = false;
    uint32_t *stack = calloc(w->f->nblocks + 1, sizeof *stack), depth = 0;
    if (seen == NULL || stack == NULL)
        abort();
    stack[depth++] = from;
    while (depth > 0 && !found) {
        uint32_t n, block = stack[--depth];
        const uint32_t *succ = flow_successors(w->f, block, &n);
        for (uint32_t k = 0; k < n && !found; k++) {
            if (closed != NULL && closed(context, block, k))
                continue;
            found = succ[k] == to;
            if (succ[k] == avoid || seen[succ[k]])
                continue;
            seen[succ[k]] = true;
            stack[depth++] = succ[k];
        }
    }
    free(seen);
    free(stack);
    return found;
}

bool flow_loop_has(const struct flow *w, uint32_t header, uint32_t block)
{
    if (w->rank[block] == RIR_NONE || !flow_dominates(w, header, block))
        return false;
    for (uint32_t i = 0; i < w->npreds[header]; i++) {
        uint32_t p = w->preds[header][i];
        if (flow_dominates(w, header, p) &&
            (p == block || block == header || flow_reaches(w, block, p, header, NULL, NULL)))
            return true;
    }
    return false;
}

bool flow_returns_twice(const struct rir_module *m, const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (returns_twice(m, &f->insns[i]))
            return true;
    return false;
}

bool flow_unwinds(const struct rir_func *f, uint32_t insn)
{
    const struct rir_insn *in = &f->insns[insn];
    const struct rir_block *b = &f->blocks[in->block];
    return (in->op == RIR_CALL || in->op == RIR_CALLI) && insn + 2 == b->first + b->count &&
           f->insns[insn + 1].op == RIR_GOTO && f->insns[insn + 1].nblocks > 1;
}

bool flow_is_step(const struct rir_insn *in)
{
    return in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET ||
           (in->op == RIR_UN && in->sub == RIR_U_MOVE);
}

static bool fits(int64_t k, unsigned bits)
{
    return bits == 64 || (k >= -(INT64_C(1) << (bits - 1)) && k < INT64_C(1) << (bits - 1));
}

/* What the operation makes of the numbers; false: that is not looked at, or does not fit. */
static bool computed(const struct rir_insn *in, int64_t a, unsigned from, int64_t b, int64_t *k)
{
    *k = a;
    if (in->op == RIR_UN) {
        if (in->sub == RIR_U_ZEXT && from < 64)
            *k &= (int64_t)((UINT64_C(1) << from) - 1);
        return in->sub == RIR_U_ZEXT || in->sub == RIR_U_SEXT || in->sub == RIR_U_TRUNC;
    }
    return in->sub == RIR_B_ADD   ? !__builtin_add_overflow(a, b, k)
           : in->sub == RIR_B_SUB ? !__builtin_sub_overflow(a, b, k)
                                  : in->sub == RIR_B_MUL && !__builtin_mul_overflow(a, b, k);
}

/* A number that the program spells out, as clang writes it: `p--` is a step by a converted -1. */
static bool constant(const struct rir_func *f, uint32_t value, int64_t *k, int depth)
{
    enum { MAX_DEPTH = 8 };
    const struct rir_value *v = &f->values[value];
    *k = v->imm;
    if (v->kind != RIR_V_INSN || depth == MAX_DEPTH)
        return v->kind == RIR_V_CONST && v->type.cls == RIR_INT;
    const struct rir_insn *in = &f->insns[v->ref];
    int64_t a, b = 0;
    if (v->type.cls != RIR_INT || v->type.bits > 64 || (in->op != RIR_UN && in->op != RIR_BIN) ||
        !constant(f, in->args[0], &a, depth + 1) ||
        (in->op == RIR_BIN && !constant(f, in->args[1], &b, depth + 1)))
        return false;
    return computed(in, a, f->values[in->args[0]].type.bits, b, k) && fits(*k, v->type.bits);
}

bool flow_step_bytes(const struct rir_func *f, const struct rir_insn *step, int64_t *bytes)
{
    *bytes = step->op == RIR_FIELD ? step->imm : 0;
    if (step->op != RIR_ELEM && step->op != RIR_OFFSET)
        return true;
    int64_t index;
    return constant(f, step->args[1], &index, 0) &&
           !__builtin_mul_overflow(index, step->op == RIR_ELEM ? step->imm : 1, bytes);
}

uint32_t flow_base(const struct rir_func *f, uint32_t value)
{
    while (f->values[value].kind == RIR_V_INSN && flow_is_step(&f->insns[f->values[value].ref]))
        value = f->insns[f->values[value].ref].args[0];
    return value;
}

bool flow_only_addresses(const struct rir_insn *in, uint32_t arg)
{
    if (in->op == RIR_COPY)
        return arg < 2;
    return arg == 0 && (in->op == RIR_LOAD || in->op == RIR_STORE || in->op == RIR_READ ||
                        in->op == RIR_WRITE || in->op == RIR_FIELD || in->op == RIR_ELEM ||
                        in->op == RIR_OFFSET || in->op == RIR_FILL);
}

/* A stack object is private if its address, however computed, is only ever the address operand of
 * memory operations (I8: everything else counts as a place). */
static void find_private(struct flow *w)
{
    const struct rir_func *f = w->f;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_STACK)
            w->private_slot[f->insns[i].result] = true;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t a = 0; a < in->nargs; a++)
            if (!flow_only_addresses(in, a))
                w->private_slot[flow_base(f, in->args[a])] = false;
    }
}

struct flow *flow_new(const struct phase_a *a, const struct rir_module *m, uint32_t func)
{
    const struct rir_func *f = &m->funcs.data[func];
    struct flow *w = take(1, sizeof *w);
    w->f = f;
    w->order = take(f->nblocks, sizeof *w->order);
    w->rank = take(f->nblocks, sizeof *w->rank);
    w->schedule = take(f->nblocks, sizeof *w->schedule);
    w->place = take(f->nblocks, sizeof *w->place);
    w->around = take(f->nblocks, sizeof *w->around);
    w->loop_end = take(f->nblocks, sizeof *w->loop_end);
    w->npreds = take(f->nblocks, sizeof *w->npreds);
    w->preds = take(f->nblocks, sizeof *w->preds);
    w->in_cycle = take(f->nblocks, sizeof *w->in_cycle);
    w->idom = take(f->nblocks, sizeof *w->idom);
    w->live = take(f->nblocks, sizeof *w->live);
    w->nlive = take(f->nblocks, sizeof *w->nlive);
    w->private_slot = take(f->nvalues, sizeof *w->private_slot);
    number_blocks(w);
    link_predecessors(w);
    schedule_blocks(w);
    find_cycles(w);
    find_repeated(m, w);
    find_dominators(w);
    find_liveness(a, m, func, w);
    find_private(w);
    return w;
}

void flow_free(struct flow *w)
{
    if (w == NULL)
        return;
    for (uint32_t b = 0; b < w->f->nblocks; b++) {
        free(w->preds[b]);
        free(w->live[b]);
    }
    free(w->order);
    free(w->rank);
    free(w->schedule);
    free(w->place);
    free(w->around);
    free(w->loop_end);
    free(w->npreds);
    free(w->preds);
    free(w->in_cycle);
    free(w->idom);
    free(w->live);
    free(w->nlive);
    free(w->private_slot);
    free(w);
}

uint32_t flow_source_type(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_PARAM)
        return f->params[v->ref].src;
    return v->src == RIR_NONE && v->kind == RIR_V_INSN ? f->insns[v->ref].src : v->src;
}
