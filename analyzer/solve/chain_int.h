/* Between the files of chains only. */
#ifndef FBP_SOLVE_CHAIN_INT_H
#define FBP_SOLVE_CHAIN_INT_H

#include "solve/chain.h"

/* The few nearest callers of a context come first; the others are not tried. */
enum { MAX_CALLERS = 12 };

static inline const struct call_rec *chain_call(const struct contexts *x, struct link l)
{
    return &x->all.data[l.ctx].body->calls.data[l.call];
}

/* chain_identity.c: what chains_init finds out about functions. */
void chains_find_identity(struct chains *c);
void chains_find_forks(struct chains *c);

#endif
