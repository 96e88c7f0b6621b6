/* What the program's static variables lead to. */
#ifndef FBP_VERIFY_SEARCH_H
#define FBP_VERIFY_SEARCH_H

#include "shadow.h"

/* Tags it TAG_GLOBAL; whether `wanted`, an address in a block of the heap, is in it. `self` looks
 * for it, with tasks_lock held or not. */
bool search_statics(uintptr_t wanted, tag self, bool held);
void search_reset_lock(void);

#endif
