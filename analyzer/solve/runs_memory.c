/* Copies, fills and what comes from outside, for runs.c: which struct it is that changes is what
 * the spot says, or else what the source declares, or else how the function uses the pointer. Bytes
 * of which nobody says that they are a struct are none. Copies between objects of one type bring no
 * other numbers. */
#include "solve/runs_memory.h"
#include "solve/param_store.h"

enum { MAX_STEPS = 8 };

/* ---- what a pointer points to ---- */

uint32_t run_declared(const struct run *x, uint32_t value)
{
    const struct rir_module *m = x->r->m;
    for (int i = 0; i < MAX_STEPS; i++) {
        const struct rir_value *v = &x->f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &x->f->insns[v->ref] : NULL;
        uint32_t type = v->src;
        if (v->kind == RIR_V_PARAM)
            type = x->f->params[v->ref].src;
        else if (v->kind == RIR_V_GLOBAL)
            return v->imm == 0 ? m->globals.data[v->ref].type : RIR_NONE;
        else if (in != NULL && in->op == RIR_FIELD && rir_named_member(m, in) != NULL)
            return rir_named_member(m, in)->type;
        else if (in != NULL && (in->op == RIR_LOAD || in->op == RIR_CALL || in->op == RIR_CALLI))
            type = in->src;
        else if (in != NULL && in->op == RIR_STACK)
            return in->src;
        type = rir_type_pointee(m, type);
        uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
        if (t != RIR_NONE && m->types.data[t].kind != RIR_T_VOID)
            return t;
        bool same = in != NULL && (in->op == RIR_ELEM || in->op == RIR_PHI ||
                                   in->op == RIR_SELECT || (in->op == RIR_UN && flow_is_step(in)));
        if (!same || in->nargs == 0)
            return RIR_NONE;
        value = in->args[in->op == RIR_SELECT ? 1 : 0];
    }
    return RIR_NONE;
}

uint32_t run_pointee(const struct run *x, uint32_t address)
{
    return rir_type_pointee(x->r->m, run_declared(x, address));
}

uint32_t run_used_as(const struct run *x, uint32_t value)
{
    for (uint32_t i = 0; i < x->f->ninsns; i++) {
        const struct rir_insn *in = &x->f->insns[i];
        if (in->op == RIR_FIELD && in->args[0] == value && in->ref != RIR_NONE)
            return spots_struct(&x->r->spots, in->ref);
    }
    return RIR_NONE;
}

void run_passed(struct run *x, uint32_t pointer, uint32_t type)
{
    struct spots *s = &x->r->spots;
    uint32_t as = spots_struct(s, rir_type_pointee(x->r->m, type)), spot = run_spot(x, pointer);
    if (as == RIR_NONE || spot == SPOT_NONE)
        return;
    if (spot >= SPOT_FIRST)
        spots_pun(s, spot_struct(s, spot), as);
    spots_pun(s, spots_struct(s, run_declared(x, pointer)), as);
}

uint32_t run_step(struct run *x, uint32_t base, uint32_t pointer, int64_t bytes)
{
    struct spots *s = &x->r->spots;
    uint32_t type =
        base == SPOT_ANY && bytes >= 0 ? spots_struct(s, run_declared(x, pointer)) : RIR_NONE;
    if (type != RIR_NONE)
        return spot_at(s, ROOT_TYPE, type, type, (uint64_t)bytes);
    if (base < SPOT_FIRST)
        return base;
    const struct spot from = s->all.data[base];
    if (bytes >= 0 && from.root != ROOT_TYPE)
        return spot_at(s, (enum spot_root)from.root, from.ref, from.type,
                       from.off + (uint64_t)bytes);
    spot_lose(s, base);
    return SPOT_ANY;
}

struct behind { /* a pointer: a spot, or a struct, or so many bytes */
    uint32_t spot, type, bytes;
};

static struct behind behind(struct run *x, uint32_t pointer)
{
    struct spots *s = &x->r->spots;
    struct behind b = {.spot = run_spot(x, pointer), .type = RIR_NONE};
    if (b.spot >= SPOT_FIRST) {
        b.type = spot_struct(s, b.spot);
    } else if (b.spot != SPOT_NONE) {
        uint32_t type = run_declared(x, pointer);
        b.type = spots_struct(s, type);
        b.bytes = type == RIR_NONE ? 0 : (uint32_t)rir_type_size(x->r->m, type);
        if (b.type == RIR_NONE)
            b.type = run_used_as(x, pointer);
    }
    return b;
}

/* All that begins there may hold `what`, in the first `bytes`. */
static void hold_behind(struct run *x, const struct behind *b, uint64_t bytes,
                        const struct may *what)
{
    if (b->type != RIR_NONE)
        spots_store_all(&x->r->spots, b->type, bytes, what);
    else if (b->spot >= SPOT_FIRST || b->bytes != 0)
        spot_fill(&x->r->spots, b->spot, b->bytes, what);
}

void run_clobber(struct run *x, uint32_t pointer)
{
    const struct may any = may_any();
    struct behind b = behind(x, pointer);
    hold_behind(x, &b, UINT64_MAX, &any);
}

/* ---- instructions ---- */

static uint64_t size_of(const struct run *x, uint32_t value)
{
    const struct rir_value *v = &x->f->values[value];
    return v->kind == RIR_V_CONST && v->imm >= 0 ? (uint64_t)v->imm : UINT64_MAX;
}

void run_copy(struct run *x, const struct rir_insn *in)
{
    const struct may any = may_any();
    struct behind to = behind(x, in->args[0]), from = behind(x, in->args[1]);
    run_made(x, to.spot, in->args[0], from.type);
    if (to.type == RIR_NONE || to.type != from.type)
        hold_behind(x, &to, size_of(x, in->args[2]), &any);
    else if (to.spot >= SPOT_FIRST)
        spot_mix(&x->r->spots, to.spot);
}

uint32_t run_outside(struct run *x, const struct rir_insn *in, const struct rir_func *callee)
{
    const struct rir_module *m = x->r->m;
    uint32_t first = in->op == RIR_CALLI, type = rir_func_source_type(m, callee);
    const struct may any = may_any();
    for (uint32_t i = first; i < in->nargs; i++) {
        uint32_t cpos = in->pos != NULL ? in->pos[i - first].cpos : i - first + 1;
        if (x->f->values[in->args[i]].type.cls != RIR_PTR || !param_is_written(callee, i - first))
            continue;
        run_clobber(x, in->args[i]);
        if (type != RIR_NONE && cpos > 0 && cpos <= m->types.data[type].nfields)
            spots_store_all(
                &x->r->spots,
                rir_type_pointee(m, rir_type_pointee(m, m->types.data[type].fields[cpos - 1].type)),
                UINT64_MAX, &any);
    }
    if (rir_func_ann(callee, RIR_ANN_MALLOC) != NULL)
        return rir_func_ann(callee, RIR_ANN_ZEROED) != NULL ? SPOT_ZEROED : SPOT_FRESH;
    if (in->result != RIR_NONE)
        spots_store_all(&x->r->spots, rir_type_pointee(m, in->src), UINT64_MAX, &any);
    return SPOT_ANY;
}

/* ---- filled with zeros ---- */

/* May others look behind the pointer once this is done? */
static bool is_shown_by(const struct run *x, const struct rir_insn *in, uint32_t pointer)
{
    bool used = false;
    for (uint32_t i = 0; i < in->nargs; i++)
        used |= in->args[i] == pointer;
    switch ((enum rir_op)in->op) {
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
    case RIR_CMP:
    case RIR_FILL:
        return false;
    case RIR_STORE:
        return in->args[1] == pointer;
    case RIR_CALL:
        return used && rir_func_ann(&x->r->m->funcs.data[in->ref], RIR_ANN_FREES) == NULL;
    default:
        return used;
    }
}

/* A phi uses it at the end of the blocks that it comes from. */
static bool comes_before(const struct run *x, const struct rir_insn *a, const struct rir_insn *b,
                         uint32_t pointer)
{
    const struct flow *w = x->r->flows[x->func];
    if (b->op != RIR_PHI)
        return flow_comes_first(w, (uint32_t)(a - x->f->insns), (uint32_t)(b - x->f->insns));
    for (uint32_t i = 0; i < b->nargs; i++)
        if (b->args[i] == pointer && !flow_dominates(w, a->block, b->blocks[i]))
            return false;
    return true;
}

/* Does this store come before all by which others may see the object? */
static bool is_first(const struct run *x, const struct rir_insn *store, uint32_t pointer)
{
    for (uint32_t i = 0; i < x->f->ninsns; i++)
        if (is_shown_by(x, &x->f->insns[i], pointer) &&
            !comes_before(x, store, &x->f->insns[i], pointer))
            return false;
    return true;
}

/* A member that is set before others see the object never is zero for having been filled so. */
static bool is_set_first(const struct run *x, uint32_t pointer, uint32_t type, uint64_t off)
{
    if (x->r->flows[x->func] == NULL)
        return false;
    for (uint32_t i = 0; i < x->f->ninsns; i++) {
        const struct rir_insn *in = &x->f->insns[i];
        const struct rir_insn *to = in->op == RIR_STORE || in->op == RIR_WRITE
                                        ? flow_defined_by(x->f, in->args[0], RIR_FIELD)
                                        : NULL;
        if (to != NULL && to->args[0] == pointer && (uint64_t)to->imm == off &&
            spots_struct(&x->r->spots, to->ref) == type && is_first(x, in, pointer))
            return true;
    }
    return false;
}

static void zero_struct(struct run *x, uint32_t pointer, uint32_t type, uint64_t bytes)
{
    const struct may zero = may_number(0);
    const struct rir_type *t = &x->r->m->types.data[type];
    for (uint32_t i = 0; i < t->nfields; i++)
        if (!is_set_first(x, pointer, type, t->fields[i].offset))
            spots_store_member(&x->r->spots, type, i, bytes, &zero);
}

void run_made(struct run *x, uint32_t spot, uint32_t pointer, uint32_t type)
{
    uint32_t t = spots_struct(&x->r->spots, type);
    uint64_t key = hash64((uint64_t)x->func << 32 | pointer) ^ hash64((uint64_t)t << 8 | spot);
    uint32_t before;
    if (t == RIR_NONE || (spot != SPOT_FRESH && spot != SPOT_ZEROED) ||
        map_get(&x->r->made, key, &before))
        return;
    map_put(&x->r->made, key, 0);
    spots_make(&x->r->spots, t, x->func, pointer);
    if (spot == SPOT_ZEROED)
        zero_struct(x, pointer, t, UINT64_MAX);
}

/* Pointers that are not null lead nowhere when they are made of equal bytes: what is filled so is
 * not used before it is set up again (A1). */
static bool is_spoilt(const struct run *x, uint32_t type)
{
    const struct rir_module *m = x->r->m;
    for (uint32_t i = 0; type != RIR_NONE && i < m->types.data[type].nfields; i++) {
        uint32_t t = rir_type_strip(m, m->types.data[type].fields[i].type);
        if (t != RIR_NONE && m->types.data[t].kind == RIR_T_PTR)
            return true;
    }
    return false;
}

/* Memory that is filled before anybody says what it is may be a new object. */
void run_fill(struct run *x, const struct rir_insn *in)
{
    struct behind b = behind(x, in->args[0]);
    struct may what = runs_value(x->r, x->func, in->args[1]);
    bool zero = what.kind == MAY_SOME && what.n == 1 && what.list[0] == 0;
    if (zero && b.spot == SPOT_FRESH && b.type == RIR_NONE) {
        run_zeroed(x, in->args[0]);
    } else if (zero && b.type != RIR_NONE && b.spot < SPOT_FIRST) {
        zero_struct(x, in->args[0], b.type, size_of(x, in->args[2]));
    } else if (zero || !is_spoilt(x, b.type)) {
        what = zero ? what : may_any();
        hold_behind(x, &b, size_of(x, in->args[2]), &what);
    }
}
