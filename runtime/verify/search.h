/* What the program's static variables lead to. */
#ifndef FBP_VERIFY_SEARCH_H
#define FBP_VERIFY_SEARCH_H

#include "shadow.h"

/* Tags it TAG_GLOBAL; whether `wanted`, an address in a block of the heap, is in it. */
bool search_statics(uintptr_t wanted);
void search_reset_lock(void);

/* Does static data of a library that was not compiled with fbp-cc lead there? Nothing is changed.
 */
bool search_libraries(uintptr_t wanted);

#endif
