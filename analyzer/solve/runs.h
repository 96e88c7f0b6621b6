/* What runs at all: the blocks that a whole run of the program can get to, given what numbers there
 * ever are (may.h, spots.h). An option that nobody asks for, a kind that nobody makes: what hangs
 * on them does not run. For evidence only: a path through what never runs is none. */
#ifndef FBP_SOLVE_RUNS_H
#define FBP_SOLVE_RUNS_H

#include "solve/flow.h"
#include "solve/spots.h"

struct runs {
    const struct rir_module *m;
    const struct phase_a *a;
    struct flow *const *flows; /* per function, NULL: not known */
    struct spots spots;
    struct run_func {
        uint32_t values, blocks; /* where its own begin in the lists */
        bool runs, taken, queued;
        struct may returned;
        uint32_t returned_at;
        VEC(uint32_t) callers;
        uint32_t *use_ends, *used_in; /* runs_again.c */
    } *funcs;
    struct may *values;
    uint32_t *at; /* per value: the spot that it is the address of */
    bool *blocks;
    uint8_t *again;      /* per block: runs_again.c */
    VEC(uint32_t) queue; /* functions, and which of them is next */
    uint32_t next;
    struct map made; /* function, pointer and struct: run_made */
};

void runs_find(struct runs *r, const struct rir_module *m, const struct phase_a *a,
               struct flow *const *flows);
void runs_free(struct runs *r);

static inline bool runs_block(const struct runs *r, uint32_t func, uint32_t block)
{
    return r->blocks[r->funcs[func].blocks + block];
}

/* The instruction runs once at most, and so does what makes objects of this struct, one at a time:
 * there is only one. */
bool runs_once(const struct runs *r, uint32_t func, uint32_t insn);
bool runs_makes_one(const struct runs *r, uint32_t type);
/* The only call of a function that runs; false: there are several, or others may call it. */
bool runs_only_call(const struct runs *r, uint32_t func, uint32_t *caller, uint32_t *insn);
/* A root of main that nothing calls, and no task runs. */
bool runs_is_main(const struct runs *r, uint32_t func);
/* What a value is in all of the program. */
struct may runs_value(const struct runs *r, uint32_t func, uint32_t value);
/* The spot that it is the address of, wherever it is used. */
uint32_t runs_spot(const struct runs *r, uint32_t func, uint32_t value);
/* Nobody changes what lies in this variable from byte `off` on. */
bool runs_keeps(struct runs *r, uint32_t global, uint64_t off);

#endif
