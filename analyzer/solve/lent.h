/* What this task has lent to tasks that it started (ANALYSIS.md, "Lives"): lent.c. */
#ifndef FBP_SOLVE_LENT_H
#define FBP_SOLVE_LENT_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/set.h"

struct env;
struct body;
struct solver;
struct id_vec;
struct point;

struct loan { /* what a start record's tasks have */
    uint32_t record;
    set_id set;
};

struct loans {
    struct loan *data;
    uint32_t len, cap;
};

/* B-L12: not of a start that is known. */
uint32_t lent_lost(const struct solver *s);

void lent_find(struct solver *s);
bool lent_any(const struct solver *s);
/* The argument of a start is an object at all, and no number. */
bool lent_refers(const struct solver *s, uint32_t func, uint32_t value);

/* The size of the element that a start is given with this operand; 0: it is given no element but a
 * whole object, or that is not known (*whole: it certainly is). */
uint32_t lent_item(const struct body *b, uint32_t operand, bool *whole);

/* The objects, or the elements, that such an operand refers to. */
set_id lent_denoted(struct env *e, set_id roots, uint32_t value);
/* All that a task gets with an argument that refers to `roots`; value: the operand, RIR_NONE: which
 * it is is not known. */
set_id lent_packet(struct env *e, set_id roots, uint32_t value);
/* Tasks of the record have that from now on, no more certainly than `most`. */
void lent_put(struct env *e, uint32_t record, set_id packet, enum certain most);
/* They have ended, or there are none yet. */
void lent_end(struct env *e, uint32_t record);
/* Code that is not followed starts tasks, and has all that `args` leads to. */
void lent_put_anything(struct env *e, set_id args);

/* The loans that hold here, of records that may be running, with what else these objects are. */
void lent_here(struct env *e, struct loans *out);
/* ... and in an exit: of which record the slot of a node is. RIR_NONE: of none. */
uint32_t lent_record(const struct body *b, uint32_t node);

#endif
