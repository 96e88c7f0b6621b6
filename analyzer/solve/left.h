/* What main has left in a static object by the time it starts a task: the number that surely lies
 * in a word (words.h) when the task begins. For evidence only. */
#ifndef FBP_SOLVE_LEFT_H
#define FBP_SOLVE_LEFT_H

#include "solve/words.h"

struct left_start { /* the call by which a task is started */
    uint32_t func, insn, task;
};

struct content { /* of a word, at a point of a function */
    enum { NOT_REACHED, AS_BEFORE, NUMBER, ANYTHING } kind;
    int64_t number;
};

struct left_use {
    uint32_t func, insn, next;
};

struct lefts {
    struct words words;
    struct map index;          /* start and word -> answer */
    struct map first;          /* object -> its first use */
    VEC(struct left_use) uses; /* by name, but for comparisons */
    VEC(int64_t) numbers;
    struct map callees; /* function, parameter, offset and word -> what a call leaves */
    VEC(struct content) contents;
    struct map shown; /* function, parameters and object -> shows the address */
    bool indexed;
    bool *shown_at_first; /* per object: another one begins with its address, or is the same */
};

void lefts_free(struct lefts *l);
/* The number that lies in the word when the task begins; false: it is not known. */
bool left_at_start(struct lefts *l, uint32_t word, const struct left_start *start, int64_t *number);
/* The static object whose address the start passes; RIR_NONE: not known. */
uint32_t left_argument(const struct lefts *l, const struct left_start *start);

#endif
