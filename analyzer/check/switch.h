/* Switching on the checks of a program that was just linked (fbp-cc --fbp-checks=residual). */
#ifndef FBP_CHECK_SWITCH_H
#define FBP_CHECK_SWITCH_H

#include "base/map.h"
#include "solve/solve.h"

/* What is known of the places of a program, by rir_pos_key (switch.c). All zero: of none. */
struct switches {
    struct map places;
    bool known;   /* some program was solved; */
    uint32_t all; /* all that is known of any place of it */
};

/* Takes in the verdicts of a program that was solved. */
void switches_learn(struct switches *s, const struct rir_module *m, const struct solve_result *r);

/* Switches the checks of the file on; `incomplete`: something of it was not analysed; `records`: so
 * many units of it carry their analysis. False, and one line, if that cannot be done. Says how many
 * there are, if asked for. */
bool switches_apply(const struct switches *s, const char *file, bool incomplete, uint32_t records,
                    bool tell);

void switches_free(struct switches *s);

#endif
