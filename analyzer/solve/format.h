/* Whether the text of a printf format may have a %n. */
#ifndef FBP_SOLVE_FORMAT_H
#define FBP_SOLVE_FORMAT_H

#include "solve/status.h"

/* Of an access that happens if it has (access.format), in this context. */
bool format_may_count(const struct contexts *x, uint32_t ctx, const struct access *a);

#endif
