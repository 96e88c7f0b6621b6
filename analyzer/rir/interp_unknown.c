/* A function nothing is known of, or opaque code, played by an adversary that the seed drives: what
 * the solver may not rule out. It does a few of these things with what it has (interp_known.c):
 * keeps a reference, reads or writes an object, replaces a pointer in one object by null or by one
 * to another object of the same size as its old target (so that the program's types still hold),
 * replaces a pointer to a function by one to another of its type, and calls a function. What it
 * does is judged at the call.
 *
 * A function that it calls runs where it is called, in the task that made the unknown call. It gets
 * objects of the size that it expects, of which some may be unknown code's own, elements of static
 * arrays, numbers, and null now and then. What it returns, unknown code has. Unknown code itself
 * starts and joins no tasks, and calls no described function that does. Calls of unknown code from
 * functions that it called are bounded in depth: the innermost one calls nothing.
 *
 * It returns one of its arguments, something that it has, null, or a small integer. A pure function
 * only reads, and calls only functions that do nothing else; a const one does not even that; a leaf
 * one calls nothing. */
#include <stdlib.h>

#include "rir/interp_int.h"

enum { GOT_MAX = 4, NESTED_MAX = 3, ARGS_MAX = 4 };

struct unknown { /* a call of such a function; its native frame's state */
    struct call call;
    struct ival got[GOT_MAX]; /* results of functions that it called, and objects of its own */
    uint32_t ngot, left;      /* left: what it still does */
    bool called;              /* a function, and has not looked at its result */
    bool pure;
};

/* ---- what it has ---- */

static bool refined(const struct run *r, const struct call *c, enum rir_ann_kind kind)
{
    return c->func != RIR_NONE && rir_func_ann(&r->m->funcs.data[c->func], kind) != NULL;
}

static bool borrowed(const struct run *r, const struct call *c, uint32_t i)
{
    if (c->func == RIR_NONE)
        return false;
    uint16_t at = c->pos ? c->pos[i].cpos : (uint16_t)(i + 1);
    return rir_func_borrows(&r->m->funcs.data[c->func], at);
}

static void collect(struct run *r, struct task *t, const struct unknown *u)
{
    const struct call *c = &u->call;
    struct known_arg *args = ARENA_ARRAY(&r->arena, struct known_arg, c->nargs + u->ngot);
    uint32_t n = 0;
    struct place at;
    for (uint32_t i = 0; i < c->nargs; i++)
        if ((c->types[i].cls == RIR_PTR || c->args[i].ref.obj) && mem_find(r, &c->args[i], &at))
            args[n++] = (struct known_arg){
                .o = at.o,
                .by_value = c->pos && (c->pos[i].flags & RIR_ARG_BYVAL),
                .borrowed = borrowed(r, c, i),
            };
    for (uint32_t i = 0; i < u->ngot; i++)
        if (mem_find(r, &u->got[i], &at))
            args[n++] = (struct known_arg){.o = at.o};
    known_collect(r, t, args, n, c->func == RIR_NONE);
}

static void get(struct unknown *u, const struct ival *v)
{
    if (v->ref.obj && u->ngot < GOT_MAX)
        u->got[u->ngot++] = *v;
}

/* One of the objects from `from` on, `to` not included; every other time of those that have to do
 * with what is given. */
static struct object *pick_from(struct run *r, uint32_t from, uint32_t to)
{
    if (r->has.given > from && r->has.given < to && run_random(r) % 2)
        to = r->has.given;
    return r->objs.data[r->has.objs.data[from + run_random(r) % (to - from)]];
}

static struct object *pick(struct run *r)
{
    return pick_from(r, 0, r->has.objs.len);
}

/* One to which a reference may be put where it stays; NULL: there is none. */
static struct object *pick_to_keep(struct run *r)
{
    return r->has.passing < r->has.objs.len ? pick_from(r, r->has.passing, r->has.objs.len) : NULL;
}

/* ---- what it does to objects ---- */

static void keep_one(struct run *r)
{
    struct object *o = pick_to_keep(r);
    if (!o)
        return;
    vec_push(&r->kept, ((struct iref){.obj = o->index, .life = o->life & 0xffffff}));
    r->marks_valid = false;
}

static bool writable(const struct object *o)
{
    return o->size && o->state != STATE_CONST;
}

static void read_one(struct run *r)
{
    struct object *o = pick(r);
    struct place at = {.o = o, .life = o->life};
    if (o->size)
        model_read(r, &at, 1);
}

static void write_one(struct run *r)
{
    struct object *o = pick(r);
    struct place at = {.o = o, .life = o->life};
    if (writable(o))
        model_write(r, &at, 1);
}

static bool same_scalar(struct rir_scalar x, struct rir_scalar y)
{
    return x.bits == y.bits && x.cls == y.cls;
}

static bool same_type(const struct rir_func *x, const struct rir_func *y)
{
    if (x->nparams != y->nparams || x->nresults != y->nresults)
        return false;
    for (uint32_t i = 0; i < x->nparams; i++)
        if (!same_scalar(x->params[i].type, y->params[i].type) ||
            x->params[i].src != y->params[i].src ||
            x->params[i].pos.flags != y->params[i].pos.flags)
            return false;
    return x->nresults == 0 || same_scalar(x->results[0], y->results[0]);
}

/* A function that it has, of the type of this one, which it may be itself; RIR_NONE: none. */
static uint32_t pick_function_like(struct run *r, uint32_t func)
{
    uint32_t n = 0, like = RIR_NONE;
    for (uint32_t i = 0; i < r->met.len; i++)
        if (same_type(&r->m->funcs.data[func], &r->m->funcs.data[r->met.data[i]]) &&
            run_random(r) % ++n == 0)
            like = r->met.data[i];
    return like;
}

/* What a pointer may be replaced by; false: it stays. */
static bool substitute(struct run *r, const struct object *old, struct ival *v)
{
    struct object *to = pick_to_keep(r);
    *v = (struct ival){0};
    if (run_random(r) % 8 == 0)
        return true;
    if (known_is_function(old)) {
        uint32_t func = pick_function_like(r, old->func);
        if (func != RIR_NONE)
            *v = mem_pointer(mem_func(r, func), 0);
        return func != RIR_NONE;
    }
    if (!to || old->kind == INTERP_OTHER || old->size != to->size)
        return false;
    *v = mem_pointer(to, 0);
    return true;
}

static void relink_one(struct run *r)
{
    struct object *o = pick(r);
    if (!writable(o) || !o->slots.len)
        return;
    struct islot s = o->slots.data[run_random(r) % o->slots.len];
    struct ival v;
    if (s.off >= o->size || !substitute(r, r->objs.data[s.ref.obj], &v))
        return;
    struct place at = {.o = o, .off = s.off, .life = o->life};
    model_write(r, &at, r->m->ptr_bits / 8);
    mem_put(r, o, at.off, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}, &v);
}

/* ---- functions that it calls ---- */

/* Of the objects that it has one of that size, or an element of it; 0: it has none. */
static struct ival object_of_size(struct run *r, uint64_t size)
{
    struct ival found = {0};
    uint32_t n = 0;
    for (uint32_t i = r->has.unnamed; i < r->has.objs.len; i++) {
        struct object *o = r->objs.data[r->has.objs.data[i]];
        bool element = o->item == size && size != 0;
        if ((o->size != size && !element) || o->state == STATE_CONST || run_random(r) % ++n != 0)
            continue;
        found = mem_pointer(o, element ? run_random(r) % (o->size / size) * size : 0);
        found.ref.item = element ? o->item : 0;
    }
    return found;
}

static struct ival object_of_its_own(struct run *r, struct unknown *u, uint32_t type)
{
    struct object *o = mem_new(r, INTERP_HEAP, rir_type_size(r->m, type), 16);
    mem_fill(r, o, 0, 0, o->size);
    o->type = type;
    struct ival v = mem_pointer(o, 0);
    get(u, &v);
    return v;
}

/* Where nothing says of what type: any object, any function, or null. */
static struct ival any_pointer(struct run *r)
{
    uint64_t objs = r->has.objs.len - r->has.unnamed;
    uint64_t n = objs + r->has.funcs.len + 1, i = run_random(r) % n;
    if (i < objs)
        return mem_pointer(r->objs.data[r->has.objs.data[r->has.unnamed + i]], 0);
    i -= objs;
    return i < r->has.funcs.len ? mem_pointer(mem_func(r, r->has.funcs.data[i]), 0)
                                : (struct ival){0};
}

static struct ival argument(struct run *r, struct unknown *u, const struct rir_param *p)
{
    if (p->type.cls != RIR_PTR)
        return p->type.cls == RIR_INT ? num_int(run_random(r) % 4) : (struct ival){0};
    bool by_value = (p->pos.flags & RIR_ARG_BYVAL) != 0;
    uint32_t type = rir_type_strip(r->m, by_value ? p->src : rir_type_pointee(r->m, p->src));
    uint64_t size = rir_type_size(r->m, type);
    if (!size)
        return any_pointer(r);
    if (run_random(r) % 16 == 0 && !by_value)
        return (struct ival){0};
    struct ival v = object_of_size(r, size);
    return v.ref.obj && run_random(r) % 8 ? v : object_of_its_own(r, u, type);
}

/* No function of the C library, none that starts or joins tasks, none that returns twice or never.
 */
static bool may_call(const struct run *r, uint32_t func)
{
    const struct rir_func *f = &r->m->funcs.data[r->func_of[func]];
    if (f->nparams > ARGS_MAX || (f->flags & (RIR_FUNC_IFUNC | RIR_FUNC_RETURNS_TWICE)))
        return false;
    return (f->flags & RIR_FUNC_DEFINED) ||
           (libc_find(f->name) == NULL && !(f->flags & RIR_FUNC_NORETURN) && !rir_func_starts(f) &&
            !rir_func_joins(f));
}

static bool only_reads(const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint8_t op = f->insns[i].op;
        bool changes = (op >= RIR_STORE && op <= RIR_VAARG && op != RIR_READ) ||
                       (op >= RIR_CALL && op <= RIR_JOIN);
        if (changes)
            return false;
    }
    return (f->flags & RIR_FUNC_DEFINED) != 0;
}

static enum flow unknown_step(struct run *r, struct task *t, struct frame *f, struct ival *ret);

static uint32_t nested(const struct task *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->frames.len; i++)
        n += t->frames.data[i]->native == unknown_step;
    return n;
}

static void call_one(struct run *r, struct task *t, struct unknown *u)
{
    if (!r->has.funcs.len || nested(t) > NESTED_MAX || refined(r, &u->call, RIR_ANN_LEAF))
        return;
    uint32_t func = r->has.funcs.data[run_random(r) % r->has.funcs.len];
    const struct rir_func *f = &r->m->funcs.data[r->func_of[func]];
    if (!may_call(r, func) || (u->pure && !only_reads(f)))
        return;
    struct ival args[ARGS_MAX], fn = mem_pointer(mem_func(r, func), 0), result = {0};
    for (uint32_t i = 0; i < f->nparams; i++)
        args[i] = argument(r, u, &f->params[i]);
    if (call_back(r, t, &fn, args, f->nparams, &result) == FLOW_DONE)
        get(u, &result);
    else
        u->called = true;
}

/* ---- the call ---- */

/* Something of the size of the first argument's object, which is what the result is used as; a
 * function for a function. */
static struct ival pointer_result(struct run *r, const struct call *c)
{
    struct place at;
    if (run_random(r) % 8 == 0 || !c->nargs || !mem_find(r, &c->args[0], &at))
        return (struct ival){0};
    struct ival first = borrowed(r, c, 0) ? (struct ival){0} : c->args[0];
    if (known_is_function(at.o)) {
        uint32_t like = pick_function_like(r, at.o->func);
        return like == RIR_NONE ? first : mem_pointer(mem_func(r, like), 0);
    }
    struct object *o = pick_to_keep(r);
    return o && o->size == at.o->size && at.off == 0 ? mem_pointer(o, 0) : first;
}

static struct ival result_of(struct run *r, const struct call *c)
{
    if (c->result.bits && c->result.cls == RIR_PTR)
        return pointer_result(r, c);
    return c->result.bits ? num_int(run_random(r) % 4) : (struct ival){0};
}

static void act(struct run *r, struct task *t, struct unknown *u)
{
    uint64_t what = r->has.objs.len ? run_random(r) % 10 : 9;
    switch (u->pure && what < 5 ? 5 : what) {
    case 0:
    case 1:
        keep_one(r);
        break;
    case 2:
        write_one(r);
        break;
    case 3:
    case 4:
        relink_one(r);
        break;
    case 5:
        read_one(r);
        break;
    default:
        call_one(r, t, u);
        break;
    }
}

static enum flow unknown_step(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct unknown *u = f->state;
    if (u->called && f->got)
        get(u, &f->ret[0]);
    u->called = false;
    collect(r, t, u);
    if (!u->left) {
        *ret = result_of(r, &u->call);
        if (u->call.func != RIR_NONE)
            immutable_returned(r, &r->m->funcs.data[u->call.func], ret);
        return FLOW_DONE;
    }
    u->left--;
    act(r, t, u);
    return FLOW_PUSHED;
}

enum flow unknown_call(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    struct frame *f = calloc(1, sizeof *f);
    struct unknown *u = calloc(1, sizeof *u);
    if (!f || !u)
        run_stop(r, INTERP_LIMIT, "out of memory");
    f->native = unknown_step;
    f->state = u;
    u->call = *c;
    u->call.args = arena_copy(&r->arena, c->args, c->nargs * sizeof *c->args);
    u->call.types = arena_copy(&r->arena, c->types, c->nargs * sizeof *c->types);
    u->pure = refined(r, c, RIR_ANN_STD_PURE);
    u->left = refined(r, c, RIR_ANN_STD_CONST) ? 0 : (uint32_t)(run_random(r) % 6);
    frame_push(r, t, f);
    *ret = (struct ival){0};
    return FLOW_PUSHED;
}
