/* Sparse conditional constant propagation over the whole program: at first nothing runs and no
 * value is anything; what can run is run until nothing changes. Parameters are joined over all
 * calls, members of structs over all stores.
 *
 * A function whose address is seen where something runs may be called with anything. What is loaded
 * and was never stored by the program comes from outside: it is anything, too. */
#include "solve/runs_memory.h"

#include <stdlib.h>

#include "solve/path_number.h"
#include "solve/runs_again.h"

/* ---- values ---- */

static uint32_t slot(const struct runs *r, uint32_t func, uint32_t value)
{
    return r->funcs[func].values + value;
}

struct may runs_value(const struct runs *r, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &r->m->funcs.data[func].values[value];
    switch ((enum rir_value_kind)v->kind) {
    case RIR_V_PARAM:
    case RIR_V_INSN:
        return r->values[slot(r, func, value)];
    case RIR_V_CONST:
        return v->type.cls == RIR_INT || v->type.cls == RIR_PTR
                   ? may_number(number_cut(v->imm, v->type.bits))
                   : may_any();
    default:
        return may_any();
    }
}

uint32_t runs_spot(const struct runs *r, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &r->m->funcs.data[func].values[value];
    bool own = v->kind == RIR_V_PARAM || v->kind == RIR_V_INSN;
    return own ? r->at[slot(r, func, value)] : SPOT_ANY;
}

static struct may value_of(const struct run *x, uint32_t value)
{
    return runs_value(x->r, x->func, value);
}

uint32_t run_spot(struct run *x, uint32_t value)
{
    const struct rir_value *v = &x->f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return spot_at(&x->r->spots, ROOT_GLOBAL, v->ref, x->r->m->globals.data[v->ref].type,
                       (uint64_t)v->imm);
    if (v->kind == RIR_V_PARAM || v->kind == RIR_V_INSN)
        return x->r->at[slot(x->r, x->func, value)];
    return v->kind == RIR_V_CONST ? SPOT_NONE : SPOT_ANY;
}

/* The addresses get to where they are not followed. */
static void lose_operands(struct run *x, const struct rir_insn *in, uint32_t first)
{
    for (uint32_t i = first; i < in->nargs; i++)
        spot_lose(&x->r->spots, run_spot(x, in->args[i]));
}

static uint32_t join_spots(struct runs *r, uint32_t a, uint32_t b)
{
    if (a == b || b == SPOT_NONE)
        return a;
    if (a == SPOT_NONE)
        return b;
    if (a >= SPOT_FRESH && a < SPOT_FIRST && b >= SPOT_FRESH && b < SPOT_FIRST)
        return SPOT_ZEROED;
    if (a >= SPOT_FIRST && b >= SPOT_FIRST) {
        uint32_t member = r->spots.all.data[a].member;
        if (member >= SPOT_FIRST && member == r->spots.all.data[b].member)
            return member; /* of some object */
    }
    spot_lose(&r->spots, a);
    spot_lose(&r->spots, b);
    return SPOT_ANY;
}

static void enqueue(struct runs *r, uint32_t func)
{
    if (r->funcs[func].queued || !r->funcs[func].runs)
        return;
    r->funcs[func].queued = true;
    vec_push(&r->queue, func);
}

/* As others get it: of a new object, what it is has been said where it was made, or else may yet be
 * said. */
static uint32_t given(struct run *x, uint32_t value)
{
    uint32_t spot = run_spot(x, value);
    return (spot == SPOT_FRESH || spot == SPOT_ZEROED) && run_used_as(x, value) != RIR_NONE
               ? SPOT_ANY
               : spot;
}

static bool set_value(struct runs *r, uint32_t func, uint32_t value, const struct may *what,
                      uint32_t spot)
{
    uint32_t at = slot(r, func, value);
    uint32_t joined = join_spots(r, r->at[at], spot);
    bool changed = may_join(&r->values[at], what) || joined != r->at[at];
    r->at[at] = joined;
    if (changed)
        again_users(r, func, value);
    return changed;
}

void run_zeroed(struct run *x, uint32_t pointer)
{
    uint32_t *at = &x->r->at[slot(x->r, x->func, pointer)];
    if (*at != SPOT_FRESH)
        return;
    *at = SPOT_ZEROED;
    again_users(x->r, x->func, pointer);
    enqueue(x->r, x->func);
}

/* ---- functions ---- */

static void run_function(struct runs *r, uint32_t func)
{
    struct run_func *g = &r->funcs[func];
    if (g->runs || r->m->funcs.data[func].nblocks == 0)
        return;
    g->runs = true;
    r->blocks[g->blocks] = true;
    again_block(r, func, 0);
    enqueue(r, func);
}

/* Anybody may call it, with anything. */
static void take(struct runs *r, uint32_t func)
{
    const struct rir_func *f = &r->m->funcs.data[func];
    const struct may any = may_any();
    if (r->funcs[func].taken)
        return;
    r->funcs[func].taken = true;
    for (uint32_t i = 0; i < f->nparams; i++)
        if (f->params[i].value != RIR_NONE)
            set_value(r, func, f->params[i].value, &any, SPOT_ANY);
    run_function(r, func);
    enqueue(r, func);
}

static void note_caller(struct run_func *g, uint32_t caller)
{
    for (uint32_t i = 0; i < g->callers.len; i++)
        if (g->callers.data[i] == caller)
            return;
    vec_push(&g->callers, caller);
}

static void pass(struct run *x, const struct rir_insn *in, uint32_t callee, uint32_t first)
{
    const struct rir_func *g = &x->r->m->funcs.data[callee];
    bool changed = false;
    for (uint32_t i = 0; i + first < in->nargs; i++) {
        uint32_t arg = in->args[i + first];
        struct may what = value_of(x, arg);
        uint32_t spot = given(x, arg);
        if (i >= g->nparams || g->params[i].value == RIR_NONE) {
            spot_lose(&x->r->spots, spot);
        } else if (g->params[i].pos.flags & RIR_ARG_BYVAL) {
            what = may_any();
            changed |= set_value(x->r, callee, g->params[i].value, &what, SPOT_ANY);
        } else {
            run_passed(x, arg, g->params[i].src);
            changed |= set_value(x->r, callee, g->params[i].value, &what, spot);
        }
    }
    run_function(x->r, callee);
    if (changed)
        enqueue(x->r, callee);
}

/* The result of the call is `what`. */
struct outcome {
    struct may what;
    uint32_t spot;
};

static struct outcome run_call(struct run *x, const struct rir_insn *in, uint32_t callee,
                               uint32_t first)
{
    const struct rir_func *g = &x->r->m->funcs.data[callee];
    struct outcome out = {may_any(), SPOT_ANY};
    bool described = rir_func_is_described(g);
    if ((g->flags & RIR_FUNC_DEFINED) && g->nblocks > 0 && !(g->flags & RIR_FUNC_IFUNC)) {
        pass(x, in, callee, first);
        note_caller(&x->r->funcs[callee], x->func);
        if (!described)
            return (struct outcome){x->r->funcs[callee].returned, x->r->funcs[callee].returned_at};
    }
    lose_operands(x, in, first);
    out.spot = run_outside(x, in, g);
    return out;
}

static struct outcome run_indirect(struct run *x, const struct rir_insn *in)
{
    const struct rir_value *v = &x->f->values[in->args[0]];
    uint32_t n;
    bool complete;
    if (v->kind == RIR_V_FUNC)
        return run_call(x, in, v->ref, 1);
    lose_operands(x, in, 1);
    const uint32_t *to =
        phase_a_callees(x->r->a, x->func, (uint32_t)(in - x->f->insns), &n, &complete);
    uint32_t spot = SPOT_NONE;
    for (uint32_t i = 0; i < n; i++)
        spot = join_spots(x->r, spot,
                          x->r->m->funcs.data[to[i]].flags & RIR_FUNC_DEFINED
                              ? SPOT_ANY
                              : run_outside(x, in, &x->r->m->funcs.data[to[i]]));
    return (struct outcome){may_any(), complete && n > 0 ? spot : SPOT_ANY};
}

/* ---- instructions ---- */

static bool edge_is_open(const struct run *x, const struct rir_insn *t, uint32_t side)
{
    struct may what;
    if (t->op != RIR_COND && t->op != RIR_SWITCH)
        return true;
    what = value_of(x, t->args[0]);
    if (t->op == RIR_COND)
        return side == 0 ? may_be_nonzero(&what) : may_be_zero(&what);
    uint32_t listed = 0;
    for (uint32_t k = 1; k < t->nblocks; k++) {
        struct may one = may_number(t->cases[k - 1]);
        bool may = may_meet(&what, &one);
        if (side == k)
            return may;
        listed += may;
    }
    return what.kind == MAY_SOME ? listed < what.n : what.kind != MAY_NONE;
}

static bool comes_from(const struct run *x, uint32_t from, uint32_t to)
{
    const struct rir_block *b = &x->f->blocks[from];
    const struct rir_insn *t = &x->f->insns[b->first + b->count - 1];
    if (!runs_block(x->r, x->func, from))
        return false;
    for (uint32_t k = 0; k < t->nblocks; k++)
        if (t->blocks[k] == to && edge_is_open(x, t, k))
            return true;
    return false;
}

static void join_operand(struct run *x, struct outcome *out, uint32_t value)
{
    struct may what = value_of(x, value);
    may_join(&out->what, &what);
    out->spot = join_spots(x->r, out->spot, given(x, value));
}

static uint32_t bytes_of(const struct run *x, uint32_t value)
{
    return rir_scalar_bytes(x->f->values[value].type);
}

static void run_store(struct run *x, const struct rir_insn *in, const struct may *what)
{
    spot_store(&x->r->spots, run_spot(x, in->args[0]), bytes_of(x, in->args[1]), what);
    for (uint32_t i = 1; i < in->nargs; i++) {
        uint32_t spot = given(x, in->args[i]);
        spot_lose(&x->r->spots, spot);
        if (spot == SPOT_FRESH || spot == SPOT_ZEROED)
            run_made(x, spot, in->args[i], run_pointee(x, in->args[0]));
    }
}

static uint32_t run_address(struct run *x, const struct rir_insn *in)
{
    struct spots *s = &x->r->spots;
    uint32_t base = run_spot(x, in->args[0]);
    if (in->op == RIR_FIELD && in->ref != RIR_NONE) {
        run_made(x, base, in->args[0], in->ref);
        return spot_member(s, base, in->ref, (uint64_t)in->imm);
    }
    if (in->op == RIR_FIELD)
        return run_step(x, base, in->args[0], in->imm);
    if (base < SPOT_FIRST || flow_is_null(x->f, in->args[1]) ||
        (in->op == RIR_ELEM && spot_is_in_array(s, base)))
        return base;
    spot_lose(s, base);
    return SPOT_ANY;
}

static struct outcome run_atomic(struct run *x, const struct rir_insn *in)
{
    uint32_t spot = run_spot(x, in->args[0]);
    struct may old = spot_load(&x->r->spots, spot, bytes_of(x, in->args[1]), x->func);
    struct may next = value_of(x, in->args[in->op == RIR_CAS ? 2 : 1]);
    if (in->op == RIR_RMW && in->sub != RIR_B_XCHG)
        next = may_binary(in->sub, x->f->values[in->args[1]].type.bits, &old, &next);
    run_store(x, in, &next);
    return (struct outcome){old, SPOT_ANY};
}

static struct outcome run_pure(struct run *x, const struct rir_insn *in)
{
    struct outcome out = {{.kind = MAY_NONE}, SPOT_NONE};
    uint32_t bits = x->f->values[in->result].type.bits;
    struct may a = value_of(x, in->args[0]), b;
    if (in->op == RIR_UN && in->sub == RIR_U_MOVE && in->nargs == 1)
        out.spot = run_spot(x, in->args[0]);
    else if (in->op != RIR_CMP)
        lose_operands(x, in, 0);
    if (in->op == RIR_UN) {
        const struct rir_scalar from = x->f->values[in->args[0]].type;
        out.what = in->nargs == 1 && from.cls != RIR_FLOAT && from.cls != RIR_BYTES
                       ? may_unary(in->sub, from.bits, bits, &a)
                       : may_any();
        return out;
    }
    b = value_of(x, in->args[1]);
    out.what =
        in->op == RIR_CMP ? may_compared(in->sub, &a, &b) : may_binary(in->sub, bits, &a, &b);
    return out;
}

static struct outcome run_choice(struct run *x, const struct rir_insn *in)
{
    struct outcome out = {{.kind = MAY_NONE}, SPOT_NONE};
    if (in->op == RIR_PHI) {
        for (uint32_t i = 0; i < in->nargs; i++)
            if (comes_from(x, in->blocks[i], in->block))
                join_operand(x, &out, in->args[i]);
        return out;
    }
    struct may which = value_of(x, in->args[0]);
    if (may_be_nonzero(&which))
        join_operand(x, &out, in->args[1]);
    if (may_be_zero(&which))
        join_operand(x, &out, in->args[2]);
    return out;
}

static void run_return(struct run *x, const struct rir_insn *in)
{
    struct run_func *g = &x->r->funcs[x->func];
    lose_operands(x, in, 1);
    if (in->nargs == 0)
        return;
    struct may what = value_of(x, in->args[0]);
    uint32_t spot = join_spots(x->r, g->returned_at, given(x, in->args[0]));
    if (!may_join(&g->returned, &what) && spot == g->returned_at)
        return;
    g->returned_at = spot;
    for (uint32_t i = 0; i < g->callers.len; i++) {
        again_callers(x->r, g->callers.data[i]);
        enqueue(x->r, g->callers.data[i]);
    }
}

static struct outcome run_insn(struct run *x, const struct rir_insn *in)
{
    struct outcome out = {may_any(), SPOT_ANY};
    struct may what;
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
        spots_make(&x->r->spots, in->src, x->func, in->result);
        out.spot = spot_at(&x->r->spots, ROOT_STACK, slot(x->r, x->func, in->result), in->src, 0);
        break;
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
        out.spot = run_address(x, in);
        break;
    case RIR_LOAD:
    case RIR_READ:
        out.what =
            spot_load(&x->r->spots, run_spot(x, in->args[0]), bytes_of(x, in->result), x->func);
        break;
    case RIR_STORE:
    case RIR_WRITE:
        what = value_of(x, in->args[1]);
        run_store(x, in, &what);
        break;
    case RIR_RMW:
    case RIR_CAS:
        return run_atomic(x, in);
    case RIR_COPY:
        run_copy(x, in);
        break;
    case RIR_FILL:
        run_fill(x, in);
        break;
    case RIR_PHI:
    case RIR_SELECT:
        return run_choice(x, in);
    case RIR_BIN:
    case RIR_UN:
    case RIR_CMP:
        if (in->nargs > 0)
            return run_pure(x, in);
        break;
    case RIR_CALL:
        return run_call(x, in, in->ref, 0);
    case RIR_CALLI:
        return run_indirect(x, in);
    case RIR_START:
        take(x->r, in->ref);
        lose_operands(x, in, 0);
        break;
    case RIR_RET:
        run_return(x, in);
        break;
    case RIR_VALIST:
    case RIR_OPAQUE:
        for (uint32_t i = 0; i < in->nargs; i++)
            run_clobber(x, in->args[i]);
        lose_operands(x, in, 0);
        break;
    default:
        lose_operands(x, in, 0);
        break;
    }
    return out;
}

/* Functions that are named here, but for the one that is called. */
static void take_operands(struct run *x, const struct rir_insn *in)
{
    for (uint32_t i = in->op == RIR_CALLI; i < in->nargs; i++) {
        const struct rir_value *v = &x->f->values[in->args[i]];
        if (v->kind == RIR_V_FUNC)
            take(x->r, v->ref);
    }
}

/* It reads or writes through a pointer that is always null: nothing gets further (A1). */
static bool ends_here(const struct run *x, const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_LOAD:
    case RIR_READ:
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        break;
    default:
        return (in->flags & RIR_NORETURN) != 0 && !flow_unwinds(x->f, (uint32_t)(in - x->f->insns));
    }
    struct may base = value_of(x, flow_base(x->f, in->args[0]));
    return base.kind == MAY_SOME && base.n == 1 && base.list[0] == 0;
}

/* True: something in this function has changed. */
static bool run_block(struct run *x, uint32_t block)
{
    const struct rir_block *b = &x->f->blocks[block];
    bool *runs = &x->r->blocks[x->r->funcs[x->func].blocks];
    bool changed = false;
    for (uint32_t i = b->first; i < b->first + b->count; i++) {
        const struct rir_insn *in = &x->f->insns[i];
        const struct may any = may_any();
        take_operands(x, in);
        struct outcome out = run_insn(x, in);
        for (uint32_t k = 0; in->result != RIR_NONE && k < in->nresults; k++)
            changed |= k == 0 ? set_value(x->r, x->func, in->result, &out.what, out.spot)
                              : set_value(x->r, x->func, in->result + k, &any, SPOT_ANY);
        if (ends_here(x, in))
            return changed;
    }
    const struct rir_insn *t = &x->f->insns[b->first + b->count - 1];
    for (uint32_t k = 0; k < t->nblocks; k++)
        if (!runs[t->blocks[k]] && edge_is_open(x, t, k)) {
            changed = runs[t->blocks[k]] = true;
            again_block(x->r, x->func, t->blocks[k]);
        }
    return changed;
}

static void look_again(struct runs *r)
{
    struct spots *s = &r->spots;
    while (s->changed.len > 0) {
        uint32_t spot = s->changed.data[--s->changed.len];
        for (uint32_t i = 0; i < s->all.data[spot].readers.len; i++) {
            again_readers(r, s->all.data[spot].readers.data[i]);
            enqueue(r, s->all.data[spot].readers.data[i]);
        }
    }
}

static bool run_blocks(struct run *x, uint32_t first, uint32_t end)
{
    bool changed = false;
    for (uint32_t b = first; b < end; b++)
        if (runs_block(x->r, x->func, b) && again_take(x->r, x->func, b))
            changed |= run_block(x, b);
    return changed;
}

/* But for jumps back, what a block uses comes from blocks before it: once is enough. What it reads
 * in memory, and what it is called with, is looked at again by whoever changes that. */
static void run_body(struct run *x)
{
    uint32_t first, end;
    again_prepare(x->r, x->func);
    again_find_repeated(x->f, &first, &end);
    run_blocks(x, 0, first);
    while (run_blocks(x, first, end))
        ;
    run_blocks(x, end, x->f->nblocks);
}

/* The first that came: what others find out meanwhile, a function sees at once. */
static void run_all(struct runs *r)
{
    while (r->next < r->queue.len) {
        struct run x = {.r = r, .func = r->queue.data[r->next++]};
        x.f = &r->m->funcs.data[x.func];
        r->funcs[x.func].queued = false;
        run_body(&x);
        look_again(r);
    }
    r->next = r->queue.len = 0;
}

/* What is read and was never stored; true: there was such a thing. */
static bool fill_in(struct runs *r)
{
    struct spots *s = &r->spots;
    for (uint32_t i = SPOT_FIRST; i < s->all.len; i++)
        if (s->all.data[i].readers.len > 0 && spot_holds(s, i).kind == MAY_NONE)
            spot_open(s, i);
    bool more = s->changed.len > 0;
    look_again(r);
    return more;
}

/* ---- from the start ---- */

static void take_roots(struct runs *r)
{
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(r->a, &n);
    for (uint32_t i = 0; i < n; i++)
        take(r, roots[i]);
    const struct pa_task *t = phase_a_tasks(r->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].start_func == RIR_NONE)
            take(r, t[i].func);
    for (uint32_t i = 0; i < r->m->funcs.len; i++) {
        const struct rir_func *f = &r->m->funcs.data[i];
        uint32_t other = f->alias == NULL ? RIR_NONE : rir_find_func(r->m, f->alias);
        if (other != RIR_NONE)
            take(r, other);
        if (f->flags & (RIR_FUNC_CTOR | RIR_FUNC_DTOR))
            take(r, i);
    }
    for (uint32_t g = 0; g < r->m->globals.len; g++)
        for (uint32_t i = 0; i < r->m->globals.data[g].ninit; i++)
            if (r->m->globals.data[g].init[i].is_func)
                take(r, r->m->globals.data[g].init[i].target);
}

static void *zeros(uint64_t n, uint64_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        abort();
    return p;
}

void runs_find(struct runs *r, const struct rir_module *m, const struct phase_a *a,
               struct flow *const *flows)
{
    uint32_t nvalues = 0, nblocks = 0;
    *r = (struct runs){.m = m, .a = a, .flows = flows};
    r->funcs = zeros(m->funcs.len, sizeof *r->funcs);
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        r->funcs[i].values = nvalues;
        r->funcs[i].blocks = nblocks;
        nvalues += m->funcs.data[i].nvalues;
        nblocks += m->funcs.data[i].nblocks;
    }
    r->values = zeros(nvalues, sizeof *r->values);
    r->at = zeros(nvalues, sizeof *r->at);
    r->blocks = zeros(nblocks, sizeof *r->blocks);
    r->again = zeros(nblocks, sizeof *r->again);
    spots_init(&r->spots, m, a);
    take_roots(r);
    run_all(r);
    spots_open_unmade(&r->spots);
    look_again(r);
    do
        run_all(r);
    while (fill_in(r));
    again_forget(r);
}

bool runs_keeps(struct runs *r, uint32_t global, uint64_t off)
{
    uint32_t spot = spot_at(&r->spots, ROOT_GLOBAL, global, r->m->globals.data[global].type, off);
    return spot >= SPOT_FIRST && spot_is_kept(&r->spots, spot);
}

void runs_free(struct runs *r)
{
    if (r->m == NULL)
        return;
    for (uint32_t i = 0; i < r->m->funcs.len; i++)
        vec_free(&r->funcs[i].callers);
    free(r->funcs);
    free(r->values);
    free(r->at);
    free(r->blocks);
    vec_free(&r->queue);
    map_free(&r->made);
    spots_free(&r->spots);
}
