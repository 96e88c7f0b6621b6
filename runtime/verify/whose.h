/* Whether what has a task's tag belongs to the thread that asks. */
#ifndef FBP_VERIFY_WHOSE_H
#define FBP_VERIFY_WHOSE_H

#include "blocks.h"
#include "shadow.h"

/* `t` is the tag of a task at the address, in a block of the heap or (NULL) elsewhere: R22. */
bool whose_mine(tag t, const struct block *block, uintptr_t address);
/* The serial of who asks: 0 main, UINT64_MAX a thread that nobody announced. */
uint64_t whose_serial(void);

#endif
