/* What memory refers to: loads, stores, copies.
 *
 * B-M1. A store is strong only where the pointer has one target, a singular node, an exact offset,
 * and certainty above MAY; anything else adds. Slots at overlapping offsets are never removed.
 *
 * B-M2. What a static object refers to is never kept exactly: a load gives GREST, "some object
 * reachable from it", and whatever is stored there is reachable from it (published). So writes of
 * other tasks need no further care. Constant objects keep the contents of their initialiser.
 *
 * B-M3. Entry nodes may be each other. What is stored through one is also in a pot, and loads
 * through any that may be the same object add the pot. (Entry "disjoint": one pot per parameter.)
 * B-M9. What was stored through a node itself lies in its slots, or was replaced there: what else
 * it may hold was stored through others. Where packets are sent there is a pot for each node.
 *
 * B-M4. Once unknown code ran, or a pointer was stored through an unknown one, loads of memory it
 * may know (entry nodes, static objects, what was exposed to it) add unknown. */
#include "solve/held.h"
#include "solve/memory_int.h"

#include <string.h>

void memory_contents_changed(struct env *e)
{
    e->epoch = ++e->b->s->last_epoch;
}

/* Marks and loans are in the image of a memory, and nobody finds anything there: all that was found
 * out about objects is as true as before. */
void memory_marks_changed(struct env *e)
{
    e->marks_epoch++;
    e->image_epoch = 0;
}

void memory_changed(struct env *e)
{
    e->epoch = e->graph = ++e->b->s->last_epoch;
}

static void number_image(struct env *e)
{
    uint64_t *epoch = &e->st.mem->epochs[e->st.havoc], *graph = &e->st.mem->graph;
    if (*epoch == 0)
        *epoch = ++e->b->s->last_epoch;
    if (*graph == 0)
        *graph = *epoch;
    e->epoch = e->image_epoch = *epoch;
    e->graph = *graph;
}

void memory_open(struct env *e)
{
    const struct image *m = e->st.mem;
    e->mem.len = 0;
    e->mem.data = vec_reserve(e->mem.data, 0, &e->mem.cap, m->len, sizeof *e->mem.data);
    if (m->len != 0)
        memcpy(e->mem.data, m->data, m->len * sizeof *m->data);
    e->mem.len = m->len;
    number_image(e);
}

void memory_image(struct env *e)
{
    if (e->image_epoch == e->epoch)
        return;
    struct image *before = e->st.mem;
    e->st.mem = image_of(&e->b->s->images, e->b, e->mem.data, e->mem.len);
    image_drop(before);
    if (e->st.mem->epochs[e->st.havoc] == 0)
        e->st.mem->epochs[e->st.havoc] = e->epoch; /* what was found out stays true */
    if (e->st.mem->graph == 0)
        e->st.mem->graph = e->graph;
    number_image(e);
}

/* Into a slot, or into none so far. Near the fixpoint most stores add nothing; what was found out
 * about memory then stays true. */
static void put_into(struct env *e, struct slot *s, uint32_t node, int32_t off, uint32_t stride,
                     set_id set)
{
    set_id before = s == NULL ? SET_EMPTY : s->set;
    if (s != NULL && before == set)
        return;
    if (s != NULL)
        s->set = set;
    else
        slots_put(&e->mem, node, off, stride, set);
    if (e->b->nodes.data[node].kind == N_POT || reach_is_same(e->b, before, set))
        memory_contents_changed(e); /* nobody reaches anything through a pot */
    else
        memory_changed(e);
}

static void put_slot(struct env *e, uint32_t node, int32_t off, uint32_t stride, set_id set)
{
    put_into(e, slots_find(&e->mem, node, off, stride), node, off, stride, set);
}

/* ---- initial contents ---- */

static set_id const_contents(struct body *b, uint32_t global, int32_t off, uint32_t stride)
{
    struct set_table *t = &b->s->sets;
    const struct rir_global *g = &b->s->m->globals.data[global];
    set_id all = SET_EMPTY;
    for (uint32_t i = 0; i < g->ninit; i++) {
        const struct rir_init *in = &g->init[i];
        if (!range_overlap((int32_t)in->offset, 0, off, stride, b->s->word))
            continue;
        uint32_t node = node_get(b, in->is_func ? N_FUNC : N_GLOBAL, in->target);
        all = set_union(
            t, all, set_one(t, node, (int32_t)in->addend, 0, stride == 0 ? CERT_SURE : CERT_PATH));
    }
    return all;
}

set_id memory_initial(struct body *b, uint32_t node, int32_t off, uint32_t stride)
{
    struct set_table *t = &b->s->sets;
    struct node n = b->nodes.data[node];
    switch (n.kind) {
    case N_PARAM:
    case N_PATH:
    case N_VARARGS: {
        uint32_t to = node_path(b, node, off, stride);
        bool rest = b->nodes.data[to].kind == N_REST;
        return set_one(t, to, 0, rest ? 1 : 0,
                       rest                       ? CERT_MAY
                       : n.summary || stride != 0 ? CERT_PATH
                                                  : CERT_SURE);
    }
    case N_REST:
        return set_one(t, node, 0, 1, CERT_MAY);
    case N_GLOBAL:
        if (global_is(b, node, RIR_GLOBAL_TLS))
            return set_one(t, node_path(b, node, off, stride), 0, 0, CERT_SURE);
        if (global_is(b, node, RIR_GLOBAL_CONST) &&
            (b->s->m->globals.data[n.ref].flags & RIR_GLOBAL_DEFINED))
            return const_contents(b, n.ref, off, stride);
        return set_one(t, node_get(b, N_GREST, n.ref), 0, 1, CERT_SURE);
    case N_GREST:
        return set_one(t, node, 0, 1, CERT_SURE);
    case N_UNKNOWN:
        return set_one(t, node, 0, 1, CERT_MAY);
    default: /* fresh objects hold nothing yet; functions and handles hold nothing */
        return SET_EMPTY;
    }
}

/* ---- pots (B-M3) ---- */

/* Of all entry nodes; of one, where it is told apart what was stored through which. */
enum { POT_ALL = 0xffffff, POT_OF_NODE = 0x1000000 };

static uint32_t pot_root(struct body *b, uint32_t root, bool deep)
{
    struct node r = b->nodes.data[root];
    uint32_t ref = r.kind == N_PARAM    ? r.ref * 2
                   : r.kind == N_GLOBAL ? r.ref * 2 + 0x100000
                                        : 0x200000;
    return node_get(b, N_POT, ref + deep);
}

static void pot_add(struct env *e, uint32_t pot, set_id value)
{
    struct slot *s = slots_find(&e->mem, pot, 0, 1);
    set_id old = s == NULL ? SET_EMPTY : s->set;
    set_id now = set_union(sets_of(e), old, set_demote(sets_of(e), value, CERT_MAY));
    now = node_coarsen(e->b, now);
    if (now != old)
        put_into(e, s, pot, 0, 1, now);
}

static set_id pot_get(struct env *e, uint32_t pot)
{
    struct slot *s = slots_find(&e->mem, pot, 0, 1);
    return s == NULL ? SET_EMPTY : s->set;
}

/* B-M9. It pays where packets are sent, and only there. */
static bool pots_by_node(const struct body *b)
{
    return marks_any(b->s, MARK_SENT) || marks_any(b->s, MARK_FROZEN);
}

static set_id pots_of_others(struct env *e, uint32_t node)
{
    const struct body *b = e->b;
    set_id all = SET_EMPTY;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        const struct node *pot = &b->nodes.data[e->mem.data[i].node];
        uint32_t by =
            pot->kind == N_POT && pot->ref >= POT_OF_NODE ? pot->ref - POT_OF_NODE : RIR_NONE;
        bool may_be_it =
            by != RIR_NONE && by != node &&
            (b->aliased || b->nodes.data[by].root == b->nodes.data[node].root) &&
            (!MUTANT(b->s, 82) || b->nodes.data[by].root != b->nodes.data[node].root) &&
            !node_is_apart(b, by, node);
        if (may_be_it)
            all = set_union(sets_of(e), all, e->mem.data[i].set);
    }
    return all;
}

static void pot_store(struct env *e, uint32_t node, set_id value)
{
    struct body *b = e->b;
    if (MUTANT(b->s, 2))
        return;
    if (pots_by_node(b)) {
        pot_add(e, node_get(b, N_POT, POT_OF_NODE + node), value);
        return;
    }
    pot_add(e, node_get(b, N_POT, POT_ALL), value);
    if (node_is_entry(b, node)) {
        uint32_t root = b->nodes.data[node].root;
        pot_add(e, pot_root(b, root, node != root), value);
    }
}

static set_id pot_load(struct env *e, uint32_t node)
{
    struct body *b = e->b;
    if (b->aliased) {
        set_id all =
            pots_by_node(b) ? pots_of_others(e, node) : pot_get(e, node_get(b, N_POT, POT_ALL));
        b->used_pot |= all != SET_EMPTY;
        return all;
    }
    if (!node_is_entry(b, node))
        return SET_EMPTY;
    if (pots_by_node(b))
        return pots_of_others(e, node);
    uint32_t root = b->nodes.data[node].root;
    set_id deep = pot_get(e, pot_root(b, root, true));
    if (node == root)
        return deep;
    return set_union(sets_of(e), deep, pot_get(e, pot_root(b, root, false)));
}

/* ---- loads ---- */

/* Contents by slots alone: an exact one replaces the initial content, others add. */
static set_id by_slots(struct env *e, uint32_t node, int32_t off, uint32_t stride)
{
    struct set_table *t = sets_of(e);
    uint32_t first, end = slots_of(&e->mem, node, &first);
    set_id exact = SET_EMPTY, weak = SET_EMPTY;
    bool have = false;
    uint32_t others = 0;
    for (uint32_t i = first; i < end; i++) {
        struct slot s = e->mem.data[i];
        if (!range_overlap(s.off, s.stride, off, stride, e->b->s->word))
            continue;
        if (stride == 0 && s.stride == 0 && s.off == off) {
            have = true;
            exact = s.set;
            continue;
        }
        uint32_t n;
        set_get(t, s.set, &n);
        /* one value was stored into these elements: where it is defined, it is that one */
        enum certain most = n == 1 && node_is_local(e->b, node) ? CERT_PATH : CERT_MAY;
        weak = set_union(t, weak, set_demote(t, s.set, most));
        others++;
    }
    if (others + have > 1) /* which of them it is depends on the index */
        weak = set_demote(t, weak, CERT_MAY);
    if (!have)
        exact = memory_initial(e->b, node, off, stride);
    return set_union(t, exact, weak);
}

/* What else may be there, beyond the slots (B-M2 to B-M4). */
static void each_other(struct env *e, uint32_t node, void (*tell)(void *ctx, set_id s), void *ctx)
{
    struct body *b = e->b;
    struct set_table *t = sets_of(e);
    bool entry = node_is_entry(b, node), local = node_is_local(b, node);
    if (entry)
        tell(ctx, pot_load(e, node));
    if (entry || local) {
        struct reach r = reach_seen(e, node);
        if (local && (reach_linked(e, node) || r.published != RIR_NONE || r.exposed != RIR_NONE))
            tell(ctx, pot_load(e, node));
        if (r.published != RIR_NONE) {
            uint32_t g = b->nodes.data[r.published].ref;
            tell(ctx, set_one(t, node_get(b, N_GREST, g), 0, 1, CERT_MAY));
        }
        if (r.exposed != RIR_NONE)
            tell(ctx, set_one(t, r.exposed, 0, 1, CERT_MAY));
        uint32_t n = 0;
        set_id links = local && !b->aliased ? reach_of(e, node).linked : SET_EMPTY;
        set_get(t, links, &n);
        for (uint32_t i = 0; i < n; i++) { /* stored through the entry's own rest */
            uint32_t link = set_get(t, links, &(uint32_t){0})[i].node;
            tell(ctx, pot_load(e, link));
            tell(ctx, pot_get(e, node_get(b, N_POT, POT_OF_NODE + link)));
        }
    }
    if (e->st.havoc && entry)
        tell(ctx, set_one(t, node_unknown(b, "memory that unknown code may have changed"), 0, 1,
                          CERT_MAY));
}

struct adding {
    struct set_table *t;
    set_id all;
};

static void add_set(void *ctx, set_id s)
{
    struct adding *a = ctx;
    a->all = set_union(a->t, a->all, s);
}

static set_id by_others(struct env *e, uint32_t node)
{
    struct adding a = {sets_of(e), SET_EMPTY};
    each_other(e, node, add_set, &a);
    return a.all;
}

/* Is what it holds what was put there, and what it held at first? */
static bool holds_slots(const struct body *b, uint32_t node)
{
    uint8_t kind = b->nodes.data[node].kind;
    return kind != N_FUNC && kind != N_CONSTS && kind != N_HANDLE &&
           !node_is_unknown_code(b, node) && !global_is(b, node, RIR_GLOBAL_CHANNEL);
}

static set_id find_slot(struct env *e, uint32_t node, int32_t off, uint32_t stride)
{
    struct body *b = e->b;
    struct set_table *t = sets_of(e);
    if (global_is(b, node, RIR_GLOBAL_CHANNEL))
        return set_one(t, node_unknown(b, "a pointer kept inside a channel"), 0, 1, CERT_MAY);
    if (node_is_unknown_code(b, node)) /* it has it, anywhere */
        return set_union(t, set_one(t, node, 0, 1, CERT_MAY),
                         set_demote(t, memory_exposed_before(e), CERT_MAY));
    if (!holds_slots(b, node))
        return SET_EMPTY;
    set_id all = set_union(t, by_slots(e, node, off, stride), by_others(e, node));
    bool odd = stride == 0 && off % (int32_t)b->s->word != 0 && (node_is_entry(b, node));
    if (odd)
        all = set_union(
            t, all,
            set_one(t, node_unknown(b, "a pointer at an unaligned offset"), 0, 1, CERT_MAY));
    return all;
}

set_id memory_slot(struct env *e, uint32_t node, int32_t off, uint32_t stride)
{
    uint64_t key = (uint64_t)node << 32 ^ (uint64_t)stride << 16 ^ (uint32_t)off;
    uint64_t at = hash64(key ^ e->epoch * 0x9e3779b97f4a7c15u) % SEEN_SLOTS;
    struct seen_slot *known = &e->b->s->found->slots[at];
    if (known->epoch != e->epoch || known->node != node || known->off != off ||
        known->stride != stride) {
        set_id s = find_slot(e, node, off, stride);
        *known = (struct seen_slot){e->epoch, node, stride, off, s};
    }
    return known->set;
}

void memory_each(struct env *e, uint32_t node, void (*tell)(void *ctx, set_id s), void *ctx)
{
    uint32_t first, end = slots_of(&e->mem, node, &first);
    for (uint32_t i = first; i < end; i++)
        tell(ctx, e->mem.data[i].set);
    if (!holds_slots(e->b, node)) {
        tell(ctx, memory_slot(e, node, 0, 1));
        return;
    }
    tell(ctx, memory_initial(e->b, node, 0, 1));
    each_other(e, node, tell, ctx);
}

set_id memory_at(struct env *e, struct target p)
{
    set_id held = memory_slot(e, p.node, p.off, p.stride);
    return p.stale ? memory_made_stale(e, held) : held;
}

set_id memory_load(struct env *e, set_id ptr)
{
    struct set_table *t = sets_of(e);
    struct gather all = {0};
    uint32_t n;
    set_get(t, ptr, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(t, ptr, &(uint32_t){0})[i];
        gather_add(t, &all, memory_at(e, p), (enum certain)p.cert);
    }
    return gather_join(t, &all);
}

/* ---- stores ---- */

void memory_add(struct env *e, uint32_t node, int32_t off, uint32_t stride, set_id value)
{
    struct set_table *t = sets_of(e);
    struct slot *s = slots_find(&e->mem, node, off, stride);
    set_id old = s != NULL ? s->set : stride == 0 ? memory_initial(e->b, node, off, 0) : SET_EMPTY;
    set_id now = stride == 0 ? set_join(t, old, value) : set_union(t, old, value);
    put_into(e, s, node, off, stride, node_coarsen(e->b, now));
}

static void store_at(struct env *e, struct target p, set_id value, bool strong)
{
    struct body *b = e->b;
    struct node n = b->nodes.data[p.node];
    if (n.kind == N_FUNC || n.kind == N_CONSTS || global_is(b, p.node, RIR_GLOBAL_CONST))
        return;
    if (n.kind == N_HANDLE) {
        memory_add(e, p.node, 0, 1, set_demote(sets_of(e), value, CERT_MAY));
        return;
    }
    if (node_is_in_packet(b, p.node)) { /* a static object, then: others see what is put there */
        uint32_t statics = node_get(b, N_GREST, RIR_NONE);
        memory_add(e, statics, 0, 1, set_demote(sets_of(e), value, CERT_MAY));
        return;
    }
    if (n.kind == N_UNKNOWN || global_is(b, p.node, RIR_GLOBAL_CHANNEL)) {
        memory_expose(e, value, NULL);
        return;
    }
    if (node_is_static(b, p.node)) {
        uint32_t rest = node_get(b, N_GREST, n.ref);
        set_id handles = SET_EMPTY; /* kept exactly, see joins.c */
        uint32_t len;
        const struct target *v = set_get(sets_of(e), value, &len);
        for (uint32_t i = 0; i < len; i++)
            if (b->nodes.data[v[i].node].kind == N_HANDLE)
                handles =
                    set_union(sets_of(e), handles, set_one(sets_of(e), v[i].node, 0, 0, v[i].cert));
        if (handles != SET_EMPTY && n.kind == N_GLOBAL)
            memory_add(e, p.node, p.off, p.stride == 0 ? 1u << 30 : p.stride, handles);
        memory_add(e, rest, 0, 1, set_demote(sets_of(e), value, (enum certain)p.cert));
        if (b->aliased)
            pot_store(e, p.node, value);
        return;
    }
    if (strong && !n.summary && p.stride == 0) {
        memory_note_taken(e, p.node, p.off);
        put_slot(e, p.node, p.off, 0, value);
    } else if (MUTANT(b->s, 1) && p.stride == 0)
        put_slot(e, p.node, p.off, 0, value);
    else if (value != SET_EMPTY || (p.stride == 0 && !n.summary))
        memory_add(e, p.node, p.off, p.stride, set_demote(sets_of(e), value, (enum certain)p.cert));
    if (node_is_entry(b, p.node))
        pot_store(e, p.node, value);
}

bool memory_is_one_place(const struct env *e, set_id ptr)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), ptr, &n);
    for (uint32_t i = 1; i < n; i++)
        if (v[i].node != v[0].node || v[i].off != v[0].off || v[i].stride != v[0].stride ||
            v[i].linked != v[0].linked)
            return false;
    return n > 0;
}

static void store(struct env *e, set_id ptr, set_id value, bool weak, bool once)
{
    uint32_t n;
    bool one = memory_is_one_place(e, ptr);
    set_get(sets_of(e), ptr, &n);
    for (uint32_t i = 0; i < (one ? 1 : n); i++) {
        struct target p = set_get(sets_of(e), ptr, &(uint32_t){0})[i];
        bool strong = !weak && one && p.cert != CERT_MAY;
        const struct slot *s = strong ? slots_find(&e->mem, p.node, p.off, p.stride) : NULL;
        set_id before = s == NULL ? SET_EMPTY : s->set;
        held_put(e, p, value, strong, once);
        store_at(e, p, value, strong);
        held_was_put(e, before);
    }
}

void memory_store(struct env *e, set_id ptr, set_id value, bool weak)
{
    store(e, ptr, value, weak, false);
}

void memory_store_once(struct env *e, set_id ptr, set_id value, bool weak)
{
    store(e, ptr, value, weak, true);
}

void memory_put_result(struct env *e, uint32_t record, set_id value)
{
    held_share(e, value);
    if (value != SET_EMPTY)
        memory_add(e, node_get(e->b, N_HANDLE, record), 0, 1,
                   set_demote(sets_of(e), set_anywhere(sets_of(e), value), CERT_MAY));
}

set_id memory_task_result(struct env *e, set_id handle)
{
    struct set_table *t = sets_of(e);
    uint32_t n;
    bool known = handle != SET_EMPTY;
    const struct target *h = set_get(t, handle, &n);
    for (uint32_t i = 0; i < n; i++)
        known &= e->b->nodes.data[h[i].node].kind == N_HANDLE;
    set_id all = set_one(t, node_unknown(e->b, "the result of a task"), 0, 1, CERT_MAY);
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot s = e->mem.data[i];
        if (e->b->nodes.data[s.node].kind != N_HANDLE)
            continue;
        bool may_be_it = !known;
        for (uint32_t k = 0; k < n && known; k++)
            may_be_it |= set_get(t, handle, &(uint32_t){0})[k].node == s.node;
        if (may_be_it)
            all = set_union(t, all, s.set);
    }
    return all;
}

/* A volatile or atomic store replaces, but may be seen late: the old content may still be there, no
 * more. */
void memory_doubt(struct env *e, set_id ptr)
{
    uint32_t n;
    set_get(sets_of(e), ptr, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(sets_of(e), ptr, &(uint32_t){0})[i];
        struct slot *s = slots_find(&e->mem, p.node, p.off, p.stride);
        if (s != NULL)
            put_slot(e, p.node, p.off, p.stride, set_demote(sets_of(e), s->set, CERT_MAY));
    }
}

/* ---- copies ---- */

static set_id moved_by(struct env *e, set_id s, int32_t at)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), s, &n);
    struct target_vec moved = {0};
    for (uint32_t i = 0; i < n; i++) {
        struct target t = v[i];
        t.off += t.stride == 1 ? 0 : at;
        vec_push(&moved, t);
    }
    s = set_make(sets_of(e), moved.data, moved.len);
    vec_free(&moved);
    return s;
}

static bool exact_place(struct env *e, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (v[i].stride != 0)
            return false;
    return n == 1;
}

static void copy_word(struct env *e, set_id dst, set_id src, int32_t at, bool plain)
{
    set_id held = plain ? SET_EMPTY : memory_load(e, moved_by(e, src, at));
    memory_store_once(e, moved_by(e, dst, at), held, !exact_place(e, dst) || !exact_place(e, src));
}

/* Word by word where that is exact and short; else everything the source holds, anywhere, may be
 * anywhere in the destination. */
void memory_copy(struct env *e, set_id dst, set_id src, int64_t bytes, uint32_t plain)
{
    struct set_table *t = sets_of(e);
    int32_t word = (int32_t)e->b->s->word;
    if (MUTANT(e->b->s, 3))
        return;
    if (bytes == 0)
        return;
    if (bytes >= word && bytes <= 32 * word && bytes % word == 0) {
        for (int32_t at = 0; at + word <= bytes; at += word)
            copy_word(e, dst, src, at, (plain >> (at / word) & 1) != 0);
        return;
    }
    set_id held = set_demote(t, memory_load(e, set_anywhere(t, src)), CERT_MAY);
    memory_store(e, set_anywhere(t, dst), held, true);
}

/* Word by word where that is exact and short. */
enum { SPAN_WORDS = 8 };

static bool short_span(struct env *e, set_id at, int64_t bytes)
{
    return bytes >= 0 && bytes <= SPAN_WORDS * (int64_t)e->b->s->word && exact_place(e, at);
}

set_id memory_span(struct env *e, set_id at, int64_t bytes)
{
    struct set_table *t = sets_of(e);
    set_id all = SET_EMPTY;
    if (!short_span(e, at, bytes))
        return memory_load(e, set_anywhere(t, at));
    for (int32_t i = 0; i < bytes; i += (int32_t)e->b->s->word)
        all = set_union(t, all, memory_load(e, moved_by(e, at, i)));
    return all;
}

void memory_fill(struct env *e, set_id at, set_id value, int64_t bytes)
{
    if (!short_span(e, at, bytes)) {
        memory_store(e, set_anywhere(sets_of(e), at), value, true);
        return;
    }
    for (int32_t i = 0; i < bytes; i += (int32_t)e->b->s->word)
        memory_store(e, moved_by(e, at, i), value, true);
}
