/* What code that is not known has: what it was given, and what it gets at from there.
 *
 * B-M7. What unknown code may have kept it may reach by itself, whatever led to it then. */
#include "solve/held.h"
#include "solve/memory_int.h"

#include <stdlib.h>
#include <string.h>

set_id memory_exposed_before(struct env *e)
{
    set_id all = SET_EMPTY;
    for (uint32_t i = 0; i < e->mem.len; i++)
        if (e->b->nodes.data[e->mem.data[i].node].kind == N_UNKNOWN)
            all = set_union(sets_of(e), all, e->mem.data[i].set);
    return all;
}

void memory_keep(struct env *e, set_id value, const char *reason)
{
    uint32_t u =
        node_unknown(e->b, reason == NULL ? "memory that unknown code may have changed" : reason);
    held_share(e, value);
    if (value != SET_EMPTY)
        memory_add(e, u, 0, 1, set_demote(sets_of(e), value, CERT_MAY));
}

void memory_send(struct env *e, set_id value)
{
    uint32_t n;
    set_get(sets_of(e), value, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), value, &(uint32_t){0})[i];
        if (e->b->nodes.data[t.node].kind == N_STACK)
            memory_keep(e, set_one(sets_of(e), t.node, 0, 1, CERT_MAY), "a packet that was sent");
    }
}

void memory_havoc(struct env *e)
{
    if (!e->st.havoc)
        memory_contents_changed(e);
    e->st.havoc = true;
}

void memory_expose(struct env *e, set_id value, const char *reason)
{
    memory_keep(e, value, reason);
    memory_havoc(e);
}

enum { CLOSURE_KNOWN = 16 };

struct closure {
    struct env *e;
    struct id_vec todo;
    bool *seen; /* per node */
    uint32_t cap;
    set_id known[CLOSURE_KNOWN]; /* sets whose targets are in it: often one set is everywhere */
};

/* Nodes may be made on the way. */
static void make_room(struct closure *c, uint32_t node)
{
    if (node < c->cap)
        return;
    uint32_t cap = c->e->b->nodes.len + 32;
    c->seen = realloc(c->seen, cap * sizeof *c->seen);
    if (c->seen == NULL)
        abort();
    memset(c->seen + c->cap, 0, (cap - c->cap) * sizeof *c->seen);
    c->cap = cap;
}

static void reach_set(void *ctx, set_id s)
{
    struct closure *c = ctx;
    uint32_t n;
    set_id *known = &c->known[s % CLOSURE_KNOWN];
    if (*known == s)
        return;
    *known = s;
    const struct target *v = set_get(sets_of(c->e), s, &n);
    for (uint32_t i = 0; i < n; i++) {
        make_room(c, v[i].node);
        if (!c->seen[v[i].node])
            vec_push(&c->todo, v[i].node);
        c->seen[v[i].node] = true;
    }
}

/* What a node leads to is looked at in the order of the nodes, whatever it came by: so nodes are
 * made in the same order as if this was one set. */
static void put_in_order(struct id_vec *v, uint32_t from)
{
    for (uint32_t i = from + 1; i < v->len; i++) {
        uint32_t x = v->data[i], k = i;
        for (; k > from && v->data[k - 1] > x; k--)
            v->data[k] = v->data[k - 1];
        v->data[k] = x;
    }
}

/* below: without these objects themselves, where nothing leads back to them. */
static set_id closure_of(struct env *e, set_id from, bool below)
{
    struct closure c = {.e = e};
    struct target_vec all = {0};
    uint32_t n = 0;
    if (below)
        set_get(sets_of(e), from, &n);
    else
        reach_set(&c, from);
    for (uint32_t i = 0; i < n; i++)
        memory_each(e, set_get(sets_of(e), from, &(uint32_t){0})[i].node, reach_set, &c);
    while (c.todo.len > 0) {
        uint32_t node = c.todo.data[--c.todo.len], before = c.todo.len;
        memory_each(e, node, reach_set, &c);
        put_in_order(&c.todo, before);
    }
    for (uint32_t i = 0; i < c.cap; i++) {
        struct target reached = {.node = i, .stride = 1, .cert = CERT_MAY};
        if (c.seen[i])
            vec_push(&all, reached);
    }
    set_id s = set_make(sets_of(e), all.data, all.len);
    free(c.seen);
    vec_free(&c.todo);
    vec_free(&all);
    return node_coarsen(e->b, s);
}

set_id memory_closure(struct env *e, set_id from)
{
    uint64_t at = hash64(from ^ e->epoch << 32) % SEEN_SETS;
    struct seen_set *known = &e->b->s->found->closed[at];
    if (known->epoch != e->epoch || known->from != from)
        *known = (struct seen_set){e->epoch, from, closure_of(e, from, false)};
    return known->to;
}

set_id memory_below(struct env *e, set_id from)
{
    uint64_t at = hash64(from ^ e->epoch << 32) % SEEN_SETS;
    struct seen_set *known = &e->b->s->found->below[at];
    if (known->epoch != e->epoch || known->from != from)
        *known = (struct seen_set){e->epoch, from, closure_of(e, from, true)};
    return known->to;
}

/* B-M7. Unknown code gets at all that is reachable from what it is given or was given before, and
 * may keep any of it: a pointer on the way may be replaced afterwards. */
void memory_hand(struct env *e, set_id value, const char *reason)
{
    struct target_vec own = {0};
    uint32_t n;
    if (MUTANT(e->b->s, 21)) {
        memory_expose(e, value, reason);
        return;
    }
    set_id all = memory_closure(e, set_union(sets_of(e), value, memory_exposed_before(e)));
    const struct target *v = set_get(sets_of(e), all, &n);
    for (uint32_t i = 0; i < n; i++)
        if (node_is_local(e->b, v[i].node) || node_is_entry(e->b, v[i].node))
            vec_push(&own, v[i]);
    all = set_make(sets_of(e), own.data, own.len);
    vec_free(&own);
    memory_expose(e, set_union(sets_of(e), value, all), reason);
}
