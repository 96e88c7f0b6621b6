/* What is reachable from what: the global part of the heap, and packets.
 *
 * An object is global when it is static and not lent, or when a static object that is not lent
 * reaches it (constants included: C's const is shallow). The walk stops at channels and at frozen
 * objects, and does not follow a reference of an earlier life. The result is kept as marks
 * (object.mark == epoch); marks stay valid until the slots of a marked object, or the set of roots,
 * change. Stores into objects that are not marked cannot change what static objects reach.
 *
 * A static object that is lent as a whole is a *candidate*: no root, unless it turns out that a
 * task reaches it by name. What only candidates reach is decided at the end of the run. */
#include "rir/interp_int.h"

static bool opaque(const struct object *o) /* nothing is reached through it */
{
    return o->state == STATE_CHANNEL || o->state == STATE_FROZEN || o->dead;
}

void reach_changed(struct run *r, const struct object *o)
{
    if (r->marks_valid && (o->mark == r->epoch || o->kind == INTERP_STATIC))
        r->marks_valid = false;
}

bool reach_follow(const struct run *r, const struct object *o, const struct islot *s,
                  struct object **target)
{
    struct object *t = r->objs.data[s->ref.obj];
    if (t->dead || t->kind == INTERP_OTHER || s->ref.life != t->life)
        return false;
    if (s->ref.tag & REF_CHANNEL)
        return false;
    if (o->type != RIR_NONE && s->off < o->size &&
        (rir_type_flags_at(r->m, o->type, s->off) & RIR_FIELD_CHANNEL))
        return false;
    *target = t;
    return true;
}

static void mark(struct run *r, struct object *o)
{
    if (o->mark == r->epoch || o->dead)
        return;
    o->mark = r->epoch;
    vec_push(&r->worklist, o->index);
}

static void compute(struct run *r)
{
    r->epoch++;
    r->worklist.len = 0;
    for (uint32_t g = 0; g < r->m->globals.len; g++)
        if (r->global_obj[g]) {
            struct object *o = r->objs.data[r->global_obj[g]];
            if (o->owner == OWNER_NONE && o->state != STATE_CHANNEL)
                mark(r, o);
        }
    for (uint32_t i = 0; i < r->kept.len; i++)
        if (r->kept.data[i].life == r->objs.data[r->kept.data[i].obj]->life)
            mark(r, r->objs.data[r->kept.data[i].obj]);
    while (r->worklist.len) {
        struct object *o = r->objs.data[r->worklist.data[--r->worklist.len]];
        if (opaque(o))
            continue;
        for (uint32_t i = 0; i < o->slots.len; i++) {
            struct object *t;
            if (reach_follow(r, o, &o->slots.data[i], &t))
                mark(r, t);
        }
    }
    r->marks_valid = true;
}

bool reach_global(struct run *r, struct object *o)
{
    if (o->kind == INTERP_STATIC && o->owner == OWNER_NONE)
        return true;
    if (!r->marks_valid)
        compute(r);
    return o->mark == r->epoch;
}

/* Depth-first from `from`; true as soon as `to` is met. */
static bool reaches(struct run *r, struct object *from, const struct object *to)
{
    r->visit++;
    r->worklist.len = 0;
    from->visit = r->visit;
    vec_push(&r->worklist, from->index);
    while (r->worklist.len) {
        struct object *o = r->objs.data[r->worklist.data[--r->worklist.len]];
        if (o == to)
            return true;
        if (opaque(o))
            continue;
        for (uint32_t i = 0; i < o->slots.len; i++) {
            struct object *t;
            if (reach_follow(r, o, &o->slots.data[i], &t) && t->visit != r->visit) {
                t->visit = r->visit;
                vec_push(&r->worklist, t->index);
            }
        }
    }
    return false;
}

void reach_candidates(struct run *r, struct object *o,
                      void (*each)(struct run *r, uint32_t cand, void *ctx), void *ctx)
{
    for (uint32_t i = 0; i < r->lent.len; i++)
        if (reaches(r, r->objs.data[r->lent.data[i]], o))
            each(r, r->lent.data[i], ctx);
}

uint32_t reach_packet(struct run *r, struct object *root)
{
    r->visit++;
    r->worklist.len = 0;
    root->visit = r->visit;
    vec_push(&r->worklist, root->index);
    for (uint32_t next = 0; next < r->worklist.len; next++) {
        struct object *o = r->objs.data[r->worklist.data[next]];
        for (uint32_t i = 0; i < o->slots.len; i++) {
            struct object *t;
            if (!reach_follow(r, o, &o->slots.data[i], &t) || t->visit == r->visit)
                continue;
            if (t->kind == INTERP_STATIC || t->state == STATE_FROZEN || t->state == STATE_CHANNEL)
                continue;
            t->visit = r->visit;
            vec_push(&r->worklist, t->index);
        }
    }
    return r->worklist.len;
}
