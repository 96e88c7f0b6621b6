/* Annotations of functions with a body against what the body does. */
#ifndef FBP_CHECK_AGREE_H
#define FBP_CHECK_AGREE_H

#include "base/map.h"
#include "rir/rir.h"

/* Says one line for each annotation that the function's own instructions contradict; functions that
 * are FBP_TRUSTED are described by theirs alone. False if there was one. `said`: hashes of lines
 * that were said, of other programs with the same unit. */
bool agree_find(const struct rir_module *program, struct map *said);

#endif
