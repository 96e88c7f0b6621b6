/* Slots in order, found by binary search; images in a hash table, counted by reference.
 *
 * B-I1. Two images of one owner with the same slots are one image, from the first reference to the
 * last. B-I2. An image never changes, and its id is never given again: so what was computed from
 * two images may be looked up by their ids. */
#include "solve/image.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/vec.h"

/* ---- slots ---- */

int slot_order(const struct slot *s, uint32_t node, int32_t off, uint32_t stride)
{
    if (s->node != node)
        return s->node < node ? -1 : 1;
    if (s->off != off)
        return s->off < off ? -1 : 1;
    return s->stride == stride ? 0 : s->stride < stride ? -1 : 1;
}

static uint32_t lower_bound(const struct slots *v, uint32_t node, int32_t off, uint32_t stride)
{
    uint32_t lo = 0, hi = v->len;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (slot_order(&v->data[mid], node, off, stride) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct slot *slots_find(const struct slots *v, uint32_t node, int32_t off, uint32_t stride)
{
    uint32_t at = lower_bound(v, node, off, stride);
    if (at < v->len && slot_order(&v->data[at], node, off, stride) == 0)
        return &v->data[at];
    return NULL;
}

void slots_put(struct slots *v, uint32_t node, int32_t off, uint32_t stride, set_id set)
{
    uint32_t at = lower_bound(v, node, off, stride);
    if (at < v->len && slot_order(&v->data[at], node, off, stride) == 0) {
        v->data[at].set = set;
        return;
    }
    v->data = vec_reserve(v->data, v->len, &v->cap, 1, sizeof *v->data);
    memmove(&v->data[at + 1], &v->data[at], (v->len - at) * sizeof *v->data);
    v->data[at] = (struct slot){node, off, stride, set};
    v->len++;
}

uint32_t slots_of(const struct slots *v, uint32_t node, uint32_t *first)
{
    uint32_t at = lower_bound(v, node, INT32_MIN, 0);
    *first = at;
    while (at < v->len && v->data[at].node == node)
        at++;
    return at;
}

/* ---- images ---- */

static uint32_t hash_of(const void *owner, const struct slot *data, uint32_t len)
{
    uint64_t h = hash_ptr(owner) + len;
    for (uint32_t i = 0; i < len; i++) {
        uint64_t place = (uint64_t)data[i].node << 32 | (uint32_t)data[i].off;
        uint64_t holds = (uint64_t)data[i].stride << 32 | data[i].set;
        h = ((h ^ place) * 0x9e3779b97f4a7c15u ^ holds) * 0xd6e8feb86659fd93u;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

static void grow(struct images *t)
{
    uint32_t n = t->nbuckets == 0 ? 1024 : t->nbuckets * 2;
    struct image **buckets = calloc(n, sizeof(struct image *));
    if (buckets == NULL)
        abort();
    for (uint32_t i = 0; i < t->nbuckets; i++)
        for (struct image *m = t->buckets[i], *next; m != NULL; m = next) {
            next = m->next;
            m->next = buckets[m->hash & (n - 1)];
            buckets[m->hash & (n - 1)] = m;
        }
    free(t->buckets);
    t->buckets = buckets;
    t->nbuckets = n;
}

/* Slots are words without gaps. */
static bool is_image_of(const struct image *m, uint32_t hash, const void *owner,
                        const struct slot *data, uint32_t len)
{
    return m->hash == hash && m->owner == owner && m->len == len &&
           (len == 0 || memcmp(m->data, data, len * sizeof *data) == 0);
}

struct image *image_of(struct images *t, const void *owner, const struct slot *data, uint32_t len)
{
    uint32_t hash = hash_of(owner, data, len);
    if (t->count == t->nbuckets)
        grow(t);
    struct image **bucket = &t->buckets[hash & (t->nbuckets - 1)];
    for (struct image *m = *bucket; m != NULL; m = m->next)
        if (is_image_of(m, hash, owner, data, len))
            return image_ref(m);
    struct image *m = malloc(sizeof *m + len * sizeof *data);
    if (m == NULL)
        abort();
    *m = (struct image){.table = t,
                        .owner = owner,
                        .next = *bucket,
                        .id = ++t->last_id,
                        .refs = 1,
                        .hash = hash,
                        .len = len};
    if (len != 0)
        memcpy(m->data, data, len * sizeof *data);
    *bucket = m;
    t->count++;
    return m;
}

struct image *image_ref(struct image *m)
{
    if (m != NULL)
        m->refs++;
    return m;
}

void image_drop(struct image *m)
{
    if (m == NULL || --m->refs != 0)
        return;
    struct image **at = &m->table->buckets[m->hash & (m->table->nbuckets - 1)];
    while (*at != m)
        at = &(*at)->next;
    *at = m->next;
    m->table->count--;
    free(m);
}

/* ---- joins ---- */

static uint32_t place_of(uint64_t a, uint64_t b)
{
    return (uint32_t)hash64(a * 0x9e3779b97f4a7c15u ^ b) % JOINS_KNOWN;
}

struct image *images_known(const struct images *t, uint64_t a, uint64_t b)
{
    const struct joined *j = &t->joins[place_of(a, b)];
    return j->a == a && j->b == b ? j->result : NULL;
}

void images_remember(struct images *t, uint64_t a, uint64_t b, struct image *result)
{
    uint32_t at = place_of(a, b);
    struct joined *j = &t->joins[at];
    struct image *before = j->result;
    if (before == NULL)
        t->taken[t->ntaken++] = (uint16_t)at;
    *j = (struct joined){a, b, image_ref(result)};
    image_drop(before);
}

void images_forget_joins(struct images *t)
{
    while (t->ntaken > 0) {
        struct joined *j = &t->joins[t->taken[--t->ntaken]];
        image_drop(j->result);
        *j = (struct joined){0};
    }
}

void images_free(struct images *t)
{
    images_forget_joins(t);
    free(t->buckets);
    memset(t, 0, sizeof *t);
}
