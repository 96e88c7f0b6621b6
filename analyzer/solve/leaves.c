/* A store of a number to a member of a parameter counts if it comes before every way to return
 * zero, and if neither another store in this function nor a call that comes after it may change the
 * member. Which values that are returned may be zero is seen from constants and from tests that
 * come before.
 *
 * What a call stores is found from function to function, calls through pointers included, by the
 * member that each store goes to (spots.h). */
#include "solve/leaves.h"

#include <stdlib.h>

enum { MAX_FUNCTIONS = 600 };

/* ---- which members are stored to ---- */

/* The member that lies there, whatever object it is in; SPOT_ANY: not known. */
static uint32_t member_at(const struct runs *r, uint32_t func, uint32_t address)
{
    uint32_t spot = runs_spot(r, func, address);
    return spot >= SPOT_FIRST ? r->spots.all.data[spot].member : SPOT_ANY;
}

static bool in_struct(const struct runs *r, uint32_t type, uint32_t member)
{
    return type != RIR_NONE && type == r->spots.all.data[member].ref;
}

static bool stores_to(const void *leaves, uint32_t func, const struct rir_insn *in, uint32_t member)
{
    const struct leaves *l = leaves;
    const struct runs *r = l->runs;
    const struct rir_func *f = &r->m->funcs.data[func];
    const struct spot *x = &r->spots.all.data[member];
    uint32_t spot;
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        spot = runs_spot(r, func, in->args[0]);
        return spot >= SPOT_FIRST
                   ? r->spots.all.data[spot].member == member
                   : x->lost && x->bytes == rir_scalar_bytes(f->values[in->args[1]].type);
    case RIR_COPY:
    case RIR_FILL:
        spot = runs_spot(r, func, in->args[0]);
        return spot < SPOT_FIRST || in_struct(r, spot_struct(&r->spots, spot), member);
    case RIR_OPAQUE:
        return true;
    default:
        return false;
    }
}

struct visit {
    VEC(uint32_t) list;
    bool *seen;
};

static void visit(struct visit *v, uint32_t func)
{
    if (!v->seen[func])
        vec_push(&v->list, func);
    v->seen[func] = true;
}

static bool visit_calls(struct leaves *l, struct visit *v, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &l->runs->m->funcs.data[func].insns[insn];
    uint32_t n;
    bool complete = true;
    if (in->op == RIR_CALL)
        visit(v, in->ref);
    if (in->op != RIR_CALLI)
        return true;
    const uint32_t *to = phase_a_callees(l->runs->a, func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++)
        visit(v, to[i]);
    return complete;
}

void leaves_know_lock(struct leaves *l, uint32_t lock, uint32_t func, uint32_t operand)
{
    uint32_t cls = phase_a_class(l->runs->a, func, operand), before;
    if (cls != RIR_NONE && !map_get(&l->lock_class, lock, &before))
        map_put(&l->lock_class, lock, cls);
}

/* Is it that lock, or one that is not told apart from it? */
static bool is_lock(const struct leaves *l, uint32_t func, uint32_t operand, uint32_t lock)
{
    const struct runs *r = l->runs;
    const struct rir_value *v = &r->m->funcs.data[func].values[operand];
    const struct spot *y = &r->spots.all.data[lock];
    uint32_t spot = runs_spot(r, func, operand), cls;
    if (v->kind == RIR_V_GLOBAL)
        return y->root == ROOT_GLOBAL && y->ref == v->ref;
    const struct spot *x = &r->spots.all.data[spot];
    if (spot >= SPOT_FIRST)
        return spot == lock || (x->member >= SPOT_FIRST && x->member == y->member);
    return !map_get(&l->lock_class, lock, &cls) ||
           phase_a_classes_overlap(r->a, cls, phase_a_class(r->a, func, operand));
}

static bool is_about(const struct leaves *l, uint32_t func, const struct rir_insn *in,
                     enum rir_ann_kind kind, uint32_t lock)
{
    const struct rir_ann *a =
        in->op == RIR_CALL ? rir_func_ann(&l->runs->m->funcs.data[in->ref], kind) : NULL;
    uint32_t operand = a == NULL ? RIR_NONE : flow_operand(in, (uint32_t)a->a);
    return operand != RIR_NONE && is_lock(l, func, operand, lock);
}

bool leaves_gives_back(const struct leaves *l, uint32_t func, const struct rir_insn *in,
                       uint32_t lock)
{
    return is_about(l, func, in, RIR_ANN_RELEASES, lock);
}

/* ... that it did not take itself. */
static bool gives_back_others(const void *leaves, uint32_t func, const struct rir_insn *in,
                              uint32_t lock)
{
    const struct leaves *l = leaves;
    const struct rir_func *f = &l->runs->m->funcs.data[func];
    bool taken = false;
    if (!leaves_gives_back(l, func, in, lock))
        return false;
    for (uint32_t i = 0; i < f->ninsns && !taken; i++)
        taken = is_about(l, func, &f->insns[i], RIR_ANN_ACQUIRES, lock) ||
                is_about(l, func, &f->insns[i], RIR_ANN_ACQUIRES_IF, lock);
    return !taken;
}

bool leaves_does(struct leaves *l, uint32_t func, leaves_it *it, const void *with, uint32_t what,
                 bool guess)
{
    const struct runs *r = l->runs;
    struct visit v = {.seen = calloc(r->m->funcs.len + 1, sizeof *v.seen)};
    bool done = false;
    if (v.seen == NULL)
        abort();
    visit(&v, func);
    for (uint32_t k = 0; k < v.list.len && !done; k++) {
        uint32_t at = v.list.data[k];
        const struct rir_func *f = &r->m->funcs.data[at];
        done |= v.list.len > MAX_FUNCTIONS;
        for (uint32_t i = 0; i < f->ninsns && !done; i++)
            done |= runs_block(r, at, f->insns[i].block) &&
                    (it(with, at, &f->insns[i], what) || (!visit_calls(l, &v, at, i) && guess));
    }
    vec_free(&v.list);
    free(v.seen);
    return done;
}

static bool touches(struct leaves *l, uint32_t func, uint32_t member)
{
    uint64_t key = (uint64_t)func << 32 | member;
    uint32_t known;
    if (member < SPOT_FIRST)
        return true;
    if (!map_get(&l->touched, key, &known)) {
        known = leaves_does(l, func, stores_to, l, member, true);
        map_put(&l->touched, key, known);
    }
    return known;
}

bool leaves_locked(struct leaves *l, uint32_t func, uint32_t lock)
{
    uint64_t key = (uint64_t)func << 32 | lock;
    uint32_t known;
    if (!map_get(&l->released, key, &known)) {
        known = leaves_does(l, func, gives_back_others, l, lock, false);
        map_put(&l->released, key, known);
    }
    return !known;
}

bool leaves_alone(struct leaves *l, uint32_t func, uint32_t param, uint64_t off)
{
    const struct rir_module *m = l->runs->m;
    const struct rir_func *f = &m->funcs.data[func];
    uint32_t type = param < f->nparams ? rir_type_pointee(m, f->params[param].src) : RIR_NONE;
    type = spots_struct(&l->runs->spots, type);
    if (type == RIR_NONE)
        return false;
    uint32_t spot = spot_at(&l->runs->spots, ROOT_TYPE, type, type, off);
    return spot >= SPOT_FIRST && !touches(l, func, l->runs->spots.all.data[spot].member);
}

/* ---- ways to return zero ---- */

struct leaving { /* one function */
    struct leaves *l;
    const struct flow *w;
    const struct rir_func *f;
    uint32_t func;
};

static bool is_zero(const struct rir_func *f, uint32_t value)
{
    return f->values[value].kind == RIR_V_CONST && f->values[value].imm == 0;
}

/* On which side of the branch is the value not zero? RIR_NONE: the branch does not say. */
static uint32_t side_not_zero(const struct rir_func *f, const struct rir_insn *t, uint32_t value)
{
    const struct rir_insn *cmp = t->op == RIR_COND ? flow_defined_by(f, t->args[0], RIR_CMP) : NULL;
    if (cmp == NULL || (cmp->args[0] != value && cmp->args[1] != value) ||
        !is_zero(f, cmp->args[cmp->args[0] == value ? 1 : 0]))
        return RIR_NONE;
    bool first = cmp->args[0] == value;
    switch (cmp->sub) {
    case RIR_P_EQ:
        return 1;
    case RIR_P_NE:
    case RIR_P_SLT:
    case RIR_P_SGT:
        return 0;
    case RIR_P_SGE:
        return first ? 1 : RIR_NONE;
    default:
        return RIR_NONE;
    }
}

/* May the value be zero at the end of the block? */
static bool may_be_zero_at(const struct leaving *x, uint32_t value, uint32_t block)
{
    const struct rir_func *f = x->f;
    if (f->values[value].kind == RIR_V_CONST)
        return f->values[value].imm == 0;
    struct may all = runs_value(x->l->runs, x->func, value);
    if (!may_be_zero(&all))
        return false;
    for (uint32_t b = block;; b = x->w->idom[b]) {
        uint32_t up = x->w->idom[b];
        const struct rir_insn *t = &f->insns[f->blocks[up].first + f->blocks[up].count - 1];
        uint32_t side = side_not_zero(f, t, value);
        if (up != b && side != RIR_NONE && t->blocks[side] == b && t->blocks[1 - side] != b &&
            x->w->npreds[b] == 1)
            return false;
        if (up == b)
            return true;
    }
}

/* Does the store come before the function may return zero from that block? */
static bool is_before(const struct leaving *x, const struct rir_insn *store, uint32_t value,
                      uint32_t block)
{
    return x->w->rank[block] == RIR_NONE || !may_be_zero_at(x, value, block) ||
           flow_dominates(x->w, store->block, block);
}

static bool before_all_returns(const struct leaving *x, const struct rir_insn *store)
{
    bool any = false;
    for (uint32_t i = 0; i < x->f->ninsns; i++) {
        const struct rir_insn *in = &x->f->insns[i];
        if (in->op != RIR_RET || in->nargs != 1)
            continue;
        const struct rir_insn *phi = flow_defined_by(x->f, in->args[0], RIR_PHI);
        any = true;
        if (phi == NULL || phi->block != in->block) {
            if (!is_before(x, store, in->args[0], in->block))
                return false;
            continue;
        }
        for (uint32_t k = 0; k < phi->nargs; k++)
            if (!is_before(x, store, phi->args[k], phi->blocks[k]))
                return false;
    }
    return any;
}

/* Nothing that may come after the store changes the member. */
static bool is_last(const struct leaving *x, const struct rir_insn *store, uint32_t member)
{
    if (x->w->in_cycle[store->block])
        return false;
    for (uint32_t i = 0; i < x->f->ninsns; i++) {
        const struct rir_insn *in = &x->f->insns[i];
        if (in == store || (in->block == store->block && in < store))
            continue;
        if (in->block != store->block && flow_dominates(x->w, in->block, store->block))
            continue; /* not in a loop: it is over by then */
        if (stores_to(x->l, x->func, in, member) ||
            (in->op == RIR_CALL && touches(x->l, in->ref, member)) || in->op == RIR_CALLI)
            return false;
    }
    return true;
}

static void note_store(const struct leaving *x, const struct rir_insn *in, uint32_t param,
                       struct left_behind *out)
{
    uint32_t address = in->args[0];
    int64_t off = 0;
    const struct rir_insn *field = flow_defined_by(x->f, address, RIR_FIELD);
    for (; field != NULL; field = flow_defined_by(x->f, address, RIR_FIELD)) {
        off += field->imm;
        address = field->args[0];
    }
    const struct rir_value *v = &x->f->values[address], *what = &x->f->values[in->args[1]];
    uint32_t member = member_at(x->l->runs, x->func, in->args[0]);
    if (v->kind != RIR_V_PARAM || v->ref != param || what->kind != RIR_V_CONST ||
        out->n == LEAVES_MOST || member < SPOT_FIRST || x->w->rank[in->block] == RIR_NONE ||
        !before_all_returns(x, in) || !is_last(x, in, member))
        return;
    out->list[out->n++] = (struct left_number){off, what->imm, rir_scalar_bytes(what->type)};
}

const struct left_behind *leaves_if_zero(struct leaves *l, uint32_t func, uint32_t param)
{
    uint64_t key = (uint64_t)func << 32 | param;
    uint32_t at;
    if (map_get(&l->index, key, &at))
        return l->all.data[at];
    struct left_behind *out = ARENA_ARRAY(&l->arena, struct left_behind, 1);
    struct leaving x = {l, l->runs->flows[func], &l->runs->m->funcs.data[func], func};
    map_put(&l->index, key, l->all.len);
    vec_push(&l->all, out);
    if (x.w == NULL || x.f->nresults != 1 || rir_func_is_described(x.f))
        return out;
    for (uint32_t i = 0; i < x.f->ninsns; i++)
        if (x.f->insns[i].op == RIR_STORE || x.f->insns[i].op == RIR_WRITE)
            note_store(&x, &x.f->insns[i], param, out);
    return out;
}

void leaves_free(struct leaves *l)
{
    map_free(&l->index);
    map_free(&l->touched);
    map_free(&l->released);
    map_free(&l->lock_class);
    vec_free(&l->all);
    arena_free(&l->arena);
}
