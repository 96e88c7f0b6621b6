/* Split granules: elements of arrays may be smaller than 16 bytes, or begin in the middle of them.
 *
 * Such a granule has TAG_SPLIT in the shadow, and in a table the tag of each of its bytes. An entry
 * counts only while the shadow says TAG_SPLIT: stamping a block needs to know nothing of it. It is
 * filled whole when its granule is split, and when all bytes have one tag again the shadow says so.
 */
#include "splits.h"

#include "prim.h"

enum { BUCKETS = 1 << 14 };

struct split {
    struct split *next;
    uintptr_t granule;
    tag tags[GRANULE];
};

static struct lock lock;
static struct split *buckets[BUCKETS];

static struct split *entry(uintptr_t granule, bool make)
{
    struct split **bucket = &buckets[(granule >> FBP_GRANULE_SHIFT) * 0x9e3779b97f4a7c15u >> 50];
    for (struct split *s = *bucket; s != NULL; s = s->next)
        if (s->granule == granule)
            return s;
    if (!make)
        return NULL;
    struct split *s = prim_forever(sizeof *s);
    *s = (struct split){.next = *bucket, .granule = granule};
    *bucket = s;
    return s;
}

tag splits_get(uintptr_t address)
{
    tag is = shadow_get(address);
    if (is != TAG_SPLIT)
        return is;
    lock_take(&lock);
    struct split *s = entry(granule_down(address), false);
    is = s == NULL ? TAG_UNTRACKED : s->tags[address & (GRANULE - 1)];
    lock_give(&lock);
    return is;
}

/* Part of one granule: those of its bytes in [low, high) that are `from`, or all of them. */
static void change_part(uintptr_t low, uintptr_t high, bool all, tag from, tag to)
{
    uintptr_t granule = granule_down(low);
    lock_take(&lock);
    tag is = shadow_get(granule);
    struct split *s = entry(granule, true);
    if (is != TAG_SPLIT)
        for (int i = 0; i < GRANULE; i++)
            s->tags[i] = is;
    for (uintptr_t a = low; a < high; a++)
        if (all || s->tags[a - granule] == from)
            s->tags[a - granule] = to;
    bool same = true;
    for (int i = 1; i < GRANULE; i++)
        same &= s->tags[i] == s->tags[0];
    shadow_fill(granule, granule + GRANULE, same ? s->tags[0] : TAG_SPLIT);
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
            for (int i = 0; i < GRANULE; i++)
                if (tag_is_task(s->tags[i]))
                    s->tags[i] = change(s->tags[i]);
        }
    lock_give(&lock);
}

void splits_reset_lock(void)
{
    lock_reset(&lock);
}
