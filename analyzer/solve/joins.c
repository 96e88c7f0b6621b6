/* Which tasks a join ends.
 *
 * B-J1. A join of a handle that is certainly the handle of one start, which runs only once, ends
 * that task. B-J2. A loop that joins what is in an array, and is left by its test, ends all tasks
 * of a start that has left its handles in that array: if it comes by all places that the loop with
 * the start comes by (range.c, B-J11, B-J12), or by all that were counted (B-J7; placed.c, B-J13,
 * B-J14), and if all that the two loops go by stays the same in between (unchanged.c, B-J8;
 * handles.c, B-J6). That goes for the tasks that this activation of the function has started; all
 * tasks of the start are *joined* only if there is no other one. Everything else leaves the tasks
 * "may be running", and so does a join that may give up, but where its result says that it has not
 * (B-D4). A handle kept in a static object may be overwritten by anybody who knows it, so
 * there B-J1 asks that nothing but starts store into that object. */
#include "solve/flagged.h"
#include "solve/join_fixed.h"
#include "solve/placed.h"

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
    lent_end(e, record);
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

/* What the result says of a start, or of a call that is as good as one (B-J20). */
static const struct rir_ann *told_by(const struct solver *s, uint32_t func, uint32_t insn,
                                     uint32_t *record)
{
    if (!map_get(&s->start_index, (uint64_t)func << 32 | insn, record)) {
        const struct start_host *h = start_host_at(s, func, insn);
        if (h == NULL || !h->given.tells)
            return NULL;
        *record = h->record;
    }
    const struct start_rec *r = &s->starts.data[*record];
    const struct rir_insn *start = &s->m->funcs.data[r->func].insns[r->insn];
    return start->op == RIR_CALL ? rir_func_ann(&s->m->funcs.data[start->ref], RIR_ANN_SPAWNS_IF)
                                 : NULL;
}

bool start_tells(const struct solver *s, uint32_t func, uint32_t insn)
{
    uint32_t record;
    return told_by(s, func, insn, &record) != NULL;
}

/* B-J4. A start that can fail has started nothing where its result says so; then the record is not
 * running, if no earlier run of the start in this activation was. */
uint32_t start_failed_if(const struct solver *s, uint32_t func, uint32_t condition, bool holds)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *cmp = flow_defined_by(f, condition, RIR_CMP);
    if (cmp == NULL || !flow_is_null(f, cmp->args[1]) || f->values[cmp->args[0]].kind != RIR_V_INSN)
        return RIR_NONE;
    uint32_t at = f->values[cmp->args[0]].ref, record;
    const struct rir_ann *a = told_by(s, func, at, &record);
    return a != NULL && fails((enum rir_when)a->when, cmp->sub, holds) ? record : RIR_NONE;
}

uint32_t start_failed_on_edge(const struct solver *s, uint32_t func, uint32_t from, uint32_t side)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *t = &f->insns[f->blocks[from].first + f->blocks[from].count - 1];
    if (t->op != RIR_COND || side >= t->nblocks || t->blocks[0] == t->blocks[1])
        return RIR_NONE;
    return start_failed_if(s, func, t->args[0], side == 0);
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

/* Where the handle that is a result is stored whenever it has run; the address operand of that
 * store. */
static uint32_t stored_at(const struct rir_func *f, const struct rir_insn *start)
{
    const struct rir_block *b = &f->blocks[start->block];
    for (uint32_t i = (uint32_t)(start - f->insns); i < b->first + b->count; i++)
        if (f->insns[i].op == RIR_STORE && f->insns[i].args[1] == start->result)
            return f->insns[i].args[0];
    return RIR_NONE;
}

bool start_returns_handle(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct start_host *h = start_host_at(s, func, insn);
    return s->m->funcs.data[func].insns[insn].op == RIR_START || (h != NULL && h->given.returned);
}

uint32_t start_place(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct start_host *h = start_host_at(s, func, insn);
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    if (start_returns_handle(s, func, insn))
        return stored_at(f, in);
    if (h == NULL)
        return handle_operand(s, in);
    return start_passed(in, h->given.place);
}

bool start_puts_handle(const struct solver *s, uint32_t func, uint32_t start, uint32_t insn,
                       uint32_t operand)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    bool stores = in->op == RIR_STORE && in->args[1] == f->insns[start].result &&
                  start_returns_handle(s, func, start);
    return (insn == start || stores) && operand == start_place(s, func, start);
}

bool is_join(const struct solver *s, const struct rir_insn *in)
{
    if (in->op == RIR_JOIN)
        return true;
    return in->op == RIR_CALL && rir_func_is_described(&s->m->funcs.data[in->ref]) &&
           rir_func_joins(&s->m->funcs.data[in->ref]);
}

const struct rir_ann *join_condition(const struct solver *s, const struct rir_insn *in)
{
    return is_join(s, in) && in->op == RIR_CALL
               ? rir_func_ann(&s->m->funcs.data[in->ref], RIR_ANN_JOINS_IF)
               : NULL;
}

/* ---- loops that join ---- */

/* The function may be active more than once at a time. */
bool joins_calls_itself(const struct solver *s, uint32_t func)
{
    uint32_t n;
    phase_a_scc(s->a, phase_a_scc_of(s->a, func), &n);
    bool itself = n > 1;
    const struct rir_func *f = &s->m->funcs.data[func];
    for (uint32_t i = 0; i < f->ninsns && !itself; i++) {
        uint32_t to = 0;
        bool complete = true;
        if (f->insns[i].op != RIR_CALL && f->insns[i].op != RIR_CALLI)
            continue;
        const uint32_t *list = phase_a_callees(s->a, func, i, &to, &complete);
        itself = !complete && (f->flags & RIR_FUNC_ADDRESS_TAKEN) != 0;
        for (uint32_t k = 0; k < to; k++)
            itself |= list[k] == func;
    }
    return itself;
}

uint32_t joined_at(const struct solver *s, const struct rir_func *f, const struct rir_insn *join)
{
    enum cast cast;
    struct join_given g;
    bool helper = !is_join(s, join) && join->op == RIR_CALL && join_given(s, join->ref, &g) &&
                  g.param < join->nargs;
    if (helper && g.loaded)
        return g.off == 0 ? join->args[g.param] : RIR_NONE;
    uint32_t h = helper ? join->args[g.param] : handle_operand(s, join);
    if (h == RIR_NONE)
        return RIR_NONE;
    const struct rir_insn *load = flow_defined_by(f, number_before_cast(f, h, &cast), RIR_LOAD);
    return load == NULL || load->block != join->block ? RIR_NONE : load->args[0];
}

/* The header of the outermost loop with the start in which the join is not; RIR_NONE. */
static uint32_t loop_around(const struct flow *w, uint32_t start, uint32_t join)
{
    uint32_t found = RIR_NONE;
    for (uint32_t h = 0; h < w->f->nblocks; h++)
        if (w->rank[h] != RIR_NONE && flow_loop_has(w, h, start) && !flow_loop_has(w, h, join) &&
            (found == RIR_NONE || w->rank[h] < w->rank[found]))
            found = h;
    return found;
}

struct pair { /* a start, and a join in a loop with a test */
    struct solver *s;
    uint32_t func, record, start, join;
    struct place place;
    struct visit drain;
    bool guarded; /* the join hangs on a flag */
    struct guard guard;
};

/* B-J2: the loop around the start comes by places that the drain comes by. */
static bool is_covered(const struct pair *p, struct visit *fill)
{
    const struct flow *w = p->s->flows[p->func];
    const struct rir_insn *start = &w->f->insns[p->start];
    if (!visit_of(w, start_place(p->s, p->func, p->start), fill) ||
        !walk_is_once_per_trip(&fill->walk, start->block))
        return false;
    struct stretch t = {p->s, p->func, fill->walk.header, p->drain.walk.header, true};
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        if (visit_by_test(fill, start->block, b) && range_is_covered(&t, fill, &p->drain))
            return true;
    return false;
}

static void consider(const struct pair *p)
{
    const struct flow *w = p->s->flows[p->func];
    uint32_t start = w->f->insns[p->start].block, join = w->f->insns[p->join].block;
    uint32_t around = loop_around(w, start, join);
    struct visit fill;
    struct rounds rounds = {.s = p->s,
                            .func = p->func,
                            .start = p->start,
                            .record = p->record,
                            .writer = p->start,
                            .reader = p->join,
                            .bytes = p->s->word,
                            .fill = &p->place,
                            .drain = &p->drain,
                            .header = around};
    struct edge_join j = {.from = p->drain.test.block,
                          .to = p->drain.test.exit,
                          .record = p->record,
                          .counter = RIR_NONE,
                          .join = p->join,
                          .phi = p->drain.walk.phi};
    if (around == RIR_NONE)
        return;
    if (is_covered(p, &fill))
        j.counter = fill.walk.phi;
    else if (p->guarded || !placed_is_covered(&rounds))
        return;
    if (handles_kept(&rounds) &&
        (!p->guarded || flagged_is_set(&rounds, &p->guard) || MUTANT(p->s, 45)))
        vec_push(&p->s->edge_joins[p->func], j);
}

static void consider_join(struct pair *p)
{
    const struct flow *w = p->s->flows[p->func];
    const struct rir_insn *join = &w->f->insns[p->join];
    uint32_t from = joined_at(p->s, w->f, join), in = join->block;
    if (from == RIR_NONE || !visit_of(w, from, &p->drain) ||
        walk_has(&p->drain.walk, w->f->insns[p->start].block)) /* it starts again while it joins */
        return;
    p->guarded = !walk_is_in_each_trip(&p->drain.walk, in);
    if (p->guarded && !flagged_guard(p->s, p->func, &p->drain.walk, p->join, &p->guard))
        return;
    if (p->guarded)
        in = p->guard.block;
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        if (visit_by_test(&p->drain, in, b))
            consider(p);
}

/* One task, for certain: a join, or a call of what joins what it is given (B-J19). */
bool joins_one(const struct solver *s, const struct rir_insn *in)
{
    struct join_given g;
    if (is_join(s, in))
        return join_condition(s, in) == NULL;
    return in->op == RIR_CALL && join_given(s, in->ref, &g);
}

static void consider_start(struct pair *p)
{
    const struct flow *w = p->s->flows[p->func];
    const struct rir_func *f = w->f;
    uint32_t place = start_place(p->s, p->func, p->start);
    if (place == RIR_NONE || joins_calls_itself(p->s, p->func))
        return;
    bool again = w->in_cycle[f->insns[p->start].block];
    if (again && !place_of(f, place, &p->place))
        return;
    for (p->join = 0; p->join < f->ninsns; p->join++)
        if (joins_one(p->s, &f->insns[p->join]) && w->rank[f->insns[p->join].block] != RIR_NONE) {
            if (again)
                consider_join(p);
            else
                join_fixed(p->s, p->func, p->record, p->join);
        }
}

void joins_prepare(struct solver *s, uint32_t func)
{
    const struct flow *w = s->flows[func];
    for (uint32_t r = 0; r < s->starts.len && s->may_join[func]; r++) {
        struct pair p = {.s = s, .func = func, .record = r, .start = start_in(s, func, r)};
        if (p.start != RIR_NONE && w->rank[w->f->insns[p.start].block] != RIR_NONE)
            consider_start(&p);
    }
}

/* In a state of a block that leads into the loop from outside, tasks of the record may run (or
 * surely do). Starts in that block itself are not seen. */
static bool runs_before(struct solver *s, uint32_t func, const struct walk *loop, uint32_t record,
                        bool surely)
{
    const struct flow *w = s->flows[func];
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        for (int key = 0; !flow_dominates(w, loop->header, p) && key < 2; key++) {
            const struct body *b = s->bodies[key][func];
            for (uint32_t i = 0; b != NULL && i < b->in[p].n; i++)
                if (ids_has(surely ? &b->in[p].list[i].sure : &b->in[p].list[i].running, record))
                    return true;
        }
    }
    return false;
}

/* Outside the loop, no block that leads into it may have tasks of the record running. */
bool joins_entered_idle(struct solver *s, uint32_t func, const struct walk *loop, uint32_t record)
{
    const struct flow *w = s->flows[func];
    if (!walk_is_entered_again(loop))
        return true;
    if (runs_before(s, func, loop, record, false))
        return false;
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        const struct rir_block *blk = &w->f->blocks[p];
        bool outside = !flow_dominates(w, loop->header, p);
        for (uint32_t i = blk->first; outside && i < blk->first + blk->count; i++)
            if (w->f->insns[i].op == RIR_CALL || w->f->insns[i].op == RIR_CALLI ||
                w->f->insns[i].op == RIR_START)
                return false;
    }
    return true;
}

void joins_on_edge(struct env *e, uint32_t from, uint32_t to)
{
    struct solver *s = e->b->s;
    const struct edge_joins *list = &s->edge_joins[e->b->func];
    if (e->b->resumes != NULL) /* a longjmp may begin the loops again, while tasks run */
        return;
    for (uint32_t i = 0; i < list->len; i++) {
        struct walk fill;
        uint32_t record = list->data[i].record;
        if (list->data[i].from != from || list->data[i].to != to)
            continue;
        /* an earlier round whose tasks still run has lost its handles */
        if (walk_of(e->b->w, list->data[i].counter, &fill) &&
            !joins_entered_idle(s, e->b->func, &fill, record))
            continue;
        ids_remove(&e->st.running, record);
        ids_remove(&e->st.sure, record);
        ids_remove(&e->st.single, record);
        bool itself = s->starts.data[record].func == e->b->func;
        if (itself && solver_runs_once(s, e->b->func, 0)) /* no other activation has started any */
            ids_add(&e->st.joined, record);
    }
}

bool joins_miss_earlier(const struct env *e, uint32_t from, uint32_t to, uint32_t record)
{
    struct solver *s = e->b->s;
    const struct edge_joins *list = &s->edge_joins[e->b->func];
    for (uint32_t i = 0; i < list->len; i++) {
        struct walk fill;
        if (list->data[i].from == from && list->data[i].to == to &&
            list->data[i].record == record && walk_of(e->b->w, list->data[i].counter, &fill) &&
            runs_before(s, e->b->func, &fill, record, true))
            return true;
    }
    return false;
}
