/* The walk goes upwards from the place over all calls, each context with each place in it once: as
 * long as callers say what the object is, along what they bind; from there on to the starts of
 * tasks. Of main one way is enough, it is one task.
 *
 * It says what *may* be: no way that a status covers is left out (I4), unless the walk is cut off,
 * which the caller is told. Which ways are evidence, chain.c says. */
#include "solve/ways.h"

enum { MAX_STEPS = 4096 };

#define ST_BAD (ST_GLOBALS | ST_BIT(ST_CONST) | ST_BIT(ST_UNKNOWN))

struct walk {
    const struct chains *c;
    struct contexts *x;
    way_visit *visit;
    void *with;
    uint32_t size; /* of what is accessed; 0: not known */
    struct map seen;
    struct way way;
    bool started;  /* the chain has reached the start of its task */
    uint32_t lent; /* statuses that the start has made the task's own */
    bool asks;     /* some task calls code that we do not know, and that may call back */
    bool done, cut;
    uint32_t steps;
};

/* ---- the chain so far ---- */

struct pushed {
    struct link last;
    uint32_t n;
    bool started;
};

/* The last link of a chain that is too long is the last one all the same: it tells the task. */
static struct pushed push(struct walk *w, struct link l)
{
    struct chain *c = &w->way.chain;
    struct pushed before = {.n = c->n, .started = w->started};
    if (c->n > 0)
        before.last = c->links[c->n - 1];
    if (w->started)
        return before; /* the way to a start is not the task's */
    c->n += c->n < CHAIN_MAX;
    c->links[c->n - 1] = l;
    w->started = starts_task(w->x, l);
    return before;
}

static void pop(struct walk *w, struct pushed before)
{
    struct chain *c = &w->way.chain;
    c->n = before.n;
    w->started = before.started;
    if (c->n > 0)
        c->links[c->n - 1] = before.last;
}

/* Has the walk been here with the same task? */
static bool is_new(struct walk *w, uint32_t ctx, struct target at, uint32_t salt)
{
    const struct chain *c = &w->way.chain;
    uint32_t known;
    uint64_t h = hash64((uint64_t)ctx << 32 | at.node);
    h = hash64(h ^ (uint64_t)(uint32_t)at.off << 32 ^ at.stride ^ (uint64_t)at.linked << 31);
    h = hash64(h ^ salt ^ (uint64_t)w->lent << 32);
    if (w->started)
        h = hash64(h ^ ((uint64_t)c->links[c->n - 1].ctx << 32 | c->links[c->n - 1].call));
    if (map_get(&w->seen, h, &known))
        return false;
    map_put(&w->seen, h, 0);
    w->cut |= w->steps++ == MAX_STEPS;
    w->done |= w->cut;
    return !w->done;
}

/* ---- upwards ---- */

static bool is_called_back(const struct walk *w, uint32_t ctx)
{
    uint32_t n;
    const uint32_t *funcs = phase_a_given_away(w->x->s->a, &n);
    for (uint32_t i = 0; i < n && w->asks; i++)
        if (funcs[i] == w->x->all.data[ctx].body->func)
            return w->x->all.data[ctx].role == ROLE_TASK;
    return false;
}

/* Something else than the calls that we see leads to the context. */
static bool is_open(const struct walk *w, uint32_t ctx)
{
    const struct context *c = &w->x->all.data[ctx];
    return c->root || c->from == RIR_NONE || is_called_back(w, ctx);
}

static void visit(struct walk *w, enum status st)
{
    w->way.st = st;
    if (!w->done)
        w->done = !w->visit(w->with, &w->way);
}

static void visit_each(struct walk *w, uint32_t may)
{
    if (may & ST_BIT(ST_CONST))
        visit(w, ST_CONST);
    if (may & ST_GLOBALS)
        visit(w, ST_GLOBAL);
    if (may & ST_BIT(ST_UNKNOWN))
        visit(w, ST_UNKNOWN);
}

static struct link caller(const struct walk *w, uint32_t ctx, uint32_t i)
{
    return w->c->links[w->c->callers[ctx].first + i];
}

/* What the object is, is known: which tasks get here? */
static void find_tasks(struct walk *w, uint32_t ctx, uint32_t may)
{
    struct target end = w->way.chain.end;
    if (w->started) {
        visit_each(w, may);
        return;
    }
    if (!is_new(w, ctx, end, 1 + w->way.chain.end_ctx))
        return;
    if (is_open(w, ctx))
        visit_each(w, may);
    uint32_t n = w->c->callers[ctx].n;
    if (w->x->all.data[ctx].role == ROLE_MAIN && n > 1)
        n = 1;
    for (uint32_t i = 0; i < n && !w->done; i++) {
        struct pushed before = push(w, caller(w, ctx, i));
        find_tasks(w, caller(w, ctx, i).ctx, may);
        pop(w, before);
    }
}

static void end_at(struct walk *w, uint32_t ctx, struct target at, uint32_t may)
{
    w->way.chain.end_ctx = ctx;
    w->way.chain.end = at;
    find_tasks(w, ctx, may);
}

static void follow(struct walk *w, uint32_t ctx, struct target at, uint32_t may);

/* What was linked beneath an object is as visible as the object. */
static uint32_t beneath(uint32_t may)
{
    bool visible = (may & (ST_GLOBALS | ST_BIT(ST_SHARED))) != 0;
    return (may & ST_BIT(ST_UNKNOWN)) | (visible ? ST_BIT(ST_GLOBAL) : 0);
}

/* By one call: each object that it passes. */
static void follow_call(struct walk *w, uint32_t ctx, struct target at, struct link l)
{
    struct contexts *x = w->x;
    const struct body *callee = x->all.data[ctx].body;
    const struct call_rec *r = &x->all.data[l.ctx].body->calls.data[l.call];
    struct target none = {.node = RIR_NONE};
    uint32_t n = 0;
    if (r->coarse || at.node >= r->nbind) {
        end_at(w, l.ctx, none, ST_BIT(ST_UNKNOWN));
        return;
    }
    set_get(&x->s->sets, r->bind[at.node], &n);
    for (uint32_t i = 0; i < n && !w->done; i++) {
        struct target t = set_get(&x->s->sets, r->bind[at.node], &(uint32_t){0})[i];
        struct target up = chain_place_in_caller(t, at);
        uint32_t may = status_given(x, l.ctx, r, callee, at.node, t).may, lent = w->lent;
        if (r->start) /* B-P3 */
            w->lent |= (ST_BIT(ST_STATIC) | ST_BIT(ST_BELOW)) & ~may;
        up.linked |= at.linked;
        may = at.linked ? beneath(may) : may & ~w->lent;
        if (may & ST_BAD)
            follow(w, l.ctx, up, may);
        w->lent = lent;
    }
}

static void follow(struct walk *w, uint32_t ctx, struct target at, uint32_t may)
{
    if (!chain_is_given(w->x, ctx, at)) {
        end_at(w, ctx, at, may);
        return;
    }
    if (!is_new(w, ctx, at, 0))
        return;
    bool outside =
        is_open(w, ctx) && (status_entry(&w->x->all.data[ctx], at.node)->may & ST_BIT(ST_UNKNOWN));
    if (outside || status_leads_out(w->x, ctx, at, w->size))
        end_at(w, ctx, (struct target){.node = RIR_NONE}, ST_BIT(ST_UNKNOWN));
    for (uint32_t i = 0; i < w->c->callers[ctx].n && !w->done; i++) {
        struct pushed before = push(w, caller(w, ctx, i));
        follow_call(w, ctx, at, caller(w, ctx, i));
        pop(w, before);
    }
}

bool ways_walk(const struct chains *c, uint32_t ctx, struct target at, uint32_t size,
               way_visit *visit, void *with)
{
    struct walk w = {.c = c, .x = c->x, .visit = visit, .with = with, .size = size};
    for (uint32_t i = 0; i < c->x->all.len && !w.asks; i++)
        w.asks = c->x->all.data[i].role == ROLE_TASK && c->x->all.data[i].body->asks_unknown;
    if (at.node == RIR_NONE)
        end_at(&w, ctx, at, ST_BIT(ST_UNKNOWN));
    else
        follow(&w, ctx, at, status_of(c->x, ctx, at).may);
    map_free(&w.seen);
    return !w.cut;
}
