/* What the program's static variables lead to. */
#ifndef FBP_VERIFY_SEARCH_H
#define FBP_VERIFY_SEARCH_H

#include "abi.h"
#include "shadow.h"

/* Tags it TAG_GLOBAL; the first variable that leads to `wanted`, an address in a block of the heap;
 * NULL: none does. */
const struct fbp_global *search_statics(uintptr_t wanted);
/* The same, from what of the variables is lent to nobody. */
const struct fbp_global *search_unlent(uintptr_t wanted);
void search_reset_lock(void);

/* Does a variable lead there, or near it on a stack, also through what lies on stacks, as far as
 * can be told? Nothing is changed. */
bool search_loosely(uintptr_t wanted);

/* Does static data of a library that was not compiled with fbp-cc lead there? Nothing is changed.
 */
bool search_libraries(uintptr_t wanted);
/* Does a word in [low, high), frames of some thread, lead there? Nothing is changed. */
bool search_frames(uintptr_t low, uintptr_t high, uintptr_t wanted);

#endif
