/* Which functions may a pointer be, going by what the program says by name: a constant on the way
 * down a chain of calls, the members of static tables, what is stored by name into an object that
 * is known? Evidence only: a pointer may be a function that is not found here. */
#ifndef FBP_SOLVE_NAMED_H
#define FBP_SOLVE_NAMED_H

#include "base/map.h"
#include "base/vec.h"
#include "solve/phase_a.h"
#include "solve/specialise.h"

struct named_frame {
    uint32_t func;
    uint32_t insn; /* its call of the frame before; of frame 0: the one that is asked about */
    bool passes;   /* it hands over its operands as they are: no start, no callback */
};

enum named {
    NAMED_NO,
    NAMED_YES,
    NAMED_ABOVE, /* it depends on what the callers of the last frame pass */
};

struct names {
    const struct rir_module *m;
    const struct specialised *spec;
    const struct phase_a *a;
    bool indexed;
    struct map stores;            /* object -> first of its stores */
    VEC(struct named_store) list; /* stores into objects that have a name */
    VEC(struct named_call) calls; /* direct calls, by callee */
    struct map called;            /* function -> first of its calls */
    struct meant {                /* per function: which calls may mean it */
        uint64_t site;
        bool any, several, exact;
        bool elsewhere; /* it is a task */
    } *meant;
};

/* Is the pointer, an operand of frame 0's call, `callee`? `all`: there are no callers above. */
enum named named_callee(struct names *n, const struct named_frame *frames, uint32_t nframes,
                        uint32_t pointer, bool all, uint32_t callee);

/* In the whole program only this call through a pointer can mean the function, going by its type,
 * and nothing starts it or is given it to call back; and somebody puts it into the member of the
 * struct from which that call takes it. If it is called so at all, then here. */
bool named_by_one_call(struct names *n, uint32_t callee, uint32_t func, uint32_t insn);

void names_free(struct names *n);

#endif
