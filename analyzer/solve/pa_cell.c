/* Cells, the constraints that wait for them, and the work list.
 *
 * A cell stands for a set of pointer values. Those to objects all point into one class, at a set of
 * offsets; that is its target. Which functions it may be besides is in pa_code.c.
 * An assignment is a directed constraint: what the source points to, the target points to; their
 * classes become one (unification), but offsets and "points to nothing" only flow forwards. Cells
 * themselves are unified only when they are the same slot, or a slot and what is loaded from it.
 *
 * A-I5  When the work list is empty, every constraint holds for the present targets: a use was run
 * after the last change of the target of its cell. A-I6  A cell whose values may be unknown has a
 * class, and that class is marked UNK (a fresh, empty class when nothing else is known). What an
 * UNK or escaped class holds is UNK and ESC in turn (pa_content_marks); PA_LIB and PA_CODE go along
 * with both (A-I31).
 *
 * Ends: the offsets of a cell change at most MAX_CHANGES times before they are "anywhere"; classes
 * only merge; a use runs again only after such a change. */
#include "solve/pa.h"

#define WIDEN_AFTER 4
#define MAX_CHANGES 12

uint32_t pa_cell_new(struct phase_a *a)
{
    uint32_t c = a->cells.len;
    struct pa_cell cell = {.parent = c, .target = RIR_NONE, .head = RIR_NONE, .tail = RIR_NONE};
    vec_push(&a->cells, cell);
    return c;
}

uint32_t pa_cell_find(struct phase_a *a, uint32_t c)
{
    struct pa_cell *cells = a->cells.data;
    while (cells[c].parent != c) {
        cells[c].parent = cells[cells[c].parent].parent;
        c = cells[c].parent;
    }
    return c;
}

bool pa_cell_target(struct phase_a *a, uint32_t c, uint32_t *root, struct pa_off *off)
{
    c = pa_cell_find(a, c);
    if (a->cells.data[c].target == RIR_NONE)
        return false;
    struct pa_target *t = &a->targets.data[a->cells.data[c].target];
    int64_t delta;
    t->node = pa_node_find(a, t->node, &delta);
    t->off = pa_off_shift(t->off, delta);
    *root = t->node;
    *off = t->off;
    return true;
}

static void queue_uses(struct phase_a *a, uint32_t first)
{
    for (uint32_t u = first; u != RIR_NONE; u = a->uses.data[u].next) {
        if (a->uses.data[u].queued)
            continue;
        a->uses.data[u].queued = true;
        vec_push(&a->todo_uses, u);
    }
}

/* Sets the offsets of a target, widened when they change too often. False: no change. */
static bool grow(struct pa_target *t, struct pa_off now)
{
    struct pa_off j = pa_off_join(t->off, now);
    if (pa_off_equal(j, t->off))
        return false;
    t->changes++;
    if (t->changes > MAX_CHANGES)
        j = pa_off_any();
    else if (t->changes > WIDEN_AFTER)
        j = pa_off_widen(t->off, j);
    t->off = j;
    return true;
}

/* Makes the classes of two targets one, aligned so that exact offsets stay exact. */
static void align(struct phase_a *a, uint32_t n, struct pa_off at, uint32_t other,
                  struct pa_off other_at)
{
    if (n == other)
        return;
    bool loose = at.stride == 1 || other_at.stride == 1;
    pa_node_merge(a, n, other, loose ? 0 : at.base - other_at.base);
}

void pa_cell_point(struct phase_a *a, uint32_t c, uint32_t node, struct pa_off off)
{
    c = pa_cell_find(a, c);
    int64_t delta;
    uint32_t n = pa_node_find(a, node, &delta), root;
    off = pa_off_shift(off, delta);
    struct pa_off have;
    if (!pa_cell_target(a, c, &root, &have)) {
        struct pa_target t = {.node = n, .off = off};
        a->cells.data[c].target = a->targets.len;
        vec_push(&a->targets, t);
        pa_node_mark(a, n, a->cells.data[c].marks);
        queue_uses(a, a->cells.data[c].head);
        return;
    }
    align(a, root, have, n, off);
    root = pa_node_find(a, n, &delta);
    pa_cell_target(a, c, &root, &have);
    if (grow(&a->targets.data[a->cells.data[c].target], pa_off_shift(off, delta)))
        queue_uses(a, a->cells.data[c].head);
}

void pa_cell_mark(struct phase_a *a, uint32_t c, uint32_t marks)
{
    c = pa_cell_find(a, c);
    a->cells.data[c].marks |= marks;
    uint32_t root;
    struct pa_off off;
    if (pa_cell_target(a, c, &root, &off))
        pa_node_mark(a, root, marks);
    else if ((marks & PA_UNK) != 0)
        pa_cell_point(a, c, pa_node_new(a, PA_MUTABLE, 0), pa_off_any());
}

void pa_cell_unify(struct phase_a *a, uint32_t c, uint32_t d)
{
    if (c == d)
        return;
    vec_push(&a->todo_unify, c);
    vec_push(&a->todo_unify, d);
}

static void append_uses(struct phase_a *a, uint32_t into, uint32_t from)
{
    struct pa_cell *c = &a->cells.data[into], *d = &a->cells.data[from];
    if (d->head == RIR_NONE)
        return;
    if (c->head == RIR_NONE)
        c->head = d->head;
    else
        a->uses.data[c->tail].next = d->head;
    c->tail = d->tail;
    c->nuses += d->nuses;
}

/* Only the side whose target changes runs its uses again: a slot with many loads stays cheap. */
static void unify_now(struct phase_a *a, uint32_t c, uint32_t d)
{
    c = pa_cell_find(a, c);
    d = pa_cell_find(a, d);
    if (c == d)
        return;
    if (a->cells.data[c].nuses < a->cells.data[d].nuses) {
        uint32_t swap = c;
        c = d;
        d = swap;
    }
    uint32_t root, from;
    struct pa_off off, mine;
    bool other = pa_cell_target(a, d, &from, &mine);
    uint32_t marks = a->cells.data[d].marks | a->cells.data[c].marks;
    a->cells.data[c].marks = marks;
    if (other)
        pa_cell_point(a, c, from, mine);
    bool now = pa_cell_target(a, c, &root, &off);
    if (other)
        pa_cell_target(a, d, &from, &mine);
    if (now && (!other || !pa_off_equal(mine, off)))
        queue_uses(a, a->cells.data[d].head);
    a->cells.data[d].parent = c;
    append_uses(a, c, d);
    if (marks != 0)
        pa_cell_mark(a, c, marks);
}

void pa_use_add(struct phase_a *a, uint32_t cell, enum pa_use_op op, uint32_t arg, int64_t x,
                int64_t y)
{
    if (cell == RIR_NONE)
        return;
    uint32_t root = pa_cell_find(a, cell), u = a->uses.len;
    struct pa_use use = {
        .op = (uint8_t)op, .cell = root, .next = RIR_NONE, .a = arg, .x = x, .y = y};
    vec_push(&a->uses, use);
    struct pa_cell *c = &a->cells.data[root];
    if (c->head == RIR_NONE)
        c->head = u;
    else
        a->uses.data[c->tail].next = u;
    c->tail = u;
    c->nuses++;
    if (c->target != RIR_NONE) {
        a->uses.data[u].queued = true;
        vec_push(&a->todo_uses, u);
    }
}

void pa_assign(struct phase_a *a, uint32_t from, uint32_t to)
{
    if (from != RIR_NONE && to != RIR_NONE && from != to)
        pa_use_add(a, from, PA_ASSIGN, to, 0, 0);
}

void pa_copy_add(struct phase_a *a, uint32_t src, uint32_t dst, int64_t size)
{
    if (src == RIR_NONE || dst == RIR_NONE)
        return;
    uint32_t i = a->copies.len;
    struct pa_copy copy = {.src = src, .dst = dst, .size = size, .next = RIR_NONE};
    vec_push(&a->copies, copy);
    pa_use_add(a, src, PA_COPY, i, 0, 0);
    pa_use_add(a, dst, PA_COPY, i, 0, 0);
}

/* Puts the values of cell u->a into the slot, once: slots that become one later are unified. */
static void store(struct phase_a *a, uint32_t use, uint32_t slot)
{
    if (a->uses.data[use].done)
        return;
    a->uses.data[use].done = true;
    pa_assign(a, a->uses.data[use].a, slot);
}

static void run_use(struct phase_a *a, uint32_t index)
{
    struct pa_use u = a->uses.data[index];
    uint32_t root;
    struct pa_off off;
    if (!pa_cell_target(a, u.cell, &root, &off))
        return;
    switch ((enum pa_use_op)u.op) {
    case PA_ASSIGN:
        pa_cell_point(a, u.a, root, pa_off_shift(off, u.x));
        break;
    case PA_ELEM:
        pa_cell_point(a, u.a, root, pa_off_elem(off, u.x, u.y));
        break;
    case PA_LOAD:
        pa_cell_unify(a, pa_node_slot(a, root, off, u.x), u.a);
        break;
    case PA_STORE:
        store(a, index, pa_node_slot(a, root, off, u.x));
        break;
    case PA_LINK:
        store(a, index, pa_node_slot(a, root, pa_off_any(), a->ptr));
        break;
    case PA_COPY:
        pa_copy_run(a, u.a);
        break;
    case PA_MARK:
        pa_node_mark(a, root, (uint32_t)u.x);
        break;
    case PA_FILL:
        if (a->comes_back || u.y != 0) /* A-I37 */
            pa_node_fill(a, root, off, u.x);
        break;
    }
}

static void mark_contents(struct phase_a *a, uint32_t n)
{
    a->nodes.data[n].flags &= ~(uint32_t)PA_FLAGGED;
    uint32_t root = pa_node_find(a, n, NULL);
    if (pa_content_marks(a, root) == 0 && a->nodes.data[root].nfilled == 0)
        return;
    for (uint32_t i = 0; i < a->nodes.data[root].slots.len; i++) {
        struct pa_slot s = a->nodes.data[root].slots.data[i];
        uint32_t marks = pa_slot_marks(a, root, s.key);
        if (marks != 0)
            pa_cell_mark(a, s.cell, marks);
    }
}

/* Runs until nothing is left to do. Copies come last: they look at whole objects. */
void pa_run(struct phase_a *a)
{
    for (;;) {
        if (a->todo_unify.len > 0) {
            uint32_t d = a->todo_unify.data[--a->todo_unify.len];
            uint32_t c = a->todo_unify.data[--a->todo_unify.len];
            unify_now(a, c, d);
        } else if (a->todo_flag.len > 0) {
            mark_contents(a, a->todo_flag.data[--a->todo_flag.len]);
        } else if (a->todo_uses.len > 0) {
            uint32_t u = a->todo_uses.data[--a->todo_uses.len];
            a->uses.data[u].queued = false;
            run_use(a, u);
        } else if (a->todo_dirty.len > 0) {
            uint32_t n = a->todo_dirty.data[--a->todo_dirty.len];
            a->nodes.data[n].flags &= ~(uint32_t)PA_DIRTY;
            pa_copy_rerun(a, pa_node_find(a, n, NULL));
        } else {
            return;
        }
    }
}
