/* The command line for clang. */
#ifndef FBP_CC_RESPONSE_H
#define FBP_CC_RESPONSE_H

#include "cc/expand.h"

struct arguments {
    VEC(const char *) v;
};

/* Appends the words for clang: with the response files that they came from, or, if `expanded`, as
 * they are; then in a response file without a name when they are too long for a command line. */
void arguments_add(struct arguments *out, const struct words *words, char **argv, bool expanded,
                   struct arena *a);

#endif
