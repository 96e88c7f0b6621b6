/* A program in which what leads from a caller to a task has been copied, one copy for each way in:
 * so function and argument stay together in analyses that know one context per function. */
#ifndef FBP_SOLVE_SPECIALISE_H
#define FBP_SOLVE_SPECIALISE_H

#include "rir/rir.h"
#include "solve/solve.h"

struct copy_site { /* where a copy is called, or started */
    uint32_t func, insn;
};

struct specialised {
    struct rir_module view;      /* the input and the copies behind it; owns nothing but `funcs` */
    uint32_t ninput;             /* functions of the input */
    VEC(uint32_t) origin;        /* per function of the view: the input's; of the input's: itself */
    VEC(struct copy_site) sites; /* per copy, from ninput on */
    uint32_t copied, shared;     /* copies; ways in that would have had one beyond the limits */
    uint64_t insns;              /* in copies */
    struct arena arena;
};

/* The input must outlive the result, and is not changed. */
void specialise(struct specialised *s, const struct rir_module *m, const struct solve_options *o);
void specialise_free(struct specialised *s);

static inline bool is_copy(const struct specialised *s, uint32_t func)
{
    return func >= s->ninput;
}

static inline const struct copy_site *copy_site(const struct specialised *s, uint32_t func)
{
    return &s->sites.data[func - s->ninput];
}

#endif
