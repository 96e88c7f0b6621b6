/* Which objects others can see: reachability in the current heap graph, from static objects
 * (published), from unknown memory (exposed) and from entry nodes (linked: as visible as those
 * are).
 *
 * B-R1. "Global" is never stored in a state: an object is global exactly while it is reachable from
 * a static object in the graph, or through something that the caller's entry turns out to be. B-R2.
 * The answer is computed for one graph of objects, and belongs to that alone; those of a few are
 * kept. A store leaves the graph as it is if the slot leads to the same local and entry nodes, as
 * certainly, as before: only these are marked. B-R3.
 * What an entry node held at entry moves with it: its paths and its rest are marked as it is. An
 * entry node that may be another one (B-N1) may also be what that one has become, and so may what
 * this function linked below it. B-R4. That an entry node still leads to what it led to at entry is
 * no news: the bindings of paths and rests say so.
 *
 * While marks spread, "linked to these entry nodes" is a row of bits per node; the set is made when
 * somebody asks. New nodes that hold nothing of an entry node's are reached by nothing: only new
 * entry nodes make the answer invalid. B-R5. A new path is marked as its parent is: in this graph
 * nothing leads to it but that, and to nothing that can be marked does it lead. */
#include "solve/body.h"

#include <stdlib.h>
#include <string.h>

struct work { /* nodes whose marks have still to be passed on, each at most once */
    struct env *e;
    const struct node *nodes;
    struct reach *reach;
    uint64_t *links;
    uint32_t words;
    struct id_vec todo, next;
    bool *queued;
    bool any; /* something is marked */
};

struct marks { /* on their way from one node to another */
    uint32_t published, exposed;
    enum certain cert;
    const uint64_t *links;
};

static bool can_be_marked(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].local || b->nodes.data[node].entry != RIR_NONE;
}

/* The next object from v[i] on that can be marked, and how certain it is; RIR_NONE: no further. */
static uint32_t next_marked(const struct body *b, const struct target *v, uint32_t n, uint32_t *i,
                            uint8_t *cert)
{
    while (*i < n && !can_be_marked(b, v[*i].node))
        ++*i;
    if (*i == n)
        return RIR_NONE;
    uint32_t node = v[*i].node;
    for (*cert = 0; *i < n && v[*i].node == node; ++*i)
        *cert = v[*i].cert > *cert ? v[*i].cert : *cert;
    return node;
}

static bool begins_object(const struct target *v, uint32_t n, uint32_t i)
{
    return i == 0 || i == n || v[i - 1].node != v[i].node;
}

static bool is_target(const struct target *a, const struct target *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Most of two sets is the same: only the objects between what they begin and end with alike are
 * looked at. */
bool reach_is_same(const struct body *b, set_id x, set_id y)
{
    uint32_t nx, ny, i = 0, k, same = 0, node;
    uint8_t cx = 0, cy = 0;
    const struct target *v = set_get(&b->s->sets, x, &nx), *w = set_get(&b->s->sets, y, &ny);
    while (i < nx && i < ny && is_target(&v[i], &w[i]))
        i++;
    while (!begins_object(v, nx, i) || !begins_object(w, ny, i))
        i--;
    while (same < nx - i && same < ny - i && is_target(&v[nx - same - 1], &w[ny - same - 1]))
        same++;
    while (!begins_object(v, nx, nx - same) || !begins_object(w, ny, ny - same))
        same--;
    nx -= same;
    ny -= same;
    k = i;
    do {
        node = next_marked(b, v, nx, &i, &cx);
        if (node != next_marked(b, w, ny, &k, &cy) || (node != RIR_NONE && cx != cy))
            return false;
    } while (node != RIR_NONE);
    return true;
}

static uint64_t *links_of(struct env *e, uint32_t node)
{
    return e->reach->links.data + (size_t)node * e->reach->link_words;
}

/* One word is enough for most functions. */
static inline bool add_links(uint64_t *to, const uint64_t *from, uint32_t words)
{
    bool grew = (from[0] & ~to[0]) != 0;
    to[0] |= from[0];
    for (uint32_t i = 1; i < words; i++) {
        grew |= (from[i] & ~to[i]) != 0;
        to[i] |= from[i];
    }
    return grew;
}

/* Most marks are there already. */
static inline bool is_marked(const struct work *w, uint32_t node, const struct marks *from,
                             enum certain cert)
{
    const struct reach *r = &w->reach[node];
    return w->words == 1 && (from->links[0] & ~w->links[node]) == 0 &&
           (from->published == RIR_NONE || (r->published != RIR_NONE && r->cert >= cert)) &&
           (from->exposed == RIR_NONE || r->exposed != RIR_NONE);
}

static void mark_anew(struct work *w, uint32_t node, const struct marks *from, enum certain cert)
{
    struct reach *r = &w->reach[node];
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
    grew |= add_links(w->links + (size_t)node * w->words, from->links, w->words);
    w->any |= grew;
    if (grew && !w->queued[node]) {
        w->queued[node] = true;
        vec_push(&w->next, node);
    }
}

static inline void mark(struct work *w, uint32_t node, const struct marks *from, enum certain cert)
{
    if (!is_marked(w, node, from, cert))
        mark_anew(w, node, from, cert);
}

/* Is `node` part of what `top` led to at entry? Then callers made it as visible as that (B-R4). */
static bool is_below(const struct body *b, uint32_t node, uint32_t top)
{
    const struct node *n = &b->nodes.data[node];
    if (n->kind == N_REST)
        return n->ref == top;
    for (; node != top && n->kind == N_PATH; n = &b->nodes.data[node])
        node = n->parent;
    return node == top;
}

/* What the targets of this set have been marked with; NULL: that is not kept. */
static struct spread_set *known_of(const struct work *w, set_id set)
{
    struct found *found = w->e->b->s->found;
    struct spread_set *p = &found->spread[set % SPREAD_SETS];
    if (w->e->reach->link_words > SPREAD_WORDS)
        return NULL;
    if (p->time != found->time || p->set != set)
        *p = (struct spread_set){.time = found->time, .set = set};
    return p;
}

static bool has_all(const struct spread_set *p, const struct marks *from, uint32_t words)
{
    bool all = (from->published == RIR_NONE || (p->published && p->cert >= from->cert)) &&
               (from->exposed == RIR_NONE || p->exposed);
    for (uint32_t i = 0; all && i < words; i++)
        all = (from->links[i] & ~p->links[i]) == 0;
    return all;
}

static void note_marks(struct spread_set *p, const struct marks *from, uint32_t words)
{
    if (from->published != RIR_NONE && (!p->published || p->cert < from->cert))
        p->cert = from->cert;
    p->published |= from->published != RIR_NONE;
    p->exposed |= from->exposed != RIR_NONE;
    add_links(p->links, from->links, words);
}

/* `top`: the entry node that the set is a slot of, or RIR_NONE. Many slots hold the same set. */
static void spread(struct work *w, uint32_t top, set_id set, const struct marks *from)
{
    struct body *b = w->e->b;
    uint32_t n, words = w->words;
    struct spread_set *known = known_of(w, set);
    bool all = true;
    if ((top != RIR_NONE && MUTANT(b->s, 28)) || (known != NULL && has_all(known, from, words)))
        return;
    const struct target *v = set_get(&b->s->sets, set, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *to = &w->nodes[v[i].node];
        if (!to->local && to->entry == RIR_NONE)
            continue;
        if (top == RIR_NONE || !is_below(b, v[i].node, top))
            mark(w, v[i].node, from, v[i].cert < from->cert ? (enum certain)v[i].cert : from->cert);
        else
            all = false;
    }
    if (known != NULL && all)
        note_marks(known, from, words);
}

static uint32_t root_of(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].root;
}

/* What the object held at entry (B-R3): its paths and the rest of its root, in the order of their
 * making, so that of several static objects the same one is named whatever leads to the node. */
static void spread_initial(struct work *w, uint32_t node, const struct marks *from)
{
    const struct body *b = w->e->b;
    const struct node *n = &b->nodes.data[node];
    uint32_t rest = b->nodes.data[n->root].rest;
    if (rest == node)
        rest = RIR_NONE;
    for (uint32_t to = n->paths; to != RIR_NONE; to = b->nodes.data[to].sibling) {
        if (rest < to) {
            mark(w, rest, from, from->cert);
            rest = RIR_NONE;
        }
        mark(w, to, from, from->cert);
    }
    if (rest != RIR_NONE)
        mark(w, rest, from, from->cert);
}

static void pass_on(struct work *w, uint32_t node)
{
    struct env *e = w->e;
    uint32_t first, end = slots_of(&e->mem, node, &first);
    const struct reach *r = &e->reach->nodes.data[node];
    struct marks m = {r->published, r->exposed, (enum certain)r->cert, links_of(e, node)};
    w->queued[node] = false;
    for (uint32_t i = first; i < end; i++)
        spread(w, RIR_NONE, e->mem.data[i].set, &m);
    if (node_is_entry(e->b, node))
        spread_initial(w, node, &m);
}

/* Whoever looks at memory from outside: the slots of static, unknown and entry nodes. */
static void start_at(struct work *w, uint32_t node, uint32_t first, uint32_t end, uint64_t *links)
{
    struct env *e = w->e;
    const struct body *b = e->b;
    uint32_t entry = b->nodes.data[node].entry;
    struct marks m = {RIR_NONE, RIR_NONE, CERT_SURE, links};
    if (node_is_static(b, node))
        m.published = node;
    else if (b->nodes.data[node].kind == N_UNKNOWN)
        m.exposed = node;
    else if (entry != RIR_NONE)
        links[entry / 64] |= (uint64_t)1 << entry % 64;
    for (uint32_t i = first; i < end; i++)
        spread(w, entry == RIR_NONE ? RIR_NONE : node, e->mem.data[i].set, &m);
    if (entry != RIR_NONE)
        links[entry / 64] = 0;
}

static void start_everywhere(struct work *w)
{
    struct env *e = w->e;
    const struct body *b = e->b;
    uint64_t *links = calloc(e->reach->link_words, sizeof *links);
    if (links == NULL)
        abort();
    for (uint32_t i = 0, end; i < e->mem.len; i = end) {
        uint32_t node = e->mem.data[i].node;
        for (end = i + 1; end < e->mem.len && e->mem.data[end].node == node; end++)
            ;
        if (!b->nodes.data[node].local && node_is_object(b, node))
            start_at(w, node, i, end, links);
    }
    free(links);
}

/* Where the marks of all that an entry node may be are gathered: any entry node, or, with arguments
 * that are disjoint, any part of the same one. */
static uint32_t gathered_at(const struct env *e, uint32_t entry)
{
    return e->b->aliased ? e->reach->nodes.len : root_of(e->b, entry);
}

static bool add_marks_of(struct env *e, uint32_t node, uint32_t from)
{
    struct reach *r = &e->reach->nodes.data[node];
    const struct reach *add = &e->reach->nodes.data[from];
    bool grew = false;
    if (r->published == RIR_NONE && add->published != RIR_NONE) {
        r->published = add->published;
        grew = true;
    }
    if (r->exposed == RIR_NONE && add->exposed != RIR_NONE) {
        r->exposed = add->exposed;
        grew = true;
    }
    return add_links(links_of(e, node), links_of(e, from), e->reach->link_words) || grew;
}

/* What is linked below entry nodes is as visible as all that these may be. */
static bool add_marks_above(struct env *e, uint32_t node)
{
    bool grew = false;
    const uint64_t *links = links_of(e, node);
    for (uint32_t i = 0; i < e->reach->entries; i++) { /* those that it adds on the way as well */
        uint64_t left = links[i / 64] >> i % 64;
        if (left == 0) {
            i |= 63;
            continue;
        }
        i += (uint32_t)__builtin_ctzll(left);
        uint32_t at = gathered_at(e, e->b->entries.data[i]);
        grew |= at != node && add_marks_of(e, node, at);
        if (e->b->aliased) /* it is the same for all of them */
            break;
    }
    return grew;
}

/* B-R3, for entry nodes that may be each other and for what hangs below them. */
static void merge_entries(struct env *e)
{
    const struct id_vec *entries = &e->b->entries;
    for (uint32_t i = 0; i < entries->len; i++)
        add_marks_of(e, gathered_at(e, entries->data[i]), entries->data[i]);
    for (bool grew = true; grew && !e->b->aliased;) {
        grew = false;
        for (uint32_t i = 0; i < entries->len; i++)
            if (gathered_at(e, entries->data[i]) == entries->data[i])
                grew |= add_marks_above(e, entries->data[i]);
    }
    for (uint32_t i = 0; i < entries->len; i++)
        add_marks_of(e, entries->data[i], gathered_at(e, entries->data[i]));
    for (uint32_t i = 0; i < e->reach->nodes.len; i++)
        if (node_is_local(e->b, i) && !MUTANT(e->b->s, 29))
            add_marks_above(e, i);
}

static struct reach unmarked(void)
{
    return (struct reach){RIR_NONE, CERT_MAY, false, RIR_NONE, SET_EMPTY};
}

/* Rows for all nodes, and one more for what any entry node may be. */
static void clear(struct env *e)
{
    struct reachable *r = e->reach;
    uint32_t n = e->b->nodes.len;
    r->graph = e->graph;
    r->entries = e->b->entries.len;
    r->link_words = r->entries / 64 + 1;
    uint32_t words = (n + 1) * r->link_words;
    r->nodes.data = vec_reserve(r->nodes.data, 0, &r->nodes.cap, n + 1, sizeof *r->nodes.data);
    r->nodes.len = n;
    for (uint32_t i = 0; i <= n; i++)
        r->nodes.data[i] = unmarked();
    r->links.data = vec_reserve(r->links.data, 0, &r->links.cap, words, sizeof *r->links.data);
    r->links.len = words;
    memset(r->links.data, 0, words * sizeof *r->links.data);
}

static void compute(struct env *e)
{
    clear(e);
    e->b->s->found->time++;
    struct work w = {.e = e,
                     .nodes = e->b->nodes.data,
                     .reach = e->reach->nodes.data,
                     .links = e->reach->links.data,
                     .words = e->reach->link_words,
                     .queued = calloc(e->reach->nodes.len + 1, sizeof(bool))};
    if (w.queued == NULL)
        abort();
    start_everywhere(&w);
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
    if (w.any)
        merge_entries(e);
}

static set_id named_links(struct env *e, const uint64_t *links)
{
    struct target_vec v = {0};
    for (uint32_t i = 0; i < e->reach->entries; i++)
        if (links[i / 64] >> i % 64 & 1) {
            struct target t = {
                .node = e->b->entries.data[i], .stride = 1, .cert = CERT_MAY, .linked = 1};
            vec_push(&v, t);
        }
    set_id set = node_coarsen(e->b, set_make(&e->b->s->sets, v.data, v.len));
    vec_free(&v);
    return set;
}

/* Most entry nodes are linked to the same ones, where any may be any: these are named once. */
static void name_links(struct env *e, uint32_t node)
{
    struct reach *r = &e->reach->nodes.data[node],
                 *any = &e->reach->nodes.data[e->reach->nodes.len];
    const uint64_t *links = links_of(e, node), *all = links_of(e, e->reach->nodes.len);
    r->linked_known = true;
    if (memcmp(links, all, e->reach->link_words * sizeof *links) != 0) {
        r->linked = named_links(e, links);
        return;
    }
    if (!any->linked_known)
        any->linked = named_links(e, all);
    any->linked_known = true;
    r->linked = any->linked;
}

/* Rows for the nodes that are new; the last one stays the last. */
static void add_rows(struct env *e)
{
    struct reachable *r = e->reach;
    uint32_t from = r->nodes.len, n = e->b->nodes.len, words = r->link_words;
    r->nodes.data =
        vec_reserve(r->nodes.data, from + 1, &r->nodes.cap, n - from, sizeof *r->nodes.data);
    r->links.data = vec_reserve(r->links.data, r->links.len, &r->links.cap, (n - from) * words,
                                sizeof *r->links.data);
    r->nodes.data[n] = r->nodes.data[from];
    memcpy(&r->links.data[n * words], &r->links.data[from * words], words * sizeof *r->links.data);
    for (uint32_t i = from; i < n; i++)
        r->nodes.data[i] = unmarked();
    memset(&r->links.data[from * words], 0, (n - from) * words * sizeof *r->links.data);
    r->nodes.len = n;
    r->links.len = (n + 1) * words;
}

/* B-R5, if all entry nodes that are new are paths. */
static bool mark_new_paths(struct env *e)
{
    const struct body *b = e->b;
    struct reachable *r = e->reach;
    if (b->entries.len / 64 + 1 != r->link_words)
        return false;
    for (uint32_t i = r->entries; i < b->entries.len; i++)
        if (b->nodes.data[b->entries.data[i]].kind != N_PATH)
            return false;
    add_rows(e);
    for (uint32_t i = r->entries; i < b->entries.len; i++) {
        uint32_t node = b->entries.data[i], parent = b->nodes.data[node].parent;
        r->nodes.data[node] = r->nodes.data[parent];
        memcpy(links_of(e, node), links_of(e, parent), r->link_words * sizeof(uint64_t));
    }
    r->entries = b->entries.len;
    return true;
}

static void refresh(struct env *e)
{
    e->reach = &e->b->s->found->reachable[e->graph % SEEN_MEMORIES];
    if (e->reach->graph == e->graph && e->reach->entries == e->b->entries.len)
        return;
    if (e->reach->graph != e->graph || !mark_new_paths(e))
        compute(e);
}

struct reach reach_seen(struct env *e, uint32_t node)
{
    refresh(e);
    return node < e->reach->nodes.len
               ? e->reach->nodes.data[node]
               : (struct reach){RIR_NONE, CERT_MAY, true, RIR_NONE, SET_EMPTY};
}

bool reach_linked(struct env *e, uint32_t node)
{
    refresh(e);
    bool any = false;
    for (uint32_t i = 0; node < e->reach->nodes.len && i < e->reach->link_words; i++)
        any |= links_of(e, node)[i] != 0;
    return any;
}

struct reach reach_of(struct env *e, uint32_t node)
{
    refresh(e);
    if (node >= e->reach->nodes.len)
        return (struct reach){RIR_NONE, CERT_MAY, true, RIR_NONE, SET_EMPTY};
    struct reach *r = &e->reach->nodes.data[node];
    if (!r->linked_known)
        name_links(e, node);
    return *r;
}

static void add_marks(struct env *e, struct gather *all, const struct reach *r, enum certain cert)
{
    struct body *b = e->b;
    struct set_table *t = &b->s->sets;
    enum certain c = cert < (enum certain)r->cert ? cert : (enum certain)r->cert;
    if (c == CERT_SURE) /* which of the objects below the static one it is, is not known */
        c = CERT_PATH;
    if (r->published != RIR_NONE) {
        uint32_t rest = node_get(b, N_GREST, b->nodes.data[r->published].ref);
        gather_add(t, all, set_one(t, rest, 0, 1, c), CERT_SURE);
    }
    if (r->exposed != RIR_NONE)
        gather_add(t, all, set_one(t, r->exposed, 0, 1, CERT_MAY), CERT_SURE);
    gather_add(t, all, r->linked, CERT_SURE);
}

static set_id resolve(struct env *e, set_id set)
{
    struct body *b = e->b;
    uint32_t n;
    set_get(&b->s->sets, set, &n);
    struct gather all = {0};
    gather_add(&b->s->sets, &all, set, CERT_SURE);
    for (uint32_t i = 0; i < n && !MUTANT(b->s, 5); i++) {
        struct target p = set_get(&b->s->sets, set, &(uint32_t){0})[i];
        if (!can_be_marked(b, p.node))
            continue;
        const struct reach r = reach_of(e, p.node);
        const struct node *made = &b->nodes.data[p.node];
        /* seen is one of them, meant another; of a loop's it may be so with the latest as well, if
         * that is seen only on some path and meant only on some path */
        bool some = made->local && (made->summary || (made->partner != RIR_NONE &&
                                                      p.cert != CERT_SURE && r.cert != CERT_SURE));
        add_marks(e, &all, &r, some ? CERT_MAY : (enum certain)p.cert);
    }
    return gather_union(&b->s->sets, &all);
}

set_id reach_resolve(struct env *e, set_id set)
{
    uint64_t at = hash64(set ^ e->graph << 32) % SEEN_SETS;
    struct seen_set *known = &e->b->s->found->resolved[at];
    if (known->epoch != e->graph || known->from != set)
        *known = (struct seen_set){e->graph, set, resolve(e, set)};
    return known->to;
}
