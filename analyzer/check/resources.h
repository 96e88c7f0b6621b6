/* Where the parts of the installation are. */
#ifndef FBP_CHECK_RESOURCES_H
#define FBP_CHECK_RESOURCES_H

#include "base/arena.h"

struct resources {
    const char *clang;   /* clang-19, or $FBP_CLANG */
    const char *plugin;  /* fbp-plugin.so; NULL: not found (said) */
    const char *include; /* folder to give with -I: holds fbp/annotate.h */
    const char *models;  /* folder of the models that come with us */
};

/* $FBP_RESOURCE_DIR is the root of an installation (lib/fbp, include, share/fbp/models), if set;
 * else the tree that the running program lies in: installed, or a build folder. */
void resources_find(struct resources *r, struct arena *a);

#endif
