/* Structs of which one owner has all (A9 in eliminate.c). */
#ifndef FBP_CHECKS_STRUCTS_H
#define FBP_CHECKS_STRUCTS_H

#include "base/map.h"
#include "rir/rir.h"

/* The structs with a tag: hash_mem of the tag to 1, or to 0 if something in one of those with this
 * tag is for everybody. */
void structs_find(const struct rir_module *m, struct map *out);

/* Is there a function that starts tasks and puts a handle of another type than a number of eight
 * bytes where it is told? */
bool structs_any_handles(const struct rir_module *m);

#endif
