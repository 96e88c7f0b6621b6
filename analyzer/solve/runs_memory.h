/* What instructions do to memory of which more than one number changes, for runs.c: copies, fills,
 * what comes from outside, and new objects. */
#ifndef FBP_SOLVE_RUNS_MEMORY_H
#define FBP_SOLVE_RUNS_MEMORY_H

#include "solve/runs.h"

struct run {
    struct runs *r;
    uint32_t func;
    const struct rir_func *f;
};

uint32_t run_spot(struct run *x, uint32_t value);
void run_copy(struct run *x, const struct rir_insn *in);
void run_fill(struct run *x, const struct rir_insn *in);
/* Something from outside may lie behind the pointer now. */
void run_clobber(struct run *x, uint32_t pointer);
/* A call of a function of which nothing but the declaration is looked at; what it returns. */
uint32_t run_outside(struct run *x, const struct rir_insn *in, const struct rir_func *callee);
/* The struct as which the function uses what a pointer points to; RIR_NONE: none. */
uint32_t run_used_as(const struct run *x, uint32_t pointer);
/* The pointer, to `spot`, is used as one to the struct `type`: if it is a new object, it is one. */
void run_made(struct run *x, uint32_t spot, uint32_t pointer, uint32_t type);
/* The pointer is passed, or stored, as one to `type`: is it one to something else? */
void run_passed(struct run *x, uint32_t pointer, uint32_t type);
/* So many bytes behind a pointer, to `base`, of which the source does not name the struct. */
uint32_t run_step(struct run *x, uint32_t base, uint32_t pointer, int64_t bytes);
/* The new object behind the pointer is filled with zeros. */
void run_zeroed(struct run *x, uint32_t pointer);
/* The type that the source gives to what a value points to; RIR_NONE: none, or void. */
uint32_t run_declared(const struct run *x, uint32_t value);
/* What the pointer that lies behind this address points to, as the source says; RIR_NONE: not
 * known. */
uint32_t run_pointee(const struct run *x, uint32_t address);

#endif
