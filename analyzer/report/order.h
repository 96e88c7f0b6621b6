/* In which order, and in which groups, findings are shown. */
#ifndef FBP_REPORT_ORDER_H
#define FBP_REPORT_ORDER_H

#include "report/finding.h"

/* Pointers to all findings: violations first, then the unsynchronised, then by file, line, column,
 * kind and text. malloc'ed; r->findings.len of them. */
const struct finding **report_sorted(const struct result *r);

/* A run of unproven findings of one function and kind. */
struct unproven_group {
    const struct finding *const *members; /* by line */
    uint32_t n;
};

/* The unproven findings by function, in the order of their first lines; malloc'ed, *n of them. They
 * point into *storage, also malloc'ed. */
struct unproven_group *report_groups(const struct result *r, const struct finding ***storage,
                                     uint32_t *n);

/* "3 places in 'parse' are unproven: ... (lines 14, 20, 33)", malloc'ed. */
char *report_group_text(const struct unproven_group *g);

/* By position, kind and text. */
int finding_compare(const struct finding *x, const struct finding *y);
int source_pos_compare(const struct source_pos *a, const struct source_pos *b);

#endif
