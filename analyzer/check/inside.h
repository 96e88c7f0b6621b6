/* Which code may have been put into a function, or into a line of it, when it was compiled. */
#ifndef FBP_CHECK_INSIDE_H
#define FBP_CHECK_INSIDE_H

#include "base/map.h"
#include "base/vec.h"
#include "rir/rir.h"

/* A function, or a line. */
struct inside_code {
    uint64_t key;   /* rir_inside_key of the function's symbol, which several units may have; or
                       rir_pos_key of the line, without a column */
    uint32_t state; /* what is known of its places (switch.c) */
    bool calls_any; /* through a pointer */
    uint32_t visit;
    VEC(uint32_t) holds; /* what it calls; all of a function */
};

/* All zero: nothing. */
struct inside {
    struct map index; /* by key */
    VEC(struct inside_code) code;
    VEC(uint32_t) taken; /* functions whose address is taken */
    VEC(uint32_t) todo;
    uint32_t visits;
};

void inside_learn(struct inside *s, const struct rir_module *m);
/* The keys of the function and of the line that an instruction with a site is in (0: of none). */
void inside_keys(const struct rir_func *f, uint32_t insn, uint64_t keys[2]);
/* Of an instruction of a module that was learned. */
void inside_add_state(struct inside *s, const struct rir_func *f, uint32_t insn, uint32_t state);
/* Calls `visit` for the function or line, and for all whose code may be in it, each once. False: it
 * is not known. */
bool inside_each(struct inside *s, uint64_t key, void (*visit)(const struct inside_code *, void *),
                 void *context);
void inside_free(struct inside *s);

#endif
