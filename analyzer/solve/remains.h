/* What is still wrong with an access or event when findings about it are taken away. */
#ifndef FBP_SOLVE_REMAINS_H
#define FBP_SOLVE_REMAINS_H

#include "solve/judge.h"

struct remains_query {
    uint32_t ctx;
    const struct access *a; /* NULL: an event */
    const struct event *v;
    /* Is this judgement, with this chain, one that is not taken away? */
    bool (*left)(void *with, const struct judgement *j, const struct chain *c);
    void *with;
    bool all; /* `left` is to be asked about all ways: a violation that is left does not end it */
};

/* The worst that is left, and the chain that shows it; false: nothing is. */
bool remains_find(struct judge *j, const struct remains_query *q, struct judgement *worst,
                  struct chain *shown);

#endif
