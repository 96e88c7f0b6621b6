/* What the stages of the solver made, as text (--dump). */
#ifndef FBP_SOLVE_DUMP_H
#define FBP_SOLVE_DUMP_H

#include <stdio.h>

#include "solve/body.h"

void dump_exit(FILE *out, const struct body *b);
void dump_states(FILE *out, const struct body *b);
void dump_verdicts(FILE *out, const struct rir_module *m, const struct solve_result *r);

#endif
