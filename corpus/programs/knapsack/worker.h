/* A worker: searches subtrees depth first. This is what it is lent, and what it says of its search;
 * the nodes that are still open are on its own stack. */
#ifndef WORKER_H
#define WORKER_H

#include "exchange.h"

struct worker {
    const struct problem *problem;
    struct exchange *exchange;
    struct bound *bound;
    struct node best;
    unsigned long searched, given;
    bool failed;
};

void *worker_run(void *worker);

#endif
