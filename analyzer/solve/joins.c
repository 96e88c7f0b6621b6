/* Which tasks a join ends.
 *
 * B-J1. A join of a handle that is certainly the handle of one start, which runs only once, ends
 * that task. B-J2. A counted loop that joins t[i] for each i ends all tasks of a start that put its
 * handles into t[i] in a counted loop over the same range, on the edge on which the joining loop
 * ends by its counter; also up to where the starting loop was left (B-J7), and both only while
 * nothing else writes there (B-J6). Everything else leaves the tasks "may be running". A handle
 * kept in a static object may be overwritten by anybody who knows it, so there B-J1 asks that
 * nothing but starts store into that object. */
#include "solve/body.h"

#include <stdlib.h>

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

/* ---- counted loops ---- */

struct counted { /* for (i = first; i < bound; i += step) */
    uint32_t header, latch, exit, body, phi;
    uint32_t bound, first;
    int64_t step;
    uint8_t pred;
};

static const struct rir_insn *defined_by(const struct rir_func *f, uint32_t value, enum rir_op op)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN && f->insns[v->ref].op == op ? &f->insns[v->ref] : NULL;
}

static bool keeps_number(const struct rir_insn *in)
{
    return in->sub == RIR_U_ZEXT || in->sub == RIR_U_SEXT || in->sub == RIR_U_MOVE;
}

/* Through what gives different numbers for different numbers: elements and counters that are
 * different stay so. */
static uint32_t through_casts(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in;
    while ((in = defined_by(f, value, RIR_UN)) != NULL && keeps_number(in))
        value = in->args[0];
    return value;
}

static bool reads_counter(const struct flow *w, const struct rir_insn *phi, struct counted *c)
{
    const struct rir_func *f = w->f;
    if (phi->nargs != 2)
        return false;
    for (uint32_t k = 0; k < 2; k++) {
        const struct rir_insn *add = defined_by(f, phi->args[k], RIR_BIN);
        if (add == NULL || add->sub != RIR_B_ADD || add->args[0] != phi->result)
            continue;
        const struct rir_value *step = &f->values[add->args[1]];
        if (step->kind != RIR_V_CONST || !flow_dominates(w, phi->block, phi->blocks[k]))
            continue;
        c->latch = phi->blocks[k];
        c->first = phi->args[1 - k];
        c->step = step->imm;
        c->phi = phi->result;
        c->header = phi->block;
        return true;
    }
    return false;
}

/* The loop's only test of its counter is at its header. */
static bool counted_loop(const struct flow *w, const struct rir_insn *phi, struct counted *c)
{
    const struct rir_func *f = w->f;
    if (phi->op != RIR_PHI || !reads_counter(w, phi, c))
        return false;
    const struct rir_block *h = &f->blocks[c->header];
    const struct rir_insn *t = &f->insns[h->first + h->count - 1];
    if (t->op != RIR_COND)
        return false;
    const struct rir_insn *cmp = defined_by(f, t->args[0], RIR_CMP);
    if (cmp == NULL || through_casts(f, cmp->args[0]) != c->phi)
        return false;
    c->pred = cmp->sub;
    c->bound = cmp->args[1];
    c->body = t->blocks[0];
    c->exit = t->blocks[1];
    return c->body != c->exit && flow_dominates(w, c->body, c->latch);
}

/* An address of the form base + ... + counter * size + ...; everything else constant. */
struct shape {
    uint32_t base; /* value, or global index when is_global */
    bool is_global;
    int64_t off, size;
    uint32_t counter; /* the phi */
};

static bool address_shape(const struct rir_func *f, uint32_t value, struct shape *s)
{
    *s = (struct shape){.counter = RIR_NONE};
    for (;;) {
        const struct rir_value *v = &f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in != NULL && in->op == RIR_FIELD) {
            s->off += in->imm;
        } else if (in != NULL && in->op == RIR_ELEM) {
            const struct rir_value *i = &f->values[in->args[1]];
            if (i->kind == RIR_V_CONST)
                s->off += i->imm * in->imm;
            else if (s->counter != RIR_NONE)
                return false;
            else {
                s->counter = through_casts(f, in->args[1]);
                s->size = in->imm;
            }
        } else {
            s->is_global = v->kind == RIR_V_GLOBAL;
            s->base = s->is_global ? v->ref : value;
            s->off += s->is_global ? v->imm : 0;
            return s->counter != RIR_NONE &&
                   (s->is_global || v->kind == RIR_V_PARAM || (in != NULL && in->op != RIR_PHI));
        }
        value = in->args[0];
    }
}

static bool same_shape(const struct shape *a, const struct shape *b)
{
    return a->base == b->base && a->is_global == b->is_global && a->off == b->off &&
           a->size == b->size;
}

/* Two loads from one place that nothing in the function, or called by it, writes. */
static bool same_unwritten_load(struct solver *s, uint32_t func, uint32_t x, uint32_t y)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *a = defined_by(f, x, RIR_READ), *b = defined_by(f, y, RIR_READ);
    if (a == NULL || b == NULL)
        return false;
    const struct rir_value *p = &f->values[a->args[0]], *q = &f->values[b->args[0]];
    bool same = a->args[0] == b->args[0] || (p->kind == RIR_V_GLOBAL && q->kind == RIR_V_GLOBAL &&
                                             p->ref == q->ref && p->imm == q->imm);
    if (!same || p->kind != RIR_V_GLOBAL)
        return false;
    uint32_t cls = phase_a_class_of_global(s->a, p->ref), first = a->block;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (s->flows[func]->rank[in->block] == RIR_NONE ||
            s->flows[func]->rank[in->block] < s->flows[func]->rank[first])
            continue;
        if ((in->op == RIR_WRITE || in->op == RIR_STORE || in->op == RIR_COPY ||
             in->op == RIR_FILL || in->op == RIR_RMW || in->op == RIR_CAS) &&
            phase_a_class(s->a, func, in->args[0]) == cls)
            return false;
        if (in->op != RIR_CALL && in->op != RIR_CALLI)
            continue;
        uint32_t n = 1;
        bool complete = true;
        const uint32_t *to =
            in->op == RIR_CALL ? &in->ref : phase_a_callees(s->a, func, i, &n, &complete);
        for (uint32_t k = 0; k < n; k++)
            if (phase_a_writes(s->a, to[k], cls) ||
                (!(s->m->funcs.data[to[k]].flags & RIR_FUNC_DEFINED) &&
                 !rir_func_is_described(&s->m->funcs.data[to[k]])))
                return false;
        if (!complete)
            return false;
    }
    uint32_t ntasks;
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    for (uint32_t k = 0; k < ntasks; k++)
        if (phase_a_writes(s->a, tasks[k].func, cls))
            return false;
    return true;
}

/* Casts must be the same on both sides: `n` and `(unsigned char)n` are two numbers. */
static bool same_number(struct solver *s, uint32_t func, uint32_t a, uint32_t b)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *p, *q;
    const struct rir_value *x = &f->values[a], *y = &f->values[b];
    while (a != b && (p = defined_by(f, a, RIR_UN)) != NULL &&
           (q = defined_by(f, b, RIR_UN)) != NULL && p->sub == q->sub &&
           x->type.cls == y->type.cls && x->type.bits == y->type.bits) {
        a = p->args[0];
        b = q->args[0];
        x = &f->values[a];
        y = &f->values[b];
    }
    if (a == b)
        return true;
    if (x->kind == RIR_V_CONST && y->kind == RIR_V_CONST)
        return x->imm == y->imm;
    return x->type.bits == y->type.bits && same_unwritten_load(s, func, a, b);
}

static bool same_range(struct solver *s, uint32_t func, const struct counted *a,
                       const struct counted *b)
{
    return a->step == b->step && a->pred == b->pred && same_number(s, func, a->first, b->first) &&
           same_number(s, func, a->bound, b->bound);
}

static bool loop_of(const struct flow *w, uint32_t counter, struct counted *c)
{
    const struct rir_insn *phi = defined_by(w->f, counter, RIR_PHI);
    return phi != NULL && counted_loop(w, phi, c);
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

/* Every trip round the loop passes the join: its block dominates the latch, and the header is the
 * only way out (checked by the edge on which B-J2 applies). */
static bool joins_each(const struct flow *w, const struct counted *c, uint32_t block)
{
    return flow_dominates(w, block, c->latch) && flow_dominates(w, c->body, block);
}

/* The start runs at most once per value of the counter: no cycle through its block avoids the
 * header. */
static bool once_per_trip(const struct flow *w, const struct counted *c, uint32_t block)
{
    bool *seen = calloc(w->f->nblocks, sizeof *seen);
    uint32_t *stack = calloc(w->f->nblocks + 1, sizeof *stack), depth = 0;
    if (seen == NULL || stack == NULL)
        abort();
    bool once = true;
    stack[depth++] = block;
    while (depth > 0 && once) {
        uint32_t n;
        const uint32_t *succ = flow_successors(w->f, stack[--depth], &n);
        for (uint32_t k = 0; k < n; k++) {
            if (succ[k] == c->header || seen[succ[k]])
                continue;
            if (succ[k] == block)
                once = false;
            seen[succ[k]] = true;
            stack[depth++] = succ[k];
        }
    }
    free(seen);
    free(stack);
    return once && flow_dominates(w, c->body, block);
}

static bool shape_of_join(struct solver *s, uint32_t func, const struct rir_insn *in,
                          struct shape *sh)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t h = handle_operand(s, in);
    if (h == RIR_NONE)
        return false;
    const struct rir_insn *load = defined_by(f, through_casts(f, h), RIR_LOAD);
    return load != NULL && address_shape(f, load->args[0], sh);
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
        if (address_shape(f, in->args[0], &other) && other.size == sh->size &&
            other.off != sh->off && (other.off - sh->off) % (sh->size == 0 ? 1 : sh->size) != 0)
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

static bool reaches_without(const struct flow *w, uint32_t from, uint32_t to, uint32_t avoid);

/* What a call may write at an address that it is given. */
static bool call_writes(struct solver *s, uint32_t func, const struct rir_insn *call,
                        uint32_t address)
{
    const struct rir_func *f = &s->m->funcs.data[call->ref];
    if (call->op == RIR_CALLI)
        return true;
    if (!rir_func_is_described(f))
        return !(f->flags & RIR_FUNC_DEFINED) ||
               phase_a_writes(s->a, call->ref, phase_a_class(s->a, func, address));
    for (uint32_t i = 0; i < f->nanns; i++)
        if ((f->anns[i].kind == RIR_ANN_WRITES || f->anns[i].kind == RIR_ANN_FILLS) &&
            f->anns[i].a > 0 && flow_operand(call, (uint32_t)f->anns[i].a) == address)
            return true;
    return false;
}

/* The operand by which an instruction, no start or store, may write into the object in which the
 * handles are; RIR_NONE. */
static uint32_t written_by(struct solver *s, uint32_t func, uint32_t insn, const struct shape *sh)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    bool call = in->op == RIR_CALL || in->op == RIR_CALLI;
    uint32_t record, n = call ? in->nargs : 1;
    if ((!call && in->op != RIR_COPY && in->op != RIR_FILL && in->op != RIR_RMW &&
         in->op != RIR_CAS) ||
        map_get(&s->start_index, (uint64_t)func << 32 | insn, &record))
        return RIR_NONE;
    for (uint32_t k = 0; k < n; k++) {
        const struct rir_value *base = &f->values[flow_base(f, in->args[k])];
        bool same = sh->is_global ? base->kind == RIR_V_GLOBAL && base->ref == sh->base
                                  : flow_base(f, in->args[k]) == sh->base;
        if (same && (!call || call_writes(s, func, in, in->args[k])))
            return in->args[k];
    }
    return RIR_NONE;
}

static bool another_field(const struct rir_func *f, const struct rir_insn *in, uint32_t address,
                          const struct shape *sh)
{
    struct shape other;
    return (in->op == RIR_RMW || in->op == RIR_CAS) && address_shape(f, address, &other) &&
           other.size == sh->size && sh->size != 0 && (other.off - sh->off) % sh->size != 0;
}

/* The instruction writes, at this address, within the element of the handles at `counter`. (A
 * callee that is given an element keeps to it.) */
static bool within_element(const struct rir_func *f, const struct rir_insn *in, uint32_t address,
                           const struct shape *sh, uint32_t counter)
{
    struct shape own;
    bool sized = in->op == RIR_COPY || in->op == RIR_FILL;
    const struct rir_value *size = sized ? &f->values[in->args[2]] : NULL;
    return address_shape(f, address, &own) && own.counter == counter && own.size == sh->size &&
           own.off - sh->off < sh->size && sh->off - own.off < sh->size &&
           (!sized || (size->kind == RIR_V_CONST && size->imm <= sh->size));
}

/* A start in block `from` may have succeeded, and control gets to `to` in the same trip. */
static bool leaves_started(const struct solver *s, uint32_t func, const struct counted *fill,
                           uint32_t from, uint32_t record, uint32_t to)
{
    const struct flow *w = s->flows[func];
    bool *seen = calloc(w->f->nblocks, sizeof *seen), found = false;
    uint32_t *stack = calloc(w->f->nblocks + 1, sizeof *stack), depth = 0;
    if (seen == NULL || stack == NULL)
        abort();
    stack[depth++] = from;
    while (depth > 0 && !found) {
        uint32_t n, block = stack[--depth];
        const uint32_t *succ = flow_successors(w->f, block, &n);
        for (uint32_t k = 0; k < n && !found; k++) {
            if (succ[k] == fill->header || start_failed_on_edge(s, func, block, k) == record)
                continue;
            found = succ[k] == to;
            if (seen[succ[k]])
                continue;
            seen[succ[k]] = true;
            stack[depth++] = succ[k];
        }
    }
    free(seen);
    free(stack);
    return found;
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
           same_number(s, func, fill->first, drain->first) &&
           !leaves_started(s, func, fill, start->block, record, drain->header);
}

struct rounds { /* `start` puts handles where `shape` says; `join` takes them from there */
    const struct shape *shape;
    const struct counted *fill, *drain;
    uint32_t start, join, counter; /* instructions; the counter of the joining loop */
};

/* From `from`, control may get to `to` in the same trip of a loop. */
static bool later_in_trip(const struct flow *w, const struct counted *loop, uint32_t from,
                          uint32_t to)
{
    const struct rir_insn *a = &w->f->insns[from], *b = &w->f->insns[to];
    return a->block == b->block ? to > from : reaches_without(w, a->block, b->block, loop->header);
}

/* B-J6. From a start to the join of its handle nothing else writes where the handle is: only what
 * a trip writes into its own element before it starts, or after it has joined. */
static bool handles_kept(struct solver *s, uint32_t func, const struct rounds *r)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    uint32_t start = f->insns[r->start].block;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        uint32_t to = w->rank[in->block] == RIR_NONE ? RIR_NONE : written_by(s, func, i, r->shape);
        if (to == RIR_NONE || another_field(f, in, to, r->shape))
            continue;
        if (within_element(f, in, to, r->shape, r->fill->phi) &&
            !later_in_trip(w, r->fill, r->start, i))
            continue;
        if (within_element(f, in, to, r->shape, r->counter) &&
            !later_in_trip(w, r->drain, i, r->join))
            continue;
        bool between = in->block == start || in->block == r->drain->header ||
                       flow_dominates(w, r->fill->body, in->block) ||
                       (reaches_without(w, start, in->block, RIR_NONE) &&
                        reaches_without(w, in->block, r->drain->header, r->fill->header));
        if (between)
            return false;
    }
    return true;
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
        if (place == RIR_NONE || !address_shape(f, place, &from) ||
            !loop_of(w, from.counter, &fill) || !once_per_trip(w, &fill, start->block) ||
            !only_starts_store(s, func, &from, at) || !only_start_there(s, func, &from, r))
            continue;
        for (uint32_t i = 0; i < f->ninsns; i++) {
            const struct rir_insn *in = &f->insns[i];
            if (!is_join(s, in) || w->rank[in->block] == RIR_NONE ||
                !shape_of_join(s, func, in, &to) || !same_shape(&from, &to) ||
                !loop_of(w, to.counter, &drain) ||
                (!same_range(s, func, &fill, &drain) &&
                 !joins_as_many(s, func, &fill, &drain, r)) ||
                !joins_each(w, &drain, in->block))
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
        if (!loop_of(e->b->w, list->data[i].counter, &fill) ||
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
            list->data[i].record == record && loop_of(e->b->w, list->data[i].counter, &fill) &&
            runs_before(s, e->b->func, &fill, record, true))
            return true;
    }
    return false;
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

/* Can control get from block `from` to block `to` without passing `avoid`? */
static bool reaches_without(const struct flow *w, uint32_t from, uint32_t to, uint32_t avoid)
{
    bool *seen = calloc(w->f->nblocks, sizeof *seen), found = false;
    uint32_t *stack = calloc(w->f->nblocks + 1, sizeof *stack), depth = 0;
    if (seen == NULL || stack == NULL)
        abort();
    stack[depth++] = from;
    while (depth > 0 && !found) {
        uint32_t n;
        const uint32_t *succ = flow_successors(w->f, stack[--depth], &n);
        for (uint32_t k = 0; k < n && !found; k++) {
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

/* One of the blocks that lead into the loop from outside can be reached from it, by whatever way
 * out: it may be entered more than once. */
static bool entered_again(const struct flow *w, const struct counted *loop)
{
    for (uint32_t k = 0; k < w->npreds[loop->header]; k++) {
        uint32_t p = w->preds[loop->header][k];
        if (p != loop->latch && reaches_without(w, loop->header, p, RIR_NONE))
            return true;
    }
    return false;
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
    if (given == RIR_NONE || !address_shape(f, address, &at) || !address_shape(f, given, &to))
        return false;
    bool element = at.is_global && to.is_global && at.base == to.base && at.counter == to.counter &&
                   at.size == to.size && at.size > 0 && at.off >= 0 && at.off < at.size &&
                   to.off >= 0 && to.off < to.size;
    if (!element || !loop_of(w, at.counter, &loop) || loop.step == 0)
        return false;
    if (entered_again(w, &loop))
        return false;
    bool before =
        in->block == start->block ? insn < r->insn : flow_dominates(w, loop.body, in->block);
    return before && flow_dominates(w, loop.body, start->block) &&
           !reaches_without(w, start->block, in->block, loop.header);
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
    if (!entered_again(w, loop))
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

bool joins_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                             uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    struct shape at;
    struct counted loop;
    return address_shape(f, address, &at) && at.is_global && at.size > 0 &&
           loop_of(w, at.counter, &loop) && loop.step != 0 &&
           once_per_trip(w, &loop, f->insns[insn].block) && entered_idle(s, func, &loop, record);
}
