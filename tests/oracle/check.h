/* One program against the solver: whatever a run does that the model forbids must not be "proved".
 */
#ifndef FBP_ORACLE_CHECK_H
#define FBP_ORACLE_CHECK_H

#include "rir/interp.h"
#include "solve/solve.h"

struct check_options {
    unsigned runs;   /* schedules and inputs */
    uint64_t seed;   /* of the first run */
    uint32_t mutant; /* of the solver; 0: none */
    bool outside;    /* declared tasks get packets from outside */
    bool list;       /* print violations that ran and were not confirmed */
};

struct check_stats {
    uint64_t programs, violating; /* violating: some run had an event of a judged kind */
    uint64_t runs, unsafe, cut;   /* cut: deadlock, limit, cannot run */
    uint64_t places, proved, unproven, violations, confirmed;
    uint64_t harmless; /* violations that were executed and never confirmed */
    uint64_t steps, tasks;
    uint64_t unsound, excused; /* excused: after something that this version does not judge */
};

struct unsound { /* the event that contradicts a verdict */
    struct interp_event event;
    uint64_t run_seed;
};

/* True when the solver is right about every run. Else *bad is filled in. stats may be NULL. */
bool check_program(const struct rir_module *m, const struct check_options *o,
                   struct check_stats *stats, struct unsound *bad);

/* A smaller module that still shows an event of the same kind in a place that is "proved"; the
 * caller frees it. `m` stays as it is. */
struct rir_module *shrink_program(const struct rir_module *m, const struct check_options *o,
                                  enum interp_kind kind);

#endif
