/* Classes of objects: union-find with shifts, slots by offset, folding.
 *
 * A node stands for objects that the analysis does not keep apart. Its slots say what the objects
 * hold, by byte offset in the coordinates of the node. Merging two nodes puts one at an offset
 * (delta) in the other, so that a struct and a pointer to one of its members can be one class
 * without losing fields. An access at a set of offsets {base + k * stride} folds the node: from
 * then on all offsets in that range that agree modulo the stride are one slot. Elements of arrays
 * are handled by this alone.
 *
 * A-I1  Two nodes with one root were merged with one shift: x in the one is x + delta in the other,
 * for ever. Any delta is sound; a clever one keeps offsets exact. If they are merged again with
 *       another shift nothing happens: the sets of offsets of the cells carry the difference.
 * A-I2  Every access of a pointer-sized word at an offset in the set `at` of a class uses the cell
 * of the slot pa_node_slot(at). Sets that have an offset in common get the same cell, or cells that
 * have been unified, whatever was folded or merged before or after. A-I3  Slots that overlap
 * without being equal (punned, misaligned) hold the same: they are unified. A-I4  An index into an
 * array that lies inside a struct stays inside that array (DESIGN A1).
 *
 * A-I28 (pa_outside.c)  Slots where bytes may come from outside are unknown. One set of offsets,
 * and a size, covers all such places of a class.
 *
 * Folds only grow; after MAX_FOLDED of them, or MAX_SLOTS slots, the whole node is one slot, so
 * that everything ends. Unifying cells is put on the work list, never done here (no recursion). */
#include <stdlib.h>

#include "solve/pa_place.h"

#define MAX_SLOTS 2048
#define MAX_FOLDED 64
#define MAX_FILLS 16

uint32_t pa_node_new(struct phase_a *a, uint32_t flags, uint32_t nobjects)
{
    uint32_t n = a->nodes.len;
    struct pa_node node = {.parent = n,
                           .flags = flags,
                           .ghead = RIR_NONE,
                           .gtail = RIR_NONE,
                           .nobjects = nobjects,
                           .copies = RIR_NONE};
    vec_push(&a->nodes, node);
    return n;
}

uint32_t pa_node_find(struct phase_a *a, uint32_t n, int64_t *delta)
{
    struct pa_node *nodes = a->nodes.data;
    uint32_t root = n;
    int64_t total = 0;
    while (nodes[root].parent != root) {
        total += nodes[root].delta;
        root = nodes[root].parent;
    }
    int64_t rest = total;
    for (uint32_t at = n; at != root;) {
        uint32_t up = nodes[at].parent;
        int64_t step = nodes[at].delta;
        nodes[at].parent = root;
        nodes[at].delta = rest;
        rest -= step;
        at = up;
    }
    if (delta != NULL)
        *delta = total;
    return root;
}

/* The representative of an offset: the least of its fold's range, or the greatest, or the residue.
 */
static int64_t slot_key(const struct pa_node *n, int64_t off)
{
    for (uint32_t i = 0; i < n->folds.len; i++) {
        const struct pa_fold *f = &n->folds.data[i];
        if (off < f->lo || off > f->hi)
            continue;
        if (f->lo != PA_OFF_MIN)
            return f->lo + pa_mod(off - f->lo, f->stride);
        if (f->hi != PA_OFF_MAX)
            return f->hi - pa_mod(f->hi - off, f->stride);
        return pa_mod(off, f->stride);
    }
    return off;
}

/* Index of the first slot with a key not less. */
static uint32_t lower_bound(const pa_slots *s, int64_t key)
{
    uint32_t lo = 0, hi = s->len;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->data[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int by_key(const void *x, const void *y)
{
    const struct pa_slot *s = x, *t = y;
    return s->key < t->key ? -1 : s->key > t->key;
}

static void make_dirty(struct phase_a *a, uint32_t root)
{
    struct pa_node *n = &a->nodes.data[root];
    if (n->copies == RIR_NONE || (n->flags & PA_DIRTY) != 0)
        return;
    n->flags |= PA_DIRTY;
    vec_push(&a->todo_dirty, root);
}

static void queue_flags(struct phase_a *a, uint32_t root)
{
    struct pa_node *n = &a->nodes.data[root];
    if ((n->flags & PA_FLAGGED) != 0)
        return;
    n->flags |= PA_FLAGGED;
    vec_push(&a->todo_flag, root);
}

/* Sorts the slots again after keys changed; equal keys and overlapping slots are unified (A-I3). */
static void tidy(struct phase_a *a, uint32_t root)
{
    pa_slots *s = &a->nodes.data[root].slots;
    if (s->len > 1)
        qsort(s->data, s->len, sizeof *s->data, by_key);
    uint32_t out = 0;
    for (uint32_t i = 0; i < s->len; i++) {
        if (out > 0 && s->data[i].key - s->data[out - 1].key < a->ptr)
            pa_cell_unify(a, s->data[out - 1].cell, s->data[i].cell);
        if (out == 0 || s->data[out - 1].key != s->data[i].key)
            s->data[out++] = s->data[i];
    }
    s->len = out;
    make_dirty(a, root);
    if (a->nodes.data[root].nfilled != 0)
        queue_flags(a, root);
}

/* Adds a fold without touching the slots: swallows what overlaps. */
static bool add_fold(struct pa_node *n, struct pa_fold f)
{
    for (uint32_t i = 0; i < n->folds.len; i++) {
        struct pa_fold g = n->folds.data[i];
        if (g.lo <= f.lo && f.hi <= g.hi && f.stride % g.stride == 0)
            return false;
    }
    n->nfolded++;
    if (n->nfolded > MAX_FOLDED)
        f = (struct pa_fold){PA_OFF_MIN, PA_OFF_MAX, n->nfolded > 2 * MAX_FOLDED ? 1 : f.stride};
    for (uint32_t i = 0; i < n->folds.len;) {
        struct pa_fold g = n->folds.data[i];
        if (g.hi < f.lo || g.lo > f.hi) {
            i++;
            continue;
        }
        f.lo = g.lo < f.lo ? g.lo : f.lo;
        f.hi = g.hi > f.hi ? g.hi : f.hi;
        f.stride = pa_gcd(f.stride, g.stride);
        n->folds.data[i] = n->folds.data[--n->folds.len];
        i = 0;
    }
    vec_push(&n->folds, f);
    return true;
}

static void rekey(struct phase_a *a, uint32_t root)
{
    struct pa_node *n = &a->nodes.data[root];
    for (uint32_t i = 0; i < n->slots.len; i++)
        n->slots.data[i].key = slot_key(n, n->slots.data[i].key);
    tidy(a, root);
}

void pa_node_fold(struct phase_a *a, uint32_t root, int64_t lo, int64_t hi, int64_t stride)
{
    if (hi - stride < lo && lo != PA_OFF_MIN && hi != PA_OFF_MAX)
        return;
    if (add_fold(&a->nodes.data[root], (struct pa_fold){lo, hi, stride}))
        rekey(a, root);
}

static void unify_neighbours(struct phase_a *a, const pa_slots *s, uint32_t at)
{
    if (at > 0 && s->data[at].key - s->data[at - 1].key < a->ptr)
        pa_cell_unify(a, s->data[at].cell, s->data[at - 1].cell);
    if (at + 1 < s->len && s->data[at + 1].key - s->data[at].key < a->ptr)
        pa_cell_unify(a, s->data[at].cell, s->data[at + 1].cell);
}

static uint32_t insert_slot(struct phase_a *a, uint32_t root, uint32_t at, int64_t key)
{
    uint32_t cell = pa_cell_new(a);
    pa_slots *s = &a->nodes.data[root].slots;
    struct pa_slot slot = {key, cell};
    vec_push(s, slot);
    for (uint32_t i = s->len - 1; i > at; i--)
        s->data[i] = s->data[i - 1];
    s->data[at] = slot;
    unify_neighbours(a, s, at);
    if (s->len > MAX_SLOTS)
        pa_node_fold(a, root, PA_OFF_MIN, PA_OFF_MAX, 1);
    make_dirty(a, root);
    uint32_t marks = pa_slot_marks(a, root, key);
    if (marks != 0)
        pa_cell_mark(a, cell, marks);
    return cell;
}

/* The cell of the words at `at`. A value wider than a pointer is one cell for all the words in it.
 */
uint32_t pa_node_slot(struct phase_a *a, uint32_t root, struct pa_off at, int64_t width)
{
    if (width > a->ptr)
        at = pa_off_range(at.base, 1, at.lo, pa_plus(at.hi, width - a->ptr));
    if (!pa_off_is_exact(at))
        pa_node_fold(a, root, at.lo, at.hi, at.stride);
    struct pa_node *n = &a->nodes.data[root];
    int64_t key = slot_key(n, at.base);
    uint32_t i = lower_bound(&n->slots, key);
    if (i < n->slots.len && n->slots.data[i].key == key)
        return n->slots.data[i].cell;
    return insert_slot(a, root, i, key);
}

uint32_t pa_content_marks(const struct phase_a *a, uint32_t root)
{
    uint32_t f = a->nodes.data[root].flags, marks = 0;
    if ((f & (PA_UNK | PA_CUNK)) != 0 || (f & (PA_ESC | PA_MUTABLE)) == (PA_ESC | PA_MUTABLE))
        marks |= PA_UNK;
    if ((f & (PA_UNK | PA_ESC | PA_CESC)) != 0)
        marks |= PA_ESC;
    return marks != 0 ? marks | (f & (PA_LIB | PA_CODE)) : 0;
}

uint32_t pa_slot_marks(const struct phase_a *a, uint32_t root, int64_t key)
{
    const struct pa_node *n = &a->nodes.data[root];
    struct pa_place slot, filled = {root, n->filled, n->nfilled};
    uint32_t marks = pa_content_marks(a, root);
    if (n->nfilled == 0)
        return marks;
    slot = pa_place_of_slot(a, root, key);
    return pa_place_meets(&filled, &slot) ? marks | PA_UNK | PA_LIB : marks;
}

/* Ends: what grows often is everywhere. */
void pa_node_fill(struct phase_a *a, uint32_t root, struct pa_off at, int64_t bytes)
{
    struct pa_node *n = &a->nodes.data[root];
    if (bytes <= 0)
        return;
    if (n->nfilled != 0) {
        at = pa_off_join(n->filled, at);
        bytes = bytes < n->nfilled ? n->nfilled : bytes;
        if (pa_off_equal(at, n->filled) && bytes == n->nfilled)
            return;
    }
    bool often = ++n->fills > MAX_FILLS;
    n->filled = often ? pa_off_any() : at;
    n->nfilled = often ? PA_OFF_MAX : bytes;
    queue_flags(a, root);
    make_dirty(a, root);
}

void pa_node_mark(struct phase_a *a, uint32_t n, uint32_t flags)
{
    uint32_t root = pa_node_find(a, n, NULL);
    uint32_t before = a->nodes.data[root].flags;
    if ((before & flags) == flags)
        return;
    a->nodes.data[root].flags |= flags;
    queue_flags(a, root);
    make_dirty(a, root);
}

static void append_lists(struct phase_a *a, struct pa_node *n, const struct pa_node *o)
{
    if (o->ghead != RIR_NONE) {
        if (n->ghead == RIR_NONE)
            n->ghead = o->ghead;
        else
            a->global_next[n->gtail] = o->ghead;
        n->gtail = o->gtail;
        n->nglobals += o->nglobals;
    }
    n->nobjects += o->nobjects;
}

static void append_copies(struct phase_a *a, struct pa_node *n, uint32_t first)
{
    if (first == RIR_NONE)
        return;
    uint32_t last = first;
    while (a->copies.data[last].next != RIR_NONE)
        last = a->copies.data[last].next;
    a->copies.data[last].next = n->copies;
    n->copies = first;
}

static uint32_t weight(const struct pa_node *n)
{
    return n->slots.len + n->folds.len + (n->copies != RIR_NONE);
}

/* Makes `other` a part of `n` (both roots): offset x of `other` is x + delta of `n`. */
static void absorb(struct phase_a *a, uint32_t n, uint32_t other, int64_t delta)
{
    struct pa_node *into = &a->nodes.data[n], *from = &a->nodes.data[other];
    from->parent = n;
    from->delta = delta;
    append_lists(a, into, from);
    append_copies(a, into, from->copies);
    bool folded = false, changed = from->slots.len > 0 || from->copies != RIR_NONE;
    into->nfolded += from->nfolded;
    for (uint32_t i = 0; i < from->folds.len; i++) {
        struct pa_fold f = from->folds.data[i];
        folded |=
            add_fold(into, (struct pa_fold){pa_plus(f.lo, delta), pa_plus(f.hi, delta), f.stride});
    }
    for (uint32_t i = 0; i < from->slots.len; i++) {
        struct pa_slot s = {from->slots.data[i].key + delta, from->slots.data[i].cell};
        vec_push(&into->slots, s);
    }
    vec_free(&from->slots);
    vec_free(&from->folds);
    if (folded || changed)
        rekey(a, n);
    into = &a->nodes.data[n];
    uint32_t both = PA_UNK | PA_ESC | PA_CUNK | PA_CESC | PA_LIB | PA_CODE | PA_MUTABLE;
    uint32_t before = pa_content_marks(a, n);
    into->flags |= a->nodes.data[other].flags & both;
    if (pa_content_marks(a, n) != before || (changed && before != 0))
        queue_flags(a, n);
    struct pa_node *was = &a->nodes.data[other];
    pa_node_fill(a, n, pa_off_shift(was->filled, delta), was->nfilled);
    make_dirty(a, n);
}

/* Offset x of `other` is x + delta of `n`; nothing happens if they are one class already (A-I1). */
void pa_node_merge(struct phase_a *a, uint32_t n, uint32_t other, int64_t delta)
{
    int64_t dn, dother;
    uint32_t rn = pa_node_find(a, n, &dn), ro = pa_node_find(a, other, &dother);
    if (rn == ro)
        return;
    int64_t d = delta + dn - dother;
    if (d < -((int64_t)1 << 40) || d > (int64_t)1 << 40)
        d = 0;
    if (weight(&a->nodes.data[rn]) >= weight(&a->nodes.data[ro]))
        absorb(a, rn, ro, d);
    else
        absorb(a, ro, rn, -d);
}
