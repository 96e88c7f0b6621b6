/* What code that nobody knows has, at one moment of a call of it: objects and functions.
 *
 * Objects: what the call gives it, what it has got or kept since, exported variables, and all that
 * is reachable from these; nothing behind channels. Functions: those that it is given, those to
 * which such objects point, and those that it met in an earlier call, by whatever task. To have an
 * object does not change whose it is: only keeping it does (r->kept).
 *
 * Opaque code has only the objects that it is given, and what is below them, and the functions
 * among what it is given.
 *
 * Not all of that it gives on. A task's exported thread-local variables it uses, and gives nobody
 * their address, unless it was given that: they come first. What is given at a position that the
 * call only borrows, an object or a function, it has for as long as the call takes, and keeps no
 * reference to it: that comes next. What hangs below these it may keep. */
#include "rir/interp_int.h"

bool known_is_function(const struct object *o)
{
    return o->kind == INTERP_OTHER && o->func != RIR_NONE;
}

static void meet(struct run *r, const struct object *o)
{
    if (!known_is_function(o))
        return;
    for (uint32_t i = 0; i < r->met.len; i++)
        if (r->met.data[i] == o->func)
            return;
    vec_push(&r->met, o->func);
}

static void meet_in(struct run *r, const struct object *o)
{
    for (uint32_t i = 0; i < o->slots.len && o->state != STATE_CHANNEL; i++)
        meet(r, r->objs.data[o->slots.data[i].ref.obj]);
}

static void add_root(struct run *r, struct object *o)
{
    meet(r, o);
    if (o->kind != INTERP_OTHER)
        reach_add(r, o);
}

/* What an object leads to, without the object. */
static void add_below(struct run *r, const struct object *o)
{
    meet_in(r, o);
    for (uint32_t i = 0; i < o->slots.len && o->state != STATE_CHANNEL; i++) {
        struct object *t;
        if (reach_follow(r, o, &o->slots.data[i], &t))
            reach_add(r, t);
    }
}

static void add_arguments(struct run *r, const struct known_arg *args, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (args[i].by_value || args[i].borrowed) /* by value: a copy of it is given */
            add_below(r, args[i].o);
        else
            add_root(r, args[i].o);
}

static void add_borrowed(struct run *r, const struct known_arg *args, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (args[i].by_value || !args[i].borrowed)
            continue;
        else if (known_is_function(args[i].o))
            vec_push(&r->has.funcs, args[i].o->func);
        else if (args[i].o->kind != INTERP_OTHER && !reach_has(r, args[i].o))
            vec_push(&r->has.objs, args[i].o->index);
}

static void add_kept(struct run *r)
{
    for (uint32_t i = 0; i < r->kept.len; i++) {
        struct object *o = r->objs.data[r->kept.data[i].obj];
        if (o->life == r->kept.data[i].life)
            add_root(r, o);
    }
}

static bool is_exported(const struct rir_global *v)
{
    return v->linkage != RIR_INTERNAL && !(v->flags & RIR_GLOBAL_STRING);
}

static void add_exported(struct run *r, struct task *t)
{
    for (uint32_t g = 0; g < r->m->globals.len; g++) {
        const struct rir_global *v = &r->m->globals.data[g];
        if (is_exported(v) && (v->flags & RIR_GLOBAL_TLS))
            add_below(r, mem_global(r, t, g));
        else if (is_exported(v))
            add_root(r, mem_global(r, t, g));
    }
}

static void add_thread_local(struct run *r, struct task *t)
{
    for (uint32_t g = 0; g < r->m->globals.len; g++) {
        const struct rir_global *v = &r->m->globals.data[g];
        if (!is_exported(v) || !(v->flags & RIR_GLOBAL_TLS))
            continue;
        const struct object *o = mem_global(r, t, g);
        if (!reach_has(r, o))
            vec_push(&r->has.objs, o->index);
    }
}

/* What it has without being given it now. */
static void add_others(struct run *r, struct task *t)
{
    add_kept(r);
    add_exported(r, t);
    reach_close(r);
    add_thread_local(r, t);
}

static void add_given_functions(struct run *r, const struct known_arg *args, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (known_is_function(args[i].o))
            vec_push(&r->has.funcs, args[i].o->func);
}

void known_collect(struct run *r, struct task *t, const struct known_arg *args, uint32_t n,
                   bool opaque)
{
    r->has.objs.len = r->has.funcs.len = 0;
    reach_begin(r);
    add_arguments(r, args, n);
    reach_close(r);
    uint32_t given = r->worklist.len;
    if (!opaque)
        add_others(r, t);
    r->has.unnamed = r->has.objs.len;
    add_borrowed(r, args, n);
    r->has.passing = r->has.objs.len;
    r->has.given = r->has.passing + given;
    for (uint32_t i = 0; i < r->worklist.len; i++) {
        meet_in(r, r->objs.data[r->worklist.data[i]]);
        vec_push(&r->has.objs, r->worklist.data[i]);
    }
    if (opaque)
        add_given_functions(r, args, n);
    else
        for (uint32_t i = 0; i < r->met.len; i++)
            vec_push(&r->has.funcs, r->met.data[i]);
}
