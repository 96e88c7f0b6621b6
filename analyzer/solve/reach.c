/* Which objects others can see: reachability in the current heap graph, from static objects
 * (published), from unknown memory (exposed) and from entry nodes (linked: as visible as those
 * are).
 *
 * B-R1. "Global" is never stored in a state: an object is global exactly while it is reachable from
 * a static object in the graph, or through something that the caller's entry turns out to be. B-R2.
 * The answer is computed for one state and thrown away when memory changes. B-R3. What an entry
 * node held at entry moves with it: its paths and its rest are marked as it is. An entry node that
 * may be another one (B-N1) may also be what that one has become. */
#include "solve/body.h"

#include <stdlib.h>

struct work { /* nodes whose marks have still to be passed on, each at most once */
    struct env *e;
    struct id_vec todo, next;
    bool *queued;
};

static bool can_be_marked(const struct body *b, uint32_t node)
{
    return node_is_local(b, node) || node_is_entry(b, node);
}

static void mark(struct work *w, uint32_t node, const struct reach *from, enum certain cert)
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
    set_id linked = node_coarsen(w->e->b, set_union(t, r->linked, from->linked));
    if (linked != r->linked) {
        r->linked = linked;
        grew = true;
    }
    if (grew && !w->queued[node]) {
        w->queued[node] = true;
        vec_push(&w->next, node);
    }
}

static void spread(struct work *w, set_id set, const struct reach *from)
{
    struct body *b = w->e->b;
    uint32_t n;
    set_get(&b->s->sets, set, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(&b->s->sets, set, &(uint32_t){0})[i];
        if (!can_be_marked(b, p.node))
            continue;
        mark(w, p.node, from,
             p.cert < from->cert ? (enum certain)p.cert : (enum certain)from->cert);
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

static bool same_root(const struct body *b, uint32_t x, uint32_t y)
{
    const struct node *n = &b->nodes.data[x], *k = &b->nodes.data[y];
    uint32_t rx = n->kind == N_REST ? n->ref : node_root(b, x);
    uint32_t ry = k->kind == N_REST ? k->ref : node_root(b, y);
    return rx == ry;
}

/* What the object held at entry (B-R3). */
static void spread_initial(struct work *w, uint32_t node, const struct reach *from)
{
    struct body *b = w->e->b;
    uint32_t n = w->e->reach.len;
    for (uint32_t i = 0; i < n; i++) {
        const struct node *k = &b->nodes.data[i];
        if ((k->kind == N_PATH && k->parent == node) ||
            (k->kind == N_REST && i != node && same_root(b, i, node)))
            mark(w, i, from, (enum certain)from->cert);
    }
}

static void pass_on(struct work *w, uint32_t node)
{
    struct env *e = w->e;
    uint32_t first, end = state_slots(&e->st, node, &first);
    struct reach r = e->reach.data[node];
    w->queued[node] = false;
    for (uint32_t i = first; i < end; i++)
        spread(w, e->st.mem.data[i].set, &r);
    if (node_is_entry(e->b, node))
        spread_initial(w, node, &r);
}

static void merge_entries(struct env *e)
{
    struct body *b = e->b;
    e->any_entry = (struct reach){RIR_NONE, CERT_MAY, RIR_NONE, SET_EMPTY};
    for (uint32_t i = 0; i < e->reach.len; i++) {
        const struct reach *r = &e->reach.data[i];
        if (!node_is_entry(b, i))
            continue;
        if (r->published != RIR_NONE)
            e->any_entry.published = r->published;
        if (r->exposed != RIR_NONE)
            e->any_entry.exposed = r->exposed;
        e->any_entry.linked =
            node_coarsen(b, set_union(&b->s->sets, e->any_entry.linked, r->linked));
    }
}

static void compute(struct env *e)
{
    struct body *b = e->b;
    uint32_t n = b->nodes.len;
    struct work w = {.e = e, .queued = calloc(n + 1, sizeof(bool))};
    if (w.queued == NULL)
        abort();
    e->reach.data = vec_reserve(e->reach.data, 0, &e->reach.cap, n, sizeof *e->reach.data);
    e->reach.len = n;
    for (uint32_t i = 0; i < n; i++)
        e->reach.data[i] = (struct reach){RIR_NONE, CERT_MAY, RIR_NONE, SET_EMPTY};
    for (uint32_t i = 0, end; i < e->st.mem.len; i = end) {
        uint32_t node = e->st.mem.data[i].node;
        bool visible = !node_is_local(b, node) && b->nodes.data[node].kind != N_POT;
        struct reach r = {0};
        if (visible)
            r = source_of(b, node);
        for (end = i; end < e->st.mem.len && e->st.mem.data[end].node == node; end++)
            if (visible)
                spread(&w, e->st.mem.data[end].set, &r);
    }
    while (w.next.len > 0) { /* breadth first: marks meet before they are passed on */
        struct id_vec todo = w.next;
        w.next = w.todo;
        w.next.len = 0;
        w.todo = todo;
        for (uint32_t i = 0; i < todo.len; i++)
            pass_on(&w, todo.data[i]);
    }
    free(w.queued);
    vec_free(&w.next);
    vec_free(&w.todo);
    merge_entries(e);
    e->reach_valid = true;
}

const struct reach *reach_of(struct env *e, uint32_t node)
{
    if (!e->reach_valid ||
        e->reach.len != e->b->nodes.len) /* a new node may be part of a marked one */
        compute(e);
    return &e->reach.data[node];
}

static set_id add_marks(struct env *e, set_id all, const struct reach *r, enum certain cert)
{
    struct body *b = e->b;
    struct set_table *t = &b->s->sets;
    enum certain c = cert < (enum certain)r->cert ? cert : (enum certain)r->cert;
    if (r->published != RIR_NONE)
        all = set_union(t, all,
                        set_one(t, node_get(b, N_GREST, b->nodes.data[r->published].ref), 0, 1, c));
    if (r->exposed != RIR_NONE)
        all = set_union(t, all, set_one(t, r->exposed, 0, 1, CERT_MAY));
    return set_union(t, all, r->linked);
}

static set_id resolve(struct env *e, set_id set)
{
    struct body *b = e->b;
    uint32_t n;
    set_get(&b->s->sets, set, &n);
    set_id all = set;
    for (uint32_t i = 0; i < n && !MUTANT(b->s, 5); i++) {
        struct target p = set_get(&b->s->sets, set, &(uint32_t){0})[i];
        if (!can_be_marked(b, p.node))
            continue;
        const struct reach r = *reach_of(e, p.node);
        all = add_marks(e, all, &r, (enum certain)p.cert);
        if (!node_is_entry(b, p.node))
            continue;
        if (b->aliased) {
            const struct reach any = e->any_entry;
            all = add_marks(e, all, &any, CERT_MAY);
            continue;
        }
        for (uint32_t k = 0; k < e->reach.len; k++) { /* parts of one packet may be each other */
            const struct reach other = e->reach.data[k];
            if (k != p.node && node_is_entry(b, k) && same_root(b, k, p.node))
                all = add_marks(e, all, &other, CERT_MAY);
        }
    }
    return all;
}

set_id reach_resolve(struct env *e, set_id set)
{
    struct seen_set *known = &e->resolved[hash64(set) % SEEN_SETS];
    if (known->epoch != e->epoch || known->from != set)
        *known = (struct seen_set){e->epoch, set, resolve(e, set)};
    return known->to;
}
