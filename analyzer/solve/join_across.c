/* Tasks that one function starts and another one joins: `pool_start(&pool); ... pool_stop(&pool);`.
 *
 * B-J23 (I4). A *filler* leaves the handles of a start in an array behind a parameter, or in a
 * static one. When it returns, all of its tasks that may be running have their handles below a
 * number that lies in memory beside them, where the filler alone has counted it (B-J13, B-J22), or
 * at indices between two constants (B-J12). A *drainer* has a loop that joins the handle at each
 * index up to that number, or between such constants, that every way to a return passes, and that
 * is left by its test alone; neither the handles nor the number is written by it. A function that
 * calls both, each by name, with one and the same object, and nothing else that starts tasks of the
 * record, and that calls the filler once in an activation, has joined all of them when the drainer
 * returns, if from the one call to the other nothing may write the handles or the number (B-J10),
 * and no task does at all. */
#include "solve/join_across.h"

#include "solve/placed.h"
#include "solve/placed_cell.h"

struct spot { /* behind a parameter, or in a static object */
    bool is_global;
    uint32_t id; /* which */
    int64_t off;
};

struct filled { /* what a filler has left when it returns */
    struct solver *s;
    uint32_t func, record;
    struct place place;  /* where handles are put */
    struct spot handles; /* ... the one with index 0 */
    uint32_t address;    /* ... the address of one, for what may write it */
    bool counted;
    struct spot count; /* counted: indices are below the number there */
    uint32_t count_address;
    uint16_t bits;
    int64_t lo, hi; /* indices are at least that; not counted: and below that */
};

/* ---- places ---- */

static bool spot_of(const struct rir_func *f, const struct address *a, struct spot *out)
{
    const struct rir_value *v = &f->values[a->value];
    *out = (struct spot){a->is_global, a->is_global ? a->base : v->ref, a->off};
    return a->is_global ||
           (v->kind == RIR_V_PARAM && (f->params[v->ref].pos.flags & RIR_ARG_BYVAL) == 0);
}

/* The same place, as the caller of the function names it. False: it is not one thing. */
static bool spot_at_call(const struct flow *w, const struct rir_insn *call, struct spot *at)
{
    const struct rir_func *f = w->f;
    if (at->is_global)
        return true;
    if (at->id >= call->nargs)
        return false;
    struct sum s = number_sum(f, call->args[at->id]);
    if (s.root == RIR_NONE)
        return false;
    const struct rir_value *v = &f->values[s.root];
    at->off += s.plus + (v->kind == RIR_V_GLOBAL ? v->imm : 0);
    at->is_global = v->kind == RIR_V_GLOBAL;
    at->id = at->is_global ? v->ref : s.root;
    return v->kind != RIR_V_INSN || !w->in_cycle[f->insns[v->ref].block];
}

static bool is_same_spot(const struct spot *x, const struct spot *y)
{
    return x->is_global == y->is_global && x->id == y->id && x->off == y->off;
}

static bool never(void *context, uint32_t insn, uint32_t operand, const struct extent *x)
{
    (void)context;
    (void)insn;
    (void)operand;
    (void)x;
    return false;
}

/* ---- the filler ---- */

static bool is_put_by_start(void *context, uint32_t insn, uint32_t operand, const struct extent *x)
{
    const struct filled *k = context;
    (void)x;
    return start_puts_handle(k->s, k->func, k->s->starts.data[k->record].insn, insn, operand);
}

static bool is_kept_in_filler(struct filled *k)
{
    struct target_memory m = written_target(k->s, k->func, k->address, k->s->word);
    const struct flow *w = k->s->flows[k->func];
    for (uint32_t i = 0; i < w->f->ninsns; i++)
        if (w->rank[w->f->insns[i].block] != RIR_NONE &&
            written_may(k->s, k->func, i, &m, is_put_by_start, k))
            return false;
    m.bytes = k->s->word; /* a part of one is no handle */
    return !written_by_tasks(k->s, &m);
}

/* Indices are a range between constants. */
static bool is_between(struct filled *k)
{
    const struct flow *w = k->s->flows[k->func];
    uint32_t start = w->f->insns[k->s->starts.data[k->record].insn].block;
    struct visit fill;
    struct range r;
    if (!visit_of(w, k->address, &fill) || place_is_pointer(&fill.place) ||
        !walk_is_once_per_trip(&fill.walk, start) || walk_is_entered_again(&fill.walk))
        return false;
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        if (visit_by_test(&fill, start, b) && range_of(&fill, true, &r) && !r.one &&
            r.lo.root == RIR_NONE && r.hi.root == RIR_NONE) {
            int64_t whole = number_floor_div(k->place.at.off, k->place.at.size);
            k->lo = r.lo.more - whole;
            k->hi = r.hi.more - whole;
            return true;
        }
    return false;
}

static bool is_counted(struct filled *k)
{
    const struct rir_func *f = &k->s->m->funcs.data[k->func];
    struct address at;
    if (!placed_below_count(k->s, k->func, k->record, &k->place, &k->count_address, &k->lo) ||
        !address_of(f, k->count_address, &at) || !spot_of(f, &at, &k->count))
        return false;
    k->bits = k->place.index.bits;
    return true;
}

static bool is_filler(struct filled *k)
{
    const struct rir_func *f = &k->s->m->funcs.data[k->func];
    uint32_t start = k->s->starts.data[k->record].insn;
    k->address = start_place(k->s, k->func, start);
    if (k->address == RIR_NONE || !place_of(f, k->address, &k->place) ||
        place_is_pointer(&k->place) || k->place.at.size < k->s->word ||
        !spot_of(f, &k->place.at, &k->handles) || flow_returns_twice(k->s->m, f) ||
        joins_calls_itself(k->s, k->func) || !start_is_simple(k->s, k->record))
        return false;
    k->counted = is_counted(k);
    return (k->counted || is_between(k)) && is_kept_in_filler(k);
}

/* ---- the drainer ---- */

static bool is_unwritten(struct solver *s, uint32_t func, uint32_t address, int64_t bytes)
{
    struct target_memory m = written_target(s, func, address, bytes);
    const struct flow *w = s->flows[func];
    for (uint32_t i = 0; i < w->f->ninsns; i++)
        if (w->rank[w->f->insns[i].block] != RIR_NONE && written_may(s, func, i, &m, never, NULL))
            return false;
    return true;
}

static bool is_passed_by_all(const struct flow *w, uint32_t block)
{
    bool all = true;
    for (uint32_t i = 0; i < w->norder && all; i++) {
        const struct rir_block *b = &w->f->blocks[w->order[i]];
        if (b->count != 0 && w->f->insns[b->first + b->count - 1].op == RIR_RET)
            all = flow_dominates(w, block, w->order[i]) && w->order[i] != block;
    }
    return all;
}

/* The loop goes up to the number that was counted; *count: where that is read. */
static bool goes_to_count(const struct filled *k, const struct rir_func *f, const struct number *hi,
                          struct spot *count)
{
    const struct rir_insn *read = hi->root == RIR_NONE || f->values[hi->root].kind != RIR_V_INSN
                                      ? NULL
                                      : &f->insns[f->values[hi->root].ref];
    struct address at;
    return read != NULL && (read->op == RIR_READ || read->op == RIR_LOAD) &&
           (read->flags & (RIR_VOLATILE | RIR_ATOMIC)) == 0 && hi->plus == 0 && hi->more >= 0 &&
           f->values[hi->root].type.bits == k->bits &&
           !(k->place.cast == CAST_UNSIGNED && hi->is_signed) &&
           address_of(f, read->args[0], &at) && at.index == RIR_NONE && spot_of(f, &at, count);
}

/* A loop of the function joins all of that; where it takes the handles, and the number, from. */
static bool drains(const struct filled *k, uint32_t func, uint32_t join, struct spot *handles,
                   struct spot *count)
{
    struct solver *s = k->s;
    const struct flow *w = s->flows[func];
    const struct rir_func *f = w->f;
    uint32_t from = joined_at(s, f, &f->insns[join]), in = f->insns[join].block;
    struct visit v;
    struct range r;
    if (from == RIR_NONE || !visit_of(w, from, &v) || place_is_pointer(&v.place) ||
        v.place.at.size != k->place.at.size || v.place.cast != k->place.cast ||
        !walk_is_in_each_trip(&v.walk, in) || !spot_of(f, &v.place.at, handles))
        return false;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        if (!visit_by_test(&v, in, b) || !range_ends_by_test(&v) ||
            !(is_passed_by_all(w, b) || MUTANT(s, 94)) || !range_of(&v, false, &r))
            continue;
        int64_t whole = number_floor_div(v.place.at.off, v.place.at.size);
        r.lo.more -= whole;
        r.hi.more -= whole;
        bool constant = r.hi.root == RIR_NONE && r.hi.more >= k->hi;
        if (r.lo.root == RIR_NONE && r.lo.more <= k->lo &&
            (k->counted ? goes_to_count(k, f, &r.hi, count) &&
                              is_unwritten(s, func, f->insns[f->values[r.hi.root].ref].args[0],
                                           k->bits / 8)
                        : constant))
            return is_unwritten(s, func, from, s->word);
    }
    return false;
}

static bool is_drainer(const struct filled *k, uint32_t func, struct spot *handles,
                       struct spot *count)
{
    struct solver *s = k->s;
    const struct flow *w = s->flows[func];
    if (w == NULL || !s->may_join[func] || flow_returns_twice(s->m, w->f) ||
        joins_calls_itself(s, func))
        return false;
    for (uint32_t i = 0; i < w->f->ninsns; i++)
        if (w->rank[w->f->insns[i].block] != RIR_NONE && joins_one(s, &w->f->insns[i]) &&
            drains(k, func, i, handles, count))
            return true;
    return false;
}

/* ---- who calls both ---- */

/* From behind the one call to the other, something may write there. */
static bool is_written_between(const struct filled *k, uint32_t func, uint32_t fill, uint32_t drain,
                               const struct target_memory *m)
{
    const struct rir_func *f = &k->s->m->funcs.data[func];
    uint32_t from = f->insns[fill].block, to = f->insns[drain].block;
    struct stretch t = {k->s, func, from, to, false};
    for (uint32_t b = 0; b < f->nblocks; b++) {
        const struct rir_block *blk = &f->blocks[b];
        if (!stretch_has(&t, b))
            continue;
        uint32_t first = b == from ? fill + 1 : blk->first;
        uint32_t end = b == to && drain >= first ? drain : blk->first + blk->count;
        for (uint32_t i = first; i < end; i++)
            if (written_may(k->s, func, i, m, never, NULL))
                return true;
    }
    return false;
}

static bool is_kept_between(const struct filled *k, uint32_t func, uint32_t fill, uint32_t drain)
{
    struct target_memory handles = written_target(k->s, k->func, k->address, k->s->word);
    if (MUTANT(k->s, 95))
        return true;
    if (is_written_between(k, func, fill, drain, &handles))
        return false;
    if (!k->counted)
        return true;
    struct target_memory count = written_target(k->s, k->func, k->count_address, k->bits / 8);
    return !is_written_between(k, func, fill, drain, &count);
}

static bool joins_all(const struct filled *k, uint32_t func, uint32_t fill, uint32_t drain)
{
    const struct flow *w = k->s->flows[func];
    const struct rir_insn *in = &w->f->insns[drain], *by = &w->f->insns[fill];
    struct spot put = k->handles, counted = k->count, taken, count = {.id = 0};
    if (!is_drainer(k, in->ref, &taken, &count) || !spot_at_call(w, by, &put) ||
        !spot_at_call(w, in, &taken) || !is_same_spot(&put, &taken))
        return false;
    bool one = !k->counted || (spot_at_call(w, by, &counted) && spot_at_call(w, in, &count) &&
                               is_same_spot(&counted, &count));
    return one && is_kept_between(k, func, fill, drain);
}

/* The only call by which the function starts tasks of the record; RIR_NONE. */
static uint32_t only_start(const struct filled *k, uint32_t func)
{
    const struct flow *w = k->s->flows[func];
    uint32_t only = RIR_NONE;
    for (uint32_t i = 0; i < w->f->ninsns; i++) {
        const struct rir_insn *in = &w->f->insns[i];
        if (w->rank[in->block] == RIR_NONE || !start_may_be_in(k->s, func, i, k->record))
            continue;
        if (only != RIR_NONE || in->op != RIR_CALL || in->ref != k->func || w->in_cycle[in->block])
            return RIR_NONE;
        only = i;
    }
    return only;
}

static void look_at(const struct filled *k, uint32_t func)
{
    struct solver *s = k->s;
    const struct flow *w = s->flows[func];
    uint32_t fill = only_start(k, func);
    if (fill == RIR_NONE || flow_returns_twice(s->m, w->f) || joins_calls_itself(s, func))
        return;
    for (uint32_t i = 0; i < w->f->ninsns; i++) {
        const struct rir_insn *in = &w->f->insns[i];
        struct call_join j = {i, k->record};
        if (in->op == RIR_CALL && i != fill && w->rank[in->block] != RIR_NONE &&
            joins_all(k, func, fill, i))
            vec_push(&s->call_joins[func], j);
    }
}

static bool calls(const struct rir_func *f, uint32_t callee)
{
    bool any = false;
    for (uint32_t i = 0; i < f->ninsns && !any; i++)
        any = f->insns[i].op == RIR_CALL && f->insns[i].ref == callee;
    return any;
}

void join_across_prepare(struct solver *s)
{
    for (uint32_t r = 0; r < s->starts.len; r++) {
        struct filled k = {.s = s, .func = s->starts.data[r].func, .record = r};
        if (s->flows[k.func] == NULL || s->starts.data[r].inside || !s->starts.data[r].many ||
            !is_filler(&k))
            continue;
        for (uint32_t f = 0; f < s->m->funcs.len; f++)
            if (f != k.func && s->flows[f] != NULL && calls(&s->m->funcs.data[f], k.func))
                look_at(&k, f);
    }
}

void join_across_apply(struct env *e, uint32_t insn)
{
    const struct call_joins *list = &e->b->s->call_joins[e->b->func];
    for (uint32_t i = 0; i < list->len; i++) {
        uint32_t record = list->data[i].record;
        if (list->data[i].insn != insn)
            continue;
        ids_remove(&e->st.running, record);
        ids_remove(&e->st.sure, record);
        ids_remove(&e->st.single, record);
        lent_end(e, record);
    }
}
