/* Findings that the user accepts by how they are ordered (--accept). */
#ifndef FBP_REPORT_ACCEPT_H
#define FBP_REPORT_ACCEPT_H

#include "report/finding.h"

/* Moves the findings of these orderings to what is believed; their places stay counted. */
void result_accept(struct result *r, const bool ordered[ORDER_COUNT]);

#endif
