/* Reads RIR, text or binary, as one unit of a program. */
#ifndef FBP_CHECK_LOAD_H
#define FBP_CHECK_LOAD_H

#include "check/unit.h"

/* NULL after a message. File names in the module are as this process sees them. */
struct rir_module *load_text(const struct unit *unit);
/* These set the unit's hash, too. */
struct rir_module *load_binary(struct unit *unit, const char *path);
struct rir_module *load_carried(struct unit *unit, const char *carrier, const unsigned char *data,
                                size_t size);

#endif
