/* Calls: of functions with a body, of built-in ones, of described ones; and the tasks that calls
 * start.
 *
 * A function with a body runs in a frame of its own. Without one, the C library's functions that
 * interp_libc*.c knows are executed there; a function that its annotations describe completely does
 * what they say (interp_described.c); any other ends the run with its name. The body of a trusted
 * function is executed and not judged: what it means for ownership is said by its annotations. */
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

static bool trusted(const struct rir_func *f)
{
    return rir_func_ann(f, RIR_ANN_TRUSTED) != NULL;
}

/* A struct by value is a fresh object of the callee's frame. Size 0: all that is there. */
static struct object *by_value(struct run *r, struct frame *callee, const struct ival *v,
                               uint64_t size)
{
    struct place at = mem_place(r, v, 0);
    if (size == 0 || size > at.o->size - at.off)
        size = at.o->size - at.off;
    model_read(r, &at, size);
    struct object *copy = mem_new(r, INTERP_STACK, size, 16);
    copy->func = callee->func;
    copy->insn = RIR_NONE;
    mem_move(r, copy, 0, at.o, at.off, size);
    vec_push(&callee->stack, copy->index);
    return copy;
}

static bool is_byval(const struct call *c, uint32_t i)
{
    return c->pos && (c->pos[i].flags & RIR_ARG_BYVAL);
}

static struct ival parameter_by_value(struct run *r, struct frame *f, const struct rir_param *p,
                                      const struct ival *v)
{
    uint32_t type = rir_type_strip(r->m, p->src);
    if (type != RIR_NONE && r->m->types.data[type].kind == RIR_T_PTR)
        type = rir_type_strip(r->m, r->m->types.data[type].elem);
    struct object *copy = by_value(r, f, v, type == RIR_NONE ? 0 : r->m->types.data[type].size);
    copy->type = type;
    return mem_pointer(copy, 0);
}

static void pass_variadic(struct run *r, struct frame *f, const struct call *c, uint32_t named)
{
    f->va = calloc(c->nargs - named, sizeof *f->va);
    if (!f->va)
        run_stop(r, INTERP_LIMIT, "out of memory");
    f->nva = c->nargs - named;
    for (uint32_t i = 0; i < f->nva; i++) {
        uint32_t k = named + i;
        f->va[i] = (struct vararg){.v = c->args[k], .type = c->types[k]};
        if (!is_byval(c, k))
            continue;
        struct object *copy = by_value(r, f, &c->args[k], c->sizes ? c->sizes[k] : 0);
        f->va[i].v = mem_pointer(copy, 0);
        f->va[i].size = copy->size;
    }
}

static void pass_arguments(struct run *r, struct frame *f, const struct call *c)
{
    const struct rir_func *fn = &r->m->funcs.data[f->func];
    for (uint32_t i = 0; i < c->nargs && i < fn->nparams; i++) {
        struct ival v = c->args[i];
        if (is_byval(c, i) || (fn->params[i].pos.flags & RIR_ARG_BYVAL))
            v = parameter_by_value(r, f, &fn->params[i], &v);
        else
            immutable_used(r, &v, rir_type_pointee(r->m, fn->params[i].src));
        f->vals[fn->params[i].value] = v;
    }
    if (c->nargs > fn->nparams)
        pass_variadic(r, f, c, fn->nparams);
}

static void send_at_call(struct run *r, const struct rir_func *fn, const struct call *c)
{
    for (uint32_t i = 0; i < fn->nanns; i++)
        if (fn->anns[i].kind == RIR_ANN_SENDS && (uint32_t)fn->anns[i].a - 1 < c->nargs)
            model_give(r, &c->args[fn->anns[i].a - 1]);
}

static enum flow call_body(struct run *r, struct task *t, const struct call *c)
{
    const struct rir_func *fn = &r->m->funcs.data[c->func];
    if (t->frames.len >= r->o.max_depth)
        run_stop(r, INTERP_LIMIT, "calls nested deeper than %u", r->o.max_depth);
    struct frame *f = calloc(1, sizeof *f);
    if (!f)
        run_stop(r, INTERP_LIMIT, "out of memory");
    const struct frame *caller = task_place(t);
    r->building = f; /* so that it is freed if an argument ends the run */
    f->func = c->func;
    f->quiet = trusted(fn) || (caller && caller->quiet);
    if (trusted(fn) && fn->nanns > 1 && !(caller && caller->quiet)) {
        send_at_call(r, fn, c);
        f->after = arena_copy(&r->arena, c->args, c->nargs * sizeof *c->args);
        f->nafter = c->nargs;
    }
    f->vals = calloc(fn->nvalues ? fn->nvalues : 1, sizeof *f->vals);
    if (!f->vals)
        run_stop(r, INTERP_LIMIT, "out of memory");
    pass_arguments(r, f, c);
    r->building = NULL;
    frame_push(r, t, f);
    return FLOW_PUSHED;
}

static bool is_as(uint8_t when, const struct ival *v, unsigned bits)
{
    uint64_t n = num_value(v, bits);
    bool negative = bits > 0 && n >> (bits - 1) & 1;
    switch (when) {
    case RIR_ZERO:
    case RIR_NULL:
        return n == 0;
    case RIR_NONZERO:
    case RIR_NONNULL:
        return n != 0;
    case RIR_NEGATIVE:
        return negative;
    default:
        return !negative;
    }
}

/* What is sent on condition is given away when the result is known. Until then no other task goes
 * on (task_gives): what the body put where they find it is in transit when they do. */
static bool sends_if(const struct rir_func *fn)
{
    return rir_func_ann(fn, RIR_ANN_SENDS_IF) != NULL;
}

bool task_gives(const struct run *r, const struct task *t)
{
    for (uint32_t i = t->frames.len; i-- > 0 && t->frames.data[i]->quiet;)
        if (t->frames.data[i]->after != NULL &&
            sends_if(&r->m->funcs.data[t->frames.data[i]->func]))
            return true;
    return false;
}

/* The rest of what a trusted function's annotations say, when its body has returned. */
void call_after(struct run *r, struct task *t, uint32_t func, const struct ival *args,
                uint32_t nargs, struct ival *ret)
{
    (void)t;
    const struct rir_func *fn = &r->m->funcs.data[func];
    for (uint32_t i = 0; i < fn->nanns; i++) {
        const struct rir_ann *a = &fn->anns[i];
        bool in_range = a->a > 0 && (uint32_t)a->a <= nargs;
        if (a->kind == RIR_ANN_RECEIVES)
            model_take(r, ret);
        else if (a->kind == RIR_ANN_SENDS_IF && in_range && fn->nresults > 0 &&
                 is_as(a->when, ret, fn->results[0].bits))
            model_give(r, &args[a->a - 1]);
        else if (a->kind == RIR_ANN_FREEZES && in_range)
            model_freeze(r, &args[a->a - 1]);
        else if (a->kind == RIR_ANN_HIDDEN_STATE)
            model_hidden_state(r, fn->name);
    }
}

/* Hidden state, always or in place of an argument that is null. */
static void touch_hidden_state(struct run *r, const struct rir_func *fn, const struct call *c)
{
    if (rir_func_ann(fn, RIR_ANN_HIDDEN_STATE) != NULL)
        model_hidden_state(r, fn->name);
    const struct rir_ann *a = rir_func_ann(fn, RIR_ANN_HIDDEN_IF_NULL);
    for (uint32_t i = 0; a != NULL && i < c->nargs; i++)
        if ((c->pos == NULL ? i + 1 : c->pos[i].cpos) == (uint32_t)a->a && c->args[i].lo == 0)
            model_hidden_state(r, fn->name);
}

enum flow call_function(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    struct call d = *c;
    d.func = r->func_of[c->func];
    const struct rir_func *fn = &r->m->funcs.data[d.func];
    if (fn->flags & RIR_FUNC_IFUNC) {
        if (r->resolved[d.func] == RIR_NONE)
            run_stop(r, INTERP_UNSAFE, "the ifunc '%s' is called before it is resolved", fn->name);
        d.func = r->func_of[r->resolved[d.func]];
        fn = &r->m->funcs.data[d.func];
    }
    if (fn->flags & RIR_FUNC_DEFINED)
        return call_body(r, t, &d);
    touch_hidden_state(r, fn, &d);
    if (!r->builtins[d.func])
        r->builtins[d.func] = libc_find(fn->name);
    if (r->builtins[d.func])
        return r->builtins[d.func](r, t, &d, ret);
    if (rir_func_is_described(fn))
        return described_call(r, t, &d, ret);
    if (r->o.unknown_calls)
        return unknown_call(r, t, &d, ret);
    run_stop(r, INTERP_CANNOT, "cannot run: calls '%s'", fn->name);
}

uint32_t call_target(struct run *r, const struct ival *fn)
{
    struct place at;
    if (!mem_find(r, fn, &at) || at.o->kind != INTERP_OTHER || at.o->func == RIR_NONE || at.off)
        run_stop(r, INTERP_UNSAFE, "call through a pointer to no function");
    return at.o->func;
}

enum flow call_pointer(struct run *r, struct task *t, const struct ival *fn, struct call *c,
                       struct ival *ret)
{
    c->func = call_target(r, fn);
    return call_function(r, t, c, ret);
}

enum flow call_back(struct run *r, struct task *t, const struct ival *fn, const struct ival *args,
                    uint32_t n, struct ival *ret)
{
    struct ival copy[4];
    struct rir_scalar types[4];
    for (uint32_t i = 0; i < n && i < 4; i++) {
        copy[i] = args[i];
        types[i] = (struct rir_scalar){.bits = r->m->ptr_bits, .cls = RIR_PTR};
    }
    struct call c = {.args = copy, .types = types, .nargs = n < 4 ? n : 4};
    return call_pointer(r, t, fn, &c, ret);
}
