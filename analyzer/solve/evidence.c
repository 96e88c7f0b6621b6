/* A bounded depth-first search over paths with the facts that the tests on them establish.
 *
 * A fact is about a root: an SSA value seen through casts, or the content of a place with a
 * constant address (reads of a global, or through one pointer value); it says "equals c", "differs
 * from c", or "the comparison p with c is true/false". A fact is dropped when its value is defined
 * again (a loop) or its place is stored to; a store of a constant makes one. Calls keep facts: that
 * can only lose evidence, never make any. When the bound is hit there is no evidence. */
#include "solve/evidence.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FACTS = 48, MAX_STEPS = 6000, MAX_DEPTH = 600, MAX_VISITS = 2 };

struct fact {
    uint64_t root;
    uint8_t pred; /* enum rir_pred: EQ, NE, or another comparison */
    bool holds;
    int64_t value;
};

struct choice { /* what a phi was on this path */
    uint32_t phi, value;
};

struct path {
    struct fact facts[MAX_FACTS];
    uint32_t nfacts;
    uint64_t roots; /* a bit, by a hash, for each root that has facts: most have none */
    struct choice choices[MAX_FACTS];
    uint32_t nchoices;
    bool strict; /* no facts about memory, none through casts that change the value */
    bool started;
};

struct search {
    const struct evidence_query *q;
    uint8_t *visits;
    bool *useful;                   /* blocks from which the instruction can be reached */
    struct path *at[MAX_DEPTH + 1]; /* the path so far at each depth, made when it is needed */
    uint32_t steps;
    bool found, cut;
};

/* Facts and choices beyond those in use are never looked at. */
static void copy_path(struct path *to, const struct path *from)
{
    memcpy(to->facts, from->facts, from->nfacts * sizeof *from->facts);
    memcpy(to->choices, from->choices, from->nchoices * sizeof *from->choices);
    to->nfacts = from->nfacts;
    to->roots = from->roots;
    to->nchoices = from->nchoices;
    to->strict = from->strict;
    to->started = from->started;
}

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

static uint32_t chosen(const struct path *p, uint32_t value)
{
    for (uint32_t i = p->nchoices; i-- > 0;)
        if (p->choices[i].phi == value)
            return p->choices[i].value;
    return RIR_NONE;
}

static bool keeps_value(uint8_t sub, bool strict)
{
    if (sub == RIR_U_SEXT || sub == RIR_U_MOVE)
        return true;
    return !strict && (sub == RIR_U_ZEXT || sub == RIR_U_TRUNC);
}

/* Through casts, and through phis as this path chose. */
static uint32_t plain(const struct rir_func *f, const struct path *p, uint32_t value)
{
    for (uint32_t guard = 0; guard < 64; guard++) {
        const struct rir_insn *in = def(f, value);
        if (in == NULL)
            return value;
        if (in->op == RIR_PHI) {
            uint32_t c = chosen(p, value);
            if (c == RIR_NONE || c == value)
                return value;
            value = c;
        } else if (in->op == RIR_UN && keeps_value(in->sub, p->strict)) {
            value = in->args[0];
        } else {
            return value;
        }
    }
    return value;
}

static bool place_root(const struct rir_func *f, uint32_t address, uint64_t *root)
{
    int64_t off = 0;
    for (;;) {
        const struct rir_insn *in = def(f, address);
        if (in == NULL || in->op != RIR_FIELD)
            break;
        off += in->imm;
        address = in->args[0];
    }
    const struct rir_value *v = &f->values[address];
    if (v->kind == RIR_V_GLOBAL)
        *root = (uint64_t)1 << 63 | (uint64_t)v->ref << 24 | ((uint64_t)(v->imm + off) & 0xffffff);
    else
        *root = (uint64_t)1 << 62 | (uint64_t)address << 24 | ((uint64_t)off & 0xffffff);
    return true;
}

static uint64_t root_of(const struct rir_func *f, const struct path *p, uint32_t value)
{
    value = plain(f, p, value);
    const struct rir_insn *in = def(f, value);
    uint64_t root;
    if (in != NULL && !p->strict && (in->op == RIR_READ || in->op == RIR_LOAD) &&
        place_root(f, in->args[0], &root))
        return root;
    return value;
}

static bool compare(uint8_t pred, int64_t a, int64_t b)
{
    switch (pred) {
    case RIR_P_EQ:
        return a == b;
    case RIR_P_NE:
        return a != b;
    case RIR_P_SGT:
        return a > b;
    case RIR_P_SGE:
        return a >= b;
    case RIR_P_SLT:
        return a < b;
    case RIR_P_SLE:
        return a <= b;
    case RIR_P_UGT:
        return (uint64_t)a > (uint64_t)b;
    case RIR_P_UGE:
        return (uint64_t)a >= (uint64_t)b;
    case RIR_P_ULT:
        return (uint64_t)a < (uint64_t)b;
    default:
        return (uint64_t)a <= (uint64_t)b;
    }
}

static uint64_t root_bit(uint64_t root)
{
    return (uint64_t)1 << ((root * 0x9e3779b97f4a7c15u) >> 58);
}

/* Could "root pred value" be `holds`, given the facts? */
static bool consistent(const struct path *p, struct fact n)
{
    bool equality = n.pred == RIR_P_EQ || n.pred == RIR_P_NE;
    bool equals = (n.pred == RIR_P_EQ) == n.holds;
    for (uint32_t i = 0; (p->roots & root_bit(n.root)) && i < p->nfacts; i++) {
        const struct fact *f = &p->facts[i];
        if (f->root != n.root)
            continue;
        bool f_equality = f->pred == RIR_P_EQ || f->pred == RIR_P_NE;
        bool f_equals = (f->pred == RIR_P_EQ) == f->holds;
        if (f_equality && f_equals && compare(n.pred, f->value, n.value) != n.holds)
            return false;
        if (equality && equals && compare(f->pred, n.value, f->value) != f->holds)
            return false;
        if (f->pred == n.pred && f->value == n.value && f->holds != n.holds)
            return false;
    }
    return true;
}

static bool add_fact(struct path *p, struct fact n)
{
    if (!consistent(p, n))
        return false;
    if (p->nfacts < MAX_FACTS)
        p->facts[p->nfacts++] = n;
    p->roots |= root_bit(n.root);
    return true;
}

static void drop_root(struct path *p, uint64_t root)
{
    if (!(p->roots & root_bit(root)))
        return;
    uint32_t out = 0;
    p->roots = 0;
    for (uint32_t i = 0; i < p->nfacts; i++)
        if (p->facts[i].root != root) {
            p->roots |= root_bit(p->facts[i].root);
            p->facts[out++] = p->facts[i];
        }
    p->nfacts = out;
}

/* The condition value is `holds` on this path: adds what that says; false: contradiction. */
static bool assume(const struct rir_func *f, struct path *p, uint32_t cond, bool holds)
{
    cond = plain(f, p, cond);
    const struct rir_value *v = &f->values[cond];
    if (v->kind == RIR_V_CONST)
        return (v->imm != 0) == holds;
    const struct rir_insn *in = def(f, cond);
    if (in != NULL && in->op == RIR_BIN && in->sub == RIR_B_XOR &&
        f->values[in->args[1]].kind == RIR_V_CONST && v->type.bits == 1)
        return assume(f, p, in->args[0], !holds);
    if (in != NULL && in->op == RIR_CMP) {
        const struct rir_value *c = &f->values[plain(f, p, in->args[1])];
        const struct rir_value *l = &f->values[plain(f, p, in->args[0])];
        if (c->kind == RIR_V_CONST && l->kind == RIR_V_CONST && in->sub <= RIR_P_SLE)
            return compare(in->sub, l->imm, c->imm) == holds;
        const struct rir_insn *inner = def(f, plain(f, p, in->args[0]));
        if (c->kind == RIR_V_CONST && c->imm == 0 && inner != NULL && inner->op == RIR_CMP)
            return assume(f, p, in->args[0], in->sub == RIR_P_NE ? holds : !holds);
        if (c->kind == RIR_V_CONST)
            return add_fact(p, (struct fact){root_of(f, p, in->args[0]), in->sub, holds, c->imm});
    }
    return add_fact(p, (struct fact){root_of(f, p, cond), RIR_P_NE, holds, 0});
}

enum { MAX_SELECTS = 8 }; /* nested ones; a phi may bring a loop's own select back */

static bool either(const struct search *s, const struct path *p, const struct rir_insn *select,
                   struct path *facts, unsigned depth);

/* Could the pointer be the object, as this path chose? */
static bool may_be(const struct search *s, const struct path *p, uint32_t value, struct path *facts,
                   unsigned depth)
{
    const struct rir_func *f = s->q->f;
    for (uint32_t guard = 0; guard < 64; guard++) {
        value = plain(f, p, value);
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_GLOBAL)
            return s->q->global == RIR_NONE || v->ref == s->q->global;
        if (v->kind == RIR_V_CONST || v->kind == RIR_V_UNDEF)
            return false;
        const struct rir_insn *in = def(f, value);
        if (in == NULL)
            return true;
        if (in->op == RIR_STACK)
            return s->q->global == RIR_NONE;
        if (in->op == RIR_SELECT)
            return depth >= MAX_SELECTS || either(s, p, in, facts, depth + 1);
        if (in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET)
            return true;
        value = in->args[0];
    }
    return true;
}

static bool either(const struct search *s, const struct path *p, const struct rir_insn *select,
                   struct path *facts, unsigned depth)
{
    bool found = false;
    struct path trial;
    for (uint32_t side = 0; side < 2 && !found; side++) {
        copy_path(&trial, facts);
        found = assume(s->q->f, &trial, select->args[0], side == 0) &&
                may_be(s, p, select->args[1 + side], &trial, depth);
    }
    return found;
}

static void run_insn(const struct rir_func *f, struct path *p, const struct rir_insn *in)
{
    uint64_t root;
    if ((in->op == RIR_WRITE || in->op == RIR_STORE) && place_root(f, in->args[0], &root)) {
        drop_root(p, root);
        const struct rir_value *v = &f->values[plain(f, p, in->args[1])];
        if (v->kind == RIR_V_CONST)
            add_fact(p, (struct fact){root, RIR_P_EQ, true, v->imm});
    }
    for (uint32_t r = 0; in->result != RIR_NONE && r < in->nresults; r++)
        if (in->op != RIR_PHI)
            drop_root(p, in->result + r);
}

static void enter(const struct rir_func *f, struct path *p, uint32_t from, uint32_t to)
{
    const struct rir_block *b = &f->blocks[to];
    uint32_t fresh[MAX_FACTS], n = 0, phis[MAX_FACTS];
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++) {
        const struct rir_insn *phi = &f->insns[i];
        for (uint32_t k = 0; k < phi->nargs && n < MAX_FACTS; k++)
            if (phi->blocks[k] == from) {
                phis[n] = phi->result;
                fresh[n++] = plain(f, p, phi->args[k]);
                break;
            }
    }
    for (uint32_t i = 0; i < n; i++) {
        drop_root(p, phis[i]);
        uint32_t out = 0;
        for (uint32_t k = 0; k < p->nchoices; k++)
            if (p->choices[k].phi != phis[i])
                p->choices[out++] = p->choices[k];
        p->nchoices = out;
        if (p->nchoices < MAX_FACTS)
            p->choices[p->nchoices++] = (struct choice){phis[i], fresh[i]};
    }
}

static bool take_edge(const struct rir_func *f, struct path *p, const struct rir_insn *t,
                      uint32_t side)
{
    if (t->op == RIR_COND && t->blocks[0] != t->blocks[1])
        return assume(f, p, t->args[0], side == 0);
    if (t->op != RIR_SWITCH)
        return true;
    uint64_t root = root_of(f, p, t->args[0]);
    const struct rir_value *v = &f->values[plain(f, p, t->args[0])];
    if (side > 0) {
        if (v->kind == RIR_V_CONST)
            return v->imm == t->cases[side - 1];
        return add_fact(p, (struct fact){root, RIR_P_EQ, true, t->cases[side - 1]});
    }
    for (uint32_t k = 1; k < t->nblocks; k++) {
        if (v->kind == RIR_V_CONST && v->imm == t->cases[k - 1])
            return false;
        if (v->kind != RIR_V_CONST &&
            !add_fact(p, (struct fact){root, RIR_P_NE, true, t->cases[k - 1]}))
            return false;
    }
    return true;
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
            s->found = s->q->value == RIR_NONE || may_be(s, p, s->q->value, p, 0);
            if (s->found)
                return;
        }
        if (f->insns[i].flags & RIR_NORETURN)
            return;
        run_insn(f, p, &f->insns[i]);
        if (s->q->from_start && i == s->q->start) {
            p->started = true;
            if (s->q->zero_succeeds)
                add_fact(p, (struct fact){f->insns[i].result, RIR_P_EQ, true, 0});
        }
    }
    s->visits[block]++;
    const struct rir_insn *t = &f->insns[last];
    for (uint32_t k = 0; k < t->nblocks && !s->found; k++) {
        if (!s->useful[t->blocks[k]])
            continue;
        struct path *next = path_at(s, depth + 1);
        copy_path(next, p);
        if (take_edge(f, next, t, k)) {
            enter(f, next, block, t->blocks[k]);
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

static enum evidence search(const struct evidence_query *q)
{
    struct search s = {.q = q};
    s.visits = calloc(q->f->nblocks, 1);
    s.useful = calloc(q->f->nblocks, sizeof *s.useful);
    if (s.useful == NULL)
        abort();
    find_useful(&s);
    if (s.visits == NULL)
        abort();
    struct path *p = path_at(&s, 0);
    p->strict = q->strict;
    for (uint32_t i = 0; i < q->nconst; i++)
        add_fact(p, (struct fact){q->params[i], RIR_P_EQ, true, q->consts[i]});
    walk(&s, 0, p, 0);
    for (uint32_t i = 0; i <= MAX_DEPTH; i++)
        free(s.at[i]);
    free(s.visits);
    free(s.useful);
    return s.found ? EVIDENCE_FOUND : s.cut ? EVIDENCE_CUT : EVIDENCE_NONE;
}

/* ---- answers, remembered: one helper is judged for many chains ---- */

static uint64_t hash_query(const struct evidence_query *q)
{
    uint64_t h = hash_ptr(q->f) ^ hash64((uint64_t)q->insn << 32 | q->value);
    h = hash64(h ^ ((uint64_t)q->global << 32 | q->start));
    h ^= (uint64_t)q->from_start | (uint64_t)q->zero_succeeds << 1 | (uint64_t)q->strict << 2;
    for (uint32_t i = 0; i < q->nconst; i++)
        h = hash64(h ^ q->params[i] ^ hash64((uint64_t)q->consts[i]));
    return hash64(h);
}

static bool same_query(const struct evidence_query *a, const struct evidence_query *b)
{
    if (a->f != b->f || a->insn != b->insn || a->value != b->value || a->global != b->global ||
        a->start != b->start || a->from_start != b->from_start ||
        a->zero_succeeds != b->zero_succeeds || a->strict != b->strict || a->nconst != b->nconst)
        return false;
    for (uint32_t i = 0; i < a->nconst; i++)
        if (a->params[i] != b->params[i] || a->consts[i] != b->consts[i])
            return false;
    return true;
}

enum evidence evidence_path(struct evidence_cache *c, const struct evidence_query *q)
{
    uint64_t key = hash_query(q);
    uint32_t at;
    for (; map_get(&c->index, key, &at); key++) /* one hash: the next keys */
        if (same_query(&c->known.data[at].query, q))
            return c->known.data[at].answer;
    struct evidence_known k = {.query = *q, .answer = search(q)};
    k.query.params = arena_copy(&c->arena, q->params, q->nconst * sizeof *q->params);
    k.query.consts = arena_copy(&c->arena, q->consts, q->nconst * sizeof *q->consts);
    map_put(&c->index, key, c->known.len);
    vec_push(&c->known, k);
    return k.answer;
}

void evidence_cache_free(struct evidence_cache *c)
{
    map_free(&c->index);
    vec_free(&c->known);
    arena_free(&c->arena);
}
