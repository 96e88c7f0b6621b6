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
 * What A-I9 says of small masks, products and quotients of a pointer holds unless they end in a
 * place narrower than a pointer. Run again until nothing is new: slots and targets grow. */
#include "solve/pa_piece.h"

/* Both ends of the edges of a graph, by point. */
struct adjacency {
    uint32_t *first, *at; /* edges that leave point p: at[first[p]] .. at[first[p + 1]] */
};

static uint32_t end_of(const struct piece_edge *e, bool back)
{
    return back ? e->to : e->from;
}

static struct adjacency adjacency(const struct piece_graph *g, bool back)
{
    uint32_t n = g->comes.len, m = g->edges.len;
    struct adjacency x = {0};
    x.first = vec_reserve(NULL, 0, &(uint32_t){0}, n + 2, sizeof *x.first);
    x.at = vec_reserve(NULL, 0, &(uint32_t){0}, m + 1, sizeof *x.at);
    for (uint32_t p = 0; p < n + 2; p++)
        x.first[p] = 0;
    for (uint32_t e = 0; e < m; e++)
        x.first[end_of(&g->edges.data[e], back) + 2]++;
    for (uint32_t p = 2; p < n + 2; p++)
        x.first[p] += x.first[p - 1];
    for (uint32_t e = 0; e < m; e++)
        x.at[x.first[end_of(&g->edges.data[e], back) + 1]++] = e;
    return x;
}

/* Marks flow along the edges, or against them. */
static void spread(const struct piece_graph *g, uint8_t *marks, bool back)
{
    struct adjacency x = adjacency(g, back);
    pa_u32s todo = {0};
    for (uint32_t p = 0; p < g->comes.len; p++)
        if (marks[p] != 0)
            vec_push(&todo, p);
    while (todo.len > 0) {
        uint32_t p = todo.data[--todo.len];
        for (uint32_t i = x.first[p]; i < x.first[p + 1]; i++) {
            uint32_t q = end_of(&g->edges.data[x.at[i]], !back);
            if (marks[q] == 0)
                vec_push(&todo, q);
            marks[q] = 1;
        }
    }
    vec_free(&todo);
    vec_release(x.first);
    vec_release(x.at);
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

static bool mark_unknown(struct phase_a *a, uint32_t cell)
{
    bool new = is_new(a, cell, PA_UNK);
    if (new)
        pa_cell_mark(a, cell, PA_UNK);
    return new;
}

static bool mark_escaped(struct phase_a *a, uint32_t cell)
{
    bool new = is_new(a, cell, PA_ESC);
    if (new)
        pa_use_add(a, cell, PA_MARK, 0, PA_ESC, 0);
    return new;
}

static bool touch_slots(struct piece_graph *g, const struct piece_access *x, bool write)
{
    struct phase_a *a = g->a;
    uint32_t cell = piece_cell(g, x->point);
    bool any = false;
    for (uint32_t i = 0; i < a->nodes.data[x->place.root].slots.len; i++) {
        struct pa_slot s = a->nodes.data[x->place.root].slots.data[i];
        struct pa_place slot = pa_place_of_slot(a, x->place.root, s.key);
        if (pa_place_meets(&x->place, &slot))
            any |= flow(a, write ? cell : s.cell, write ? s.cell : cell);
    }
    return any;
}

static bool constrain(struct piece_graph *g)
{
    bool any = false;
    for (uint32_t i = 0; i < g->edges.len; i++) {
        struct piece_edge e = g->edges.data[i];
        if (e.add && is_piece(g, e.from) && is_piece(g, e.to))
            any |= flow(g->a, piece_cell(g, e.from), piece_cell(g, e.to));
    }
    for (uint32_t i = 0; i < g->unknown.len; i++)
        if (is_piece(g, g->unknown.data[i]))
            any |= mark_unknown(g->a, piece_cell(g, g->unknown.data[i]));
    for (uint32_t i = 0; i < g->escapes.len; i++)
        if (is_piece(g, g->escapes.data[i]))
            any |= mark_escaped(g->a, piece_cell(g, g->escapes.data[i]));
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
            const struct pa_note *n = &g->a->notes.data[i];
            struct pa_place note = {n->node, n->off, n->bytes};
            struct piece_edge e = {g->first_note + i, x->point, true};
            if (pa_place_meets(&x->place, &note))
                vec_push(&g->edges, e);
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

bool phase_a_piece(const struct phase_a *a, uint32_t func, uint32_t value)
{
    return pa_bit(a->pieces, a->value_base[func] + value);
}

bool phase_a_refers(const struct phase_a *a, uint32_t func, uint32_t value)
{
    return rir_may_hold_pointer(a->m, a->m->funcs.data[func].values[value].type) ||
           phase_a_piece(a, func, value);
}
