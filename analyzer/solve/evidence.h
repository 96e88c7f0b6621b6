/* Is there a path through a function, without tests that contradict each other, on which it gets to
 * an instruction with a pointer that refers to a given object? (ANALYSIS.md, I5: may over paths,
 * must over identity.) And, where the instruction is a call: what does the callee know on it? */
#ifndef FBP_SOLVE_EVIDENCE_H
#define FBP_SOLVE_EVIDENCE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "solve/left.h"
#include "solve/path_entry.h"

struct evidence_query {
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t insn;    /* where the path has to arrive */
    uint32_t value;   /* operand that must be the object; RIR_NONE: any */
    uint32_t global;  /* the static object, RIR_NONE: not one with a name */
    uint32_t param;   /* ... the parameter that refers to it, RIR_NONE: none does */
    bool named;       /* some static object, but by its name on this path */
    uint32_t at_last; /* the static object that it is known to be further up; RIR_NONE: not known */
    bool shown; /* an object that a function of the chain has made must have been given to others */
    struct entry_facts entry; /* what is known when the function begins */
    const bool *identity;     /* per function: its result tells which thread calls; NULL: none */
    bool same_thread;         /* the answer to tests of that */
    const struct rir_func *callee; /* of the call: its entry is wanted, NULL: not */
    uint32_t own;                  /* bit i: argument i refers to an object that f has made */
    uint32_t wanted;               /* so many paths that say different things to the callee */
    const uint32_t *starts; /* the path passes one of these calls, by which a task is started, or */
    uint32_t nstarts;       /* comes from a longjmp, by which it may have passed one before */
    const uint32_t *ends;   /* ... and none of these afterwards, by which it may have ended */
    uint32_t nends;
    bool zero_succeeds;           /* the task runs where the result is zero */
    const struct rir_insn *start; /* by which it does, here or in what is called; NULL: not known */
    const bool *forks; /* per function: where its result is zero, nobody else sees the memory;
                          NULL: there are none, or it does not matter */
    struct runs *runs; /* what runs at all; NULL: not asked, as for a proof */
    bool strict; /* use only facts about values that nothing can change: then NONE is a proof */
};

enum evidence {
    EVIDENCE_FOUND, /* a path without tests that contradict each other */
    EVIDENCE_NONE,  /* every path was tried: there is none */
    EVIDENCE_CUT,   /* the search was cut */
};

struct evidence_known {
    struct evidence_query query;
    enum evidence answer;
    const struct entry_facts *entries; /* one for each path found, each once */
    uint32_t nentries;
};

/* Answers so far, of one module; zero is an empty one. */
struct evidence_cache {
    struct arena arena;
    struct map index;
    struct map cuts; /* function, instruction and operand -> how often a search there was cut */
    VEC(struct evidence_known *) known;
    struct map entry_index;          /* hash -> which of `entries` */
    VEC(struct entry_facts) entries; /* what functions were told, each once */
    struct param_store_cache stores;
    struct leaves leaves;
    struct lefts lefts;
    struct path *path; /* used for one search after the other */
};

/* Good until the cache is freed. */
const struct evidence_known *evidence_find(struct evidence_cache *c,
                                           const struct evidence_query *q);
void evidence_cache_free(struct evidence_cache *c);

#endif
