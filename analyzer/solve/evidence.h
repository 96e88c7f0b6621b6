/* Is there a path through a function, without tests that contradict each other, on which it gets to
 * an instruction with a pointer that refers to a given object? (ANALYSIS.md, I5: may over paths,
 * must over identity.) */
#ifndef FBP_SOLVE_EVIDENCE_H
#define FBP_SOLVE_EVIDENCE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "rir/rir.h"

struct evidence_query {
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t insn;          /* where the path has to arrive */
    uint32_t value;         /* operand that must be the object; RIR_NONE: any */
    uint32_t global;        /* the static object, RIR_NONE: not one with a name */
    uint32_t nconst;        /* constants passed: parameter values known at entry */
    const uint32_t *params; /* values */
    const int64_t *consts;
    bool from_start;    /* the path passes `start`, a call that starts a task, and it succeeds */
    bool zero_succeeds; /* it has succeeded where its result is zero */
    uint32_t start;
    bool strict; /* use only facts about values that nothing can change: then NONE is a proof */
};

enum evidence {
    EVIDENCE_FOUND, /* a path without tests that contradict each other */
    EVIDENCE_NONE,  /* every path was tried: there is none */
    EVIDENCE_CUT,   /* the search was cut */
};

/* Answers so far, of one module; zero is an empty one. */
struct evidence_cache {
    struct arena arena;
    struct map index;
    VEC(struct evidence_known {
        struct evidence_query query;
        enum evidence answer;
    })
    known;
};

enum evidence evidence_path(struct evidence_cache *c, const struct evidence_query *q);
void evidence_cache_free(struct evidence_cache *c);

#endif
