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

/* lent_form.c: what a start is given with an operand. */
struct lent_form {
    uint32_t item;  /* an element of so many bytes; 0: none, but a whole object, or not known */
    uint32_t array; /* ... of an array in a struct, of so many bytes; 0: the array is an object */
    uint32_t begin; /* ... the value that is where that array begins */
    bool whole;     /* certainly a whole object */
};
struct rir_module;
struct rir_func;
struct lent_form lent_form(const struct rir_module *m, const struct rir_func *f, uint32_t operand);
/* Fills s->lent_forms: per record, of the elements that it gives wherever it is started. */
void lent_forms_find(struct solver *s);

/* The objects, or the elements, that such an operand refers to. */
set_id lent_denoted(struct env *e, set_id roots, uint32_t value, uint32_t record);
/* All that the start `insn` of the record gives with an argument that refers to `roots`; value: the
 * operand, RIR_NONE: which it is is not known. */
set_id lent_packet(struct env *e, uint32_t insn, set_id roots, uint32_t value, uint32_t record);
/* lent_setup.c: what the element at `pointer` leads to, if all of that was stored right before. */
bool lent_setup(struct env *e, uint32_t start, uint32_t pointer, uint32_t item, set_id *contents);
/* B-K8. Wherever a channel lies, it may be given to everybody. */
bool lent_is_channel(const struct rir_module *m, const struct rir_func *f, uint32_t value);
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
