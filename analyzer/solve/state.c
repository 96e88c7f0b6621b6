/* States and their join.
 *
 * B-S1. An absent slot with stride 0 means "initial content"; joining with a state that has it adds
 * the initial content. A slot with stride > 0 holds what was stored in addition to it. B-S2. A join
 * never loses a target; certainty SURE survives only where both sides agree. B-S3. Beyond SLOT_CAP,
 * slots of one node are merged into one with stride 1 (and the exact ones stay joined with their
 * initial content), which only adds targets. Joined states keep the facts that both have. */
#include "solve/body.h"

#include <stdlib.h>
#include <string.h>

void state_free(struct state *st)
{
    vec_free(&st->mem);
    vec_free(&st->vals);
    vec_free(&st->facts);
    vec_free(&st->running);
    vec_free(&st->sure);
    vec_free(&st->single);
    vec_free(&st->joined);
}

#define COPY_VEC(to, from)                                                                         \
    do {                                                                                           \
        (to)->len = 0;                                                                             \
        (to)->data = vec_reserve((to)->data, 0, &(to)->cap, (from)->len, sizeof *(to)->data);      \
        if ((from)->len != 0)                                                                      \
            memcpy((to)->data, (from)->data, (from)->len * sizeof *(to)->data);                    \
        (to)->len = (from)->len;                                                                   \
    } while (0)

void state_copy(struct state *to, const struct state *from)
{
    to->reached = from->reached;
    to->havoc = from->havoc;
    COPY_VEC(&to->mem, &from->mem);
    COPY_VEC(&to->vals, &from->vals);
    COPY_VEC(&to->facts, &from->facts);
    to->joins = from->joins;
    to->unlinks = from->unlinks;
    COPY_VEC(&to->running, &from->running);
    COPY_VEC(&to->sure, &from->sure);
    COPY_VEC(&to->single, &from->single);
    COPY_VEC(&to->joined, &from->joined);
}

static int slot_order(const struct slot *s, uint32_t node, int32_t off, uint32_t stride)
{
    if (s->node != node)
        return s->node < node ? -1 : 1;
    if (s->off != off)
        return s->off < off ? -1 : 1;
    return s->stride == stride ? 0 : s->stride < stride ? -1 : 1;
}

static uint32_t lower_bound(const struct state *st, uint32_t node, int32_t off, uint32_t stride)
{
    uint32_t lo = 0, hi = st->mem.len;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (slot_order(&st->mem.data[mid], node, off, stride) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct slot *state_find(const struct state *st, uint32_t node, int32_t off, uint32_t stride)
{
    uint32_t at = lower_bound(st, node, off, stride);
    if (at < st->mem.len && slot_order(&st->mem.data[at], node, off, stride) == 0)
        return &st->mem.data[at];
    return NULL;
}

void state_set(struct state *st, uint32_t node, int32_t off, uint32_t stride, set_id set)
{
    uint32_t at = lower_bound(st, node, off, stride);
    if (at < st->mem.len && slot_order(&st->mem.data[at], node, off, stride) == 0) {
        st->mem.data[at].set = set;
        return;
    }
    st->mem.data = vec_reserve(st->mem.data, st->mem.len, &st->mem.cap, 1, sizeof *st->mem.data);
    memmove(&st->mem.data[at + 1], &st->mem.data[at], (st->mem.len - at) * sizeof *st->mem.data);
    st->mem.data[at] = (struct slot){node, off, stride, set};
    st->mem.len++;
}

uint32_t state_slots(const struct state *st, uint32_t node, uint32_t *first)
{
    uint32_t at = lower_bound(st, node, INT32_MIN, 0);
    *first = at;
    while (at < st->mem.len && st->mem.data[at].node == node)
        at++;
    return at;
}

static uint32_t ids_at(const struct id_vec *v, uint32_t id)
{
    uint32_t lo = 0, hi = v->len;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (v->data[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool ids_has(const struct id_vec *v, uint32_t id)
{
    uint32_t at = ids_at(v, id);
    return at < v->len && v->data[at] == id;
}

bool ids_add(struct id_vec *v, uint32_t id)
{
    uint32_t at = ids_at(v, id);
    if (at < v->len && v->data[at] == id)
        return false;
    vec_push(v, 0);
    memmove(&v->data[at + 1], &v->data[at], (v->len - 1 - at) * sizeof *v->data);
    v->data[at] = id;
    return true;
}

void ids_remove(struct id_vec *v, uint32_t id)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < v->len; i++)
        if (v->data[i] != id)
            v->data[out++] = v->data[i];
    v->len = out;
}

bool ids_join(struct id_vec *into, const struct id_vec *from)
{
    uint32_t missing = 0;
    for (uint32_t i = 0, k = 0; k < from->len; k++) {
        while (i < into->len && into->data[i] < from->data[k])
            i++;
        missing += i == into->len || into->data[i] != from->data[k];
    }
    if (missing == 0)
        return false;
    into->data = vec_reserve(into->data, into->len, &into->cap, missing, sizeof *into->data);
    uint32_t out = into->len + missing, i = into->len, k = from->len;
    into->len = out;
    while (k > 0) { /* from the end, so that nothing is overwritten before it is moved */
        if (i > 0 && into->data[i - 1] >= from->data[k - 1]) {
            k -= into->data[i - 1] == from->data[k - 1];
            into->data[--out] = into->data[--i];
        } else {
            into->data[--out] = from->data[--k];
        }
    }
    return true;
}

bool ids_meet(struct id_vec *into, const struct id_vec *from)
{
    uint32_t out = 0, had = into->len;
    for (uint32_t i = 0; i < into->len; i++)
        if (ids_has(from, into->data[i]))
            into->data[out++] = into->data[i];
    into->len = out;
    return out != had;
}

/* Slots and bindings are words without gaps. */
#define SAME(a, b)                                                                                 \
    ((a)->len == (b)->len &&                                                                       \
     ((a)->len == 0 || memcmp((a)->data, (b)->data, (a)->len * sizeof *(a)->data) == 0))

static set_id absent(struct body *b, const struct slot *s)
{
    return s->stride == 0 && !MUTANT(b->s, 10) ? memory_initial(b, s->node, s->off, 0) : SET_EMPTY;
}

/* The next slot of a join of x[i..] and y[k..]; *c: below, above 0: the other one has none. */
static struct slot next_slot(struct body *b, const struct state *x, uint32_t i,
                             const struct state *y, uint32_t k, int *c)
{
    struct set_table *t = &b->s->sets;
    const struct slot *p = i < x->mem.len ? &x->mem.data[i] : NULL;
    const struct slot *q = k < y->mem.len ? &y->mem.data[k] : NULL;
    *c = p == NULL ? 1 : q == NULL ? -1 : slot_order(p, q->node, q->off, q->stride);
    struct slot s = *c <= 0 ? *p : *q;
    if (*c == 0 && p->set == q->set)
        return s;
    set_id left = *c <= 0 ? p->set : absent(b, q), right = *c >= 0 ? q->set : absent(b, p);
    /* What was put into a static object says whether it was so on every path (reach.c). */
    bool joined = s.stride == 0 || b->nodes.data[s.node].kind == N_GREST;
    s.set = joined ? set_join(t, left, right) : set_union(t, left, right);
    return s;
}

static bool join_memory(struct body *b, struct state *into, const struct state *from)
{
    VEC(struct slot) out = {0};
    bool grew = false;
    uint32_t i = 0, k = 0;
    if (SAME(&into->mem, &from->mem))
        return false;
    out.data = vec_reserve(NULL, 0, &out.cap, into->mem.len + from->mem.len, sizeof *out.data);
    while (i < into->mem.len || k < from->mem.len) {
        int c;
        struct slot s = next_slot(b, into, i, from, k, &c);
        grew |= c > 0 || s.set != into->mem.data[i].set;
        i += c <= 0;
        k += c >= 0;
        out.data[out.len++] = s;
    }
    vec_free(&into->mem);
    into->mem.data = out.data;
    into->mem.len = out.len;
    into->mem.cap = out.cap;
    return grew;
}

static bool memory_covers(struct body *b, const struct state *st, const struct state *more)
{
    if (SAME(&st->mem, &more->mem))
        return true;
    for (uint32_t i = 0, k = 0; i < st->mem.len || k < more->mem.len;) {
        int c;
        struct slot s = next_slot(b, st, i, more, k, &c);
        if (c > 0 || s.set != st->mem.data[i].set)
            return false;
        i += c <= 0;
        k += c >= 0;
    }
    return true;
}

static bool values_cover(struct body *b, const struct state *st, const struct state *more)
{
    struct set_table *t = &b->s->sets;
    uint32_t k = 0;
    if (SAME(&st->vals, &more->vals))
        return true;
    for (uint32_t i = 0; i < st->vals.len; i++) {
        const struct bound *v = &st->vals.data[i];
        bool both = k < more->vals.len && more->vals.data[k].value == v->value;
        if (set_join(t, v->set, both ? more->vals.data[k].set : SET_EMPTY) != v->set)
            return false;
        k += both;
    }
    return k == more->vals.len;
}

static bool join_values(struct body *b, struct state *into, const struct state *from)
{
    struct set_table *t = &b->s->sets;
    VEC(struct bound) out = {0};
    bool grew = false;
    uint32_t i = 0, k = 0;
    if (SAME(&into->vals, &from->vals))
        return false;
    out.data = vec_reserve(NULL, 0, &out.cap, into->vals.len + from->vals.len, sizeof *out.data);
    while (i < into->vals.len || k < from->vals.len) {
        uint32_t x = i < into->vals.len ? into->vals.data[i].value : UINT32_MAX;
        uint32_t y = k < from->vals.len ? from->vals.data[k].value : UINT32_MAX;
        struct bound v = {.value = x < y ? x : y};
        set_id left = x <= y ? into->vals.data[i].set : SET_EMPTY;
        set_id right = y <= x ? from->vals.data[k].set : SET_EMPTY;
        v.set = set_join(t, left, right);
        grew |= v.set != left;
        i += x <= y;
        k += y <= x;
        vec_push(&out, v);
    }
    vec_free(&into->vals);
    into->vals.data = out.data;
    into->vals.len = out.len;
    into->vals.cap = out.cap;
    return grew;
}

/* Merges the slots of each wide node into one. */
static void merge_wide(struct body *b, struct state *st)
{
    struct set_table *t = &b->s->sets;
    uint32_t out = 0;
    for (uint32_t i = 0; i < st->mem.len;) {
        uint32_t node = st->mem.data[i].node;
        if (!b->nodes.data[node].wide) {
            st->mem.data[out++] = st->mem.data[i++];
            continue;
        }
        set_id all = SET_EMPTY;
        for (; i < st->mem.len && st->mem.data[i].node == node; i++)
            all = set_union(t, all, set_demote(t, st->mem.data[i].set, CERT_MAY));
        st->mem.data[out++] = (struct slot){node, 0, 1, all};
    }
    st->mem.len = out;
}

/* B-S3. A node once wide stays so for the whole body: both ways into a block then widen alike, and
 * the fixpoint is reached. */
static void widen(struct body *b, struct state *st)
{
    if (st->mem.len <= SLOT_CAP)
        return;
    b->s->stats->cap_edges++;
    b->any_wide = true;
    for (uint32_t i = 0; i + 4 < st->mem.len; i++)
        if (st->mem.data[i + 4].node == st->mem.data[i].node)
            b->nodes.data[st->mem.data[i].node].wide = true;
    merge_wide(b, st);
}

/* A record stays single if it is so, or not running, on both sides. */
static bool join_single(struct state *into, const struct state *from)
{
    struct id_vec out = {0};
    for (uint32_t i = 0; i < into->single.len; i++) {
        uint32_t r = into->single.data[i];
        if (ids_has(&from->single, r) || !ids_has(&from->running, r))
            ids_add(&out, r);
    }
    for (uint32_t i = 0; i < from->single.len; i++)
        if (!ids_has(&into->running, from->single.data[i]))
            ids_add(&out, from->single.data[i]);
    bool changed = out.len != into->single.len;
    vec_free(&into->single);
    into->single.data = out.data;
    into->single.len = out.len;
    into->single.cap = out.cap;
    return changed;
}

static bool join_reached(struct body *b, struct state *into, const struct state *from)
{
    bool grew = join_memory(b, into, from);
    grew |= join_values(b, into, from);
    if (grew)
        widen(b, into);
    grew |= facts_join(&into->facts, &from->facts);
    grew |= from->havoc && !into->havoc;
    into->havoc |= from->havoc;
    grew |= from->joins && !into->joins;
    into->joins |= from->joins;
    grew |= from->unlinks && !into->unlinks;
    into->unlinks |= from->unlinks;
    grew |= join_single(into, from); /* before `running` is joined */
    grew |= ids_join(&into->running, &from->running);
    grew |= ids_join(&into->sure, &from->sure);
    grew |= ids_meet(&into->joined, &from->joined);
    return grew;
}

bool state_join(struct body *b, struct state *into, const struct state *from)
{
    if (!from->reached)
        return false;
    struct state merged = {0};
    if (b->any_wide) {
        state_copy(&merged, from);
        merge_wide(b, &merged);
        if (into->reached)
            merge_wide(b, into);
        from = &merged;
    }
    bool grew = !into->reached;
    if (grew)
        state_copy(into, from);
    else
        grew = join_reached(b, into, from);
    state_free(&merged);
    return grew;
}

static bool ids_within(const struct id_vec *v, const struct id_vec *all)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < v->len; i++, k++) {
        while (k < all->len && all->data[k] < v->data[i])
            k++;
        if (k == all->len || all->data[k] != v->data[i])
            return false;
    }
    return true;
}

/* Most states that are not covered show that by something small. */
static bool small_things_cover(const struct state *st, const struct state *more)
{
    return st->reached && more->havoc <= st->havoc && more->joins <= st->joins &&
           more->unlinks <= st->unlinks && ids_within(&more->running, &st->running) &&
           ids_within(&more->sure, &st->sure) && ids_within(&st->joined, &more->joined);
}

bool state_covers(struct body *b, const struct state *st, const struct state *more)
{
    if (!more->reached)
        return true;
    if (!small_things_cover(st, more))
        return false;
    if (!b->any_wide && st->single.len == 0 && more->single.len == 0)
        return values_cover(b, st, more) && memory_covers(b, st, more);
    struct state both = {0};
    both.reached = true;
    state_copy(&both, st);
    bool grew = state_join(b, &both, more);
    state_free(&both);
    return !grew;
}
