/* A bounded depth-first search over paths with what path.h knows of each. When the bound is hit
 * there is no evidence. */
#include "solve/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "solve/flow.h"

enum { MAX_STEPS = 6000, MAX_DEPTH = 600, MAX_VISITS = 2 };

struct search {
    const struct evidence_query *q;
    uint8_t *visits;
    bool *useful;                   /* blocks from which the instruction can be reached */
    struct path *at[MAX_DEPTH + 1]; /* the path so far at each depth, made when it is needed */
    uint32_t steps;
    bool found, cut; /* found: the search is over */
    struct arena *arena;
    VEC(struct entry_facts) entries; /* what callees of the call were given, each once */
};

static struct path *path_at(struct search *s, uint32_t depth)
{
    if (s->at[depth] == NULL)
        s->at[depth] = calloc(1, sizeof *s->at[depth]);
    if (s->at[depth] == NULL)
        abort();
    return s->at[depth];
}

static const struct rir_insn *def(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
}

enum { MAX_SELECTS = 8 }; /* nested ones; a phi may bring a loop's own select back */

static bool either(const struct search *s, const struct path *p, const struct rir_insn *select,
                   struct path *facts, unsigned depth);

static bool is_wanted(const struct evidence_query *q, uint32_t global)
{
    const uint32_t other =
        RIR_GLOBAL_TLS | RIR_GLOBAL_CONST | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED;
    if (q->named)
        return (q->m->globals.data[global].flags & other) == 0;
    return q->global == RIR_NONE || global == q->global;
}

/* The operand into whose object the result points (strchr), or RIR_NONE. */
static uint32_t points_into(const struct rir_module *m, const struct rir_insn *call)
{
    const struct rir_ann *a = rir_func_ann(&m->funcs.data[call->ref], RIR_ANN_POINTS_INTO);
    return a != NULL && a->a == 0 && a->b > 0 ? flow_operand(call, (uint32_t)a->b) : RIR_NONE;
}

/* Could the pointer be the object, as this path chose? */
static bool may_be(const struct search *s, const struct path *p, uint32_t value, struct path *facts,
                   unsigned depth)
{
    const struct rir_func *f = s->q->f;
    for (uint32_t guard = 0; guard < 64; guard++) {
        value = path_plain(f, p, value);
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_GLOBAL)
            return s->q->param == RIR_NONE && is_wanted(s->q, v->ref);
        if (v->kind == RIR_V_PARAM && s->q->param != RIR_NONE)
            return value == s->q->param;
        if (v->kind == RIR_V_CONST || v->kind == RIR_V_UNDEF)
            return false;
        const struct rir_insn *in = def(f, value);
        if (in == NULL)
            return !s->q->named;
        if (in->op == RIR_STACK)
            return s->q->global == RIR_NONE && s->q->param == RIR_NONE && !s->q->named;
        if (in->op == RIR_SELECT)
            return depth >= MAX_SELECTS || either(s, p, in, facts, depth + 1);
        if (in->op == RIR_CALL && !p->strict)
            value = points_into(s->q->m, in);
        else if (in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET)
            value = in->args[0];
        else
            value = RIR_NONE;
        if (value == RIR_NONE)
            return !s->q->named;
    }
    return !s->q->named;
}

static bool either(const struct search *s, const struct path *p, const struct rir_insn *select,
                   struct path *facts, unsigned depth)
{
    bool found = false;
    struct path trial;
    for (uint32_t side = 0; side < 2 && !found; side++) {
        path_copy(&trial, facts);
        found = path_assume(s->q->f, &trial, select->args[0], side == 0) &&
                may_be(s, p, select->args[1 + side], &trial, depth);
    }
    return found;
}

static bool same_entry(const struct entry_facts *a, const struct entry_buffer *b)
{
    return a->nfacts == b->nfacts && a->ngiven == b->ngiven &&
           (a->nfacts == 0 || memcmp(a->facts, b->facts, a->nfacts * sizeof *a->facts) == 0) &&
           (a->ngiven == 0 || memcmp(a->given, b->given, a->ngiven * sizeof *a->given) == 0);
}

/* The path has come to the call: what does the callee know? */
static void note_entry(struct search *s, const struct path *p)
{
    struct entry_buffer out;
    memset(&out, 0, sizeof out); /* compared and hashed as bytes */
    if (s->q->callee != NULL)
        path_pass(s->q->f, p, &s->q->f->insns[s->q->insn], s->q->callee, s->q->own, &out);
    for (uint32_t i = 0; i < s->entries.len; i++)
        if (same_entry(&s->entries.data[i], &out))
            return;
    struct entry_facts e = {arena_copy(s->arena, out.facts, out.nfacts * sizeof *out.facts),
                            arena_copy(s->arena, out.given, out.ngiven * sizeof *out.given),
                            out.nfacts, out.ngiven};
    vec_push(&s->entries, e);
    s->found = s->entries.len >= s->q->wanted;
}

static void walk(struct search *s, uint32_t block, struct path *p, uint32_t depth)
{
    const struct rir_func *f = s->q->f;
    if (s->found)
        return;
    if (s->steps >= MAX_STEPS || depth >= MAX_DEPTH || s->visits[block] >= MAX_VISITS) {
        s->cut = true;
        return;
    }
    s->steps++;
    const struct rir_block *b = &f->blocks[block];
    uint32_t last = b->first + b->count - 1;
    for (uint32_t i = b->first; i <= last; i++) {
        if (i == s->q->insn && (p->started || !s->q->from_start)) {
            if (s->q->value == RIR_NONE || may_be(s, p, s->q->value, p, 0))
                note_entry(s, p);
            if (s->found)
                return;
        }
        if (f->insns[i].flags & RIR_NORETURN)
            return;
        path_run(f, p, &f->insns[i]);
        if (s->q->from_start && i == s->q->start) {
            p->started = true;
            if (s->q->zero_succeeds)
                path_add(p, (struct path_fact){f->insns[i].result, RIR_P_EQ, true, 0});
        }
    }
    s->visits[block]++;
    const struct rir_insn *t = &f->insns[last];
    for (uint32_t k = 0; k < t->nblocks && !s->found; k++) {
        if (!s->useful[t->blocks[k]])
            continue;
        struct path *next = path_at(s, depth + 1);
        path_copy(next, p);
        if (path_take_edge(f, next, t, k)) {
            path_enter_block(f, next, block, t->blocks[k]);
            walk(s, t->blocks[k], next, depth + 1);
        }
    }
    s->visits[block]--;
}

static void find_useful(struct search *s)
{
    const struct rir_func *f = s->q->f;
    s->useful[f->insns[s->q->insn].block] = true;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t b = f->nblocks; b-- > 0;) {
            const struct rir_insn *t = &f->insns[f->blocks[b].first + f->blocks[b].count - 1];
            for (uint32_t k = 0; k < t->nblocks && !s->useful[b]; k++)
                if (s->useful[t->blocks[k]])
                    again = s->useful[b] = true;
        }
    }
}

static struct evidence_known search(const struct evidence_query *q, struct arena *arena)
{
    struct search s = {.q = q, .arena = arena};
    s.visits = calloc(q->f->nblocks, 1);
    s.useful = calloc(q->f->nblocks, sizeof *s.useful);
    if (s.useful == NULL || s.visits == NULL)
        abort();
    find_useful(&s);
    struct path *p = path_at(&s, 0);
    p->m = q->m;
    p->strict = q->strict;
    p->identity = q->identity;
    p->same_thread = q->same_thread;
    path_enter_function(p, &q->entry);
    walk(&s, 0, p, 0);
    for (uint32_t i = 0; i <= MAX_DEPTH; i++)
        free(s.at[i]);
    free(s.visits);
    free(s.useful);
    struct evidence_known k = {.query = *q, .nentries = s.entries.len};
    k.answer = s.entries.len > 0 ? EVIDENCE_FOUND : s.cut ? EVIDENCE_CUT : EVIDENCE_NONE;
    k.entries = arena_copy(arena, s.entries.data, s.entries.len * sizeof *s.entries.data);
    vec_free(&s.entries);
    return k;
}

/* ---- answers, remembered: one helper is judged for many chains ---- */

static uint64_t hash_query(const struct evidence_query *q)
{
    uint64_t h = hash_ptr(q->f) ^ hash64((uint64_t)q->insn << 32 | q->value);
    h = hash64(h ^ ((uint64_t)q->global << 32 | q->start) ^ hash64(q->param));
    h ^= (uint64_t)q->from_start | (uint64_t)q->zero_succeeds << 1 | (uint64_t)q->strict << 2 |
         (uint64_t)q->same_thread << 3 | (uint64_t)q->named << 4 | (uint64_t)q->wanted << 8 |
         (uint64_t)q->own << 32;
    h = hash64(h ^ hash_ptr(q->callee) ^ hash_ptr(q->identity));
    h ^= hash_mem(q->entry.facts, q->entry.nfacts * sizeof *q->entry.facts);
    return hash64(h ^ hash_mem(q->entry.given, q->entry.ngiven * sizeof *q->entry.given));
}

static bool same_bytes(const void *a, const void *b, uint64_t n)
{
    return n == 0 || memcmp(a, b, n) == 0;
}

static bool same_query(const struct evidence_query *a, const struct evidence_query *b)
{
    return a->f == b->f && a->insn == b->insn && a->value == b->value && a->global == b->global &&
           a->param == b->param && a->start == b->start && a->from_start == b->from_start &&
           a->zero_succeeds == b->zero_succeeds && a->strict == b->strict &&
           a->same_thread == b->same_thread && a->named == b->named && a->identity == b->identity &&
           a->callee == b->callee && a->own == b->own && a->wanted == b->wanted &&
           a->entry.nfacts == b->entry.nfacts && a->entry.ngiven == b->entry.ngiven &&
           same_bytes(a->entry.facts, b->entry.facts, a->entry.nfacts * sizeof *a->entry.facts) &&
           same_bytes(a->entry.given, b->entry.given, a->entry.ngiven * sizeof *a->entry.given);
}

const struct evidence_known *evidence_find(struct evidence_cache *c, const struct evidence_query *q)
{
    uint64_t key = hash_query(q);
    uint32_t at;
    for (; map_get(&c->index, key, &at); key++) /* one hash: the next keys */
        if (same_query(&c->known.data[at]->query, q))
            return c->known.data[at];
    struct evidence_known *k = arena_alloc(&c->arena, sizeof *k);
    *k = search(q, &c->arena);
    k->query.entry.facts =
        arena_copy(&c->arena, q->entry.facts, q->entry.nfacts * sizeof *q->entry.facts);
    k->query.entry.given =
        arena_copy(&c->arena, q->entry.given, q->entry.ngiven * sizeof *q->entry.given);
    map_put(&c->index, key, c->known.len);
    vec_push(&c->known, k);
    return k;
}

void evidence_cache_free(struct evidence_cache *c)
{
    map_free(&c->index);
    vec_free(&c->known);
    arena_free(&c->arena);
}
