/* Switching on the checks of a program that was just linked (fbp-cc --fbp-checks=residual). */
#ifndef FBP_CHECK_SWITCH_H
#define FBP_CHECK_SWITCH_H

#include "base/map.h"
#include "solve/solve.h"

/* What is known of the places of a program, by rir_pos_key. All zero: of none. */
struct switches {
    struct map places;  /* 1: needs no check; 2: needs one */
    bool known, needed; /* some program was solved; some place of it needs a check */
};

/* Takes in the verdicts of a program that was solved. */
void switches_learn(struct switches *s, const struct rir_module *m, const struct solve_result *r);

/* Switches the checks of the file on; `incomplete`: something of it was not analysed. False, and
 * one line, if that cannot be done. Says how many there are, if asked for. */
bool switches_apply(const struct switches *s, const char *file, bool incomplete, bool tell);

void switches_free(struct switches *s);

#endif
