/* What a path knows of static objects from before its task began (left.h): the numbers that main
 * has left in them, as long as nothing may have changed them since. */
#ifndef FBP_SOLVE_PATH_LEFT_H
#define FBP_SOLVE_PATH_LEFT_H

#include "solve/path.h"

/* When the function begins, a word holds that number. */
void path_left_enter(struct path *p, uint32_t word, int64_t number);
/* The number that lies at these bytes of a base, which no cell of the path shows; false: none is
 * known. */
bool path_left_number(struct path *p, uint32_t base, int64_t off, int64_t size, int64_t *number);
/* What an instruction changes by itself: before it is run. */
void path_left_run(struct path *p, const struct rir_insn *in);
/* May a call change some of it? Then, if it is not run to its end, it has. */
bool path_left_may_change(struct path *p, const struct rir_insn *in);
void path_left_call(struct path *p, const struct rir_insn *in);

#endif
