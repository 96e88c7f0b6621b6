/* Which local objects others can see: reachability in the current heap graph, from static objects
 * (published), from unknown memory (exposed) and from entry nodes (linked: as visible as those
 * are).
 *
 * B-R1. "Global" is never stored in a state: an object is global exactly while it is reachable from
 * a static object in the graph, or through something that the caller's entry turns out to be. B-R2.
 * The answer is computed for one state and thrown away when memory changes. */
#include "solve/body.h"

#include <string.h>

struct work {
    struct env *e;
    struct id_vec todo;
};

static bool mark(struct work *w, uint32_t node, const struct reach *from, enum certain cert)
{
    struct set_table *t = &w->e->b->s->sets;
    struct reach *r = &w->e->reach.data[node];
    bool grew = false;
    if (from->published != RIR_NONE && (r->published == RIR_NONE || r->cert < cert)) {
        if (r->published == RIR_NONE)
            r->published = from->published;
        r->cert = (uint8_t)cert;
        grew = true;
    }
    if (from->exposed != RIR_NONE && r->exposed == RIR_NONE) {
        r->exposed = from->exposed;
        grew = true;
    }
    set_id linked = set_union(t, r->linked, from->linked);
    if (linked != r->linked) {
        r->linked = linked;
        grew = true;
    }
    if (grew)
        vec_push(&w->todo, node);
    return grew;
}

static void spread(struct work *w, set_id set, const struct reach *from)
{
    struct body *b = w->e->b;
    uint32_t n;
    set_get(&b->s->sets, set, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len;
        struct target p = set_get(&b->s->sets, set, &len)[i];
        if (!node_is_local(b, p.node))
            continue;
        enum certain c = p.cert < from->cert ? (enum certain)p.cert : (enum certain)from->cert;
        mark(w, p.node, from, c);
    }
}

static struct reach source_of(struct body *b, uint32_t node)
{
    struct reach r = {.published = RIR_NONE, .exposed = RIR_NONE, .cert = CERT_PATH};
    if (node_is_static(b, node)) {
        r.published = node;
    } else if (b->nodes.data[node].kind == N_UNKNOWN) {
        r.exposed = node;
    } else if (node_is_entry(b, node)) {
        struct target t = {.node = node, .stride = 1, .cert = CERT_MAY, .linked = 1};
        r.linked = set_make(&b->s->sets, &t, 1);
    }
    return r;
}

static void compute(struct env *e)
{
    struct body *b = e->b;
    struct work w = {.e = e};
    uint32_t n = b->nodes.len;
    e->reach.data = vec_reserve(e->reach.data, 0, &e->reach.cap, n, sizeof *e->reach.data);
    e->reach.len = n;
    for (uint32_t i = 0; i < n; i++)
        e->reach.data[i] = (struct reach){RIR_NONE, CERT_MAY, RIR_NONE, SET_EMPTY};
    for (uint32_t i = 0; i < e->st.mem.len; i++) {
        struct slot s = e->st.mem.data[i];
        if (node_is_local(b, s.node))
            continue;
        struct reach r = source_of(b, s.node);
        spread(&w, s.set, &r);
    }
    while (w.todo.len > 0) {
        uint32_t node = w.todo.data[--w.todo.len], first;
        uint32_t end = state_slots(&e->st, node, &first);
        struct reach r = e->reach.data[node];
        for (uint32_t i = first; i < end; i++)
            spread(&w, e->st.mem.data[i].set, &r);
    }
    vec_free(&w.todo);
    e->reach_valid = true;
}

const struct reach *reach_of(struct env *e, uint32_t node)
{
    if (!e->reach_valid)
        compute(e);
    static const struct reach none = {RIR_NONE, CERT_MAY, RIR_NONE, SET_EMPTY};
    return node < e->reach.len ? &e->reach.data[node] : &none;
}

set_id reach_resolve(struct env *e, set_id set)
{
    struct body *b = e->b;
    struct set_table *t = &b->s->sets;
    uint32_t n;
    set_get(t, set, &n);
    set_id all = set;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len;
        struct target p = set_get(t, set, &len)[i];
        if (!node_is_local(b, p.node) || MUTANT(b->s, 5))
            continue;
        const struct reach *r = reach_of(e, p.node);
        enum certain c = p.cert < r->cert ? (enum certain)p.cert : (enum certain)r->cert;
        if (r->published != RIR_NONE)
            all = set_union(
                t, all, set_one(t, node_get(b, N_GREST, b->nodes.data[r->published].ref), 0, 1, c));
        if (r->exposed != RIR_NONE)
            all = set_union(t, all, set_one(t, r->exposed, 0, 1, CERT_MAY));
        all = set_union(t, all, r->linked);
    }
    return all;
}
