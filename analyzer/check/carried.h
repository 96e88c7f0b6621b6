/* Units that objects, archives, programs and shared libraries carry (object/record.h). */
#ifndef FBP_CHECK_CARRIED_H
#define FBP_CHECK_CARRIED_H

#include "check/unit.h"

/* Does the file hold code that was compiled (whatever made it)? By its first bytes. */
bool carried_is_compiled(const char *file);

/* Appends the units that the file carries. False if something in it cannot be analysed, or, unless
 * that is expected, if it carries none: said. */
bool carried_read(struct units *u, const char *file, bool may_carry_none);

#endif
