/* Functions that start a task with what they are given, and the calls of them that are as good as
 * the start (B-J20). */
#ifndef FBP_SOLVE_START_GIVEN_H
#define FBP_SOLVE_START_GIVEN_H

#include <stdbool.h>
#include <stdint.h>

#include "rir/rir.h"

struct solver;

struct start_given {
    uint32_t argument; /* the parameter that the task gets, and that nothing else uses; RIR_NONE */
    uint32_t place;    /* ... that says where the handle is put; RIR_NONE: it is returned */
    bool returned;
    bool tells; /* what the function returns is what the start returns */
};

struct start_host { /* a call, by which alone this function starts tasks of the record */
    uint32_t func, insn, record;
    struct start_given given;
};

/* What the call passes for that parameter; RIR_NONE: nothing, or no parameter is wanted. */
static inline uint32_t start_passed(const struct rir_insn *call, uint32_t param)
{
    return param < call->nargs ? call->args[param] : RIR_NONE;
}

void start_given_prepare(struct solver *s);
/* The instruction may start tasks of the record; what code that nobody knows may, is asked for
 * elsewhere. */
bool start_may_be_in(const struct solver *s, uint32_t func, uint32_t insn, uint32_t record);
/* Tasks of the record are started by its instruction alone, and by no code that nobody knows. */
bool start_is_simple(const struct solver *s, uint32_t record);
/* NULL: it is no such call. */
const struct start_host *start_host_at(const struct solver *s, uint32_t func, uint32_t insn);
/* The instruction by which a function starts tasks of the record, itself or by such a call. */
uint32_t start_in(const struct solver *s, uint32_t func, uint32_t record);
/* The operand of it that is handed to the task, or RIR_NONE. */
uint32_t start_given_argument(const struct solver *s, uint32_t func, uint32_t insn);

#endif
