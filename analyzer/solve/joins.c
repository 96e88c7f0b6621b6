/* Which tasks a join ends.
 *
 * B-J1. A join of a handle that is certainly the handle of one start, which runs only once, ends
 * that task. B-J2. A counted loop that joins t[i] for each i ends all tasks of a start that put its
 * handles into t[i] in a counted loop over the same range, on the edge on which the joining loop
 * ends by its counter; also up to where the starting loop was left (B-J7), and both only while
 * nothing else writes there (B-J6). Everything else leaves the tasks "may be running". A handle
 * kept in a static object may be overwritten by anybody who knows it, so there B-J1 asks that
 * nothing but starts store into that object. */
#include "solve/handles.h"

/* The one record whose handle this certainly is, or RIR_NONE. */
static uint32_t record_of(const struct body *b, set_id handle)
{
    uint32_t n, record = RIR_NONE;
    const struct target *v = set_get(&b->s->sets, handle, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *h = &b->nodes.data[v[i].node];
        if (h->kind != N_HANDLE || v[i].cert == CERT_MAY || record != RIR_NONE)
            return RIR_NONE;
        record = h->ref;
    }
    return record;
}

void joins_apply(struct env *e, set_id handle)
{
    struct body *b = e->b;
    uint32_t record = record_of(b, handle);
    e->st.joins = true;
    bool one = record != RIR_NONE && (ids_has(&e->st.single, record) || MUTANT(b->s, 9));
    bool once = record != RIR_NONE && !b->s->starts.data[record].many;
    if (!one && !once) {
        e->st.sure.len = 0;
        return;
    }
    ids_remove(&e->st.running, record);
    ids_remove(&e->st.sure, record);
    ids_remove(&e->st.single, record);
    if (once || MUTANT(b->s, 9))
        ids_add(&e->st.joined, record);
}

static bool fails(enum rir_when when, uint8_t pred, bool holds)
{
    switch (when) {
    case RIR_ZERO:
        return (pred == RIR_P_EQ && !holds) || (pred == RIR_P_NE && holds);
    case RIR_NONZERO:
        return (pred == RIR_P_EQ && holds) || (pred == RIR_P_NE && !holds);
    case RIR_NONNEGATIVE:
        return (pred == RIR_P_SLT && holds) || (pred == RIR_P_SGE && !holds);
    case RIR_NEGATIVE:
        return (pred == RIR_P_SLT && !holds) || (pred == RIR_P_SGE && holds);
    default:
        return false;
    }
}

/* B-J4. A start that can fail has started nothing where its result says so; then the record is not
 * running, if no earlier run of the start in this activation was. */
uint32_t start_failed_on_edge(const struct solver *s, uint32_t func, uint32_t from, uint32_t side)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *t = &f->insns[f->blocks[from].first + f->blocks[from].count - 1];
    if (t->op != RIR_COND || side >= t->nblocks || t->blocks[0] == t->blocks[1] ||
        f->values[t->args[0]].kind != RIR_V_INSN)
        return RIR_NONE;
    const struct rir_insn *cmp = &f->insns[f->values[t->args[0]].ref];
    if (cmp->op != RIR_CMP || f->values[cmp->args[1]].kind != RIR_V_CONST ||
        f->values[cmp->args[1]].imm != 0 || f->values[cmp->args[0]].kind != RIR_V_INSN)
        return RIR_NONE;
    uint32_t at = f->values[cmp->args[0]].ref, record;
    if (f->insns[at].op != RIR_CALL ||
        !map_get(&s->start_index, (uint64_t)func << 32 | at, &record))
        return RIR_NONE;
    const struct rir_ann *a = rir_func_ann(&s->m->funcs.data[f->insns[at].ref], RIR_ANN_SPAWNS_IF);
    return a != NULL && fails((enum rir_when)a->when, cmp->sub, side == 0) ? record : RIR_NONE;
}

uint32_t handle_operand(const struct solver *s, const struct rir_insn *in)
{
    if (in->op == RIR_JOIN)
        return in->args[0];
    if (in->op != RIR_CALL)
        return RIR_NONE;
    const struct rir_ann *h = rir_func_ann(&s->m->funcs.data[in->ref], RIR_ANN_HANDLE);
    return h == NULL ? RIR_NONE : flow_operand(in, (uint32_t)h->a);
}

/* Where a START's result is stored; the address operand of that store. */
static uint32_t stored_at(const struct rir_func *f, const struct rir_insn *start)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_STORE && f->insns[i].args[1] == start->result)
            return f->insns[i].args[0];
    return RIR_NONE;
}

uint32_t handle_place(const struct solver *s, const struct rir_func *f,
                      const struct rir_insn *start)
{
    return start->op == RIR_START ? stored_at(f, start) : handle_operand(s, start);
}

bool is_join(const struct solver *s, const struct rir_insn *in)
{
    if (in->op == RIR_JOIN)
        return true;
    return in->op == RIR_CALL && rir_func_is_described(&s->m->funcs.data[in->ref]) &&
           rir_func_ann(&s->m->funcs.data[in->ref], RIR_ANN_JOINS) != NULL;
}

static bool shape_of_join(struct solver *s, uint32_t func, const struct rir_insn *in,
                          struct shape *sh)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t h = handle_operand(s, in);
    if (h == RIR_NONE)
        return false;
    const struct rir_insn *load = flow_defined_by(f, counted_through_casts(f, h), RIR_LOAD);
    return load != NULL && shape_of(f, load->args[0], sh);
}

/* No other store puts a handle or anything else where these handles are. */
static bool only_starts_store(struct solver *s, uint32_t func, const struct shape *sh,
                              uint32_t start)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t at = RIR_NONE;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op != RIR_STORE || flow_base(f, in->args[0]) == RIR_NONE)
            continue;
        struct shape other;
        uint32_t base = flow_base(f, in->args[0]);
        bool same = sh->is_global
                        ? f->values[base].kind == RIR_V_GLOBAL && f->values[base].ref == sh->base
                        : base == sh->base;
        if (!same)
            continue;
        if (shape_of(f, in->args[0], &other) && other.size == sh->size && other.off != sh->off &&
            (other.off - sh->off) % (sh->size == 0 ? 1 : sh->size) != 0)
            continue; /* another field of the elements */
        if (f->insns[start].result != RIR_NONE && in->args[1] == f->insns[start].result &&
            at == RIR_NONE) {
            at = i;
            continue;
        }
        return false;
    }
    return true;
}

/* No other start puts its handles into the same object. */
static bool only_start_there(struct solver *s, uint32_t func, const struct shape *sh,
                             uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    for (uint32_t r = 0; r < s->starts.len; r++) {
        if (r == record || s->starts.data[r].func != func)
            continue;
        const struct rir_insn *in = &f->insns[s->starts.data[r].insn];
        uint32_t place = handle_place(s, f, in);
        if (place == RIR_NONE)
            continue;
        uint32_t base = flow_base(f, place);
        if (sh->is_global ? f->values[base].kind == RIR_V_GLOBAL && f->values[base].ref == sh->base
                          : base == sh->base)
            return false;
    }
    return true;
}

struct trip { /* of the loop that starts */
    const struct solver *s;
    uint32_t func, header, record;
};

/* The next trip begins, or the start has failed. */
static bool ends_trip(const void *context, uint32_t block, uint32_t side)
{
    const struct trip *t = context;
    uint32_t n;
    return flow_successors(&t->s->m->funcs.data[t->func], block, &n)[side] == t->header ||
           start_failed_on_edge(t->s, t->func, block, side) == t->record;
}

/* A start in block `from` may have succeeded, and control gets to `to` in the same trip. */
static bool leaves_started(const struct solver *s, uint32_t func, const struct counted *fill,
                           uint32_t from, uint32_t record, uint32_t to)
{
    struct trip trip = {s, func, fill->header, record};
    return flow_reaches(s->flows[func], from, to, RIR_NONE, ends_trip, &trip);
}

/* B-J7. The joining loop goes up to where the counter of the starting loop was when that was left,
 * one by one. In both loops each trip has tested that the counter is below a number of the same
 * width: so it does not wrap around, and the elements of all trips that were finished are joined.
 * A trip that was left in the middle has not started, or its start has failed. */
static bool joins_as_many(struct solver *s, uint32_t func, const struct counted *fill,
                          const struct counted *drain, uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint16_t bits = f->values[fill->phi].type.bits;
    const struct rir_insn *start = &f->insns[s->starts.data[record].insn];
    return drain->bound == fill->phi && fill->step == 1 && drain->step == 1 &&
           fill->pred == drain->pred && (fill->pred == RIR_P_SLT || fill->pred == RIR_P_ULT) &&
           f->values[fill->bound].type.bits == bits && f->values[drain->phi].type.bits == bits &&
           counted_same_number(s, func, fill->first, drain->first) &&
           !leaves_started(s, func, fill, start->block, record, drain->header);
}

static bool runs_before(struct solver *s, uint32_t func, const struct counted *loop,
                        uint32_t record, bool surely);
static bool entered_idle(struct solver *s, uint32_t func, const struct counted *loop,
                         uint32_t record);

void joins_prepare(struct solver *s, uint32_t func)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    for (uint32_t r = 0; r < s->starts.len; r++) {
        uint32_t at = s->starts.data[r].insn;
        if (s->starts.data[r].func != func || w->rank[f->insns[at].block] == RIR_NONE)
            continue;
        const struct rir_insn *start = &f->insns[at];
        uint32_t place = handle_place(s, f, start);
        struct shape from, to;
        struct counted fill, drain;
        if (place == RIR_NONE || !shape_of(f, place, &from) ||
            !counted_of(w, from.counter, &fill) || !counted_once_per_trip(w, &fill, start->block) ||
            !only_starts_store(s, func, &from, at) || !only_start_there(s, func, &from, r))
            continue;
        for (uint32_t i = 0; i < f->ninsns; i++) {
            const struct rir_insn *in = &f->insns[i];
            if (!is_join(s, in) || w->rank[in->block] == RIR_NONE ||
                !shape_of_join(s, func, in, &to) || !shape_same(&from, &to) ||
                !counted_of(w, to.counter, &drain) ||
                (!counted_same_range(s, func, &fill, &drain) &&
                 !joins_as_many(s, func, &fill, &drain, r)) ||
                !counted_in_each_trip(w, &drain, in->block))
                continue;
            struct rounds rounds = {&from, &fill, &drain, at, i, to.counter};
            if (flow_dominates(w, drain.body, start->block) || /* it starts again while it joins */
                !handles_kept(s, func, &rounds))
                continue;
            struct edge_join j = {
                .from = drain.header, .to = drain.exit, .record = r, .counter = from.counter};
            vec_push(&s->edge_joins[func], j);
        }
    }
}

void joins_on_edge(struct env *e, uint32_t from, uint32_t to)
{
    const struct edge_joins *list = &e->b->s->edge_joins[e->b->func];
    for (uint32_t i = 0; i < list->len; i++) {
        struct counted fill;
        if (list->data[i].from != from || list->data[i].to != to)
            continue;
        /* an earlier round whose tasks still run has lost its handles */
        if (!counted_of(e->b->w, list->data[i].counter, &fill) ||
            !entered_idle(e->b->s, e->b->func, &fill, list->data[i].record))
            continue;
        ids_remove(&e->st.running, list->data[i].record);
        ids_remove(&e->st.sure, list->data[i].record);
        ids_remove(&e->st.single, list->data[i].record);
        ids_add(&e->st.joined, list->data[i].record);
    }
}

bool joins_miss_earlier(const struct env *e, uint32_t from, uint32_t to, uint32_t record)
{
    struct solver *s = e->b->s;
    const struct edge_joins *list = &s->edge_joins[e->b->func];
    for (uint32_t i = 0; i < list->len; i++) {
        struct counted fill;
        if (list->data[i].from == from && list->data[i].to == to &&
            list->data[i].record == record && counted_of(e->b->w, list->data[i].counter, &fill) &&
            runs_before(s, e->b->func, &fill, record, true))
            return true;
    }
    return false;
}

/* In a state of a block that leads into the loop from outside, tasks of the record may run (or
 * surely do). Starts in that block itself are not seen. */
static bool runs_before(struct solver *s, uint32_t func, const struct counted *loop,
                        uint32_t record, bool surely)
{
    const struct flow *w = s->flows[func];
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        for (int key = 0; p != loop->latch && key < 2; key++) {
            const struct body *b = s->bodies[key][func];
            for (uint32_t i = 0; b != NULL && i < b->in[p].n; i++)
                if (ids_has(surely ? &b->in[p].list[i].sure : &b->in[p].list[i].running, record))
                    return true;
        }
    }
    return false;
}

/* Outside the loop, no block that leads into it may have tasks of the record running. */
static bool entered_idle(struct solver *s, uint32_t func, const struct counted *loop,
                         uint32_t record)
{
    const struct flow *w = s->flows[func];
    if (!counted_entered_again(w, loop))
        return true;
    if (runs_before(s, func, loop, record, false))
        return false;
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        const struct rir_block *blk = &w->f->blocks[p];
        for (uint32_t i = blk->first; p != loop->latch && i < blk->first + blk->count; i++)
            if (w->f->insns[i].op == RIR_CALL || w->f->insns[i].op == RIR_CALLI ||
                w->f->insns[i].op == RIR_START)
                return false;
    }
    return true;
}

/* ---- elements given away one by one ---- */

uint32_t start_argument(const struct solver *s, const struct rir_insn *in)
{
    if (in->op == RIR_START)
        return in->nargs > 0 ? in->args[0] : RIR_NONE;
    const struct rir_func *f = in->op == RIR_CALL ? &s->m->funcs.data[in->ref] : NULL;
    if (f == NULL)
        return RIR_NONE;
    const struct rir_ann *a = rir_func_ann(f, RIR_ANN_SPAWNS);
    if (a == NULL)
        a = rir_func_ann(f, RIR_ANN_SPAWNS_IF);
    return a == NULL ? RIR_NONE : flow_operand(in, (uint32_t)a->b);
}

bool start_takes_other_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                               uint32_t record)
{
    const struct start_rec *r = &s->starts.data[record];
    if (r->func != func || s->flows[func] == NULL || address == RIR_NONE)
        return false;
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    const struct rir_insn *start = &f->insns[r->insn], *in = &f->insns[insn];
    uint32_t given = start_argument(s, start);
    struct shape at, to;
    struct counted loop;
    if (given == RIR_NONE || !shape_of(f, address, &at) || !shape_of(f, given, &to))
        return false;
    bool element = at.is_global && to.is_global && at.base == to.base && at.counter == to.counter &&
                   at.size == to.size && at.size > 0 && at.off >= 0 && at.off < at.size &&
                   to.off >= 0 && to.off < to.size;
    if (!element || !counted_of(w, at.counter, &loop) || loop.step == 0)
        return false;
    if (counted_entered_again(w, &loop))
        return false;
    bool before =
        in->block == start->block ? insn < r->insn : flow_dominates(w, loop.body, in->block);
    return before && flow_dominates(w, loop.body, start->block) &&
           !flow_reaches(w, start->block, in->block, loop.header, NULL, NULL);
}

bool joins_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                             uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    struct shape at;
    struct counted loop;
    return shape_of(f, address, &at) && at.is_global && at.size > 0 &&
           counted_of(w, at.counter, &loop) && loop.step != 0 &&
           counted_once_per_trip(w, &loop, f->insns[insn].block) &&
           entered_idle(s, func, &loop, record);
}
