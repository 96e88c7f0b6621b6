/* What to do about what a report says. */
#ifndef FBP_VERIFY_ADVICE_H
#define FBP_VERIFY_ADVICE_H

#include "facts.h"

/* One sentence to a line, without a newline at the end. */
const char *advice_of(const struct facts *facts);

#endif
