/* Violations by what they are about: one piece of memory, ordered in one way. */
#ifndef FBP_REPORT_GROUPS_H
#define FBP_REPORT_GROUPS_H

#include "report/finding.h"

struct memory_group {
    const struct finding *const *members; /* by position */
    uint32_t n;
    bool partial; /* the same memory is written in other places in another order */
};

/* The violations: unsynchronised groups first, then by the position of their first members;
 * malloc'ed, *n of them. They point into *storage, also malloc'ed. */
struct memory_group *report_memory_groups(const struct result *r, const struct finding ***storage,
                                          uint32_t *n);

/* "global 'hash_items' is written by tasks in 12 places, always holding 'cache_lock'", malloc'ed;
 * NULL for a finding alone. */
char *report_memory_text(const struct memory_group *g);

/* "always holding 'cache_lock'", "atomic"; malloc'ed. */
char *report_order_words(const struct finding *f);

/* " (always holding 'cache_lock')", " (atomic)", or "" for what is unsynchronised; malloc'ed. */
char *report_order_text(const struct finding *f);

#endif
