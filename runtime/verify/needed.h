/* Whether anything has to be known of whose what is: R60. */
#ifndef FBP_VERIFY_NEEDED_H
#define FBP_VERIFY_NEEDED_H

#include <stdatomic.h>
#include <stdbool.h>

#include "abi.h"

extern struct fbp_event needed_any;

/* No check and no event of the program looks at any object. */
static inline bool needed_nothing(void)
{
    return __atomic_load_n(&needed_any.on, __ATOMIC_RELAXED) == 0;
}

/* From now on all events are raised. */
void needed_all(void);

#endif
