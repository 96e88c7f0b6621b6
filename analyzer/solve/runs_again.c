/* Per block some flags; per function that runs, the blocks that use each of its values. A block is
 * left alone only if nothing has changed of what it goes by: it would do what it has done before.
 *
 * It goes by the values that it uses; where it reads or writes memory, by the value at which the
 * address begins (is it null?); with phis, by what the blocks before it branch on, and by whether
 * they run. What lies in memory and what callees return is known per function alone: all blocks
 * that read, or call, count. */
#include "solve/runs_again.h"

#include <stdlib.h>
#include <string.h>

enum {
    AGAIN = 1,
    SEEN = 2, /* it was run */
    READS = 4,
    CALLS = 8,
};

struct uses {
    const struct rir_func *f;
    uint32_t *ends; /* per value: where its blocks end, in `blocks`, and those of the next begin */
    uint32_t *blocks; /* NULL while they are counted */
};

static uint8_t *flags_of(const struct runs *r, uint32_t func)
{
    return r->again + r->funcs[func].blocks;
}

static void note_use(struct uses *u, uint32_t value, uint32_t block)
{
    const struct rir_value *v = &u->f->values[value];
    if (v->kind != RIR_V_PARAM && v->kind != RIR_V_INSN)
        return;
    if (u->blocks != NULL)
        u->blocks[u->ends[value]] = block;
    u->ends[value]++;
}

static bool uses_address(const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_LOAD:
    case RIR_READ:
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        return true;
    default:
        return false;
    }
}

static void note_uses(struct uses *u)
{
    const struct rir_func *f = u->f;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        const struct rir_insn *in = &f->insns[f->blocks[b].first];
        for (uint32_t i = 0; i < f->blocks[b].count; i++, in++) {
            for (uint32_t k = 0; k < in->nargs; k++)
                note_use(u, in->args[k], b);
            if (uses_address(in))
                note_use(u, flow_base(f, in->args[0]), b);
            for (uint32_t k = 0; in->nargs > 0 && in->op != RIR_PHI && k < in->nblocks; k++)
                note_use(u, in->args[0], in->blocks[k]);
        }
    }
}

static void *room(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        abort();
    return p;
}

/* First each value's end is where those of the ones before it end; filling moves it to its own. */
static void find_uses(const struct rir_func *f, struct run_func *g)
{
    struct uses u = {.f = f, .ends = room(f->nvalues, sizeof *u.ends)};
    uint32_t sum = 0;
    note_uses(&u);
    for (uint32_t v = 0; v < f->nvalues; v++) {
        uint32_t n = u.ends[v];
        u.ends[v] = sum;
        sum += n;
    }
    u.blocks = room(sum, sizeof *u.blocks);
    note_uses(&u);
    g->use_ends = u.ends;
    g->used_in = u.blocks;
}

static uint8_t kind_of(const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_LOAD:
    case RIR_READ:
    case RIR_RMW:
    case RIR_CAS:
        return READS;
    case RIR_CALL:
    case RIR_CALLI:
        return CALLS;
    default:
        return 0;
    }
}

void again_prepare(struct runs *r, uint32_t func)
{
    const struct rir_func *f = &r->m->funcs.data[func];
    if (r->funcs[func].use_ends != NULL)
        return;
    find_uses(f, &r->funcs[func]);
    for (uint32_t i = 0; i < f->ninsns; i++)
        flags_of(r, func)[f->insns[i].block] |= kind_of(&f->insns[i]);
}

void again_block(struct runs *r, uint32_t func, uint32_t block)
{
    flags_of(r, func)[block] |= AGAIN;
}

void again_users(struct runs *r, uint32_t func, uint32_t value)
{
    const struct run_func *g = &r->funcs[func];
    if (g->use_ends == NULL) /* nothing of it was run yet */
        return;
    for (uint32_t i = value == 0 ? 0 : g->use_ends[value - 1]; i < g->use_ends[value]; i++)
        again_block(r, func, g->used_in[i]);
}

static void again_all(struct runs *r, uint32_t func, uint8_t kind)
{
    uint8_t *flags = flags_of(r, func);
    for (uint32_t b = 0; b < r->m->funcs.data[func].nblocks; b++)
        if (flags[b] & kind)
            flags[b] |= AGAIN;
}

void again_readers(struct runs *r, uint32_t func)
{
    again_all(r, func, READS);
}

void again_callers(struct runs *r, uint32_t func)
{
    again_all(r, func, CALLS);
}

bool again_take(struct runs *r, uint32_t func, uint32_t block)
{
    const struct rir_func *f = &r->m->funcs.data[func];
    const struct rir_insn *t = &f->insns[f->blocks[block].first + f->blocks[block].count - 1];
    uint8_t *flags = flags_of(r, func);
    bool again = (flags[block] & AGAIN) != 0;
    flags[block] &= (uint8_t)~AGAIN;
    for (uint32_t k = 0; (flags[block] & SEEN) == 0 && k < t->nblocks; k++)
        again_block(r, func, t->blocks[k]);
    flags[block] |= SEEN;
    return again;
}

void again_forget(struct runs *r)
{
    for (uint32_t i = 0; i < r->m->funcs.len; i++) {
        free(r->funcs[i].use_ends);
        free(r->funcs[i].used_in);
        r->funcs[i].use_ends = r->funcs[i].used_in = NULL;
    }
    free(r->again);
    r->again = NULL;
}

void again_find_repeated(const struct rir_func *f, uint32_t *first, uint32_t *end)
{
    *first = *end = f->nblocks;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        const struct rir_insn *t = &f->insns[f->blocks[b].first + f->blocks[b].count - 1];
        for (uint32_t k = 0; k < t->nblocks; k++)
            if (t->blocks[k] <= b) {
                *first = t->blocks[k] < *first ? t->blocks[k] : *first;
                *end = b + 1;
            }
    }
}
