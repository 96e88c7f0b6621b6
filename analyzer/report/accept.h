/* Findings that become something believed: how they are ordered is enough for the user (--accept),
 * or the user says why they are all right (suppressions). */
#ifndef FBP_REPORT_ACCEPT_H
#define FBP_REPORT_ACCEPT_H

#include "report/finding.h"

/* Is this one believed? Then *info says as what: kind and why; the name and the position are filled
 * in. */
typedef bool result_believed(void *ctx, const struct finding *f, struct trusted_info *info);

/* Moves the findings that are believed to what is believed; their places stay counted as places and
 * in no other number. */
void result_believe(struct result *r, result_believed *is, void *ctx);

/* The findings of these orderings. */
void result_accept(struct result *r, const bool ordered[ORDER_COUNT]);

#endif
