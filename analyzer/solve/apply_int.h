/* A call while the callee's exit is applied to it (apply.c, apply_given.c). */
#ifndef FBP_SOLVE_APPLY_INT_H
#define FBP_SOLVE_APPLY_INT_H

#include "solve/call.h"
#include "solve/marks.h"

enum { TRANSLATED = 32 };

struct binding {
    struct env *e;
    struct body *callee;
    uint32_t insn;
    const struct operands *ops;
    enum apply_mode mode;
    uint32_t n;
    set_id *to; /* per callee node */
    bool *have; /* ... that was bound: entry nodes at once, others when an effect names them */
    struct {
        set_id from, to;
    } translated[TRANSLATED]; /* by a hash: slots of an exit often hold equal sets */
    const struct exit *exit;  /* the one that is applied */
    uint8_t *shared; /* per caller's node: how many of the callee's entry nodes with stores are
                        bound to it, up to two; made when asked for */
    uint32_t nshared;
};

/* What slot (off, stride) of the objects in `parent` holds now. */
set_id apply_load(struct env *e, set_id parent, int32_t off, uint32_t stride);
/* What a node of the callee is in the caller, in the state in front of the call (B-C1). */
set_id apply_bound_to(struct binding *k, uint32_t node);

/* The value that the call passes for a parameter, or RIR_NONE. */
uint32_t apply_passed(const struct binding *k, uint32_t param);
/* What the callee has sent or frozen, or shared. */
set_id apply_marked_by(struct binding *k, enum mark m);
void apply_marks(struct binding *k, const set_id *marked);
void apply_sharing(struct binding *k);
/* What it has lent; the caller frees. */
void apply_loans_of(struct binding *k, struct loans *out);
void apply_ended(struct binding *k, const struct loans *loans);
void apply_loans(struct binding *k, const struct loans *loans);
/* The handle by which it joins, as it is before the call; SET_EMPTY: it does not. */
set_id apply_handle_given(struct binding *k);

#endif
