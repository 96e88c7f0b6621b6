/* Functions without source positions (`__attribute__((nodebug))`, the headers that clang brings for
 * SIMD instructions): what they do is reported at the innermost call on the way to them that has a
 * position. Each such call has a copy of the function (specialise.c), so that two calls are two
 * places, and each is judged by what it passes. */
#ifndef FBP_SOLVE_UNPLACED_H
#define FBP_SOLVE_UNPLACED_H

#include "rir/rir.h"

/* Of an instruction, as far as its function knows; line 0: it has none. */
struct rir_pos position_within(const struct rir_func *f, uint32_t insn);

/* Does it do what may be a place, without a position anywhere? */
bool is_unplaced(const struct rir_func *f);

#endif
