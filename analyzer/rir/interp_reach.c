/* What is reachable from what: the global part of the heap, packets, and what a loan lends.
 *
 * What is static and not lent is global, be it the rest of an array, and so is what it reaches
 * (constants included: C's const is shallow). The walk stops at channels and at frozen objects, and
 * does not follow a reference of an earlier life. Of a static object of which parts are lent it
 * goes on with the part that a pointer denotes (E1), of any other object with all of it. The rest
 * of an object does not make the lent parts of that object global. The result is kept as marks
 * (mark == epoch) of objects and of shares; they stay valid until the slots of a marked object, or
 * the set of roots, change. Stores into objects that are not marked cannot change what static
 * objects reach.
 *
 * What is lent of a static object is a *candidate*: no root, unless it turns out that a task
 * reaches the object by name. What only candidates reach is decided at the end of the run. */
#include <string.h>

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

/* What the pointer in a slot denotes. */
static struct span denoted(const struct run *r, const struct object *o, const struct islot *s,
                           struct object *target)
{
    uint64_t address = 0;
    memcpy(&address, o->bytes + s->off, r->m->ptr_bits / 8);
    return share_denoted(r, target, address - target->addr, s->ref.item);
}

/* One walk, from static object `from` (NULL: from several that are not lent at all). */
struct walk {
    struct run *r;
    const struct object *from;
};

static void mark_whole(const struct walk *w, struct object *o)
{
    if (o->visit == w->r->visit || o->dead)
        return;
    o->visit = w->r->visit;
    o->mark = w->r->epoch;
    vec_push(&w->r->spans, ((struct span){o, 0, o->size}));
}

static void mark_shares(const struct walk *w, const struct span *s)
{
    for (uint32_t i = 0; i < s->o->shares.len && s->o != w->from; i++) {
        struct share *h = &s->o->shares.data[i];
        if (h->visit == w->r->visit || h->lo >= s->hi || s->lo >= h->hi)
            continue;
        h->visit = w->r->visit;
        h->mark = w->r->epoch;
        vec_push(&w->r->spans, ((struct span){s->o, h->lo, h->hi}));
    }
}

static void mark(const struct walk *w, const struct span *s)
{
    if (s->o->kind == INTERP_STATIC && s->o->shares.len)
        mark_shares(w, s);
    else
        mark_whole(w, s->o);
}

static void mark_from(const struct walk *w, const struct span *s)
{
    const struct object *o = s->o;
    for (uint32_t i = 0; i < o->slots.len && !opaque(o); i++) {
        struct object *t;
        const struct islot *slot = &o->slots.data[i];
        if (slot->off < s->lo || slot->off >= s->hi || !reach_follow(w->r, o, slot, &t))
            continue;
        struct span to = denoted(w->r, o, slot, t);
        mark(w, &to);
    }
}

static void mark_all(const struct walk *w)
{
    while (w->r->spans.len) {
        struct span s = w->r->spans.data[--w->r->spans.len];
        mark_from(w, &s);
    }
}

/* From what is in no share of an object. */
static void mark_rest(struct run *r, struct object *o)
{
    struct walk w = {r, o};
    r->visit++;
    for (uint32_t i = 0; i < o->slots.len; i++) {
        struct span slot = {o, o->slots.data[i].off, o->slots.data[i].off + r->m->ptr_bits / 8};
        if (!share_covers(&slot))
            vec_push(&r->spans, slot);
    }
    mark_all(&w);
}

static void compute(struct run *r)
{
    struct walk w = {r, NULL};
    r->epoch++;
    r->visit++;
    r->spans.len = 0;
    for (uint32_t g = 0; g < r->m->globals.len; g++) {
        struct object *o = r->global_obj[g] ? r->objs.data[r->global_obj[g]] : NULL;
        if (o != NULL && o->state != STATE_CHANNEL && !o->shares.len)
            mark_whole(&w, o);
    }
    for (uint32_t i = 0; i < r->kept.len; i++) {
        struct object *o = r->objs.data[r->kept.data[i].obj];
        struct span all = {o, 0, o->size};
        if (r->kept.data[i].life == o->life)
            mark(&w, &all);
    }
    mark_all(&w);
    for (uint32_t i = 0; i < r->lent.len; i++)
        mark_rest(r, r->objs.data[r->lent.data[i]]);
    r->marks_valid = true;
}

bool reach_global(struct run *r, const struct span *s)
{
    const struct object *o = s->o;
    if (o->kind == INTERP_STATIC && !share_covers(s))
        return true;
    if (!r->marks_valid)
        compute(r);
    bool marked = o->mark == r->epoch;
    for (uint32_t i = 0; i < o->shares.len && o->kind == INTERP_STATIC; i++)
        marked |= o->shares.data[i].mark == r->epoch && o->shares.data[i].lo < s->hi &&
                  s->lo < o->shares.data[i].hi;
    return marked;
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

void reach_begin(struct run *r)
{
    r->visit++;
    r->worklist.len = 0;
}

bool reach_has(const struct run *r, const struct object *o)
{
    return o->visit == r->visit;
}

void reach_add(struct run *r, struct object *o)
{
    if (o->dead || reach_has(r, o))
        return;
    o->visit = r->visit;
    vec_push(&r->worklist, o->index);
}

void reach_close(struct run *r)
{
    for (uint32_t next = 0; next < r->worklist.len; next++) {
        const struct object *o = r->objs.data[r->worklist.data[next]];
        for (uint32_t i = 0; i < o->slots.len && o->state != STATE_CHANNEL; i++) {
            struct object *t;
            if (reach_follow(r, o, &o->slots.data[i], &t))
                reach_add(r, t);
        }
    }
}

static void lend(struct run *r, const struct span *s)
{
    for (uint32_t i = 0; i < r->spans.len && s->o->visit == r->visit; i++) {
        const struct span *have = &r->spans.data[i];
        if (have->o == s->o && have->lo <= s->lo && s->hi <= have->hi)
            return;
    }
    s->o->visit = r->visit;
    vec_push(&r->spans, *s);
}

uint32_t reach_loan(struct run *r, const struct span *root)
{
    r->visit++;
    r->spans.len = 0;
    lend(r, root);
    for (uint32_t next = 0; next < r->spans.len; next++) {
        struct span s = r->spans.data[next];
        for (uint32_t i = 0; i < s.o->slots.len; i++) {
            struct object *t;
            const struct islot *slot = &s.o->slots.data[i];
            if (slot->off < s.lo || slot->off >= s.hi || !reach_follow(r, s.o, slot, &t) ||
                t->kind == INTERP_STATIC || opaque(t))
                continue;
            struct span to = denoted(r, s.o, slot, t);
            lend(r, &to);
        }
    }
    return r->spans.len;
}
