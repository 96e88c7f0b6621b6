/* Words: numbers and pointers that lie at certain bytes of a static object, and what may change
 * them, going by what C says of memory (spots.h). For evidence only: that a path goes by what can
 * not lie there takes a violation away. */
#ifndef FBP_SOLVE_WORDS_H
#define FBP_SOLVE_WORDS_H

#include "solve/leaves.h"

enum { WORD_VIEWS = 8 };

struct word {
    uint32_t global, size, type; /* type: of what lies there */
    uint32_t spot;
    int64_t off;
    struct word_view {         /* a struct as which the memory around it may be looked at */
        uint32_t type, member; /* the spot of its member */
        uint64_t off;          /* of the member */
    } views[WORD_VIEWS];
    uint32_t nviews; /* 0: it is no member */
};

struct words {
    struct leaves *leaves;
    VEC(struct word) all;
    struct map index;   /* object and offset -> word */
    struct map changed; /* function and word -> may change it */
};

void words_free(struct words *s);
/* RIR_NONE: none that is followed lies there. */
uint32_t word_at(struct words *s, uint32_t global, uint64_t off);
/* The member of the struct, or one that looks the same, is the word. */
bool word_is_seen_as(const struct words *s, uint32_t word, uint32_t type, uint64_t off);
/* May the instruction itself change it, through whatever pointer? */
bool word_is_stored(const struct words *s, uint32_t word, uint32_t func, const struct rir_insn *in);
/* May a call of the function, or a call by this instruction? What it starts is not looked at. */
bool word_is_changed_by(struct words *s, uint32_t word, uint32_t func);
bool word_is_called_on(struct words *s, uint32_t word, uint32_t func, uint32_t insn);

#endif
