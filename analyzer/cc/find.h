/* The other parts of the installation. */
#ifndef FBP_CC_FIND_H
#define FBP_CC_FIND_H

#include "base/arena.h"

struct parts {
    const char *clang;   /* clang-19, or $FBP_CLANG; never this program */
    const char *plugin;  /* NULL: not found */
    const char *check;   /* fbp-check; NULL: not found */
    const char *runtime; /* the folder of libfbp_rt.a and its like; NULL: not found */
    const char *models;  /* the folder of the library's models */
    const char *root;    /* where they were looked for */
};

void parts_find(struct parts *p, struct arena *a);

#endif
