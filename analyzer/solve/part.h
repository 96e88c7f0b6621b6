/* Parts of static objects that are lent: which bytes around a pointer were given to the task. */
#ifndef FBP_SOLVE_PART_H
#define FBP_SOLVE_PART_H

#include "solve/body.h"

struct contexts;

struct part {        /* of what a pointer refers to, if that is lent; all zero: everything */
    uint32_t global; /* the static object whose part it is, plus one; 0: all of it is lent */
    int32_t lo, hi;  /* ... these bytes, counted from the pointer */
    uint32_t item;   /* by steps of so many bytes, or fewer, the pointer does not leave what it
                        points into; 0: it may */
    uint32_t astray; /* it may be another part of this static object, plus one, if it is one at all;
                        0: it is not; PART_OF_ANY: of some static object */
    uint32_t below;  /* it hangs below a part of this static object, plus one, or of any; 0: not */
    uint32_t shrunk; /* how often it became smaller */
};

#define PART_OF_ANY RIR_NONE

/* What a callee, or a started task, may use around a pointer that refers to `t` at the call. */
struct part part_given(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                       const struct body *callee, uint32_t node, struct target t);
/* The operand of a call, or of a start, by which the callee's entry node is bound, if it is a
 * parameter; RIR_NONE. */
uint32_t part_operand(const struct solver *s, const struct body *b, const struct call_rec *r,
                      const struct body *callee, uint32_t node);
/* Does a callee's entry node hang below what the call passes of a static object, and is that but a
 * part of it? */
bool part_is_given(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                   const struct body *callee, uint32_t node, uint32_t global);
/* Joins into *have, which says nothing yet if `first`; true: it became smaller. */
bool part_join(struct part *have, struct part p, bool first);

/* May the access, if it is at `t`, touch another part of a static object than was lent? Then
 * *global is that object, or RIR_NONE. */
bool part_left(struct contexts *x, uint32_t ctx, const struct access *a, uint32_t operand,
               struct target t, uint32_t *global);

/* Does `t` hang below a part of a static object that is lent? Then *global is that object, or
 * RIR_NONE. */
bool part_is_above(struct contexts *x, uint32_t ctx, struct target t, uint32_t *global);

#endif
