/* Notes: numbers that lie in memory where no slot is (A-I25).
 *
 * A note stands for what is written at a place; its cell holds the pointers that those numbers may
 * be parts of. Places that agree have one note. Notes outlive a round: a class that is merged takes
 * its notes along. */
#include "solve/pa_piece.h"

#define NOTES_PER_CLASS 64

struct pa_place piece_note_place(const struct pa_note *n)
{
    return (struct pa_place){n->node, n->off, n->bytes};
}

static void list_note(struct piece_graph *g, uint32_t i)
{
    struct pa_note *n = &g->a->notes.data[i];
    n->next = RIR_NONE;
    map_get(&g->notes_of, n->node, &n->next);
    map_put(&g->notes_of, n->node, i);
}

void piece_notes_move(struct piece_graph *g)
{
    for (uint32_t i = 0; i < g->a->notes.len; i++) {
        struct pa_note *n = &g->a->notes.data[i];
        int64_t delta;
        n->node = pa_node_find(g->a, n->node, &delta);
        n->off = pa_off_shift(n->off, delta);
        list_note(g, i);
    }
}

static bool is_whole(const struct pa_note *n)
{
    return n->off.stride == 1 && n->off.lo == PA_OFF_MIN && n->off.hi == PA_OFF_MAX;
}

/* The point of the note for these bytes. A class with many has one for all of its memory. */
static uint32_t note_for(struct piece_graph *g, const struct pa_place *p, bool *made)
{
    struct phase_a *a = g->a;
    uint32_t count = 0, i = RIR_NONE;
    for (map_get(&g->notes_of, p->root, &i); i != RIR_NONE; i = a->notes.data[i].next, count++) {
        const struct pa_note *n = &a->notes.data[i];
        if (is_whole(n) || (pa_off_equal(n->off, p->off) && n->bytes == p->bytes))
            return g->first_note + i;
    }
    struct pa_note n = {.node = p->root, .off = p->off, .bytes = p->bytes, .cell = pa_cell_new(a)};
    if (count >= NOTES_PER_CLASS)
        n.off = pa_off_any();
    vec_push(&a->notes, n);
    vec_push(&g->comes, 0);
    vec_push(&g->goes, 0);
    list_note(g, a->notes.len - 1);
    *made = true;
    return g->first_note + a->notes.len - 1;
}

bool piece_write(struct piece_graph *g, uint32_t point, const struct pa_place *p)
{
    struct phase_a *a = g->a;
    struct piece_access w = {point, *p};
    bool made = false;
    for (uint32_t i = 0, cell; pa_place_next_slot(a, p, &i, &cell);)
        g->goes.data[point] = 1;
    vec_push(&g->writes, w);
    if ((pa_content_marks(a, p->root) & PA_ESC) != 0) /* code that we do not know may read it */
        piece_escapes(g, point, pa_content_marks(a, p->root));
    if (pa_place_has_slots(a, p))
        return false;
    uint32_t note = note_for(g, p, &made);
    if (note != point)
        piece_edge(g, point, note, true);
    return made;
}

/* Parts of memory that is not known: they are known as little. */
static bool copy_unknown(struct piece_graph *g, const struct pa_place *src)
{
    bool made = false;
    uint32_t marks = pa_content_marks(g->a, src->root);
    if (src->bytes >= g->a->ptr || (marks & PA_UNK) == 0)
        return false;
    uint32_t note = note_for(g, src, &made);
    piece_unknown(g, note, marks);
    return made;
}

static bool copy_notes(struct piece_graph *g, const struct pa_copy *c)
{
    struct phase_a *a = g->a;
    struct pa_place src, dst, to;
    if (!pa_place_at(a, c->src, c->size, &src) || !pa_place_at(a, c->dst, c->size, &dst))
        return false;
    bool made = copy_unknown(g, &src);
    uint32_t i = RIR_NONE;
    for (map_get(&g->notes_of, src.root, &i); i != RIR_NONE; i = a->notes.data[i].next) {
        struct pa_place note = piece_note_place(&a->notes.data[i]);
        if (pa_place_copied(&src, &note, &dst, &to))
            made |= piece_write(g, g->first_note + i, &to);
    }
    return made;
}

/* Until no copy makes a note that another one would take along. */
void piece_notes_copy(struct piece_graph *g)
{
    for (bool made = true; made;) {
        made = false;
        for (uint32_t i = 0; i < g->a->copies.len; i++)
            made |= copy_notes(g, &g->a->copies.data[i]);
    }
}
