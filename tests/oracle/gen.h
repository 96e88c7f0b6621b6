/* Random RIR programs: tasks, helpers, callbacks, globals, aliases, loops. */
#ifndef FBP_ORACLE_GEN_H
#define FBP_ORACLE_GEN_H

#include "rir/rir.h"

/* The same module for the same seed. The caller frees it. */
struct rir_module *gen_program(uint64_t seed);

#endif
