/* What the path of an object file says about what it is linked into. */
#ifndef FBP_CHECK_OBJECT_H
#define FBP_CHECK_OBJECT_H

#include <stdbool.h>

#include "base/arena.h"

struct object {
    const char *path;   /* absolute, of the object file, or of the program that is made at once */
    const char *group;  /* equal for objects that are made for the same target, or lie together */
    const char *target; /* name of that target; NULL: the path does not name one */
    bool shared;        /* the target is a shared library: it is loaded as a whole */
};

/* `source`: what it is compiled from; `dir`: the folder that the compiler ran in. All absolute. */
struct object object_of(const char *path, const char *source, const char *dir, struct arena *a);

/* Is it a file that a linker reads (.o, .a, .so, ...), by its name? */
bool object_is_link_input(const char *file);

#endif
