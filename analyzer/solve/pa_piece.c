/* Pieces: numbers that may be a part of a pointer.
 *
 * A pointer may be moved byte by byte, in halves, or as a floating-point number, and on its way go
 * through arithmetic, choices, parameters, results and memory before it is put together again. A
 * number on such a way gets a cell, like a pointer: it refers to what every word refers to that it
 * may be a part of, at any offset.
 *
 * A-I24  A number is a piece if a part of a pointer may flow into it *and* it may flow into memory
 * that holds words, into a word that is stored, into a pointer or to code that we do not know. Both
 * are asked of a graph of moves (pa_piece_graph.c) that knows no tests: what follows from comparing
 * pointers is no part of one. Moves of pieces are constraints; one that is read or written is
 * connected with every slot that it may touch. A-I25  Numbers in memory that has no slot are kept
 * as notes (pa_piece_notes.c).
 *
 * That holds for the words that A-I9 leaves out, too: small masks, products, quotients,
 * differences. Run again until nothing is new: slots and targets grow. */
#include "solve/pa_piece.h"

/* Marks flow along the edges, or against them. */
static void spread(const struct piece_graph *g, uint8_t *marks, bool back)
{
    const pa_u32s *from = back ? &g->edges.to : &g->edges.from;
    const pa_u32s *to = back ? &g->edges.from : &g->edges.to;
    struct pa_edges e = pa_edges_sorted(from->data, to->data, from->len, g->comes.len);
    pa_u32s todo = {0};
    for (uint32_t p = 0; p < g->comes.len; p++)
        if (marks[p] != 0)
            vec_push(&todo, p);
    while (todo.len > 0) {
        uint32_t p = todo.data[--todo.len];
        for (uint32_t i = e.first[p]; i < e.first[p + 1]; i++) {
            if (marks[e.to[i]] == 0)
                vec_push(&todo, e.to[i]);
            marks[e.to[i]] = 1;
        }
    }
    vec_free(&todo);
    vec_release(e.first);
    vec_release(e.to);
}

static bool is_piece(const struct piece_graph *g, uint32_t point)
{
    return g->comes.data[point] != 0 && g->goes.data[point] != 0;
}

static bool mark_values(struct piece_graph *g)
{
    bool any = false;
    for (uint32_t p = 0; p < g->first_ret; p++) {
        if (!is_piece(g, p) || pa_bit(g->a->pieces, p))
            continue;
        pa_set(g->a->pieces, p);
        any = true;
    }
    return any;
}

/* What one cell refers to the other may refer to, anywhere in it: once. */
static bool flow(struct phase_a *a, uint32_t from, uint32_t to)
{
    if (from == RIR_NONE || to == RIR_NONE)
        return false;
    uint64_t key = pa_key(pa_cell_find(a, from), pa_cell_find(a, to));
    uint32_t seen;
    if (from == to || map_get(&a->piece_flows, key, &seen))
        return false;
    map_put(&a->piece_flows, key, 1);
    pa_use_add(a, from, PA_ELEM, to, 1, -1);
    return true;
}

/* Once for a cell and kind of mark; the keys of flows end in a cell. */
static bool is_new(struct phase_a *a, uint32_t cell, uint32_t mark)
{
    uint32_t seen;
    if (cell == RIR_NONE || map_get(&a->piece_flows, pa_key(cell, RIR_NONE - mark), &seen))
        return false;
    map_put(&a->piece_flows, pa_key(cell, RIR_NONE - mark), 1);
    return true;
}

static bool mark_unknown(struct phase_a *a, uint32_t cell, uint32_t marks)
{
    bool new = is_new(a, cell, marks);
    if (new)
        pa_cell_mark(a, cell, marks);
    return new;
}

static bool mark_escaped(struct phase_a *a, uint32_t cell, uint32_t marks)
{
    bool new = is_new(a, cell, marks);
    if (new)
        pa_use_add(a, cell, PA_MARK, 0, marks, 0);
    return new;
}

static bool touch_slots(struct piece_graph *g, const struct piece_access *x, bool write)
{
    struct phase_a *a = g->a;
    uint32_t cell = piece_cell(g, x->point), held;
    bool any = false;
    for (uint32_t i = 0; pa_place_next_slot(a, &x->place, &i, &held);)
        any |= flow(a, write ? cell : held, write ? held : cell);
    return any;
}

static bool constrain(struct piece_graph *g)
{
    bool any = false;
    for (uint32_t i = 0; i < g->edges.add.len; i++) {
        uint32_t from = g->edges.from.data[i], to = g->edges.to.data[i];
        if (g->edges.add.data[i] && is_piece(g, from) && is_piece(g, to))
            any |= flow(g->a, piece_cell(g, from), piece_cell(g, to));
    }
    for (uint32_t i = 0; i < g->unknown.len; i++)
        if (is_piece(g, g->unknown.data[i]))
            any |= mark_unknown(g->a, piece_cell(g, g->unknown.data[i]), g->unknown_marks.data[i]);
    for (uint32_t i = 0; i < g->escapes.len; i++)
        if (is_piece(g, g->escapes.data[i]))
            any |= mark_escaped(g->a, piece_cell(g, g->escapes.data[i]), g->escapes_marks.data[i]);
    for (uint32_t i = 0; i < g->reads.len; i++)
        if (is_piece(g, g->reads.data[i].point))
            any |= touch_slots(g, &g->reads.data[i], false);
    for (uint32_t i = 0; i < g->writes.len; i++)
        if (is_piece(g, g->writes.data[i].point))
            any |= touch_slots(g, &g->writes.data[i], true);
    return any;
}

/* A read gets what notes of the bytes it reads hold. */
static void read_notes(struct piece_graph *g)
{
    for (uint32_t r = 0; r < g->reads.len; r++) {
        const struct piece_access *x = &g->reads.data[r];
        uint32_t i = RIR_NONE;
        for (map_get(&g->notes_of, x->place.root, &i); i != RIR_NONE;
             i = g->a->notes.data[i].next) {
            struct pa_place note = piece_note_place(&g->a->notes.data[i]);
            if (pa_place_meets(&x->place, &note))
                piece_edge(g, g->first_note + i, x->point, true);
        }
    }
}

bool pa_pieces(struct phase_a *a, const uint64_t *reached)
{
    struct piece_graph g;
    piece_graph_build(&g, a, reached);
    read_notes(&g);
    spread(&g, g.comes.data, false);
    spread(&g, g.goes.data, true);
    bool any = mark_values(&g);
    any |= constrain(&g);
    piece_graph_free(&g);
    return any;
}

bool phase_a_refers(const struct phase_a *a, uint32_t func, uint32_t value)
{
    return rir_may_hold_pointer(a->m, a->m->funcs.data[func].values[value].type) ||
           pa_bit(a->pieces, a->value_base[func] + value);
}
