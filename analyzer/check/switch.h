/* Switching on the checks of a program that was just linked (fbp-cc --fbp-checks=residual). */
#ifndef FBP_CHECK_SWITCH_H
#define FBP_CHECK_SWITCH_H

#include "base/arena.h"
#include "base/map.h"
#include "check/inside.h"
#include "check/needed.h"
#include "solve/solve.h"

struct switches_place {
    struct source_pos pos;
    const char *function;
    uint64_t key;
};

/* What is known of the places of a program, by rir_pos_key (switch.c). All zero: of none. */
struct switches {
    struct map places;
    bool known;                          /* some program was solved; */
    uint32_t all;                        /* all that is known of any place of it */
    VEC(struct switches_place) believed; /* where something is believed of which the user says so */
    struct arena strings;
    struct inside inside;
    struct needed needed;
};

/* Takes in the verdicts of a program that was solved. */
void switches_learn(struct switches *s, const struct rir_module *m, const struct solve_result *r);

/* Switches the checks of the file on, and the events off that are not needed; `incomplete`:
 * something of it was not analysed; `records`: so many units of it carry their analysis. False, and
 * one line, if that cannot be done. Says how many there are, if asked for. */
bool switches_apply(struct switches *s, const char *file, bool incomplete, uint32_t records,
                    bool tell);

/* W6: each place at which kinds of violation are accepted, a bit for each; and, without a position,
 * those that are accepted at a place that nobody knows. */
void switches_each_accepted(const struct switches *s, bool incomplete,
                            void (*call)(const struct switches_place *, uint32_t kinds, void *),
                            void *context);

void switches_free(struct switches *s);

#endif
