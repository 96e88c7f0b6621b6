/* Facts about a function's control flow that do not depend on memory: predecessors, order, loops,
 * definitions, liveness. Computed once per function. */
#ifndef FBP_SOLVE_FLOW_H
#define FBP_SOLVE_FLOW_H

#include "solve/phase_a.h"

struct flow {
    const struct rir_func *f;
    uint32_t *order; /* reachable blocks in reverse post-order */
    uint32_t norder;
    uint32_t *rank;     /* block -> position in order; RIR_NONE: unreachable */
    uint32_t *schedule; /* reachable blocks in the order of execution, see schedule.c */
    uint32_t *place;    /* block -> position in it */
    uint32_t *around;   /* position -> that of the header of the innermost loop around it */
    uint32_t *loop_end; /* position -> one past the last of the loop with this header */
    uint32_t *npreds, **preds;
    bool *in_cycle; /* block lies on a cycle */
    uint32_t *idom; /* immediate dominator (block); of the entry: itself */
    uint32_t *
        *live; /* per block: values live on entry, ascending; phis of the block not among them */
    uint32_t *nlive;
    bool *private_slot; /* per value: a STACK result whose address never leaves loads and stores */
};

struct flow *flow_new(const struct phase_a *a, const struct rir_module *m, uint32_t func);
void flow_free(struct flow *w);

const uint32_t *flow_successors(const struct rir_func *f, uint32_t block, uint32_t *n);
bool flow_dominates(const struct flow *w, uint32_t a, uint32_t b); /* block a dominates block b */
/* Every way to the instruction b, if that is no phi, comes by the instruction a. */
bool flow_comes_first(const struct flow *w, uint32_t a, uint32_t b);
/* Can control get from the end of block `from` to block `to` without passing `avoid` (RIR_NONE:
 * none is to be avoided) or a way out, of a block and the number of its successor, that is closed
 * (NULL: all are open)? */
typedef bool flow_closed(const void *context, uint32_t block, uint32_t side);
bool flow_reaches(const struct flow *w, uint32_t from, uint32_t to, uint32_t avoid,
                  flow_closed *closed, const void *context);
/* The block is in a loop with this header: it gets back to it, and all ways in are by the header.
 */
bool flow_loop_has(const struct flow *w, uint32_t header, uint32_t block);
/* Some call in the function may return twice. */
/* A call, and what stands behind it says that another block may follow if it does not return: an
 * exception, or its thread ends. */
bool flow_unwinds(const struct rir_func *f, uint32_t insn);
bool flow_returns_twice(const struct rir_module *m, const struct rir_func *f);
/* The first operand of a call that is passed at C position `cpos` (1, 2, ...), or RIR_NONE. */
uint32_t flow_operand(const struct rir_insn *call, uint32_t cpos);
/* A step of an address computation: field, elem, offset, move. */
bool flow_is_step(const struct rir_insn *in);
/* Bytes that a step adds to its first operand; false: its index is not a constant, or too large. */
bool flow_step_bytes(const struct rir_func *f, const struct rir_insn *step, int64_t *bytes);
/* Root of the address computation of a value: through all steps. */
uint32_t flow_base(const struct rir_func *f, uint32_t value);
/* The operand is an address that the operation uses, or computes another one of the object from. */
bool flow_only_addresses(const struct rir_insn *in, uint32_t arg);
/* The C type of a value: of its variable or parameter, else of the instruction; RIR_NONE: not
 * known. */
uint32_t flow_source_type(const struct rir_func *f, uint32_t value);
/* The instruction that defines a value, if it is such a one; else NULL. */
static inline const struct rir_insn *flow_defined_by(const struct rir_func *f, uint32_t value,
                                                     enum rir_op op)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN && f->insns[v->ref].op == op ? &f->insns[v->ref] : NULL;
}
/* The constant null, or zero. */
static inline bool flow_is_null(const struct rir_func *f, uint32_t value)
{
    return f->values[value].kind == RIR_V_CONST && f->values[value].imm == 0;
}

#endif
