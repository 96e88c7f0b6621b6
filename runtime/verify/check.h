/* The decision about one access. */
#ifndef FBP_VERIFY_CHECK_H
#define FBP_VERIFY_CHECK_H

#include <stdint.h>

/* `access` is an FBP_ACCESS, `place` the address of the code that does it. Returns if it is
 * allowed, or if its report says to go on. */
void check_access(uintptr_t address, uint64_t access, uintptr_t place);

#endif
