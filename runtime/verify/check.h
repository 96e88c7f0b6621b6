/* The decision about one access. */
#ifndef FBP_VERIFY_CHECK_H
#define FBP_VERIFY_CHECK_H

#include <stdint.h>

/* In `accepted`: the check has a mark that says it, and the place is not asked. */
enum { CHECK_MARKED = 1 << 16 };

/* `access` is an FBP_ACCESS, `place` the address of the code that does it, `accepted` has a bit for
 * each kind that nobody wants to hear of there (FBP_GATE_ACCEPTED). Returns if it is allowed, or if
 * its report says to go on. */
void check_access(uintptr_t address, uint64_t access, uintptr_t place, uint32_t accepted);

#endif
