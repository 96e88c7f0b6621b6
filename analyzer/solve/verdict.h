/* From judgements to a result: places, findings with their paths, lists. */
#ifndef FBP_SOLVE_VERDICT_H
#define FBP_SOLVE_VERDICT_H

#include "solve/judge.h"

void verdicts_collect(struct solve_result *out, struct contexts *x);

#endif
