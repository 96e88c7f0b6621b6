/* Suppressions: violations that somebody has looked at and accepted. */
#ifndef FBP_VERIFY_SUPPRESS_H
#define FBP_VERIFY_SUPPRESS_H

#include "facts.h"

/* Reads the file of the option `suppressions`, at the start of the program. */
void suppress_read(void);
bool suppress_has(const struct facts *facts);

#endif
