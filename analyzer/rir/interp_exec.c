/* One instruction of RIR.
 *
 * Each function below is the meaning of one or a few instructions; the frame's values hold the
 * results. An instruction that has to wait (a join, a lock) leaves the frame as it is and is
 * executed again when the task runs on. Phis of a block are evaluated together when the block is
 * entered. Tasks may be switched after an operation on memory and after a call. */
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

static struct ival undefined(struct run *r, struct rir_scalar t)
{
    uint64_t size = rir_scalar_bytes(t), pattern = mem_undefined(r) * UINT64_C(0x0101010101010101);
    if (size <= 16)
        return num_int(num_value(&(struct ival){.lo = pattern, .hi = pattern}, t.bits));
    uint8_t *bytes = arena_alloc(&r->arena, size);
    memset(bytes, mem_undefined(r), size);
    return bytes_value(r, bytes, size, NULL, 0);
}

static struct ival constant(struct run *r, const struct rir_value *v)
{
    uint64_t size = rir_scalar_bytes(v->type);
    if (size > 16) { /* null vectors */
        uint8_t *bytes = arena_alloc(&r->arena, size);
        memset(bytes, v->imm < 0 ? 0xff : 0, size);
        memcpy(bytes, &v->imm, sizeof v->imm);
        return bytes_value(r, bytes, size, NULL, 0);
    }
    struct ival x = {.lo = (uint64_t)v->imm, .hi = v->imm < 0 ? UINT64_MAX : 0};
    return num_int(num_value(&x, v->type.bits));
}

static struct ival value_of(struct run *r, struct task *t, struct frame *f, uint32_t value)
{
    const struct rir_value *v = &r->m->funcs.data[f->func].values[value];
    switch (v->kind) {
    case RIR_V_PARAM:
    case RIR_V_INSN:
        return f->vals[value];
    case RIR_V_CONST:
        return constant(r, v);
    case RIR_V_GLOBAL:
        if (t->id)
            r->named[r->global_of[v->ref]] = true;
        return mem_global_address(r, t, v->ref, v->imm);
    case RIR_V_FUNC:
        return mem_func_address(r, v->ref, 0);
    case RIR_V_UNDEF:
        return undefined(r, v->type);
    default:
        run_stop(r, INTERP_CANNOT, "cannot run: %s", v->why ? v->why : "an unknown value");
    }
}

/* What the step functions work on. */
struct ctx {
    struct run *r;
    struct task *t;
    struct frame *f;
    const struct rir_func *fn;
    const struct rir_insn *in;
};

static struct ival operand(const struct ctx *c, uint32_t i)
{
    return value_of(c->r, c->t, c->f, c->in->args[i]);
}

static struct rir_scalar type_of(const struct ctx *c, uint32_t i)
{
    return c->fn->values[c->in->args[i]].type;
}

static struct rir_scalar result_type(const struct ctx *c)
{
    return c->fn->values[c->in->result].type;
}

/* What is allocated, or comes from a call, as a pointer to a channel denotes that channel. */
static bool is_channel(const struct ctx *c, const struct ival *v)
{
    const struct rir_value *to = &c->fn->values[c->in->result];
    uint32_t type = to->src != RIR_NONE ? to->src : c->in->src;
    bool made = c->in->op == RIR_CALL || c->in->op == RIR_CALLI || c->in->op == RIR_ALLOC;
    return made && v->ref.obj != 0 && type != RIR_NONE &&
           rir_type_channel(c->r->m, type) != RIR_NONE;
}

static void set(const struct ctx *c, uint32_t i, const struct ival *v)
{
    if (i >= c->in->nresults)
        return;
    c->f->vals[c->in->result + i] = *v;
    if (i == 0 && is_channel(c, v))
        c->f->vals[c->in->result].ref.tag |= REF_CHANNEL;
}

static int64_t index_operand(const struct ctx *c, uint32_t i) /* sign-extended */
{
    struct ival v = operand(c, i);
    unsigned bits = type_of(c, i).bits;
    if (bits >= 64)
        return (int64_t)v.lo;
    uint64_t sign = UINT64_C(1) << (bits - 1);
    return (int64_t)((v.lo ^ sign) - sign);
}

static void maybe_switch(struct run *r)
{
    if (!r->o.sequential && (run_random(r) & r->switch_mask) == 0)
        r->yield = true;
}

/* ---- pointers ---- */

/* The pointer denotes an element of so many bytes; 0: of none. */
static void advance(const struct ctx *c, int64_t n, uint32_t item)
{
    struct ival p = operand(c, 0);
    p.lo += (uint64_t)n;
    if (c->r->m->ptr_bits < 64)
        p.lo &= (UINT64_C(1) << c->r->m->ptr_bits) - 1;
    p.hi = 0;
    unsigned tag = p.ref.tag & (REF_CHANNEL | REF_SHARED | REF_INSIDE);
    if (n < 0)
        tag = 0; /* container_of: the object around a channel is not the channel */
    if (n >= 0 && (c->in->op == RIR_OFFSET || (c->in->op == RIR_FIELD && c->in->ref == RIR_NONE)))
        tag |= REF_INSIDE;
    if (c->in->op == RIR_FIELD && c->in->ref != RIR_NONE) {
        struct ival base = operand(c, 0);
        immutable_used(c->r, &base, c->in->ref);
        tag |= rir_type_flags(c->r->m, c->in->ref) & RIR_TYPE_IMMUTABLE ? 0 : REF_INSIDE;
    }
    if (c->in->op == RIR_FIELD && c->in->ref != RIR_NONE && n >= 0) {
        uint32_t flags = rir_type_flags_at(c->r->m, c->in->ref, (uint64_t)n);
        tag |= (flags & RIR_FIELD_CHANNEL ? REF_CHANNEL : 0) |
               (flags & RIR_FIELD_SHARED ? REF_SHARED : 0);
    }
    p.ref.tag = tag & 0xff;
    p.ref.item = item;
    set(c, 0, &p);
}

static void new_stack(const struct ctx *c)
{
    uint64_t size = (uint64_t)c->in->imm;
    if (c->in->nargs)
        size *= operand(c, 0).lo;
    struct object *o = mem_new(c->r, INTERP_STACK, size, 16);
    o->type = c->in->src;
    o->typed = immutable_is(c->r->m, o->type);
    o->func = c->f->func;
    o->insn = c->f->pc;
    vec_push(&c->f->stack, o->index);
    struct ival p = mem_pointer(o, 0);
    set(c, 0, &p);
}

/* ---- memory ---- */

static void trace_value(const struct ctx *c, const struct place *p, enum interp_access_kind k,
                        struct rir_scalar t, const struct ival *v)
{
    bool scalar = t.bits <= 64 && t.cls != RIR_PTR && !v->ref.obj;
    model_trace(c->r, p, k, rir_scalar_bytes(t), false, scalar ? &v->lo : NULL);
}

static struct ival load(const struct ctx *c, const struct ival *p, struct rir_scalar t,
                        struct place *at)
{
    uint64_t size = rir_scalar_bytes(t);
    *at = mem_place(c->r, p, size);
    model_read(c->r, at, size);
    if (t.cls == RIR_PTR)
        outside_pointer(c->r, at);
    struct ival v = mem_get(c->r, at->o, at->off, t);
    trace_value(c, at, INTERP_READ, t, &v);
    return v;
}

static void store(const struct ctx *c, const struct place *at, struct rir_scalar t,
                  const struct ival *v)
{
    model_write(c->r, at, rir_scalar_bytes(t));
    trace_value(c, at, INTERP_WRITE, t, v);
    mem_put(c->r, at->o, at->off, t, v);
}

static void do_load(const struct ctx *c)
{
    struct ival p = operand(c, 0);
    struct place at;
    struct ival v = load(c, &p, result_type(c), &at);
    immutable_found(c->r, at.o, &v);
    set(c, 0, &v);
}

static void do_store(const struct ctx *c)
{
    struct ival p = operand(c, 0), v = operand(c, 1);
    struct rir_scalar t = type_of(c, 1);
    struct place at = mem_place(c->r, &p, rir_scalar_bytes(t));
    store(c, &at, t, &v);
}

static void do_copy(const struct ctx *c)
{
    uint64_t n = operand(c, 2).lo;
    if (!n)
        return;
    struct ival d = operand(c, 0), s = operand(c, 1);
    struct place from = mem_place(c->r, &s, n), to = mem_place(c->r, &d, n);
    model_read(c->r, &from, n);
    model_trace(c->r, &from, INTERP_READ, n, false, NULL);
    model_write(c->r, &to, n);
    model_trace(c->r, &to, INTERP_WRITE, n, false, NULL);
    mem_move(c->r, to.o, to.off, from.o, from.off, n);
}

static void do_fill(const struct ctx *c)
{
    uint64_t n = operand(c, 2).lo;
    if (!n)
        return;
    struct ival d = operand(c, 0);
    struct place to = mem_place(c->r, &d, n);
    model_write(c->r, &to, n);
    model_trace(c->r, &to, INTERP_WRITE, n, false, NULL);
    mem_fill(c->r, to.o, to.off, (int)(operand(c, 1).lo & 0xff), n);
}

static void do_rmw(const struct ctx *c)
{
    struct ival p = operand(c, 0), b = operand(c, 1);
    struct rir_scalar t = type_of(c, 1);
    struct place at;
    struct ival old = load(c, &p, t, &at);
    struct ival new = num_bin(c->r, c->in->sub, t, &old, &b);
    store(c, &at, t, &new);
    set(c, 0, &old);
}

static void do_cas(const struct ctx *c)
{
    struct ival p = operand(c, 0), expected = operand(c, 1), new = operand(c, 2);
    struct rir_scalar t = type_of(c, 1);
    struct place at;
    struct ival old = load(c, &p, t, &at);
    struct ival ok = num_int(num_value(&old, t.bits) == num_value(&expected, t.bits));
    if (ok.lo)
        store(c, &at, t, &new);
    set(c, 0, &old);
    set(c, 1, &ok);
}

static void do_valist(const struct ctx *c)
{
    struct ival list = operand(c, 0);
    uint64_t size = varargs_list_size(c->r);
    struct place at = mem_place(c->r, &list, size);
    model_write(c->r, &at, size);
    varargs_start(c->r, c->f, &at);
}

static void do_vaarg(const struct ctx *c)
{
    struct ival list = operand(c, 0);
    uint64_t size = varargs_list_size(c->r);
    struct place at = mem_place(c->r, &list, size);
    model_read(c->r, &at, size);
    model_write(c->r, &at, size);
    struct ival v = varargs_next(c->r, &at, result_type(c));
    set(c, 0, &v);
}

/* ---- values ---- */

static struct ival part(const struct ctx *c)
{
    struct run *r = c->r;
    struct ival v = operand(c, 0);
    struct rir_scalar t = result_type(c), from = type_of(c, 0);
    uint64_t off = (uint64_t)c->in->imm, size = rir_scalar_bytes(t);
    if (off > rir_scalar_bytes(from) || size > rir_scalar_bytes(from) - off)
        run_stop(r, INTERP_CANNOT, "cannot run: a part outside its value");
    return bytes_part(r, &v, off, t);
}

static struct ival pack(const struct ctx *c)
{
    struct ival *parts = ARENA_ARRAY(&c->r->arena, struct ival, c->in->nargs);
    struct rir_scalar *types = ARENA_ARRAY(&c->r->arena, struct rir_scalar, c->in->nargs);
    for (uint32_t i = 0; i < c->in->nargs; i++) {
        parts[i] = operand(c, i);
        types[i] = type_of(c, i);
    }
    return bytes_pack(c->r, parts, types, c->in->nargs);
}

static void do_un(const struct ctx *c)
{
    struct ival v;
    if (c->in->sub == RIR_U_OPAQUE)
        run_stop(c->r, INTERP_CANNOT, "cannot run: %s",
                 c->in->text ? c->in->text : "an operation that is not interpreted");
    if (c->in->sub == RIR_U_PART) {
        v = part(c);
    } else if (c->in->sub == RIR_U_PACK) {
        v = pack(c);
    } else {
        struct ival a = operand(c, 0);
        v = num_un(c->r, c->in->sub, result_type(c), type_of(c, 0), &a);
    }
    set(c, 0, &v);
}

static void do_value(const struct ctx *c)
{
    struct ival v;
    if (c->in->op == RIR_SELECT) {
        v = operand(c, operand(c, 0).lo & 1 ? 1 : 2);
    } else {
        struct ival a = operand(c, 0), b = operand(c, 1);
        v = c->in->op == RIR_BIN ? num_bin(c->r, c->in->sub, result_type(c), &a, &b)
                                 : num_int(num_cmp(c->r, c->in->sub, type_of(c, 0), &a, &b));
    }
    set(c, 0, &v);
}

/* ---- control ---- */

static void go_to(const struct ctx *c, uint32_t block)
{
    struct frame *f = c->f;
    f->prev = f->block;
    f->block = block;
    f->pc = c->fn->blocks[block].first;
    uint32_t first = f->pc, n = 0;
    while (c->fn->insns[first + n].op == RIR_PHI)
        n++;
    if (!n)
        return;
    struct ival few[16];
    struct ival *vals = n <= 16 ? few : calloc(n, sizeof *vals);
    if (!vals)
        run_stop(c->r, INTERP_LIMIT, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_insn *phi = &c->fn->insns[first + i];
        uint32_t k = 0;
        while (k < phi->nargs && phi->blocks[k] != f->prev)
            k++;
        vals[i] = k < phi->nargs ? value_of(c->r, c->t, f, phi->args[k]) : (struct ival){0};
    }
    for (uint32_t i = 0; i < n; i++)
        f->vals[c->fn->insns[first + i].result] = vals[i];
    if (vals != few)
        free(vals);
    f->pc = first + n;
}

static void do_switch(const struct ctx *c)
{
    struct ival v = operand(c, 0);
    unsigned bits = type_of(c, 0).bits;
    u128 x = num_value(&v, bits);
    for (uint32_t i = 1; i < c->in->nblocks; i++) {
        struct ival k = {.lo = (uint64_t)c->in->cases[i - 1],
                         .hi = c->in->cases[i - 1] < 0 ? UINT64_MAX : 0};
        if (num_value(&k, bits) == x) {
            go_to(c, c->in->blocks[i]);
            return;
        }
    }
    go_to(c, c->in->blocks[0]);
}

static void do_ret(const struct ctx *c)
{
    struct ival ret[MAX_RET];
    if (c->in->nargs > MAX_RET)
        run_stop(c->r, INTERP_CANNOT, "cannot run: more than %d results", MAX_RET);
    uint32_t n = c->in->nargs;
    for (uint32_t i = 0; i < n; i++)
        ret[i] = operand(c, i);
    frame_return(c->r, c->t, ret, n);
}

static void do_goto(const struct ctx *c) /* a label is the number of its block */
{
    uint64_t to = operand(c, 0).lo;
    for (uint32_t i = 0; i < c->in->nblocks; i++)
        if (c->in->blocks[i] == to) {
            go_to(c, c->in->blocks[i]);
            return;
        }
    run_stop(c->r, INTERP_UNSAFE, "computed goto to no label of its list");
}

static void do_terminator(const struct ctx *c)
{
    switch (c->in->op) {
    case RIR_RET:
        do_ret(c);
        return;
    case RIR_BR:
        go_to(c, c->in->blocks[0]);
        return;
    case RIR_COND:
        go_to(c, c->in->blocks[operand(c, 0).lo & 1 ? 0 : 1]);
        return;
    case RIR_SWITCH:
        do_switch(c);
        return;
    case RIR_GOTO:
        do_goto(c);
        return;
    default:
        run_stop(c->r, INTERP_UNSAFE, "unreachable code reached");
    }
}

/* ---- calls and the model's own operations ---- */

/* What a pointer to a struct by value points to: the size of its type, 0: not known. */
static uint64_t size_by_value(const struct ctx *c, uint32_t value)
{
    const struct rir_value *v = &c->fn->values[value];
    const struct rir_insn *made = v->kind == RIR_V_INSN ? &c->fn->insns[v->ref] : NULL;
    uint32_t type = rir_type_pointee(c->r->m, v->src);
    if (made != NULL && made->op == RIR_STACK)
        type = made->src;
    else if (made != NULL && made->op == RIR_ELEM)
        type = made->ref;
    return rir_type_size(c->r->m, type);
}

static bool any_by_value(const struct rir_insn *in)
{
    for (uint32_t i = 0; in->pos != NULL && i < rir_call_args(in); i++)
        if (in->pos[i].flags & RIR_ARG_BYVAL)
            return true;
    return false;
}

enum { FEW_OPERANDS = 12 };

struct few { /* operands of most calls */
    struct ival args[FEW_OPERANDS];
    struct rir_scalar types[FEW_OPERANDS];
};

/* What is passed, from operand `skip` on. */
static struct call operands_of(const struct ctx *c, uint32_t skip, struct few *few)
{
    struct call call = {.func = RIR_NONE,
                        .args = few->args,
                        .types = few->types,
                        .pos = c->in->pos,
                        .nargs = c->in->nargs - skip};
    if (call.nargs > FEW_OPERANDS) {
        call.args = ARENA_ARRAY(&c->r->arena, struct ival, call.nargs);
        call.types = ARENA_ARRAY(&c->r->arena, struct rir_scalar, call.nargs);
    }
    if (c->in->nresults)
        call.result = result_type(c);
    for (uint32_t i = 0; i < call.nargs; i++) {
        call.args[i] = operand(c, i + skip);
        call.types[i] = type_of(c, i + skip);
    }
    return call;
}

static const uint64_t *sizes_by_value(const struct ctx *c, uint32_t skip)
{
    if (!any_by_value(c->in))
        return NULL;
    uint64_t *sizes = ARENA_ARRAY(&c->r->arena, uint64_t, c->in->nargs);
    for (uint32_t i = skip; i < c->in->nargs; i++)
        sizes[i - skip] = size_by_value(c, c->in->args[i]);
    return sizes;
}

static void after_call(const struct ctx *c, enum flow flow, const struct ival *ret)
{
    maybe_switch(c->r);
    if (flow != FLOW_DONE)
        return; /* a new frame, which may also mean that this one is gone; or blocked */
    set(c, 0, ret);
    c->f->pc++;
}

static void do_call(const struct ctx *c)
{
    bool indirect = c->in->op == RIR_CALLI;
    uint32_t skip = indirect ? 1 : 0;
    struct few few;
    struct call call = operands_of(c, skip, &few);
    struct ival ret = {0}, fn = indirect ? operand(c, 0) : (struct ival){0};
    call.func = c->in->ref;
    call.sizes = sizes_by_value(c, skip);
    after_call(c,
               indirect ? call_pointer(c->r, c->t, &fn, &call, &ret)
                        : call_function(c->r, c->t, &call, &ret),
               &ret);
}

static void do_opaque(const struct ctx *c)
{
    if (!c->r->o.unknown_calls)
        run_stop(c->r, INTERP_CANNOT, "cannot run: %s", c->in->text ? c->in->text : "opaque code");
    struct few few;
    struct call call = operands_of(c, 0, &few);
    struct ival ret;
    after_call(c, unknown_call(c->r, c->t, &call, &ret), &ret);
}

static void do_alloc(const struct ctx *c)
{
    struct object *o = mem_new(c->r, INTERP_HEAP, operand(c, 0).lo, 16);
    o->func = c->f->func;
    o->insn = c->f->pc;
    struct ival p = mem_pointer(o, 0);
    set(c, 0, &p);
}

static void do_free(const struct ctx *c)
{
    struct ival p = operand(c, 0);
    if (!p.lo)
        return;
    struct place at = mem_place(c->r, &p, 0);
    model_free(c->r, &at);
}

static void do_receive(const struct ctx *c)
{
    struct ival v;
    model_receive(c->r, operand(c, 0).lo, &v);
    set(c, 0, &v);
}

static void do_start(const struct ctx *c)
{
    struct ival a = c->in->nargs ? operand(c, 0) : (struct ival){0};
    struct ival h = {.lo = task_start(c->r, c->t, c->in->ref, &a)};
    set(c, 0, &h);
}

static bool do_join(const struct ctx *c)
{
    struct ival v = {0};
    if (!task_join(c->r, c->t, operand(c, 0).lo, &v))
        return false;
    set(c, 0, &v);
    return true;
}

static bool do_model(const struct ctx *c) /* false: has to wait */
{
    struct ival p;
    switch (c->in->op) {
    case RIR_ALLOC:
        do_alloc(c);
        return true;
    case RIR_FREE:
        do_free(c);
        return true;
    case RIR_SEND:
        p = operand(c, 0);
        model_send(c->r, &p, operand(c, 1).lo);
        return true;
    case RIR_RECEIVE:
        do_receive(c);
        return true;
    case RIR_FREEZE:
        p = operand(c, 0);
        model_freeze(c->r, &p);
        return true;
    case RIR_START:
        do_start(c);
        return true;
    default:
        return do_join(c);
    }
}

static void do_memory(const struct ctx *c)
{
    switch (c->in->op) {
    case RIR_LOAD:
    case RIR_READ:
        do_load(c);
        break;
    case RIR_STORE:
    case RIR_WRITE:
        do_store(c);
        break;
    case RIR_COPY:
        do_copy(c);
        break;
    case RIR_FILL:
        do_fill(c);
        break;
    case RIR_RMW:
        do_rmw(c);
        break;
    case RIR_CAS:
        do_cas(c);
        break;
    case RIR_VALIST:
        do_valist(c);
        break;
    default:
        do_vaarg(c);
        break;
    }
    maybe_switch(c->r);
}

static void do_plain(const struct ctx *c)
{
    switch (c->in->op) {
    case RIR_STACK:
        new_stack(c);
        break;
    case RIR_FIELD:
        advance(c, c->in->imm, 0);
        break;
    case RIR_ELEM:
        advance(c, index_operand(c, 1) * c->in->imm, rir_elem_item(c->r->m, c->in));
        break;
    case RIR_OFFSET:
        advance(c, index_operand(c, 1), 0);
        break;
    case RIR_UN:
        do_un(c);
        break;
    default:
        do_value(c);
        break;
    }
}

void exec_step(struct run *r, struct task *t)
{
    struct frame *f = t->frames.data[t->frames.len - 1];
    if (f->native) {
        struct ival ret = {0};
        if (f->native(r, t, f, &ret) == FLOW_DONE)
            frame_return(r, t, &ret, 1);
        return;
    }
    const struct rir_func *fn = &r->m->funcs.data[f->func];
    struct ctx c = {r, t, f, fn, &fn->insns[f->pc]};
    uint8_t op = c.in->op;
    if (rir_is_terminator(op)) {
        do_terminator(&c);
    } else if (op == RIR_CALL || op == RIR_CALLI) {
        do_call(&c);
    } else if (op == RIR_OPAQUE) {
        do_opaque(&c);
    } else if (op >= RIR_LOAD && op <= RIR_VAARG) {
        do_memory(&c);
        f->pc++;
    } else if (op >= RIR_ALLOC && op <= RIR_JOIN) {
        if (do_model(&c)) {
            f->pc++;
            maybe_switch(r);
        }
    } else {
        do_plain(&c);
        f->pc++;
    }
}
