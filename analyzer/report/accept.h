/* Findings that become something believed: how they are ordered is enough for the user (--accept),
 * or the user says why they are all right (suppressions). */
#ifndef FBP_REPORT_ACCEPT_H
#define FBP_REPORT_ACCEPT_H

#include "report/finding.h"

/* Is this one believed? Then *info says as what: kind and why. */
typedef bool result_believed(void *with, const struct finding *f, struct trusted_info *info);

/* Lists a finding among what is believed; the name and the position are filled in. */
void result_add_believed(struct result *r, const struct finding *f, struct trusted_info info);

/* Is it of one of these orderings? The words of *info are put into the arena. */
bool finding_is_accepted(const struct finding *f, const bool ordered[ORDER_COUNT],
                         struct arena *arena, struct trusted_info *info);

#endif
