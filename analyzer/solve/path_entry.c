/* The terms that arguments are made of are numbered in the order in which they are met, then what
 * lies behind them, level by level. So what is the same comes out the same, and is looked for once.
 * What tells nothing is left out. */
#include "solve/path_entry.h"

#include <string.h>

#include "base/map.h"
#include "solve/path_facts.h"
#include "solve/path_left.h"
#include "solve/path_locks.h"
#include "solve/path_memory.h"

enum { MAX_BEHIND = 2 };

/* ---- is it worth telling? ---- */

static bool is_tested(struct path *p, uint32_t term)
{
    if (path_term(p, term)->facts != RIR_NONE)
        return true;
    for (uint32_t i = 0; i < p->facts.len; i++) {
        const struct term *t = path_term(p, p->facts.data[i].term);
        if (t->kind == TERM_OP && t->args[0] == term)
            return true;
    }
    return false;
}

static bool is_worth(struct path *p, uint32_t term, int depth);

static bool is_visible(struct path *p, uint32_t cell)
{
    const struct path_cell *c = &p->cells.data[cell];
    uint32_t hidden;
    if (c->kind != CELL_VALUE && c->kind != CELL_ZERO && c->kind != CELL_CONST)
        return false;
    return path_cell_at(p, c->base, c->off, c->kind == CELL_VALUE ? c->size : 1, &hidden) == cell;
}

static bool is_cell_worth(struct path *p, uint32_t cell, int depth)
{
    const struct path_cell *c = &p->cells.data[cell];
    return is_visible(p, cell) && (c->kind != CELL_VALUE || is_worth(p, c->term, depth));
}

static bool is_worth(struct path *p, uint32_t term, int depth)
{
    int64_t off;
    uint32_t base = term_base(&p->terms, term, &off);
    struct term t = *path_term(p, base);
    if (t.kind == TERM_NOTHING)
        return false;
    if ((t.kind != TERM_UNKNOWN && t.kind != TERM_OP) || is_tested(p, term) || is_tested(p, base) ||
        path_is_zero_element(p, base))
        return true;
    for (uint32_t i = t.cells; i != RIR_NONE && depth < MAX_BEHIND; i = p->cells.data[i].before)
        if (is_cell_worth(p, i, depth + 1))
            return true;
    return false;
}

/* ---- telling ---- */

static uint32_t find(const struct entry_buffer *out, uint32_t term)
{
    uint32_t i = 0;
    while (i < out->nterms && out->origin[i] != term)
        i++;
    return i < out->nterms ? i : RIR_NONE;
}

/* RIR_NONE: there is no room. */
static uint32_t tell(struct path *p, uint32_t term, bool own, struct entry_buffer *out)
{
    struct term t = *path_term(p, term);
    uint32_t at = find(out, term);
    if (at != RIR_NONE)
        return at;
    struct entry_term e = {.kind = t.kind, .ref = RIR_NONE, .args = {RIR_NONE, RIR_NONE}};
    if (t.kind == TERM_OP && t.op == RIR_BIN) {
        e.args[0] = find(out, t.args[0]);
        e.args[1] = tell(p, t.args[1], false, out);
        e.op = t.op;
        e.sub = t.sub;
        e.bits = t.bits;
    }
    if (t.kind == TERM_AT)
        e.args[0] = tell(p, t.args[0], own, out);
    if (t.kind == TERM_OP && (e.args[0] == RIR_NONE || e.args[1] == RIR_NONE))
        e = (struct entry_term){
            .kind = TERM_UNKNOWN, .ref = RIR_NONE, .args = {RIR_NONE, RIR_NONE}};
    if (out->nterms == ENTRY_TERMS || (t.kind == TERM_AT && e.args[0] == RIR_NONE))
        return RIR_NONE;
    if (e.kind == TERM_UNKNOWN && own)
        e.kind = TERM_OWN;
    if (t.tracked)
        e.tracked = t.escaped ? 2 : 1;
    if (t.kind == TERM_GLOBAL || t.kind == TERM_FUNC)
        e.ref = t.ref;
    if (t.kind == TERM_NUMBER || t.kind == TERM_AT)
        e.n = t.n;
    out->terms[out->nterms] = e;
    out->origin[out->nterms] = term;
    return out->nterms++;
}

/* What the parameters point to, by their types. */
struct pointees {
    struct pointee {
        uint32_t base; /* a term of the path */
        int64_t off, size;
    } list[ENTRY_PARAMS];
    uint32_t n;
};

static bool is_near(const struct pointees *near, const struct path_cell *c)
{
    bool any = false;
    for (uint32_t i = 0; i < near->n; i++) {
        const struct pointee *x = &near->list[i];
        any |= x->base == c->base;
        if (x->base == c->base && c->off < x->off + x->size && x->off < c->off + c->size)
            return true;
    }
    return !any;
}

enum turn { TURN_NEAR, TURN_FAR, TURN_UNDER, TURNS }; /* zeros and constants lie under the rest */

static enum turn turn_of(const struct pointees *near, const struct path_cell *c)
{
    return c->kind != CELL_VALUE ? TURN_UNDER : is_near(near, c) ? TURN_NEAR : TURN_FAR;
}

static void tell_cells(struct path *p, uint32_t of, int depth, const struct pointees *near,
                       struct entry_buffer *out)
{
    for (int turn = 0; turn < TURNS; turn++)
        for (uint32_t i = path_term(p, out->origin[of])->cells; i != RIR_NONE;
             i = p->cells.data[i].before) {
            struct path_cell c = p->cells.data[i];
            if (out->ncells == ENTRY_CELLS || turn_of(near, &c) != (enum turn)turn ||
                !is_cell_worth(p, i, depth + 1))
                continue;
            uint32_t term = c.kind != CELL_ZERO ? tell(p, c.term, false, out) : 0;
            if (term != RIR_NONE)
                out->cells[out->ncells++] = (struct entry_cell){c.kind, of, term, 0, c.off, c.size};
        }
    if (path_is_zero_element(p, out->origin[of]) && out->ncells < ENTRY_CELLS)
        out->cells[out->ncells++] =
            (struct entry_cell){CELL_ZERO, of, 0, 0, -BYTES_WHOLE, 2 * (int64_t)BYTES_WHOLE};
}

/* About the terms themselves, and about what is computed from one of them and a number. */
static void tell_facts(struct path *p, struct entry_buffer *out)
{
    for (uint32_t i = 0; i < p->facts.len && out->nfacts < ENTRY_FACTS; i++) {
        struct path_fact k = p->facts.data[i];
        struct term t = *path_term(p, k.term);
        uint32_t at = find(out, k.term);
        if (at == RIR_NONE && t.kind == TERM_OP && t.op == RIR_BIN &&
            find(out, t.args[0]) != RIR_NONE && path_term(p, t.args[1])->kind == TERM_NUMBER)
            at = tell(p, k.term, false, out);
        if (at != RIR_NONE)
            out->facts[out->nfacts++] = (struct entry_fact){at, k.pred, k.holds, 0, k.value};
    }
}

void path_pass(struct path *p, const struct rir_insn *call, const struct rir_func *callee,
               uint32_t own, struct entry_buffer *out)
{
    uint32_t base = call->op == RIR_CALLI ? 1 : 0;
    struct pointees near = {.n = 0};
    path_settle(p);
    for (uint32_t i = base; i < call->nargs && i - base < callee->nparams; i++) {
        uint32_t param = callee->params[i - base].value;
        uint32_t term = path_chosen(p, path_value(p, call->args[i]));
        bool is_own = i - base < 32 && (own >> (i - base) & 1);
        int64_t number;
        if (param == RIR_NONE || (callee->params[i - base].pos.flags & RIR_ARG_BYVAL) ||
            out->nparams == ENTRY_PARAMS)
            continue;
        if (path_known(p, term, &number))
            term = term_number(&p->terms, number);
        uint32_t told = is_own || is_worth(p, term, 0) ? tell(p, term, is_own, out) : RIR_NONE;
        if (told == RIR_NONE)
            continue;
        out->params[out->nparams++] = (struct entry_param){param, told};
        struct pointee *x = &near.list[near.n];
        x->base = term_base(&p->terms, term, &x->off);
        x->size = path_pointee_size(p->r.m, callee, i - base);
        near.n += x->size != 0;
    }
    uint32_t from = 0;
    for (int depth = 0; depth < MAX_BEHIND; depth++) {
        uint32_t to = out->nterms;
        for (; from < to; from++)
            tell_cells(p, from, depth, &near, out);
    }
    tell_facts(p, out);
    out->nlocks = path_locks_held(p, out->locks, ENTRY_LOCKS);
    for (uint32_t i = 0; i < p->left.len && out->nleft < ENTRY_LEFT; i++)
        if (!p->left.data[i].changed)
            out->left[out->nleft++] =
                (struct entry_left){p->left.data[i].word, 0, p->left.data[i].number};
}

/* ---- being told ---- */

static uint32_t told(struct path *p, const struct entry_term *e, const uint32_t *terms)
{
    struct term op;
    uint32_t fresh;
    switch ((enum term_kind)e->kind) {
    case TERM_NUMBER:
        return term_number(&p->terms, e->n);
    case TERM_GLOBAL:
    case TERM_FUNC:
    case TERM_NOTHING:
        return term_named(&p->terms, (enum term_kind)e->kind, e->ref);
    case TERM_AT:
        return term_at(&p->terms, terms[e->args[0]], e->n);
    case TERM_OP:
        op = term_op((uint8_t)e->op, (uint8_t)e->sub, (uint16_t)e->bits);
        op.args[0] = terms[e->args[0]];
        op.args[1] = terms[e->args[1]];
        return term_computed(&p->terms, op);
    default:
        fresh = term_fresh(&p->terms, (enum term_kind)e->kind);
        path_term(p, fresh)->tracked = e->tracked != 0;
        path_term(p, fresh)->escaped = e->tracked == 2;
        return fresh;
    }
}

void path_enter_function(struct path *p, const struct entry_facts *e)
{
    uint32_t terms[ENTRY_TERMS];
    for (uint32_t i = 0; i < e->nterms; i++)
        terms[i] = told(p, &e->terms[i], terms);
    for (uint32_t i = 0; i < e->nparams; i++)
        path_bind(p, e->params[i].value, terms[e->params[i].term]);
    for (uint32_t i = e->ncells; i-- > 0;) {
        const struct entry_cell *c = &e->cells[i];
        path_put_cell(p, (struct path_cell){.kind = (uint8_t)c->kind,
                                            .base = terms[c->base],
                                            .term = terms[c->term],
                                            .off = c->off,
                                            .size = c->size});
    }
    for (uint32_t i = 0; i < e->nlocks; i++)
        path_locks_enter(p, e->locks[i]);
    for (uint32_t i = 0; i < e->nleft; i++)
        path_left_enter(p, e->left[i].word, e->left[i].number);
    for (uint32_t i = 0; i < e->nfacts; i++)
        path_add(p, terms[e->facts[i].term], (uint8_t)e->facts[i].pred, e->facts[i].holds != 0,
                 e->facts[i].value);
}

/* ---- as data ---- */

struct entry_facts entry_of(const struct entry_buffer *b)
{
    return (struct entry_facts){b->terms,  b->params,  b->cells,  b->facts,  b->locks,  b->left,
                                b->nterms, b->nparams, b->ncells, b->nfacts, b->nlocks, b->nleft};
}

struct entry_facts entry_copy(struct arena *a, const struct entry_facts *e)
{
    struct entry_facts c = *e;
    c.terms = arena_copy(a, e->terms, e->nterms * sizeof *e->terms);
    c.params = arena_copy(a, e->params, e->nparams * sizeof *e->params);
    c.cells = arena_copy(a, e->cells, e->ncells * sizeof *e->cells);
    c.facts = arena_copy(a, e->facts, e->nfacts * sizeof *e->facts);
    c.locks = arena_copy(a, e->locks, e->nlocks * sizeof *e->locks);
    c.left = arena_copy(a, e->left, e->nleft * sizeof *e->left);
    return c;
}

static bool same_bytes(const void *a, const void *b, uint64_t n)
{
    return a == b || n == 0 || memcmp(a, b, n) == 0;
}

bool entry_same(const struct entry_facts *a, const struct entry_facts *b)
{
    return a->nterms == b->nterms && a->nparams == b->nparams && a->ncells == b->ncells &&
           a->nfacts == b->nfacts && a->nlocks == b->nlocks && a->nleft == b->nleft &&
           same_bytes(a->left, b->left, a->nleft * sizeof *a->left) &&
           same_bytes(a->locks, b->locks, a->nlocks * sizeof *a->locks) &&
           same_bytes(a->terms, b->terms, a->nterms * sizeof *a->terms) &&
           same_bytes(a->params, b->params, a->nparams * sizeof *a->params) &&
           same_bytes(a->cells, b->cells, a->ncells * sizeof *a->cells) &&
           same_bytes(a->facts, b->facts, a->nfacts * sizeof *a->facts);
}

uint64_t entry_hash(const struct entry_facts *e)
{
    uint64_t h = hash64((uint64_t)e->nterms << 32 | e->nparams);
    h = hash64(h ^ hash_words(e->terms, e->nterms * sizeof *e->terms));
    h = hash64(h ^ hash_words(e->params, e->nparams * sizeof *e->params));
    h = hash64(h ^ hash_words(e->cells, e->ncells * sizeof *e->cells));
    h = hash64(h ^ hash_words(e->locks, e->nlocks * sizeof *e->locks));
    h = hash64(h ^ hash_words(e->left, e->nleft * sizeof *e->left));
    return hash64(h ^ hash_words(e->facts, e->nfacts * sizeof *e->facts));
}
