/* The wrapper's own options. */
#ifndef FBP_CC_OPTIONS_H
#define FBP_CC_OPTIONS_H

#include <stdbool.h>

#include "base/vec.h"

enum checks { CHECKS_NONE, CHECKS_RESIDUAL, CHECKS_FULL };

struct options {
    enum checks checks;
    bool werror, strip, explain;
    bool help, version;
    const char *report; /* NULL: none */
    const char *accept; /* NULL: nothing */
    VEC(const char *) suppressions, models;
};

/* Is this argument meant for us? */
bool option_is_ours(const char *arg);

/* Takes one of ours; false and one line on standard error if it is wrong. */
bool option_take(struct options *o, const char *arg);

void options_help(void);

#endif
