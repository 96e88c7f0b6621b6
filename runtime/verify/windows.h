/* Which pieces of memory have marks of blocks: so that a search need not look at empty ones. */
#ifndef FBP_VERIFY_WINDOWS_H
#define FBP_VERIFY_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

#include "demand.h"

enum { WINDOW_SHIFT = 16 }; /* 64 KiB of memory */

bool windows_map(void);
void windows_note(uintptr_t window);
/* No mark is in these: [first, last). */
void windows_clear(uintptr_t first, uintptr_t last);
static inline bool windows_has(uintptr_t window)
{
    return __atomic_load_n((uint8_t *)TABLES_WINDOWS + window, __ATOMIC_RELAXED) != 0;
}
/* The nearest window below (from `window` on upwards) that may have marks, at most 64 GiB away; 0:
 * none. */
uintptr_t windows_before(uintptr_t window);
uintptr_t windows_after(uintptr_t window);

#endif
