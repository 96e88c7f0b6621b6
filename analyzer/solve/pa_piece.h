/* Inside Phase A: the graph of moves through which a part of a pointer may go (pa_piece.c).
 *
 * Points: values of all functions, then results of functions (and one for all variadic arguments),
 * arguments and results of hubs, notes. */
#ifndef FBP_SOLVE_PA_PIECE_H
#define FBP_SOLVE_PA_PIECE_H

#include "solve/pa_place.h"

struct piece_access {
    uint32_t point;
    struct pa_place place;
};

struct piece_graph {
    struct phase_a *a;
    uint32_t *ret_base, *hub_base, first_ret, first_hub, first_note;
    struct piece_edges {
        pa_u32s from, to;
        VEC(bool) add; /* there is no other constraint for it */
    } edges;
    VEC(struct piece_access) reads, writes;
    pa_u32s escapes;       /* points that code that we do not know is given */
    pa_u32s escapes_marks; /* of each: PA_ESC, and those for functions (A-I31) */
    pa_u32s unknown;       /* points that may be a part of anything that code we do not know has */
    pa_u32s unknown_marks; /* of each: PA_UNK, and PA_CODE if they may be a part of a function */
    struct map notes_of;   /* class to its latest note */
    VEC(uint8_t)
    comes, goes; /* by point: a part of a pointer may come there; it may go on to
                    where a pointer is put together */
};

/* pa_piece_graph.c: all moves in functions that run */
void piece_graph_build(struct piece_graph *g, struct phase_a *a, const uint64_t *reached);
void piece_graph_free(struct piece_graph *g);
uint32_t piece_cell(const struct piece_graph *g, uint32_t point); /* RIR_NONE: it has none */

/* It is given to code that we do not know. */
void piece_escapes(struct piece_graph *g, uint32_t point, uint32_t marks);
/* It may be a part of what is not known; marks as those of a cell. */
void piece_unknown(struct piece_graph *g, uint32_t point, uint32_t marks);
void piece_edge(struct piece_graph *g, uint32_t from, uint32_t to, bool add);

/* pa_piece_notes.c: numbers in memory */
struct pa_place piece_note_place(const struct pa_note *n);
void piece_notes_move(struct piece_graph *g); /* to where their classes are now */
void piece_notes_copy(struct piece_graph *g); /* numbers that copies take along */
/* A number is written there. True: there is a new note. */
bool piece_write(struct piece_graph *g, uint32_t point, const struct pa_place *p);

#endif
