/* Values narrower than a pointer that may be a part of one: a pointer moved byte by byte, or in two
 * halves (ANALYSIS.md, I6). */
#ifndef FBP_SOLVE_PART_H
#define FBP_SOLVE_PART_H

#include "rir/rir.h"

enum part_kind {
    PART_NONE,    /* not a part of a pointer, or not followed */
    PART_READ,    /* of what lies at the address `value` */
    PART_OF_VALUE /* of `value`, which may hold a pointer */
};

struct part {
    enum part_kind kind;
    uint32_t value;
    int64_t bytes; /* that are moved */
};

/* What a WRITE moves. */
struct part part_written(const struct rir_module *m, const struct rir_func *f,
                         const struct rir_insn *write);

#endif
