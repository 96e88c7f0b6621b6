/* A program that is a part of one: functions marked FBP_TASK that nothing starts are started, each
 * once, and get packets from outside; so does whoever receives where nothing was sent.
 *
 * What comes from outside is an object of the receiver's, larger than any that the program expects,
 * with small numbers in it, or a text. Where a pointer is loaded from a word of it that nobody has
 * written, it comes to be: null, another object from outside, or one that came so behind another
 * word of this object. So parts of a packet may be shared, and may lead back. A word that is
 * copied, and not loaded, is a number: a run in which that matters is memory-unsafe, which is no
 * evidence.
 *
 * A channel is given to all: of each type there are two, and a parameter is one of them. */
#include <stdlib.h>

#include "rir/interp_int.h"

enum { OUTSIDE_SIZE = 1024, OUTSIDE_ARGS = 8, CHANNELS = 2, WORD = 8, TEXT_MAX = 63 };

static struct object *object_from_outside(struct run *r)
{
    struct object *o = mem_new(r, INTERP_HEAP, OUTSIDE_SIZE, 16);
    mem_fill(r, o, 0, 0, o->size);
    static const char letters[] = "a:b; c=\n0,-";
    bool text = run_random(r) % 4 == 0;
    for (uint64_t i = 0; i < o->size; i += text ? 1 : 4)
        if (!text || i < TEXT_MAX)
            mem_put_int(r, o, i, 1,
                        text ? letters[run_random(r) % (sizeof letters - 1)] : run_random(r) % 4);
    o->open = ARENA_ARRAY(&r->arena, uint8_t, o->size / WORD);
    for (uint64_t i = 0; i < o->size / WORD; i++)
        o->open[i] = 1;
    return o;
}

/* What comes where nothing was sent: null one time in four, so that loops end. */
void outside_receive(struct run *r, struct ival *out)
{
    if (run_random(r) % 4)
        *out = mem_pointer(object_from_outside(r), 0);
}

/* Before a pointer is loaded from there. */
void outside_pointer(struct run *r, const struct place *at)
{
    struct object *o = at->o;
    uint64_t word = r->m->ptr_bits / 8;
    if (!o->open || at->off % word || !o->open[at->off / WORD])
        return;
    bool gone = at->life != o->life || o->state == STATE_TRANSIT; /* then it is null */
    struct ival v = {0};
    uint64_t what = run_random(r) % 8;
    struct object *to;
    if (!gone && what == 0 && o->slots.len &&
        reach_follow(r, o, &o->slots.data[run_random(r) % o->slots.len], &to) &&
        to->from == o->index) {
        v = mem_pointer(to, 0);
    } else if (!gone && what > 2) {
        struct object *made = object_from_outside(r);
        made->from = o->index;
        made->owner = o->owner;
        made->state = o->state;
        v = mem_pointer(made, 0);
    }
    mem_put(r, o, at->off, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}, &v);
}

/* ---- tasks that nothing starts ---- */

static struct object *channel(struct run *r, uint32_t type)
{
    uint32_t n = (uint32_t)(run_random(r) % CHANNELS);
    uint64_t key = ((uint64_t)type << 8) | n;
    uint32_t index;
    if (map_get(&r->channels, key, &index))
        return r->objs.data[index];
    struct object *o = mem_new(r, INTERP_HEAP, OUTSIDE_SIZE, 16);
    mem_fill(r, o, 0, 0, o->size);
    o->state = STATE_CHANNEL;
    map_put(&r->channels, key, o->index);
    return o;
}

static struct ival argument(struct run *r, const struct rir_param *p)
{
    if (p->type.cls == RIR_INT) {
        struct ival v = num_int(run_random(r) % 5 - 1);
        return num_int(num_value(&v, p->type.bits));
    }
    if (p->type.cls != RIR_PTR)
        return (struct ival){0};
    uint32_t type = rir_type_strip(r->m, rir_type_pointee(r->m, p->src));
    if (type != RIR_NONE && (rir_type_flags(r->m, type) & RIR_TYPE_CHANNEL))
        return mem_pointer(channel(r, type), 0);
    return mem_pointer(object_from_outside(r), 0);
}

struct declared { /* native frame at the bottom of such a task */
    uint32_t func;
    bool called;
};

static enum flow declared_root(struct run *r, struct task *t, struct frame *f, struct ival *ret)
{
    struct declared *s = f->state;
    if (s->called) {
        *ret = f->ret[0];
        return FLOW_DONE;
    }
    s->called = true;
    const struct rir_func *fn = &r->m->funcs.data[s->func];
    struct ival args[OUTSIDE_ARGS];
    struct rir_scalar types[OUTSIDE_ARGS];
    struct call c = {.func = s->func, .args = args, .types = types, .nargs = fn->nparams};
    for (uint32_t i = 0; i < fn->nparams; i++) {
        args[i] = argument(r, &fn->params[i]);
        types[i] = fn->params[i].type;
    }
    call_function(r, t, &c, ret);
    return FLOW_PUSHED;
}

/* Whether some instruction names the function: then the program starts it, or calls it, itself. */
static bool is_named(const struct rir_module *m, uint32_t func)
{
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; k < f->nvalues; k++)
            if (f->values[k].kind == RIR_V_FUNC && f->values[k].ref == func)
                return true;
        for (uint32_t k = 0; k < f->ninsns; k++)
            if (f->insns[k].op == RIR_CALL && f->insns[k].ref == func)
                return true;
    }
    return false;
}

static void start_one(struct run *r, uint32_t func)
{
    if (r->m->funcs.data[func].nparams > OUTSIDE_ARGS)
        run_stop(r, INTERP_CANNOT, "cannot run: '%s' has too many parameters",
                 r->m->funcs.data[func].name);
    struct task *n = task_new(r, 0);
    struct frame *f = calloc(1, sizeof *f);
    struct declared *s = calloc(1, sizeof *s);
    if (!f || !s)
        run_stop(r, INTERP_LIMIT, "out of memory");
    s->func = func;
    f->native = declared_root;
    f->state = s;
    frame_push(r, n, f);
}

uint32_t outside_start(struct run *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->m->funcs.len; i++) {
        const struct rir_func *f = &r->m->funcs.data[i];
        if (!(f->flags & RIR_FUNC_DEFINED) || !rir_func_ann(f, RIR_ANN_TASK) || is_named(r->m, i))
            continue;
        start_one(r, i);
        n++;
    }
    return n;
}
