/* Units that objects, archives, programs and shared libraries carry (object/record.h). */
#ifndef FBP_CHECK_CARRIED_H
#define FBP_CHECK_CARRIED_H

#include "check/unit.h"

/* Does the file hold code that was compiled (whatever made it)? By its first bytes. */
bool carried_is_compiled(const char *file);

/* Appends the units that the file carries. False if something in it cannot be analysed, or if it
 * carries none: said. After a link, which may be of anything, less is said: carrying none is
 * expected, and so are units from standard input that could not be read twice. */
bool carried_read(struct units *u, const char *file, bool after_link);

#endif
