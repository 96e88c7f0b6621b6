/* What a call leaves behind: the numbers that members of its arguments surely have if it returns
 * zero, as initialisers leave the kind of a handle, and which members it leaves alone. For evidence
 * only, as runs.h is. */
#ifndef FBP_SOLVE_LEAVES_H
#define FBP_SOLVE_LEAVES_H

#include "solve/runs.h"

enum { LEAVES_MOST = 8 };

struct left_number { /* `size` bytes at `off` behind the argument */
    int64_t off, number;
    uint32_t size;
};

struct left_behind {
    struct left_number list[LEAVES_MOST];
    uint32_t n;
};

struct leaves {
    struct runs *runs;
    struct arena arena;
    struct map index;      /* function and parameter -> all */
    struct map touched;    /* function and member -> stores there */
    struct map released;   /* function and lock -> gives it back */
    struct map lock_class; /* lock -> its class in phase A */
    VEC(const struct left_behind *) all;
};

void leaves_free(struct leaves *l);

/* Does a call of the function do that, itself or in what it calls? `guess`: what the answer is
 * where it is not known what is called. */
typedef bool leaves_it(const void *with, uint32_t func, const struct rir_insn *in, uint32_t what);
bool leaves_does(struct leaves *l, uint32_t func, leaves_it *it, const void *with, uint32_t what,
                 bool guess);

/* Parameter `param` (IR) of a function with a body that returns zero. Good until it is freed. */
const struct left_behind *leaves_if_zero(struct leaves *l, uint32_t func, uint32_t param);
/* Nothing that a call of this function runs stores to byte `off` of the struct behind the
 * parameter, by its type. */
bool leaves_alone(struct leaves *l, uint32_t func, uint32_t param, uint64_t off);
/* The lock at that spot is the one that the value refers to. */
void leaves_know_lock(struct leaves *l, uint32_t lock, uint32_t func, uint32_t operand);
/* Does a call give back the lock at that spot, or one that is not told apart from it? */
bool leaves_gives_back(const struct leaves *l, uint32_t func, const struct rir_insn *in,
                       uint32_t lock);
/* Nothing that it runs gives back the lock at that spot; code that we do not know does not. */
bool leaves_locked(struct leaves *l, uint32_t func, uint32_t lock);

#endif
