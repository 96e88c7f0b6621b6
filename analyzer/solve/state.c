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
    image_drop(st->mem);
    st->mem = NULL;
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
    struct image *before = to->mem;
    to->mem = image_ref(from->mem);
    image_drop(before);
    COPY_VEC(&to->vals, &from->vals);
    COPY_VEC(&to->facts, &from->facts);
    to->joins = from->joins;
    to->unlinks = from->unlinks;
    COPY_VEC(&to->running, &from->running);
    COPY_VEC(&to->sure, &from->sure);
    COPY_VEC(&to->single, &from->single);
    COPY_VEC(&to->joined, &from->joined);
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

void ids_all(struct id_vec *v, uint32_t n)
{
    if (v->len == n)
        return;
    v->len = 0;
    for (uint32_t i = 0; i < n; i++)
        vec_push(v, i);
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

/* Intersection; true: shrank. */
static bool ids_meet(struct id_vec *into, const struct id_vec *from)
{
    uint32_t out = 0, had = into->len;
    for (uint32_t i = 0; i < into->len; i++)
        if (ids_has(from, into->data[i]))
            into->data[out++] = into->data[i];
    into->len = out;
    return out != had;
}

/* Bindings are words without gaps. */
#define SAME(a, b)                                                                                 \
    ((a)->len == (b)->len &&                                                                       \
     ((a)->len == 0 || memcmp((a)->data, (b)->data, (a)->len * sizeof *(a)->data) == 0))

static set_id absent(struct body *b, const struct slot *s)
{
    return s->stride == 0 && !MUTANT(b->s, 10) ? memory_initial(b, s->node, s->off, 0) : SET_EMPTY;
}

/* The next slot of a join of x[i..] and y[k..]; *c: below, above 0: the other one has none. */
static struct slot next_slot(struct body *b, const struct image *x, uint32_t i,
                             const struct image *y, uint32_t k, int *c)
{
    struct set_table *t = &b->s->sets;
    const struct slot *p = i < image_len(x) ? &x->data[i] : NULL;
    const struct slot *q = k < image_len(y) ? &y->data[k] : NULL;
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

static struct image *joined_anew(struct body *b, const struct image *x, const struct image *y)
{
    struct slots out = {0};
    uint32_t i = 0, k = 0;
    out.data = vec_reserve(NULL, 0, &out.cap, image_len(x) + image_len(y), sizeof *out.data);
    while (i < image_len(x) || k < image_len(y)) {
        int c;
        out.data[out.len++] = next_slot(b, x, i, y, k, &c);
        i += c <= 0;
        k += c >= 0;
    }
    struct image *m = image_of(&b->s->images, b, out.data, out.len);
    vec_free(&out);
    return m;
}

/* What two memories become where they meet; the caller gets a reference. */
static struct image *joined_memory(struct body *b, struct image *x, struct image *y)
{
    if (x == y)
        return image_ref(x);
    if (x == NULL || y == NULL)
        return joined_anew(b, x, y);
    struct images *t = &b->s->images;
    struct image *m = images_known(t, x->id, y->id);
    if (m != NULL)
        return image_ref(m);
    m = joined_anew(b, x, y);
    images_remember(t, x->id, y->id, m);
    return m;
}

static bool join_memory(struct body *b, struct state *into, const struct state *from)
{
    struct image *before = into->mem;
    into->mem = joined_memory(b, before, from->mem);
    bool grew = into->mem != before && image_len(into->mem) + image_len(before) != 0;
    image_drop(before);
    return grew;
}

static bool memory_covers(struct body *b, const struct state *st, const struct state *more)
{
    struct image *both = joined_memory(b, st->mem, more->mem);
    bool covers = both == st->mem || image_len(both) + image_len(st->mem) == 0;
    image_drop(both);
    return covers;
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

static struct image *merged_anew(struct body *b, const struct image *m)
{
    struct set_table *t = &b->s->sets;
    struct slots out = {0};
    for (uint32_t i = 0; i < m->len;) {
        uint32_t node = m->data[i].node;
        if (!b->nodes.data[node].wide) {
            vec_push(&out, m->data[i]);
            i++;
            continue;
        }
        set_id all = SET_EMPTY;
        for (; i < m->len && m->data[i].node == node; i++)
            all = set_union(t, all, set_demote(t, m->data[i].set, CERT_MAY));
        struct slot s = {node, 0, 1, all};
        vec_push(&out, s);
    }
    struct image *merged = image_of(&b->s->images, b, out.data, out.len);
    vec_free(&out);
    return merged;
}

/* Merges the slots of each wide node into one. */
static void merge_wide(struct body *b, struct state *st)
{
    struct image *before = st->mem;
    if (before == NULL)
        return;
    uint64_t op = ~(uint64_t)b->nwide; /* no image has this id */
    struct image *merged = images_known(&b->s->images, before->id, op);
    if (merged == NULL) {
        merged = merged_anew(b, before);
        images_remember(&b->s->images, before->id, op, merged);
    } else {
        image_ref(merged);
    }
    st->mem = merged;
    image_drop(before);
}

/* B-S3. A node once wide stays so for the whole body: both ways into a block then widen alike, and
 * the fixpoint is reached. */
static void widen(struct body *b, struct state *st)
{
    const struct image *m = st->mem;
    if (image_len(m) <= SLOT_CAP)
        return;
    b->s->stats->cap_edges++;
    for (uint32_t i = 0; i + 4 < m->len; i++) {
        struct node *n = &b->nodes.data[m->data[i].node];
        if (m->data[i + 4].node != m->data[i].node || n->wide)
            continue;
        n->wide = true;
        b->nwide++;
    }
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
    if (b->nwide != 0) {
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
    if (b->nwide == 0 && st->single.len == 0 && more->single.len == 0)
        return values_cover(b, st, more) && memory_covers(b, st, more);
    struct state both = {0};
    both.reached = true;
    state_copy(&both, st);
    bool grew = state_join(b, &both, more);
    state_free(&both);
    return !grew;
}
