/* Chains of calls: how a task (or main) gets to a place, and what it brings there.
 *
 * A chain is *evidence* if on each of its functions there is a path to the next call without tests
 * that contradict each other, what the callers have tested and pass included; if every call through
 * a pointer on it is meant for the function that it goes to; and if what is passed down is
 * certainly the object. */
#ifndef FBP_SOLVE_CHAIN_H
#define FBP_SOLVE_CHAIN_H

#include "solve/evidence.h"
#include "solve/meant.h"
#include "solve/named.h"
#include "solve/status.h"

struct link {
    uint32_t ctx, call;
};

enum { CHAIN_MAX = 32 };

struct chain { /* from the place upwards */
    struct link links[CHAIN_MAX];
    uint32_t n;
    uint32_t end_ctx; /* where the object comes from: its context, and what it is there */
    struct target end;
};

/* The chain by which a context's target first got its status, evidence or not. */
void chain_of_witness(const struct contexts *x, uint32_t ctx, struct target at, enum status st,
                      struct chain *out);

struct chain_query;
typedef bool chain_fits(void *with, const struct chain_query *q, const struct chain *found);

struct chains {
    struct contexts *x;
    struct evidence_cache evidence;
    struct names names;
    struct meant_known meant;
    struct runs runs; /* once somebody asks */
    struct callers {  /* per context */
        uint32_t first, n;
        uint32_t distance; /* to a root, in calls */
    } *callers;
    struct link *links;
    bool *identity;   /* per function: its result says which thread calls it; NULL: none does */
    bool *asks;       /* per function: calls such a one */
    bool *forks;      /* per function: makes a process that has no other task; NULL: none does */
    chain_fits *fits; /* another condition of who asks; NULL: there is none */
    void *fits_with;
};

struct chain_query {
    uint32_t ctx, insn;
    uint32_t operand; /* that refers to the object; RIR_NONE: not known */
    struct target at; /* the object, in the context; node RIR_NONE: none is asked for */
    enum status st;   /* that it has to have: global or constant */
    const uint32_t
        *running;   /* a start record whose task surely runs by then; NULL: none is asked for */
    uint32_t point; /* of the place */
};

void chains_init(struct chains *c, struct contexts *x);
void chains_free(struct chains *c);
/* What runs at all. */
struct runs *chains_runs(struct chains *c);
/* A chain that is evidence, among the few that are tried. */
bool chain_find(struct chains *c, const struct chain_query *q, struct chain *out);

/* The task function at the top of a chain that was found; RIR_NONE: main. */
uint32_t chain_task(const struct contexts *x, const struct chain_query *q, const struct chain *c);

/* The first ifunc on a chain that may be one of several functions; RIR_NONE: there is none. */
uint32_t chain_open_ifunc(const struct contexts *x, const struct chain *c);

/* The caller has to say what the target is. */
bool chain_is_given(const struct contexts *x, uint32_t ctx, struct target at);
/* A place in what an entry node stands for, as a place in the target the caller bound to it. */
struct target chain_place_in_caller(struct target bound, struct target in_callee);

bool starts_task(const struct contexts *x, struct link l);

#endif
