/* A task's own stack has its tag where it was touched: then its checks pass at once. */
#ifndef FBP_VERIFY_FRAMES_H
#define FBP_VERIFY_FRAMES_H

#include <stdint.h>

/* The current task touches its own stack at the address, from a frame that begins at `frame`. */
void frames_claim(uintptr_t address, uintptr_t frame);
/* The current task leaves this thread, or another one begins on it: nothing is claimed any more. */
void frames_forget(void);

#endif
