/* Copies of memory: what the source holds at an offset, the destination holds at the matching one.
 *
 * A copy belongs to the class it reads from and is made again, slot by slot, when that class gets a
 * slot, is folded or merged. Nothing is copied that is not there: a slot of the source makes one in
 * the destination and a directed constraint between them.
 *
 * A-I7  For every word of the source that lies in the copied range of some pair of addresses that
 * source and destination may have, its slot flows into the slot of every offset it may be copied
 * to. When the two are one class, the words that a copy may exchange are folded into one.
 * A-I26 A part of a word takes along the slots it is a part of, within one class too. Numbers, and
 * parts of memory that is not known, go with the pieces (pa_piece_notes.c). */
#include "solve/pa_place.h"

/* Where a slot of the source lies, counted from the start of what is copied; false: not in it. */
static bool relative(struct phase_a *a, uint32_t node, int64_t key, struct pa_off src, int64_t size,
                     struct pa_off *out)
{
    int64_t stride = src.stride, first_at = key, last_at = key;
    struct pa_node *n = &a->nodes.data[node];
    for (uint32_t i = 0; i < n->folds.len; i++) {
        struct pa_fold f = n->folds.data[i];
        if (key < f.lo || key > f.hi)
            continue;
        first_at = f.lo;
        last_at = f.hi;
        stride = pa_gcd(stride, f.stride);
    }
    /* the slot is at every offset of its fold: those before and behind the source do not matter */
    if (last_at < pa_plus(src.lo, -a->ptr + 1) || first_at > pa_plus(src.hi, size - 1))
        return false;
    if (stride == 0) {
        *out = pa_off_exact(key - src.base);
        return key > src.base - a->ptr && key - src.base < size;
    }
    int64_t first = pa_mod(key - src.base, stride);
    if (first - stride > -a->ptr) /* a word that begins before what is copied and reaches into it */
        first -= stride;
    if (first >= size)
        return false;
    *out = pa_off_range(first, stride, first, size == PA_OFF_MAX ? PA_OFF_MAX : size - 1);
    return true;
}

/* Source and destination are one class. */
static void fold_self(struct phase_a *a, uint32_t root, struct pa_off src, struct pa_off dst,
                      int64_t size)
{
    int64_t stride = pa_gcd(pa_gcd(src.stride, dst.stride), src.base - dst.base);
    if (stride == 0)
        return;
    int64_t lo = src.lo < dst.lo ? src.lo : dst.lo, hi = src.hi > dst.hi ? src.hi : dst.hi;
    pa_node_fold(a, root, lo, size == PA_OFF_MAX ? PA_OFF_MAX : pa_plus(hi, size - 1), stride);
}

static void flow(struct phase_a *a, uint32_t from, uint32_t to)
{
    from = pa_cell_find(a, from);
    to = pa_cell_find(a, to);
    uint32_t seen;
    if (from == to || map_get(&a->copy_edges, pa_key(from, to), &seen))
        return;
    map_put(&a->copy_edges, pa_key(from, to), 1);
    pa_assign(a, from, to);
}

/* Bytes that came from outside are that in the copy, too (A-I28). */
static void copy_filled(struct phase_a *a, uint32_t from, struct pa_off src, uint32_t to,
                        struct pa_off dst, int64_t size)
{
    const struct pa_node *n = &a->nodes.data[from];
    struct pa_place source = {from, src, size}, target = {to, dst, size}, copied;
    struct pa_place filled = {from, n->filled, n->nfilled};
    if (n->nfilled == 0 || !pa_place_meets(&source, &filled))
        return;
    bool exact = pa_off_is_exact(src) && pa_off_is_exact(filled.off);
    if (!exact || !pa_place_copied(&source, &filled, &target, &copied) ||
        filled.off.base < src.base) { /* all of the copy, as far as one knows */
        pa_node_fill(a, to, dst, size);
        return;
    }
    int64_t rest = size == PA_OFF_MAX ? PA_OFF_MAX : size - (filled.off.base - src.base);
    pa_node_fill(a, to, copied.off, copied.bytes < rest ? copied.bytes : rest);
}

void pa_copy_run(struct phase_a *a, uint32_t copy)
{
    struct pa_copy *c = &a->copies.data[copy];
    uint32_t from, to;
    struct pa_off src, dst;
    if (!pa_cell_target(a, c->src, &from, &src) || !pa_cell_target(a, c->dst, &to, &dst))
        return;
    if (!c->listed) {
        c->listed = true;
        c->next = a->nodes.data[from].copies;
        a->nodes.data[from].copies = copy;
    }
    copy_filled(a, from, src, to, dst, c->size);
    bool part = c->size < a->ptr; /* of a word: there is nothing to exchange, and no need to fold */
    if (from == to && !part) {
        fold_self(a, from, src, dst, c->size);
        return;
    }
    uint32_t held = pa_content_marks(a, from);
    if (!part && (held & PA_UNK) != 0)
        pa_node_mark(a, to, PA_CUNK | (held & (PA_LIB | PA_CODE)));
    for (uint32_t i = 0; i < a->nodes.data[from].slots.len; i++) {
        struct pa_slot s = a->nodes.data[from].slots.data[i];
        struct pa_off at;
        if (relative(a, from, s.key, src, c->size, &at))
            flow(a, s.cell, pa_node_slot(a, to, pa_off_add(dst, at), a->ptr));
    }
}

/* and folded: a part of a word is copied like that between classes */
static bool within_one_class(struct phase_a *a, const struct pa_copy *c)
{
    uint32_t from, to;
    struct pa_off src, dst;
    return c->size >= a->ptr && pa_cell_target(a, c->src, &from, &src) &&
           pa_cell_target(a, c->dst, &to, &dst) && from == to;
}

/* The class got slots. A copy within it was made by folding, which needs no repetition: it leaves
 * the list (when its offsets change, its uses run it again). */
void pa_copy_rerun(struct phase_a *a, uint32_t root)
{
    uint32_t c = a->nodes.data[root].copies, kept = RIR_NONE, next;
    for (; c != RIR_NONE; c = next) {
        next = a->copies.data[c].next;
        pa_copy_run(a, c);
        if (within_one_class(a, &a->copies.data[c]))
            continue;
        a->copies.data[c].next = kept;
        kept = c;
    }
    a->nodes.data[root].copies = kept;
}
