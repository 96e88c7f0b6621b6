/* A lock is the number of its spot (spots.h). What is taken and given back is a list of events, of
 * which the latest about a lock counts. Only the functions of the
 * chain take locks: of what they call it is asked whether it may give one back.
 *
 * A mutex that may be taken twice by one task is not told from others. */
#include "solve/path_locks.h"

#include "solve/flow.h"
#include "solve/path_facts.h"

/* SPOT_ANY: not told apart from others. */
static uint32_t lock_at(const struct path *p, const struct rir_func *f, uint32_t value)
{
    struct runs *r = p->r.runs;
    const struct rir_value *v = &f->values[value];
    uint32_t func = (uint32_t)(f - r->m->funcs.data), spot = SPOT_ANY;
    if (v->kind == RIR_V_GLOBAL)
        spot = spot_at(&r->spots, ROOT_GLOBAL, v->ref, r->m->globals.data[v->ref].type,
                       (uint64_t)v->imm);
    else
        spot = runs_spot(r, func, value);
    if (spot < SPOT_FIRST || spot_is_in_array(&r->spots, spot))
        return SPOT_ANY;
    if (r->spots.all.data[spot].root == ROOT_GLOBAL)
        return spot;
    uint32_t member = r->spots.all.data[spot].member;
    return member >= SPOT_FIRST && runs_makes_one(r, r->spots.all.data[member].ref) ? member
                                                                                    : SPOT_ANY;
}

static uint32_t func_of(const struct path *p)
{
    return (uint32_t)(p->at.f - p->r.m->funcs.data);
}

static bool is_held(const struct path *p, uint32_t lock)
{
    for (uint32_t i = p->locks.len; i-- > 0;)
        if (p->locks.data[i].lock == lock)
            return p->locks.data[i].taken;
    return false;
}

static void note(struct path *p, uint32_t lock, bool taken)
{
    struct path_lock x = {lock, taken};
    if (lock >= SPOT_FIRST)
        vec_push(&p->locks, x);
}

/* The lock that the call takes or gives back by such an annotation; SPOT_NONE: it does not. */
static uint32_t lock_of(const struct path *p, const struct rir_insn *in, enum rir_ann_kind kind)
{
    const struct rir_ann *a = rir_func_ann(&p->r.m->funcs.data[in->ref], kind);
    uint32_t operand = a == NULL ? RIR_NONE : flow_operand(in, (uint32_t)a->a);
    return operand == RIR_NONE ? SPOT_NONE : lock_at(p, p->at.f, operand);
}

static bool may_give_back(const struct path *p, const struct rir_insn *in, uint32_t lock)
{
    const struct rir_module *m = p->r.m;
    uint32_t func = func_of(p), n = 1;
    bool complete = true;
    const uint32_t *to = &in->ref;
    if (in->op == RIR_CALLI)
        to = phase_a_callees(p->r.runs->a, func, (uint32_t)(in - p->at.f->insns), &n, &complete);
    bool back = leaves_gives_back(p->r.leaves, func, in, lock);
    for (uint32_t i = 0; i < n && !back; i++)
        back = (m->funcs.data[to[i]].flags & RIR_FUNC_DEFINED) &&
               !rir_func_is_described(&m->funcs.data[to[i]]) &&
               !leaves_locked(p->r.leaves, to[i], lock);
    return back;
}

/* What the call may give back is not held any more. */
static void give_back(struct path *p, const struct rir_insn *in)
{
    for (uint32_t i = 0, n = p->locks.len; i < n; i++) {
        uint32_t lock = p->locks.data[i].lock;
        if (is_held(p, lock) && may_give_back(p, in, lock))
            note(p, lock, false);
    }
}

void path_locks_call(struct path *p, const struct rir_insn *in)
{
    uint32_t lock;
    if (p->r.runs == NULL || p->at.depth != 0)
        return;
    if (in->op != RIR_CALL) {
        give_back(p, in);
        return;
    }
    const struct rir_func *callee = &p->r.m->funcs.data[in->ref];
    const struct rir_ann *tries = rir_func_ann(callee, RIR_ANN_ACQUIRES_IF);
    if (tries != NULL && in->result != RIR_NONE && tries->when == RIR_ZERO &&
        (lock = lock_of(p, in, RIR_ANN_ACQUIRES_IF)) >= SPOT_FIRST && is_held(p, lock) &&
        !path_add(p, path_value(p, in->result), RIR_P_NE, true, 0))
        p->ended = true;
    lock = lock_of(p, in, RIR_ANN_ACQUIRES);
    if (lock >= SPOT_FIRST)
        leaves_know_lock(p->r.leaves, lock, func_of(p),
                         flow_operand(in, (uint32_t)rir_func_ann(callee, RIR_ANN_ACQUIRES)->a));
    note(p, lock, true);
    give_back(p, in);
}

void path_locks_enter(struct path *p, uint32_t lock)
{
    note(p, lock, true);
}

uint32_t path_locks_held(const struct path *p, uint32_t *out, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->locks.len && n < most; i++) {
        bool have = false;
        for (uint32_t k = 0; k < n; k++)
            have |= out[k] == p->locks.data[i].lock;
        if (!have && p->locks.data[i].taken && is_held(p, p->locks.data[i].lock))
            out[n++] = p->locks.data[i].lock;
    }
    return n;
}
