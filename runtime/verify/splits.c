/* Split granules: elements of arrays may be smaller than 16 bytes, or begin in the middle of them.
 *
 * Such a granule has TAG_SPLIT in the shadow, and in a table the tag of each of its bytes. An entry
 * counts only while the shadow says TAG_SPLIT: stamping a block needs to know nothing of it. It is
 * filled whole when its granule is split, and when all bytes have one tag again the shadow says so.
 *
 * Entries are made and changed under the lock. They are never freed and each tag is written at
 * once, so they are read without it: members that everybody shares are looked at often. */
#include "splits.h"

#include <stdatomic.h>
#include <string.h>

#include "prim.h"

enum { BUCKETS = 1 << 14 };

struct split {
    struct split *next;
    uintptr_t granule;
    _Atomic tag tags[GRANULE];
};

static struct lock lock;
static _Atomic(struct split *) buckets[BUCKETS];

static _Atomic(struct split *) *bucket_of(uintptr_t granule)
{
    return &buckets[(granule >> FBP_GRANULE_SHIFT) * 0x9e3779b97f4a7c15u >> 50];
}

static struct split *find(uintptr_t granule)
{
    struct split *s = atomic_load_explicit(bucket_of(granule), memory_order_acquire);
    while (s != NULL && s->granule != granule)
        s = s->next;
    return s;
}

static struct split *find_or_make(uintptr_t granule)
{
    struct split *s = find(granule);
    if (s != NULL)
        return s;
    _Atomic(struct split *) *bucket = bucket_of(granule);
    s = prim_forever(sizeof *s);
    s->next = *bucket;
    s->granule = granule;
    atomic_store_explicit(bucket, s, memory_order_release);
    return s;
}

static tag tag_at(const struct split *s, uintptr_t address)
{
    return atomic_load_explicit(&s->tags[address & (GRANULE - 1)], memory_order_relaxed);
}

static void set_tag(struct split *s, uintptr_t address, tag to)
{
    atomic_store_explicit(&s->tags[address & (GRANULE - 1)], to, memory_order_relaxed);
}

tag splits_get(uintptr_t address)
{
    tag is = shadow_get(address);
    if (is != TAG_SPLIT)
        return is;
    const struct split *s = find(granule_down(address));
    return s == NULL ? TAG_UNTRACKED : tag_at(s, address);
}

/* Four tags at once, where four are left. */
static bool part_is(const struct split *s, uintptr_t low, uintptr_t high, tag is)
{
    uint64_t four;
    uintptr_t a = low;
    for (; high - a >= sizeof four / sizeof(tag); a += sizeof four / sizeof(tag)) {
        memcpy(&four, (const void *)&s->tags[a & (GRANULE - 1)], sizeof four);
        if (four != is * UINT64_C(0x0001000100010001))
            return false;
    }
    for (; a < high; a++)
        if (tag_at(s, a) != is)
            return false;
    return true;
}

/* Of a part of one granule, which is asked for again and again where members are shared: what was
 * found last is kept. Entries stay where they are for good, so it is still the granule's. */
static bool one_is(uintptr_t low, uintptr_t high, tag is)
{
    static _Thread_local const struct split *last __attribute__((tls_model("initial-exec")));
    tag t = shadow_get(low);
    if (t != TAG_SPLIT)
        return t == is;
    uintptr_t granule = granule_down(low);
    if (last == NULL || last->granule != granule)
        last = find(granule);
    return last != NULL && part_is(last, low, high, is);
}

bool splits_are(uintptr_t low, uintptr_t high, tag is)
{
    if (low < high && granule_down(low) == granule_down(high - 1))
        return one_is(low, high, is);
    for (uintptr_t a = low, next; a < high; a = next) {
        tag t = shadow_get(a);
        next = granule_down(a) + GRANULE;
        if (t == is)
            continue;
        const struct split *s = t == TAG_SPLIT ? find(granule_down(a)) : NULL;
        if (s == NULL)
            return false;
        if (!part_is(s, a, next < high ? next : high, is))
            return false;
    }
    return true;
}

/* Part of one granule: those of its bytes in [low, high) that are `from`, or all of them. */
static void change_part(uintptr_t low, uintptr_t high, bool all, tag from, tag to)
{
    uintptr_t granule = granule_down(low), end = granule + GRANULE;
    lock_take(&lock);
    tag is = shadow_get(granule);
    struct split *s = find_or_make(granule);
    for (uintptr_t a = granule; is != TAG_SPLIT && a < end; a++)
        set_tag(s, a, is);
    for (uintptr_t a = low; a < high; a++)
        if (all || tag_at(s, a) == from)
            set_tag(s, a, to);
    tag first = tag_at(s, granule);
    bool same = true;
    for (uintptr_t a = granule + 1; a < end; a++)
        same &= tag_at(s, a) == first;
    shadow_fill(granule, end, same ? first : TAG_SPLIT);
    lock_give(&lock);
}

/* Calls change_part where it is needed, and stamps what lies between. */
static void each(uintptr_t low, uintptr_t high, bool all, tag from, tag to)
{
    uintptr_t first = granule_up(low), last = granule_down(high);
    if (low >= high)
        return;
    if (first > last) { /* inside one granule */
        change_part(low, high, all, from, to);
        return;
    }
    if (low < first)
        change_part(low, first, all, from, to);
    if (last < high)
        change_part(last, high, all, from, to);
    if (all) {
        shadow_fill(first, last, to);
        return;
    }
    shadow_change(first, last, from, to);
    for (uintptr_t g = first; g < last; g += GRANULE)
        if (shadow_get(g) == TAG_SPLIT)
            change_part(g, g + GRANULE, false, from, to);
}

void splits_fill(uintptr_t low, uintptr_t high, tag to)
{
    each(low, high, true, 0, to);
}

void splits_change(uintptr_t low, uintptr_t high, tag from, tag to)
{
    each(low, high, false, from, to);
}

/* Where what has the tag of the byte at `a` ends, at most `high`. */
static uintptr_t run_end(uintptr_t a, uintptr_t high, tag is)
{
    uintptr_t next = granule_down(a) + GRANULE;
    if (shadow_get(a) == TAG_SPLIT)
        return a + 1;
    return next < high ? shadow_differs(next, high, is) : high;
}

bool splits_find_not(uintptr_t low, uintptr_t high, bool (*good)(tag, void *), void *context,
                     uintptr_t *at, tag *is)
{
    for (uintptr_t a = low; a < high; a = run_end(a, high, *is)) {
        *at = a;
        *is = splits_get(a);
        if (!good(*is, context))
            return true;
    }
    return false;
}

void splits_fill_if(uintptr_t low, uintptr_t high, bool (*good)(tag, void *), void *context, tag to)
{
    for (uintptr_t a = low, end; a < high; a = end) {
        tag is = splits_get(a);
        end = run_end(a, high, is);
        if (good(is, context))
            splits_fill(a, end, to);
    }
}

void splits_sweep(tag (*change)(tag))
{
    lock_take(&lock);
    for (int b = 0; b < BUCKETS; b++)
        for (struct split *s = buckets[b]; s != NULL; s = s->next) {
            if (shadow_get(s->granule) != TAG_SPLIT)
                continue;
            for (uintptr_t a = s->granule; a < s->granule + GRANULE; a++)
                if (tag_is_task(tag_at(s, a)))
                    set_tag(s, a, change(tag_at(s, a)));
        }
    lock_give(&lock);
}

void splits_reset_lock(void)
{
    lock_reset(&lock);
}
