/* What an instruction may write. */
#ifndef FBP_SOLVE_WRITTEN_H
#define FBP_SOLVE_WRITTEN_H

#include "solve/body.h"

struct target_memory {    /* what is asked for */
    uint32_t cls;         /* phase A's class */
    uint32_t type, field; /* it is in this member of this struct; RIR_NONE: not known */
    int64_t bytes;        /* writes of less than these make no difference */
    struct pa_bytes at;   /* how many bytes, as a function names them; n == 0: not known */
    bool named;           /* it is in a static object or one on the stack, by its name */
    uint32_t global;      /* ... this static one; RIR_NONE: on the stack */
};

/* What is written, in bytes from where an operand points to. */
struct extent {
    int64_t lo, hi; /* hi == INT64_MAX: not known how far */
    bool keeps;     /* a described function writes what it is given, and not beyond it */
};

/* So many bytes of memory at an address, as a function names it. */
struct target_memory written_target(const struct solver *s, uint32_t func, uint32_t address,
                                    int64_t bytes);

/* What is written through this operand is known not to matter. */
typedef bool written_elsewhere(void *context, uint32_t insn, uint32_t operand,
                               const struct extent *x);

/* The instruction, or what it calls, may write the target otherwise than through operands that are
 * excused. */
bool written_may(struct solver *s, uint32_t func, uint32_t insn, const struct target_memory *m,
                 written_elsewhere *excused, void *context);
/* Some task may. */
bool written_by_tasks(struct solver *s, const struct target_memory *m);

#endif
