/* Calls of functions without a body that their annotations describe completely: what the
 * annotations say is done at the call, in one order for all: join, hidden state, reads, writes,
 * what is sent, frozen, freed and kept, what is received, the task that is started, pointers into
 * arguments, callbacks.
 *
 * What an annotation leaves open the seed decides: whether a conditional operation succeeds (if the
 * options allow failures), how often a callback runs, a small integer as result. A write leaves the
 * contents as they are, which is one thing it may do. Null arguments are not touched. */
#include <stdlib.h>

#include "rir/interp_int.h"

struct dcall {
    struct run *r;
    struct task *t;
    const struct call *c;
    const struct rir_func *fn;
    bool success;
    struct ival ret;
    bool has_ret;
};

static uint32_t cpos(const struct call *c, uint32_t i)
{
    return c->pos ? c->pos[i].cpos : i + 1;
}

/* Operand at a C position, RIR_NONE when the call has none. */
static uint32_t operand_at(const struct dcall *d, int pos)
{
    for (uint32_t i = 0; i < d->c->nargs; i++)
        if (pos > 0 && cpos(d->c, i) == (uint32_t)pos)
            return i;
    return RIR_NONE;
}

static struct ival value_at(const struct dcall *d, int pos)
{
    uint32_t i = operand_at(d, pos);
    return i == RIR_NONE ? (struct ival){0} : d->c->args[i];
}

typedef void touch(struct dcall *d, const struct ival *p);

/* For the argument at a position; for one in the ellipsis, all that are variadic. */
static void each_at(struct dcall *d, int pos, touch *fn)
{
    for (uint32_t i = 0; i < d->c->nargs; i++) {
        uint32_t at = cpos(d->c, i);
        bool variadic = (uint32_t)pos > d->fn->ncparams && at > d->fn->ncparams;
        if ((at == (uint32_t)pos || variadic) && d->c->args[i].lo)
            fn(d, &d->c->args[i]);
    }
}

static struct place one_byte(struct dcall *d, const struct ival *p, uint64_t *n)
{
    struct place at = mem_place(d->r, p, 0);
    *n = at.off < at.o->size ? 1 : 0;
    return at;
}

static void touch_read(struct dcall *d, const struct ival *p)
{
    uint64_t n;
    struct place at = one_byte(d, p, &n);
    model_read(d->r, &at, n);
}

static void touch_write(struct dcall *d, const struct ival *p)
{
    uint64_t n;
    struct place at = one_byte(d, p, &n);
    model_write(d->r, &at, n);
}

/* A command decides, and nobody asks for a write of a constant. */
static void touch_asked(struct dcall *d, const struct ival *p)
{
    struct place at = mem_place(d->r, p, 0);
    if (at.o->state == STATE_CONST || run_random(d->r) % 2)
        touch_read(d, p);
    else
        touch_write(d, p);
}

static void touch_free(struct dcall *d, const struct ival *p)
{
    struct place at = mem_place(d->r, p, 0);
    model_free(d->r, &at);
}

static void touch_freeze(struct dcall *d, const struct ival *p)
{
    model_freeze(d->r, p);
}

static void touch_keep(struct dcall *d, const struct ival *p)
{
    struct place at;
    if (!mem_find(d->r, p, &at) || at.o->kind == INTERP_OTHER)
        return;
    vec_push(&d->r->kept, ((struct iref){.obj = at.o->index, .life = at.life & 0xffffff}));
    d->r->marks_valid = false;
    immutable_shown(d->r, at.o);
}

/* Whoever reads the bytes that leave refers to what they refer to; with a size, so many. (What
 * leaves from pointers inside a struct is not done here: functions that do that are not in programs
 * that are run.) */
static void leave(struct dcall *d, const struct rir_ann *a)
{
    struct ival p = value_at(d, a->a);
    uint64_t size = a->b > 0 ? value_at(d, a->b).lo : UINT64_MAX;
    struct place at;
    if (!mem_find(d->r, &p, &at) || at.o->kind == INTERP_OTHER)
        return;
    for (uint32_t i = 0; i < at.o->slots.len; i++) {
        const struct islot *s = &at.o->slots.data[i];
        struct object *to;
        bool leaves = a->b == 0 || (s->off >= at.off && s->off - at.off < size);
        if (!leaves || !reach_follow(d->r, at.o, s, &to))
            continue;
        vec_push(&d->r->kept, ((struct iref){.obj = to->index, .life = to->life & 0xffffff}));
        struct rir_scalar pointer = {d->r->m->ptr_bits, RIR_PTR};
        if (a->b > 0)
            vec_push(&d->r->gone, mem_get(d->r, at.o, s->off, pointer));
    }
    d->r->marks_valid = false;
}

/* The first pointer argument that is not at this position stands for the queue. */
static uint64_t queue_of(const struct dcall *d, int pos)
{
    for (uint32_t i = 0; i < d->c->nargs; i++)
        if (cpos(d->c, i) != (uint32_t)pos && d->c->types[i].cls == RIR_PTR)
            return d->c->args[i].lo;
    return 0;
}

/* Where a pointer is put at an argument, and how many bytes of it there is room for. */
static uint64_t room_for_pointer(const struct dcall *d, const struct ival *where, struct place *at)
{
    uint64_t word = d->r->m->ptr_bits / 8;
    *at = mem_place(d->r, where, 0);
    uint64_t room = at->o->size - at->off;
    return room < word ? room : word;
}

static void put_pointer(struct dcall *d, const struct ival *where, const struct ival *v)
{
    struct place at;
    if (!where->lo)
        return;
    uint64_t room = room_for_pointer(d, where, &at);
    if (room == d->r->m->ptr_bits / 8)
        mem_put(d->r, at.o, at.off, (struct rir_scalar){d->r->m->ptr_bits, RIR_PTR}, v);
    else
        mem_put_int(d->r, at.o, at.off, (unsigned)room, v->lo);
}

static void touch_pointer(struct dcall *d, const struct ival *where)
{
    struct place at;
    if (!where->lo)
        return;
    uint64_t room = room_for_pointer(d, where, &at);
    model_write(d->r, &at, room);
}

static void store_pointer(struct dcall *d, const struct ival *where, const struct ival *v)
{
    touch_pointer(d, where);
    put_pointer(d, where, v);
}

/* What comes in may be a pointer that has left, where a word of it is asked for. */
static void come_in(struct dcall *d, const struct rir_ann *a)
{
    if (a->a <= 0 || a->b <= 0 || d->r->gone.len == 0 || run_random(d->r) % 2 == 0)
        return;
    struct ival where = value_at(d, a->a);
    if (value_at(d, a->b).lo >= d->r->m->ptr_bits / 8)
        store_pointer(d, &where, &d->r->gone.data[run_random(d->r) % d->r->gone.len]);
}

static void give_result(struct dcall *d, const struct ival *v)
{
    d->ret = *v;
    d->has_ret = true;
}

/* ---- the steps ---- */

static const struct rir_ann *handle_ann(const struct dcall *d)
{
    return rir_func_ann(d->fn, RIR_ANN_HANDLE);
}

/* The task that a join without a handle waits for: the first that this task started and nobody
 * joined. */
static struct task *any_child(struct dcall *d)
{
    for (uint32_t i = 1; i < d->r->tasks.len; i++)
        if (d->r->tasks.data[i]->starter == d->t->id && !d->r->tasks.data[i]->joined)
            return d->r->tasks.data[i];
    return NULL;
}

static bool do_join(struct dcall *d)
{
    const struct rir_ann *h = handle_ann(d), *into = rir_func_ann(d->fn, RIR_ANN_RESULT_INTO);
    struct ival result = {0};
    if (h && h->a > 0) {
        if (!task_join(d->r, d->t, value_at(d, h->a).lo, &result))
            return false;
    } else {
        struct task *j = any_child(d);
        if (j && !task_join(d->r, d->t, j->handle, &result))
            return false;
    }
    if (into) {
        struct ival where = value_at(d, into->a);
        store_pointer(d, &where, &result);
    }
    return true;
}

/* One that may give up does so, but not for ever. */
static bool gives_up(struct dcall *d)
{
    return rir_func_ann(d->fn, RIR_ANN_JOINS_IF) && run_random(d->r) % 2 != 0;
}

/* P6. */
static void do_start(struct dcall *d, const struct rir_ann *a)
{
    struct ival fn = value_at(d, a->a), arg_value = value_at(d, a->b), p = {0};
    uint32_t func = call_target(d->r, &fn);
    const struct rir_ann *where = handle_ann(d);
    if (where && where->a > 0)
        p = value_at(d, where->a);
    touch_pointer(d, &p);
    struct ival h = {.lo = task_start(d->r, d->t, func, &arg_value)};
    if (where && where->a > 0)
        put_pointer(d, &p, &h);
    else if (where)
        give_result(d, &h);
}

static void touch_send(struct dcall *d, const struct ival *p)
{
    model_send(d->r, p, queue_of(d, (int)cpos(d->c, (uint32_t)(p - d->c->args))));
}

static void send_copy(struct dcall *d, const struct ival *p)
{
    struct place at = mem_place(d->r, p, 0);
    model_read(d->r, &at, at.o->size - at.off ? 1 : 0);
    uint32_t n = at.o->slots.len;
    for (uint32_t i = 0; i < n && i < at.o->slots.len; i++) {
        struct islot s = at.o->slots.data[i];
        struct object *o;
        struct ival v = {.ref = s.ref};
        if (reach_follow(d->r, at.o, &s, &o))
            v = mem_pointer(o, 0);
        else
            v.lo = d->r->objs.data[s.ref.obj]->addr; /* what was sent before is sent again */
        model_give(d->r, &v);
    }
}

static void do_packets(struct dcall *d, const struct rir_ann *a)
{
    struct ival v = a->a > 0 ? value_at(d, a->a) : (struct ival){0};
    switch (a->kind) {
    case RIR_ANN_SENDS_IF:
        if (!d->success)
            break;
        __attribute__((fallthrough));
    case RIR_ANN_SENDS:
        each_at(d, a->a, touch_send);
        break;
    case RIR_ANN_SENDS_COPY:
        each_at(d, a->a, send_copy);
        break;
    case RIR_ANN_FREEZES:
        each_at(d, a->a, touch_freeze);
        give_result(d, &v);
        break;
    case RIR_ANN_FREES:
        each_at(d, a->a, touch_free);
        break;
    case RIR_ANN_KEEPS:
        each_at(d, a->a, touch_keep);
        break;
    case RIR_ANN_LEAVES:
        leave(d, a);
        break;
    case RIR_ANN_FILLS:
        come_in(d, a);
        break;
    default:
        break;
    }
}

static void do_link(struct dcall *d, const struct rir_ann *a)
{
    struct ival into = value_at(d, a->a), v = value_at(d, a->b);
    struct place at, to;
    if (!mem_find(d->r, &into, &at) || !mem_find(d->r, &v, &to) || to.o->kind == INTERP_OTHER)
        return;
    uint64_t n;
    at = one_byte(d, &into, &n);
    model_write(d->r, &at, n);
    reach_changed(d->r, at.o);
    /* beyond its bytes: nothing reads it back, but it is reachable */
    uint64_t last = at.o->slots.len ? at.o->slots.data[at.o->slots.len - 1].off : 0;
    struct islot s = {.off = (last > at.o->size ? last : at.o->size) + 8,
                      .ref = {.obj = to.o->index, .life = to.life & 0xffffff},
                      .time = d->r->nframes};
    vec_push(&at.o->slots, s);
    immutable_stored(d->r, at.o, &s, 1);
}

static void do_receive(struct dcall *d, const struct rir_ann *a)
{
    struct ival v;
    if (a->kind == RIR_ANN_RECEIVES) {
        model_receive(d->r, queue_of(d, 0), &v);
        give_result(d, &v);
        return;
    }
    if (a->kind == RIR_ANN_RECEIVES_INTO_IF && !d->success)
        return;
    if (rir_func_ann(d->fn, RIR_ANN_MAKES)) {
        struct ival made = libc_alloc(d->r, 64, RIR_NONE), at = value_at(d, a->a);
        store_pointer(d, &at, &made);
        return;
    }
    d->success = model_receive(d->r, queue_of(d, a->a), &v);
    struct ival where = value_at(d, a->a);
    if (d->success || a->kind == RIR_ANN_RECEIVES_INTO)
        store_pointer(d, &where, &v);
}

static void do_points_into(struct dcall *d, const struct rir_ann *a)
{
    struct ival in = value_at(d, a->b);
    if (a->a == 0) {
        give_result(d, &in);
    } else {
        struct ival where = value_at(d, a->a);
        store_pointer(d, &where, &in);
    }
}

/* Some number that is as the condition says, or not. */
static struct ival conditional_result(struct run *r, uint8_t when, unsigned bits, bool success)
{
    uint64_t small = bits > 1 ? run_random(r) % 3 : 1, negative = UINT64_MAX - small;
    switch (when) {
    case RIR_NULL:
    case RIR_NONNULL:
        return num_int((when == RIR_NONNULL) == success);
    case RIR_ZERO:
    case RIR_NONZERO:
        return num_int((when == RIR_ZERO) == success ? 0 : small == 0 ? negative : small);
    default:
        return num_int((when == RIR_NEGATIVE) == success ? negative : small);
    }
}

static void choose_result(struct dcall *d)
{
    struct rir_scalar t = d->c->result;
    if (d->has_ret || !t.bits)
        return;
    for (uint32_t i = 0; i < d->fn->nanns; i++)
        if (d->fn->anns[i].when != RIR_ALWAYS) {
            struct ival v = conditional_result(d->r, d->fn->anns[i].when, t.bits, d->success);
            if (d->fn->anns[i].kind == RIR_ANN_JOINS_IF && !d->success)
                v = num_int((uint64_t)d->fn->anns[i].a);
            d->ret = num_int(num_value(&v, t.bits));
            return;
        }
    if (rir_func_ann(d->fn, RIR_ANN_MALLOC)) {
        d->ret = libc_alloc(d->r, 64, RIR_NONE);
        return;
    }
    bool starts = rir_func_ann(d->fn, RIR_ANN_SPAWNS) || rir_func_joins(d->fn);
    if (t.cls == RIR_INT && !starts)
        d->ret = num_int(num_value(&(struct ival){.lo = run_random(d->r) % 4}, t.bits));
}

/* ---- callbacks ---- */

struct callback {
    struct ival fn, arg, ret;
    uint32_t left;
};

static enum flow callback_step(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct callback *s = f->state;
    if (!s->left) {
        *ret = s->ret;
        return FLOW_DONE;
    }
    s->left--;
    struct ival args[4] = {s->arg, s->arg, s->arg, s->arg}, v;
    const struct rir_func *fn = &r->m->funcs.data[call_target(r, &s->fn)];
    for (uint32_t i = 0; i < 4 && i < fn->nparams; i++)
        if (fn->params[i].type.cls != RIR_PTR)
            args[i] = (struct ival){0};
    call_back(r, t, &s->fn, args, fn->nparams < 4 ? fn->nparams : 4, &v);
    return FLOW_PUSHED;
}

static enum flow do_callback(struct dcall *d, const struct rir_ann *a, struct ival *ret)
{
    struct frame *f = calloc(1, sizeof *f);
    struct callback *s = calloc(1, sizeof *s);
    if (!f || !s)
        run_stop(d->r, INTERP_LIMIT, "out of memory");
    f->native = callback_step;
    f->state = s;
    s->fn = value_at(d, a->a);
    s->arg = value_at(d, a->b);
    s->ret = d->ret;
    s->left = s->fn.lo ? (uint32_t)(run_random(d->r) % 3) : 0;
    frame_push(d->r, d->t, f);
    *ret = d->ret;
    return FLOW_PUSHED;
}

static void each_ann(struct dcall *d, uint8_t kind, touch *fn)
{
    for (uint32_t i = 0; i < d->fn->nanns; i++)
        if (d->fn->anns[i].kind == kind)
            each_at(d, d->fn->anns[i].a, fn);
}

static void do_rest(struct dcall *d)
{
    for (uint32_t i = 0; i < d->fn->nanns; i++)
        do_packets(d, &d->fn->anns[i]);
    for (uint32_t i = 0; i < d->fn->nanns; i++) {
        const struct rir_ann *a = &d->fn->anns[i];
        if (a->kind == RIR_ANN_LINKS)
            do_link(d, a);
        else if (a->kind == RIR_ANN_RECEIVES || a->kind == RIR_ANN_RECEIVES_INTO ||
                 a->kind == RIR_ANN_RECEIVES_INTO_IF)
            do_receive(d, a);
        else if (a->kind == RIR_ANN_SPAWNS || (a->kind == RIR_ANN_SPAWNS_IF && d->success))
            do_start(d, a);
        else if (a->kind == RIR_ANN_POINTS_INTO)
            do_points_into(d, a);
        else if (a->kind == RIR_ANN_CALLS_LATER) {
            struct ival fn = value_at(d, a->a);
            if (fn.lo)
                vec_push(&d->r->atexit, call_target(d->r, &fn));
        }
    }
}

enum flow described_call(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    struct dcall d = {.r = r, .t = t, .c = c, .fn = &r->m->funcs.data[c->func], .success = true};
    bool joins = rir_func_joins(d.fn);
    if (joins)
        d.success = !gives_up(&d);
    if (joins && d.success && !do_join(&d))
        return FLOW_BLOCKED;
    if (!joins && r->o.may_fail)
        d.success = run_random(r) % 8 != 0;
    each_ann(&d, RIR_ANN_READS, touch_read);
    each_ann(&d, RIR_ANN_WRITES, rir_func_ann(d.fn, RIR_ANN_AS_ASKED) ? touch_asked : touch_write);
    do_rest(&d);
    choose_result(&d);
    const struct rir_ann *back = rir_func_ann(d.fn, RIR_ANN_CALLS);
    if (back)
        return do_callback(&d, back, ret);
    immutable_returned(r, d.fn, &d.ret);
    *ret = d.ret;
    return FLOW_DONE;
}
