/* A function nothing is known of, played by an adversary that the seed drives: what the solver may
 * not rule out. It does a few of these things with what its arguments reach and what earlier such
 * calls kept: keeps a reference, writes an object, replaces a pointer in one object by one to
 * another object of the same size as its old target (so that the program's types still hold). It
 * returns one of its arguments, something that was kept, or a small integer. Writes are judged, at
 * the call. */
#include "rir/interp_int.h"

enum { KNOWN_MAX = 64 };

struct known { /* objects it can reach */
    uint32_t objs[KNOWN_MAX];
    uint32_t n;
};

static void know(struct run *r, struct known *k, struct object *o)
{
    uint32_t n = reach_packet(r, o);
    for (uint32_t i = 0; i < n && k->n < KNOWN_MAX; i++)
        k->objs[k->n++] = r->worklist.data[i];
}

static struct known collect(struct run *r, const struct call *c)
{
    struct known k = {.n = 0};
    struct place at;
    for (uint32_t i = 0; i < c->nargs; i++)
        if (c->types[i].cls == RIR_PTR && mem_find(r, &c->args[i], &at) &&
            at.o->kind != INTERP_OTHER)
            know(r, &k, at.o);
    for (uint32_t i = 0; i < r->kept.len; i++) {
        struct object *o = r->objs.data[r->kept.data[i].obj];
        if (!o->dead && o->life == r->kept.data[i].life)
            know(r, &k, o);
    }
    return k;
}

static struct object *pick(struct run *r, const struct known *k)
{
    return r->objs.data[k->objs[run_random(r) % k->n]];
}

static void keep_one(struct run *r, const struct known *k)
{
    struct object *o = pick(r, k);
    vec_push(&r->kept, ((struct iref){.obj = o->index, .life = o->life & 0xffffff}));
    r->marks_valid = false;
}

static bool writable(const struct object *o)
{
    return !o->dead && o->size && o->state != STATE_CONST && o->kind != INTERP_OTHER;
}

static void write_one(struct run *r, const struct known *k)
{
    struct object *o = pick(r, k);
    struct place at = {.o = o, .life = o->life};
    if (writable(o))
        model_write(r, &at, 1);
}

static void relink_one(struct run *r, const struct known *k)
{
    struct object *o = pick(r, k), *to = pick(r, k);
    if (!writable(o) || !o->slots.len || to->dead)
        return;
    const struct islot *s = &o->slots.data[run_random(r) % o->slots.len];
    const struct object *old = r->objs.data[s->ref.obj];
    if (s->off >= o->size || old->size != to->size || old->kind == INTERP_OTHER)
        return;
    struct place at = {.o = o, .off = s->off, .life = o->life};
    struct ival v = mem_pointer(to, 0);
    model_write(r, &at, r->m->ptr_bits / 8);
    mem_put(r, o, at.off, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}, &v);
}

/* Something of the size of the first argument's object, which is what the result is used as. */
static struct ival pointer_result(struct run *r, const struct call *c, const struct known *k)
{
    struct place at;
    if (!c->nargs || !mem_find(r, &c->args[0], &at))
        return (struct ival){0};
    struct object *o = pick(r, k);
    bool same = !o->dead && o->size == at.o->size && at.off == 0;
    return same ? mem_pointer(o, 0) : c->args[0];
}

enum flow unknown_call(struct run *r, struct task *t, const struct call *c, struct ival *ret)
{
    (void)t;
    struct known k = collect(r, c);
    for (uint64_t n = run_random(r) % 4; n > 0 && k.n; n--) {
        switch (run_random(r) % 3) {
        case 0:
            keep_one(r, &k);
            break;
        case 1:
            write_one(r, &k);
            break;
        default:
            relink_one(r, &k);
            break;
        }
    }
    if (c->result.bits && c->result.cls == RIR_PTR)
        *ret = k.n ? pointer_result(r, c, &k) : (struct ival){0};
    else if (c->result.bits)
        *ret = num_int(run_random(r) % 4);
    return FLOW_DONE;
}
