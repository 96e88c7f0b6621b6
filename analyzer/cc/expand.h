/* Response files: "@FILE" among the arguments. */
#ifndef FBP_CC_EXPAND_H
#define FBP_CC_EXPAND_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"

struct word {
    const char *text;
    int argument;   /* which argument of the command line it is, or comes from */
    bool from_file; /* it stood in a response file */
};

struct words {
    VEC(struct word) v;
};

/* The arguments, with the words of each response file in its place. False if clang would refuse a
 * file: then it is clang that should say so. */
bool words_expand(struct words *out, int argc, char **argv, struct arena *a);

#endif
