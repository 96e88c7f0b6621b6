/* What a function of the program may write of some memory, in terms of its parameters. */
#ifndef FBP_SOLVE_WRITTEN_CALLEE_H
#define FBP_SOLVE_WRITTEN_CALLEE_H

#include "solve/written.h"

struct param_write { /* so far from where a parameter points to */
    uint32_t param;
    struct extent at;
};

struct callee_writes {
    uint32_t func;
    bool busy, cyclic;
    bool elsewhere; /* and otherwise, too */
    VEC(struct param_write) list;
};

struct callees { /* the functions that were looked at for one target */
    VEC(struct callee_writes *) list;
};

const struct callee_writes *callee_writes(struct callees *c, struct solver *s, uint32_t func,
                                          const struct target_memory *m);
void callees_free(struct callees *c);

/* written_may, where functions have been looked at already. */
bool written_may_by(struct callees *callees, struct solver *s, uint32_t func, uint32_t insn,
                    const struct target_memory *m, written_elsewhere *excused, void *context);

#endif
