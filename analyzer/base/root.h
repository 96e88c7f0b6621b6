/* Where the running program is installed. */
#ifndef FBP_BASE_ROOT_H
#define FBP_BASE_ROOT_H

#include "base/arena.h"

/* Two levels above the running program: "/usr" of "/usr/bin/fbp-check". */
char *root_of_program(struct arena *a);

#endif
