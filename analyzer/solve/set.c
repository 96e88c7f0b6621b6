/* Interned target sets.
 *
 * A set is a sorted array without two targets of the same (node, off, stride, linked, stale). Where
 * a set would grow beyond SET_MAX, all targets of one node become one with stride 1: a coarser set
 * that covers the finer one, so every operation is monotone. Nothing is ever dropped from a set
 * here. */
#include "solve/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum {
    KNOWN_SMALL = 1 << 12,
    KNOWN_LARGE = 1 << 16,
    ONES = 1 << 10,
    SUMS_SMALL = 1 << 8,
    SUMS_LARGE = 1 << 14
};
/* OP_DEMOTE + certainty */
enum {
    OP_NONE,
    OP_UNION,
    OP_JOIN,
    OP_ANYWHERE,
    OP_STEPPED,
    OP_CHANGED,
    OP_DEMOTE = OP_CHANGED + SET_CHANGES
};
enum { STEPS = 4 }; /* a pointer that a loop moves is followed exactly */

static void remember(struct set_table *t, bool large)
{
    t->nknown = large ? KNOWN_LARGE : KNOWN_SMALL;
    t->known = calloc(t->nknown, sizeof *t->known);
    t->nsums = large ? SUMS_LARGE : SUMS_SMALL;
    t->sums = calloc(t->nsums, sizeof *t->sums);
    if (t->known == NULL || t->sums == NULL)
        abort();
}

void set_table_init(struct set_table *t, bool large)
{
    *t = (struct set_table){0};
    t->shelf = &t->own;
    t->term = 1;
    t->ones = calloc(ONES, sizeof *t->ones);
    t->cap = 256;
    t->sets = calloc(t->cap, sizeof *t->sets);
    if (t->ones == NULL || t->sets == NULL)
        abort();
    remember(t, large);
    t->sets[SET_EMPTY].anywhere = true;
    t->len = 1;
}

void set_table_settle(struct set_table *t)
{
    free(t->known);
    free(t->sums);
    remember(t, false);
    uint32_t cap = t->len + t->len / 8 + 1;
    struct target_set *fewer = realloc(t->sets, cap * sizeof *fewer);
    if (fewer == NULL)
        abort();
    t->sets = fewer;
    t->cap = cap;
}

void set_table_free(struct set_table *t)
{
    shelf_free(&t->own);
    free(t->ones);
    free(t->sets);
    free(t->known);
    free(t->sums);
    arena_free(&t->kept);
    *t = (struct set_table){0};
}

/* The order of a set: by object, then by place in it, the most certain first. Two words, so that
 * comparing, the commonest thing that is done to targets, is cheap. */
static inline uint64_t object_key(const struct target *t)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word; /* the same in one load: compilers do not see it */
    memcpy(&word, t, sizeof word);
#else
    uint64_t word = (uint64_t)t->node << 32 | (uint64_t)t->unused << 24 |
                    (uint64_t)t->linked << 16 | (uint64_t)t->stale << 8 | t->cert;
#endif
    return word >> 8;
}

static inline uint64_t place_key(const struct target *t)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word;
    memcpy(&word, &t->off, sizeof word);
#else
    uint64_t word = (uint64_t)t->stride << 32 | (uint32_t)t->off;
#endif
    return word ^ 0x80000000u;
}

static inline int compare(const struct target *a, const struct target *b)
{
    uint64_t x = object_key(a), y = object_key(b);
    if (x == y) {
        x = place_key(a);
        y = place_key(b);
    }
    return x != y ? (x < y ? -1 : 1) : (int)b->cert - (int)a->cert;
}

static int by_place(const void *x, const void *y)
{
    return compare(x, y);
}

static inline bool same_place(const struct target *a, const struct target *b)
{
    return object_key(a) == object_key(b) && place_key(a) == place_key(b);
}

/* Most sets that are made come in order, or nearly so: from one that was, or from two that were
 * merged. */
static void sort(struct target *v, uint32_t n)
{
    uint32_t moves = 0, limit = 4 * n + 16;
    for (uint32_t i = 1; i < n; i++) {
        if (compare(&v[i - 1], &v[i]) <= 0)
            continue;
        struct target x = v[i];
        uint32_t k = i;
        for (; k > 0 && compare(&v[k - 1], &x) > 0; k--, moves++)
            v[k] = v[k - 1];
        v[k] = x;
        if (moves > limit) {
            qsort(v, n, sizeof *v, by_place);
            return;
        }
    }
}

/* Is `t`, which only may be there, covered by another of the targets of its node, v[0..n)? By
 * "anywhere in it", or by the same place seen as stale, which is less certain still. */
static bool is_covered(const struct target *t, const struct target *v, uint32_t n)
{
    if (t->cert != CERT_MAY)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (&v[i] == t || v[i].linked != t->linked || v[i].stale < t->stale)
            continue;
        if (v[i].stale > t->stale ? v[i].stride == 1 || place_key(&v[i]) == place_key(t)
                                  : v[i].stride == 1 && t->stride != 1)
            return true;
    }
    return false;
}

/* Only a target that may be there is covered, and only by one of stride 1 or a stale one. */
static bool may_cover(const struct target *v, uint32_t n)
{
    bool possible = false, any = false;
    for (uint32_t i = 0; i < n; i++) {
        possible |= v[i].cert == CERT_MAY;
        any |= v[i].stride == 1 || v[i].stale;
    }
    return possible && any;
}

/* Does some node of v[0..n), which is in order, have more than one target? */
static bool has_several(const struct target *v, uint32_t n)
{
    bool several = false;
    for (uint32_t i = 1; i < n; i++)
        several |= v[i].node == v[i - 1].node;
    return several;
}

static uint32_t drop_covered(struct target *v, uint32_t n)
{
    uint32_t out = 0;
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && v[end].node == v[i].node; end++)
            ;
        struct target few[8];
        uint32_t len = end - i;
        if (len == 1) {
            v[out++] = v[i];
            continue;
        }
        if (len > 8 || !may_cover(&v[i], len)) { /* many: merge_offsets() sees to them */
            if (out != i)
                memmove(&v[out], &v[i], len * sizeof *v);
            out += len;
            continue;
        }
        memcpy(few, &v[i], len * sizeof *v);
        for (uint32_t k = 0; k < len; k++)
            if (!is_covered(&few[k], few, len))
                v[out++] = few[k];
    }
    return out;
}

/* In order and without doubles, as most are? `several`: some node has more than one target. */
static bool is_proper(const struct target *v, uint32_t n, bool *several)
{
    uint64_t object = object_key(&v[0]), place = place_key(&v[0]);
    *several = false;
    for (uint32_t i = 1; i < n; i++) {
        uint64_t o = object_key(&v[i]), p = place_key(&v[i]);
        if (o < object || (o == object && p <= place))
            return false;
        *several |= o >> 24 == object >> 24;
        object = o;
        place = p;
    }
    return true;
}

/* Into order, of each place the most certain target. */
static uint32_t put_in_order(struct target *v, uint32_t n, bool *several)
{
    sort(v, n);
    uint32_t out = 0;
    *several = false;
    for (uint32_t i = 0; i < n; i++)
        if (out == 0 || !same_place(&v[out - 1], &v[i])) {
            *several |= out != 0 && v[out - 1].node == v[i].node;
            v[out++] = v[i];
        }
    return out;
}

static uint32_t dedupe(struct target *v, uint32_t n)
{
    bool several;
    if (!is_proper(v, n, &several))
        n = put_in_order(v, n, &several);
    return several ? drop_covered(v, n) : n;
}

static bool same_object(const struct target *a, const struct target *b)
{
    return object_key(a) == object_key(b);
}

/* v[0..n) is in order, without doubles and without what is covered. What its objects become is in
 * order, too. */
static uint32_t merge_offsets(struct target *v, uint32_t n)
{
    uint32_t out = 1;
    while (out < n && !same_object(&v[out - 1], &v[out]))
        out++;
    if (out >= n)
        return n;
    for (uint32_t i = --out, end; i < n; i = end, out++) {
        struct target t = v[i];
        for (end = i + 1; end < n && same_object(&v[i], &v[end]); end++)
            t.cert = v[end].cert > t.cert ? v[end].cert : t.cert;
        if (end - i > 1) {
            t.off = 0;
            t.stride = 1;
        }
        v[out] = t;
    }
    return has_several(v, out) ? drop_covered(v, out) : out;
}

static inline bool equal(const struct target *a, const struct target *b, uint32_t n)
{
    return memcmp(a, b, n * sizeof *a) == 0;
}

/* Nearly half of all sets that are asked for have one target, and few of these differ. */
static set_id intern_one(struct set_table *t, const struct target *v)
{
    struct set_of_one *known =
        &t->ones[hash64(object_key(v) << 2 ^ v->cert ^ place_key(v) << 24) & (ONES - 1)];
    if (known->term != t->term || !equal(&known->target, v, 1))
        *known = (struct set_of_one){*v, shelf_set(t, v, 1), t->term};
    return known->set;
}

/* v[0..n) is in order and without doubles. */
static set_id bounded(struct set_table *t, struct target *v, uint32_t n)
{
    if (n > SET_MAX)
        n = merge_offsets(v, n);
    return shelf_set(t, v, n);
}

set_id set_make(struct set_table *t, struct target *v, uint32_t n)
{
    if (n == 0)
        return SET_EMPTY;
    if (n == 1)
        return intern_one(t, v);
    return bounded(t, v, dedupe(v, n));
}

bool set_has_node(const struct set_table *t, set_id s, uint32_t node)
{
    uint32_t n;
    const struct target *v = set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (v[i].node == node)
            return true;
    return false;
}

set_id set_one(struct set_table *t, uint32_t node, int32_t off, uint32_t stride, enum certain cert)
{
    struct target v = {.node = node, .off = off, .stride = stride, .cert = (uint8_t)cert};
    return intern_one(t, &v);
}

static struct target *buffer(struct target *small, uint32_t have, uint32_t need)
{
    if (need <= have)
        return small;
    struct target *big = malloc(need * sizeof *big);
    if (big == NULL)
        abort();
    return big;
}

/* Where the result of an operation is kept; `result` is right if the rest is as asked for. */
static struct set_pair *remembered(const struct set_table *t, set_id a, set_id b, uint32_t op)
{
    return &t->known[hash64((((uint64_t)a << 32) | b) + op * 0x9e3779b97f4a7c15u) &
                     (t->nknown - 1)];
}

static bool is_about(const struct set_table *t, const struct set_pair *known, set_id a, set_id b,
                     uint32_t op)
{
    return known->a == a && known->b == b && known->op == op && known->term == t->term;
}

static void order_pair(set_id *a, set_id *b)
{
    set_id x = *a;
    if (*a > *b) {
        *a = *b;
        *b = x;
    }
}

/* Of an empty set there may be no array, and to NULL not even 0 is added. */
static const struct target *end_of(const struct target *v, uint32_t n)
{
    return n ? v + n : v;
}

/* What merge() has seen. */
struct merging {
    bool several;       /* some node has more than one target, as in neither of the two */
    bool first, second; /* it is no more than the one, or the other */
};

/* Two sets into one, in order and without doubles: of a place that is in both, the more certain
 * target. Without branches: which set the next target comes from is anybody's guess. */
static uint32_t merge(struct target *out, const struct target *x, uint32_t nx,
                      const struct target *y, uint32_t ny, struct merging *m)
{
    const struct target *const x_end = end_of(x, nx), *const y_end = end_of(y, ny);
    struct target *to = out;
    unsigned more_x = 0, more_y = 0;
    while (x != x_end && y != y_end) {
        uint64_t ox = object_key(x), oy = object_key(y), px = place_key(x), py = place_key(y);
        unsigned object = ox == oy;
        unsigned before = (ox < oy) | (object & (px < py)), same = object & (px == py);
        unsigned surer = same & (x->cert > y->cert), less = same & (x->cert < y->cert);
        *to++ = *(before | (same & !less) ? x : y);
        more_x |= before | surer;
        more_y |= !(before | same) | less;
        x += before | same;
        y += !before;
    }
    more_x |= x != x_end;
    more_y |= y != y_end;
    while (x != x_end)
        *to++ = *x++;
    while (y != y_end)
        *to++ = *y++;
    uint32_t n = (uint32_t)(to - out);
    *m = (struct merging){more_x && more_y && has_several(out, n), !more_y, !more_x};
    return n;
}

static set_id merged(struct set_table *t, set_id a, set_id b, enum certain most)
{
    uint32_t na, nb;
    struct merging m;
    const struct target *x = set_get(t, a, &na), *y = set_get(t, b, &nb);
    struct target small[2 * SET_MAX], *v = buffer(small, 2 * SET_MAX, na + nb);
    uint32_t n = merge(v, x, na, y, nb, &m);
    set_id s = m.first ? a : b;
    if (!(m.first || m.second) || t->sets[s].most > most) {
        for (uint32_t i = 0; i < n; i++)
            v[i].cert = v[i].cert > most ? (uint8_t)most : v[i].cert;
        s = bounded(t, v, m.several ? drop_covered(v, n) : n);
    }
    if (v != small)
        free(v);
    return s;
}

set_id set_with(struct set_table *t, const struct target *kept, uint32_t n, struct target *more,
                uint32_t m)
{
    bool several;
    struct merging seen;
    struct target small[4 * SET_MAX], *v = buffer(small, 4 * SET_MAX, n + m);
    m = put_in_order(more, m, &several);
    uint32_t len = merge(v, kept, n, more, m, &seen);
    set_id s =
        len == 0 ? SET_EMPTY : bounded(t, v, has_several(v, len) ? drop_covered(v, len) : len);
    if (v != small)
        free(v);
    return s;
}

set_id set_join(struct set_table *t, set_id a, set_id b)
{
    if (a == b)
        return a;
    order_pair(&a, &b);
    struct set_pair *known = remembered(t, a, b, OP_JOIN);
    if (!is_about(t, known, a, b, OP_JOIN)) /* SURE survives only where both sides are the same */
        *known = (struct set_pair){a, b, merged(t, a, b, CERT_PATH), OP_JOIN, t->term};
    return known->result;
}

set_id set_union(struct set_table *t, set_id a, set_id b)
{
    if (a == b || b == SET_EMPTY)
        return a;
    if (a == SET_EMPTY)
        return b;
    order_pair(&a, &b);
    struct set_pair *known = remembered(t, a, b, OP_UNION);
    if (!is_about(t, known, a, b, OP_UNION))
        *known = (struct set_pair){a, b, merged(t, a, b, CERT_SURE), OP_UNION, t->term};
    return known->result;
}

/* In a buffer what merged() interns: each step gives the same. */
static set_id added(struct set_table *t, const set_id *sets, uint32_t n)
{
    uint32_t all = 0, len, more;
    for (uint32_t i = 0; i < n; i++)
        all += t->sets[sets[i]].len;
    struct target small[2][4 * SET_MAX];
    struct target *v = buffer(small[0], 4 * SET_MAX, all), *w = buffer(small[1], 4 * SET_MAX, all);
    struct target *const first = v, *const second = w;
    const struct target *x = set_get(t, sets[0], &len);
    memcpy(v, x, len * sizeof *v);
    for (uint32_t i = 1; i < n; i++) {
        struct merging m;
        x = set_get(t, sets[i], &more);
        len = merge(w, v, len, x, more, &m);
        if (m.several)
            len = drop_covered(w, len);
        if (len > SET_MAX)
            len = merge_offsets(w, len);
        struct target *other = v;
        v = w;
        w = other;
    }
    set_id s = shelf_set(t, v, len);
    if (first != small[0])
        free(first);
    if (second != small[1])
        free(second);
    return s;
}

set_id set_sum(struct set_table *t, const set_id *sets, uint32_t n)
{
    if (n <= 2)
        return n == 0 ? SET_EMPTY : n == 1 ? sets[0] : set_union(t, sets[0], sets[1]);
    uint64_t h = n;
    for (uint32_t i = 0; i < n; i++)
        h = hash64(h ^ sets[i]);
    struct set_sum *known = &t->sums[h & (t->nsums - 1)];
    if (known->term != t->term || known->n != n || memcmp(known->of, sets, n * sizeof *sets) != 0) {
        set_id result = added(t, sets, n);
        known->n = n;
        known->term = t->term;
        known->result = result;
        memcpy(known->of, sets, n * sizeof *sets);
    }
    return known->result;
}

void gather_add(struct set_table *t, struct gather *g, set_id s, enum certain most)
{
    if (g->any && s == g->last && most == g->last_most)
        return; /* nothing new */
    g->differ |= g->any;
    g->any = true;
    g->last = s;
    g->last_most = (uint8_t)most;
    s = set_demote(t, s, most);
    bool have = s == SET_EMPTY;
    for (uint32_t i = 0; i < g->n; i++)
        have |= g->sets[i] == s;
    if (have)
        return;
    if (g->n == SUM_MAX) {
        g->sets[0] = set_sum(t, g->sets, g->n);
        g->n = 1;
    }
    g->sets[g->n++] = s;
}

set_id gather_union(struct set_table *t, const struct gather *g)
{
    return set_sum(t, g->sets, g->n);
}

set_id gather_join(struct set_table *t, const struct gather *g)
{
    set_id all = gather_union(t, g);
    return g->differ ? set_demote(t, all, CERT_PATH) : all;
}

/* Each target of a set changed alike; what becomes of one target depends on the operation alone. */
static set_id set_mapped(struct set_table *t, set_id s, uint32_t op)
{
    uint32_t n;
    const struct target *x = set_get(t, s, &n);
    struct target small[2 * SET_MAX], *v = buffer(small, 2 * SET_MAX, n);
    for (uint32_t i = 0; i < n; i++) {
        v[i] = x[i];
        if (op == OP_ANYWHERE) {
            v[i].off = 0;
            v[i].stride = 1;
        } else if (v[i].cert > op - OP_DEMOTE) {
            v[i].cert = (uint8_t)(op - OP_DEMOTE);
        }
    }
    set_id r = set_make(t, v, n);
    if (v != small)
        free(v);
    return r;
}

static set_id mapped(struct set_table *t, set_id s, uint32_t op)
{
    if (t->sets[s].len == 1)
        return set_mapped(t, s, op);
    struct set_pair *known = remembered(t, s, SET_EMPTY, op);
    if (!is_about(t, known, s, SET_EMPTY, op))
        *known = (struct set_pair){s, SET_EMPTY, set_mapped(t, s, op), op, t->term};
    return known->result;
}

set_id set_demote(struct set_table *t, set_id s, enum certain most)
{
    return t->sets[s].most > most ? mapped(t, s, OP_DEMOTE + (uint32_t)most) : s;
}

set_id set_anywhere(struct set_table *t, set_id s)
{
    return t->sets[s].anywhere ? s : mapped(t, s, OP_ANYWHERE);
}

/* One target for all of v[0..n), places in one object: the least stride that covers them. */
static struct target spanning(const struct target *v, uint32_t n)
{
    struct target t = v[0];
    for (uint32_t i = 1; i < n; i++) {
        int64_t apart = (int64_t)v[i].off - v[0].off;
        t.stride = stride_gcd(t.stride, v[i].stride);
        t.stride = stride_gcd(t.stride, (uint32_t)(apart < 0 ? -apart : apart));
        t.cert = v[i].cert > t.cert ? v[i].cert : t.cert;
    }
    int64_t off = t.stride == 0 ? t.off : t.off % (int64_t)t.stride;
    t.off = (int32_t)(off < 0 ? off + t.stride : off);
    return t;
}

static set_id set_spanned(struct set_table *t, set_id s)
{
    uint32_t n, out = 0;
    const struct target *x = set_get(t, s, &n);
    struct target small[2 * SET_MAX], *v = buffer(small, 2 * SET_MAX, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && same_object(&x[i], &x[end]); end++)
            ;
        if (end - i > STEPS) {
            v[out++] = spanning(&x[i], end - i);
            continue;
        }
        memcpy(&v[out], &x[i], (end - i) * sizeof *v);
        out += end - i;
    }
    set_id r = set_make(t, v, out);
    if (v != small)
        free(v);
    return r;
}

set_id set_stepped(struct set_table *t, set_id s)
{
    if (t->sets[s].len <= STEPS)
        return s;
    struct set_pair *known = remembered(t, s, SET_EMPTY, OP_STEPPED);
    if (!is_about(t, known, s, SET_EMPTY, OP_STEPPED))
        *known = (struct set_pair){s, SET_EMPTY, set_spanned(t, s), OP_STEPPED, t->term};
    return known->result;
}

bool set_became(const struct set_table *t, set_id s, enum set_change change, set_id *now)
{
    uint32_t op = OP_CHANGED + (uint32_t)change;
    const struct set_pair *known = remembered(t, s, SET_EMPTY, op);
    *now = known->result;
    return is_about(t, known, s, SET_EMPTY, op);
}

void set_becomes(struct set_table *t, set_id s, enum set_change change, set_id now)
{
    uint32_t op = OP_CHANGED + (uint32_t)change;
    *remembered(t, s, SET_EMPTY, op) = (struct set_pair){s, SET_EMPTY, now, op, t->term};
}

uint32_t stride_gcd(uint32_t a, uint32_t b)
{
    while (b != 0) {
        uint32_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

bool range_overlap(int32_t aoff, uint32_t astride, int32_t boff, uint32_t bstride, uint32_t size)
{
    int64_t d = (int64_t)aoff - boff;
    uint32_t g = stride_gcd(astride, bstride);
    if (g == 1)
        return size != 0;
    if (g == 0)
        return d < (int64_t)size && -d < (int64_t)size;
    /* the distance can be any d + k * g */
    int64_t r = d % (int64_t)g;
    if (r < 0)
        r += g;
    return r < (int64_t)size || (int64_t)g - r < (int64_t)size;
}
