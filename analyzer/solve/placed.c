/* Counting what was started: `if (create(&t[k], ...) == 0) k++`.
 *
 * A *claim* (v, c) at a point says: each handle that the start has left, of a task that was not
 * joined since by the loop that is looked at, is at an index of at least the lowest one and below v
 * + c. A forward analysis keeps those claims that hold on all paths.
 *
 * B-J13. Where nothing was started every claim holds. A start at index x is fine only where x is
 * claimed: then no handle is overwritten, and x + 1 is claimed after it. On an edge on which its
 * result says that it has failed (B-J4), what was claimed before holds again. A phi has the claims
 * of the value that it gets. An instruction that is run again makes another value: what was claimed
 * of the old one is dropped. Where the loop that joins is left by its test, having come by all that
 * is claimed, nothing is left; whether it has is asked afterwards, which is sound by the number of
 * times that it was left.
 *
 * The same with elements that the start gives, and no loop that joins: an index that is claimed is
 * that of none which a task was given before.
 *
 * B-J14. Indices only grow, by constants, from the lowest one. They do not step over the greatest
 * number of their width: nobody has 2^31 tasks that were not joined; a narrower index is tested to
 * be below a number of its width before each start. */
#include "solve/placed.h"

#include "solve/placed_cell.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CLAIMS = 16, MAX_SOURCES = 16, WIDE_ENOUGH = 32, FAR = 64 };

struct claim {
    uint32_t root; /* RIR_NONE: a constant */
    int64_t plus;
};

struct claims {
    bool all;
    uint32_t n;
    struct claim list[MAX_CLAIMS];
};

struct point_claims {
    bool reached;
    struct claims now, failed; /* failed: if the last start has */
    bool put;                  /* the cell that counts was written */
    struct claims same;        /* ... and holds the same as each of these */
};

static struct claim *claim_on(struct claims *c, uint32_t root)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->list[i].root == root)
            return &c->list[i];
    return NULL;
}

static bool has(const struct claims *c, uint32_t root, int64_t plus)
{
    bool found = c->all;
    for (uint32_t i = 0; i < c->n && !found; i++)
        found = c->list[i].root == root && c->list[i].plus <= plus;
    return found;
}

static void add(struct claims *c, uint32_t root, int64_t plus)
{
    struct claim *known = claim_on(c, root);
    if (known != NULL && known->plus > plus)
        known->plus = plus;
    else if (known == NULL && c->n < MAX_CLAIMS)
        c->list[c->n++] = (struct claim){root, plus};
}

static void drop(struct claims *c, uint32_t first, uint32_t count)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->list[i].root < first || c->list[i].root >= first + count)
            c->list[n++] = c->list[i];
    c->n = n;
}

/* What holds on both ways. */
static bool meet(struct claims *into, const struct claims *more)
{
    if (more->all)
        return false;
    if (into->all) {
        *into = *more;
        return true;
    }
    struct claims both = {0};
    bool less = false;
    for (uint32_t i = 0; i < into->n; i++)
        for (uint32_t k = 0; k < more->n; k++) {
            struct claim x = into->list[i], y = more->list[k];
            if (x.root != y.root || y.plus > FAR)
                continue;
            less |= y.plus > x.plus;
            add(&both, x.root, y.plus > x.plus ? y.plus : x.plus);
        }
    less |= both.n != into->n;
    *into = both;
    return less;
}

/* ---- what is claimed of a counter in memory (B-J22) ---- */

/* Stands for what the cell holds. */
static uint32_t cell_root(const struct rounds *r)
{
    return r->s->m->funcs.data[r->func].nvalues;
}

/* What is claimed of one of two that are equal is claimed of the other. */
static void share(struct claims *c, uint32_t root, struct claim same)
{
    const struct claims old = *c;
    for (uint32_t i = 0; i < old.n; i++) {
        struct claim x = old.list[i];
        if (x.root == same.root)
            add(c, root, x.plus - same.plus);
        if (x.root == root)
            add(c, same.root, x.plus + same.plus);
    }
}

static void share_cell(const struct rounds *r, struct point_claims *c)
{
    for (uint32_t i = 0; i < c->same.n; i++) {
        share(&c->now, cell_root(r), c->same.list[i]);
        share(&c->failed, cell_root(r), c->same.list[i]);
    }
}

/* The values are others from now on. */
static void are_made(const struct rounds *r, struct point_claims *c, uint32_t first, uint32_t count)
{
    share_cell(r, c);
    drop(&c->same, first, count);
}

/* The cell holds that from now on. */
static void put(struct point_claims *c, struct sum s)
{
    const struct claim *was = s.root == RIR_NONE ? NULL : claim_on(&c->same, s.root);
    int64_t more = was == NULL ? 0 : s.plus - was->plus;
    if (was == NULL)
        c->same.n = 0;
    for (uint32_t i = 0; i < c->same.n; i++)
        c->same.list[i].plus += more;
    if (was == NULL)
        add(&c->same, s.root, s.plus);
}

static void at_cell(const struct rounds *r, uint32_t insn, struct point_claims *c)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_insn *in = &f->insns[insn];
    enum cell_effect effect = (enum cell_effect)r->cell->effect[insn];
    if (effect == CELL_NONE)
        return;
    share_cell(r, c);
    if (effect == CELL_READ) {
        add(&c->same, in->result, 0);
    } else {
        struct sum s = {.bits = 0};
        if (effect == CELL_WRITTEN)
            s = number_sum(f, in->args[1]);
        drop(&c->now, cell_root(r), 1);
        drop(&c->failed, cell_root(r), 1);
        c->put = effect == CELL_WRITTEN;
        if (s.bits == r->cell->bits)
            put(c, s);
        else
            c->same.n = 0;
    }
    share_cell(r, c);
}

static void at_start(const struct rounds *r, struct point_claims *c)
{
    struct sum x = r->fill->index;
    bool fine = has(&c->now, x.root, x.plus) && (r->cell == NULL || c->put);
    c->failed = c->now;
    if (MUTANT(r->s, 93) && r->cell != NULL)
        return;
    c->now = (struct claims){0};
    if (!fine)
        c->failed = c->now;
    else
        add(&c->now, x.root, x.plus + (MUTANT(r->s, 36) ? 0 : 1));
}

/* Up to the instruction, that one not among them. */
static void through_block(const struct rounds *r, uint32_t block, uint32_t end,
                          struct point_claims *c)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_block *b = &f->blocks[block];
    for (uint32_t i = b->first; i < b->first + b->count && i < end; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (i == r->start)
            at_start(r, c);
        if (in->result != RIR_NONE && in->op != RIR_PHI) {
            are_made(r, c, in->result, in->nresults);
            drop(&c->now, in->result, in->nresults);
            drop(&c->failed, in->result, in->nresults);
        }
        if (r->cell != NULL)
            at_cell(r, i, c);
    }
}

/* A phi gets the value of its operand; all at once. */
static void through_phis(const struct rir_func *f, uint32_t from, uint32_t to, struct claims *c)
{
    const struct claims old = *c;
    const struct rir_block *b = &f->blocks[to];
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++)
        drop(c, f->insns[i].result, f->insns[i].nresults);
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++) {
            if (f->insns[i].blocks[k] != from)
                continue;
            struct sum s = number_sum(f, f->insns[i].args[k]);
            for (uint32_t j = 0; j < old.n; j++)
                if (old.list[j].root == s.root)
                    add(c, f->insns[i].result, old.list[j].plus - s.plus);
        }
}

/* The last start has failed. */
static void undo_start(struct point_claims *c)
{
    c->now.all |= c->failed.all;
    for (uint32_t i = 0; i < c->failed.n; i++)
        add(&c->now, c->failed.list[i].root, c->failed.list[i].plus);
}

static void on_edge(const struct rounds *r, struct point_claims *c, uint32_t from, uint32_t side,
                    uint32_t to)
{
    if (start_failed_on_edge(r->s, r->func, from, side) == r->record)
        undo_start(c);
    if (r->drain != NULL && from == r->drain->test.block && to == r->drain->test.exit)
        c->now = (struct claims){.all = true};
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    share_cell(r, c);
    through_phis(f, from, to, &c->now);
    through_phis(f, from, to, &c->failed);
    const struct rir_block *b = &f->blocks[to];
    for (uint32_t i = b->first; i < b->first + b->count && f->insns[i].op == RIR_PHI; i++)
        drop(&c->same, f->insns[i].result, f->insns[i].nresults);
}

/* What `a && b` looks like: a block that does nothing but branch by what it gets. The value that it
 * gets from `from`; RIR_NONE: another block. */
static uint32_t decided_by(const struct rir_func *f, uint32_t from, uint32_t block)
{
    const struct rir_block *b = &f->blocks[block];
    const struct rir_insn *cond = &f->insns[b->first + b->count - 1];
    uint32_t value = RIR_NONE;
    if (cond->op != RIR_COND || cond->blocks[0] == cond->blocks[1])
        return RIR_NONE;
    for (uint32_t i = b->first; i < b->first + b->count - 1; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op != RIR_PHI)
            return RIR_NONE;
        for (uint32_t k = 0; in->result == cond->args[0] && k < in->nargs; k++)
            if (in->blocks[k] == from)
                value = in->args[k];
    }
    return value;
}

/* What is done with the claims that an edge carries; false: that is enough. */
typedef bool edge_taken(void *context, const struct point_claims *c, uint32_t from, uint32_t to);

static bool lead_on(const struct rounds *r, struct point_claims c, uint32_t from, uint32_t side,
                    edge_taken *taken, void *context)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    uint32_t n, to = flow_successors(f, from, &n)[side];
    on_edge(r, &c, from, side, to);
    uint32_t value = decided_by(f, from, to);
    if (value == RIR_NONE)
        return taken(context, &c, from, to);
    for (uint32_t k = 0; k < 2; k++) {
        struct point_claims next = c;
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_CONST && (v->imm != 0) != (k == 0))
            continue;
        if (start_failed_if(r->s, r->func, value, k == 0) == r->record)
            undo_start(&next);
        uint32_t beyond = flow_successors(f, to, &n)[k];
        on_edge(r, &next, to, k, beyond);
        if (!taken(context, &next, to, beyond))
            return false;
    }
    return true;
}

static bool leave_block(const struct rounds *r, const struct point_claims *in, uint32_t block,
                        edge_taken *taken, void *context)
{
    struct point_claims c = in[block];
    uint32_t n;
    flow_successors(r->s->flows[r->func]->f, block, &n);
    if (c.reached)
        through_block(r, block, RIR_NONE, &c);
    for (uint32_t k = 0; c.reached && k < n; k++)
        if (!lead_on(r, c, block, k, taken, context))
            return false;
    return true;
}

/* What is so on both ways. */
static bool meet_same(struct claims *into, const struct claims *more)
{
    uint32_t n = 0, was = into->n;
    for (uint32_t i = 0; i < was; i++)
        for (uint32_t k = 0; k < more->n; k++)
            if (more->list[k].root == into->list[i].root &&
                more->list[k].plus == into->list[i].plus) {
                into->list[n++] = into->list[i];
                break;
            }
    into->n = n;
    return n != was;
}

struct collected {
    struct point_claims *in;
    bool changed;
};

static bool collect(void *context, const struct point_claims *c, uint32_t from, uint32_t to)
{
    struct collected *x = context;
    struct point_claims *into = &x->in[to];
    (void)from;
    if (!into->reached) {
        *into = *c;
        x->changed = true;
        return true;
    }
    x->changed |= meet(&into->now, &c->now);
    x->changed |= meet(&into->failed, &c->failed);
    x->changed |= into->put && !c->put;
    into->put &= c->put;
    x->changed |= meet_same(&into->same, &c->same);
    return true;
}

static void find_claims(const struct rounds *r, struct point_claims *in)
{
    const struct flow *w = r->s->flows[r->func];
    in[0] = (struct point_claims){.reached = true, .now.all = true, .failed.all = true};
    for (struct collected x = {in, true}; x.changed;) {
        x.changed = false;
        for (uint32_t i = 0; i < w->norder; i++)
            leave_block(r, in, w->order[i], collect, &x);
    }
}

struct wanted_claim {
    const struct rounds *r;
    struct claim claim;
};

static bool is_claimed(void *context, const struct point_claims *c, uint32_t from, uint32_t to)
{
    const struct wanted_claim *x = context;
    const struct walk *drain = &x->r->drain->walk;
    return to != drain->header || walk_has(drain, from) ||
           has(&c->now, x->claim.root, x->claim.plus);
}

/* On all ways into the drain. */
static bool is_claimed_there(const struct rounds *r, const struct point_claims *in,
                             struct claim claim)
{
    struct wanted_claim x = {r, claim};
    for (uint32_t b = 0; b < r->s->flows[r->func]->f->nblocks; b++)
        if (!leave_block(r, in, b, is_claimed, &x))
            return false;
    return true;
}

/* ---- the lowest index ---- */

struct sources { /* of a number: phis that were looked through, and the lowest constant */
    const struct rir_func *f;
    uint32_t phis[MAX_SOURCES], nphis;
    struct number lowest;
    bool any;
};

static bool find_sources(struct sources *c, struct sum s)
{
    const struct rir_insn *phi = s.root == RIR_NONE ? NULL : flow_defined_by(c->f, s.root, RIR_PHI);
    if (phi == NULL) {
        struct number n = {.root = s.root, .more = s.plus};
        if (s.root == RIR_NONE && (!c->any || s.plus < c->lowest.more))
            c->lowest = n;
        c->any = true;
        return s.root == RIR_NONE;
    }
    for (uint32_t i = 0; i < c->nphis; i++)
        if (c->phis[i] == s.root)
            return s.plus >= 0;
    if (s.plus < 0 || c->nphis == MAX_SOURCES)
        return false;
    c->phis[c->nphis++] = s.root;
    for (uint32_t i = 0; i < phi->nargs; i++)
        if (!find_sources(c, number_sum(c->f, phi->args[i])))
            return false;
    return true;
}

/* Before each start the index was tested (B-J14). */
static bool is_tested(const struct rounds *r)
{
    const struct flow *w = r->s->flows[r->func];
    const struct rir_insn *start = &w->f->insns[r->start];
    struct visit v;
    struct range range;
    uint32_t place = start_place(r->s, r->func, r->start);
    if (place == RIR_NONE || !visit_of(w, place, &v))
        return false;
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        if (visit_by_test(&v, start->block, b) && !v.before && range_of(&v, true, &range))
            return true;
    return false;
}

/* The drain reads the number from the cell that counts, in each trip. */
static bool is_read_by_drain(const struct rounds *r, uint32_t value)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    return r->cell != NULL && cell_counter_is(r, r->cell, value) &&
           walk_has(&r->drain->walk, f->insns[f->values[value].ref].block);
}

/* The number up to which the drain goes can be claimed: it is read as the index is, and the drain
 * does not change it. */
static bool can_be_claimed(const struct rounds *r, const struct number *hi)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    if (hi->root == RIR_NONE || hi->plus > 0 || (r->fill->cast == CAST_UNSIGNED && hi->is_signed))
        return false;
    const struct rir_value *v = &f->values[hi->root];
    if (is_read_by_drain(r, hi->root))
        return v->type.bits == r->fill->index.bits &&
               cell_counter_kept(r, r->cell, &r->drain->walk);
    return v->type.bits == r->fill->index.bits &&
           (v->kind != RIR_V_INSN || !walk_has(&r->drain->walk, f->insns[v->ref].block));
}

static bool find_lowest(const struct rounds *r, struct number *lowest)
{
    struct sources low = {.f = &r->s->m->funcs.data[r->func]};
    *lowest = (struct number){.root = RIR_NONE};
    if (r->cell != NULL)
        return cell_counter_lowest(r, r->cell, &lowest->more);
    bool found = find_sources(&low, (struct sum){r->fill->index.root, 0, r->fill->index.bits}) &&
                 (r->fill->index.bits >= WIDE_ENOUGH || is_tested(r));
    *lowest = low.lowest;
    return found;
}

static bool is_covered(const struct rounds *r)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    struct stretch t = {r->s, r->func, r->header, r->drain->walk.header, true};
    struct visit fill = {.place = *r->fill};
    struct number lowest;
    struct range range;
    if (!range_same_array(&t, &fill, r->drain) || !range_of(r->drain, false, &range) ||
        !find_lowest(r, &lowest))
        return false;
    /* as indices of the start's own place: what is added there was counted in elements */
    int64_t whole = number_floor_div(r->fill->at.off, r->fill->at.size);
    range.lo.more -= whole;
    range.hi.more -= whole;
    if (!range_le(&t, &range.lo, &lowest) || !can_be_claimed(r, &range.hi))
        return false;
    struct point_claims *in = calloc(f->nblocks + 1, sizeof *in);
    if (in == NULL)
        abort();
    find_claims(r, in);
    uint32_t root = is_read_by_drain(r, range.hi.root) ? cell_root(r) : range.hi.root;
    bool claimed = is_claimed_there(r, in, (struct claim){root, range.hi.plus + range.hi.more});
    free(in);
    return claimed;
}

bool placed_is_covered(const struct rounds *r)
{
    struct cell_counter cell;
    struct rounds counted = *r;
    if (place_is_pointer(r->fill) || r->fill->at.size <= 0 || r->fill->index.plus < 0)
        return false;
    if (!cell_counter_of(r, &cell))
        return is_covered(r);
    counted.cell = &cell;
    bool covered = is_covered(&counted);
    free(cell.effect);
    return covered;
}

/* ---- elements ---- */

/* Elements are counted from one value, which is made once in an activation. */
static bool is_of_one_array(const struct flow *w, const struct place *p)
{
    const struct rir_value *v = &w->f->values[p->at.value];
    return p->at.is_global || v->kind != RIR_V_INSN || !w->in_cycle[w->f->insns[v->ref].block];
}

/* At the instruction, the index is claimed. */
static bool is_claimed_at(const struct rounds *r, uint32_t insn, const struct place *at)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    uint32_t block = f->insns[insn].block;
    struct point_claims *in = calloc(f->nblocks + 1, sizeof *in);
    if (in == NULL)
        abort();
    find_claims(r, in);
    struct point_claims c = in[block];
    free(in);
    through_block(r, block, insn, &c);
    return c.reached && has(&c.now, at->index.root, at->index.plus);
}

/* At all returns, what was put is below the number that the cell holds. */
static bool is_claimed_at_returns(const struct rounds *r)
{
    const struct flow *w = r->s->flows[r->func];
    struct place count = {.index = {.root = cell_root(r)}};
    bool all = true;
    for (uint32_t i = 0; i < w->norder && all; i++) {
        const struct rir_block *b = &w->f->blocks[w->order[i]];
        uint32_t last = b->first + b->count - 1;
        if (b->count != 0 && w->f->insns[last].op == RIR_RET)
            all = is_claimed_at(r, last, &count);
    }
    return all;
}

bool placed_below_count(struct solver *s, uint32_t func, uint32_t record, const struct place *put,
                        uint32_t *address, int64_t *lowest)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    struct rounds r = {
        .s = s, .func = func, .start = s->starts.data[record].insn, .record = record, .fill = put};
    struct cell_counter cell;
    struct number least;
    if (put->index.plus < 0 || !cell_counter_of(&r, &cell))
        return false;
    r.cell = &cell;
    bool below = find_lowest(&r, &least) && least.root == RIR_NONE && is_claimed_at_returns(&r);
    free(cell.effect);
    *lowest = least.more;
    *address = f->insns[f->values[put->index.root].ref].args[0];
    return below;
}

bool placed_other_element(struct solver *s, uint32_t func, uint32_t record, uint32_t insn,
                          const struct place *given, const struct place *at)
{
    struct rounds r = {
        .s = s, .func = func, .start = start_in(s, func, record), .record = record, .fill = given};
    struct number lowest;
    struct cell_counter cell;
    if (place_is_pointer(given) || place_is_pointer(at) || given->at.size <= 0 ||
        given->index.bits < WIDE_ENOUGH || given->index.plus < 0 || at->cast != given->cast ||
        at->index.bits != given->index.bits || !is_of_one_array(s->flows[func], given) ||
        flow_returns_twice(s->m, s->flows[func]->f))
        return false;
    bool counts = cell_counter_of(&r, &cell);
    r.cell = counts ? &cell : NULL;
    bool other = find_lowest(&r, &lowest) && lowest.root == RIR_NONE && lowest.more >= 0 &&
                 (is_claimed_at(&r, insn, at) || MUTANT(s, 98));
    if (counts)
        free(cell.effect);
    return other;
}
