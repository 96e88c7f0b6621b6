/* What functions do with their parameters on the way to a start: a guess at which calls are worth a
 * copy of the callee (specialise.c). Nothing sound rests on it. */
#ifndef FBP_SOLVE_PARAM_USE_H
#define FBP_SOLVE_PARAM_USE_H

#include "rir/rir.h"

enum { PARAM_USE_MAX = 32 }; /* parameters that are followed */

/* Bit i is IR parameter i. */
struct param_use {
    uint32_t starts; /* becomes the function that is started, or is put where the task finds it */
    uint32_t given;  /* is the object that a task is given, which holds what the task calls */
    uint32_t calls;  /* it, or something found through it, is called */
    bool fresh;      /* what it returns comes from an allocation */
    bool launches;   /* it is short, and starts a task itself */
};

/* A start with an argument: the operand that names the function (RIR_NONE: insn.ref does) and the
 * one that is handed over (RIR_NONE: none is). False: the instruction starts nothing. */
bool start_operands(const struct rir_module *m, const struct rir_insn *in, uint32_t *func,
                    uint32_t *given);

/* Per function of the module; the caller frees. All zero if nothing is started anywhere. */
struct param_use *param_uses(const struct rir_module *m);

/* The parameter that a start sets: the first C parameter. RIR_NONE: there is none. */
uint32_t first_parameter(const struct rir_func *f);

#endif
