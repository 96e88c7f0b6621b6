/* The solver: a linked, modelled program in, a result (verdicts, findings) out. docs/internals.md
 * has the invariants and where each is relied on. */
#ifndef FBP_SOLVE_SOLVE_H
#define FBP_SOLVE_SOLVE_H

#include <stdio.h>

#include "report/accept.h"
#include "rir/rir.h"

struct solve_options {
    const char *const *task_names; /* --task */
    uint32_t ntask_names;
    bool library;
    bool enabled[KIND_COUNT];
    /* Findings that are believed take nothing else with them that is found at their places: the
     * worst of the rest is reported. NULL: none is. */
    result_believed *believed;
    void *believed_with;
    bool
        believed_by_way; /* what is believed is a matter of objects or tasks: whoever asks wants to
                            be asked of all ways in which a place is wrong, not of the worst only */
    FILE *dump_exits, *dump_states, *dump_verdicts; /* NULL: not wanted */
    bool parts;                                     /* fill in solve_result.parts */
    uint32_t mutant; /* 0; n > 0 switches plausible mistake n on (oracle tests only) */
};

struct solve_stats {
    uint64_t insns, functions, exits, rounds, nodes, edges;
    uint64_t copied_insns;   /* of functions copied for one caller each (specialise.h) */
    uint32_t copied, shared; /* such copies; callers that would have had one beyond the limits */
    uint64_t classes;        /* of functions that have several */
    uint64_t calls, unknown_calls; /* in functions that run; of functions without body and model */
    uint32_t cap_nodes, cap_edges, cap_rounds, cap_scc, cap_parts; /* how often each was hit */
    double seconds_a, seconds_b;
};

/* Verdict of one operation, for the oracle: a program point and the kinds it cannot commit. */
struct solve_verdict {
    uint32_t func, insn;
    bool reached; /* a place in code reachable from a task or main */
    enum certainty worst[KIND_COUNT];
    /* Of what is not proved, a bit for each kind: something of it is believed; something is left,
     * or nobody was asked. Both are whole only with believed_by_way. */
    uint32_t believed, left;
    bool open; /* whether this task has lent it is not known, and is not judged */
};

/* What an operand of an instruction refers to, by parts of the program's memory: no object of one
 * part leads to any of another, through whatever is stored anywhere (phase_a_parts). */
struct solve_part {
    uint32_t func, insn;
    uint32_t operand; /* SOLVE_RESULT, or what it is in C: of an access the address is 1, of a store
                         the value 2 */
    uint32_t part;    /* SOLVE_ANY_PART: it may be any */
};
enum { SOLVE_RESULT = 0 };
#define SOLVE_ANY_PART UINT32_MAX

struct solve_result {
    struct result result;
    struct solve_stats stats;
    VEC(struct solve_verdict) verdicts; /* sorted by (func, insn): all instructions with a site */
    VEC(struct solve_part) parts;       /* of all instructions with a site */
    uint32_t nparts;                    /* their numbers are below */
};

/* The caller frees with solve_free. The module must verify; it is not changed. */
struct solve_result *solve_run(const struct rir_module *m, const struct solve_options *o);
void solve_free(struct solve_result *r);
void solve_options_default(struct solve_options *o);

/* The mutants that solve_options.mutant can switch on: 1 .. solve_mutants(). */
unsigned solve_mutants(void);
const char *solve_mutant_name(unsigned mutant);
bool solve_mutant_is_rare(unsigned mutant); /* too rare in random programs: a case shows it */

#endif
