/* What is known on one path through a function: what values are (term.h), facts about them
 * (path_facts.h), and what lies in memory (path_memory.h). Evidence only (ANALYSIS.md, I5), but for
 * a *strict* path: what that says of values nothing can change.
 *
 * A path is made longer by running instructions and taking edges, and shorter by going back to a
 * mark. */
#ifndef FBP_SOLVE_PATH_H
#define FBP_SOLVE_PATH_H

#include "rir/rir.h"
#include "solve/leaves.h"
#include "solve/param_store.h"
#include "solve/term.h"
#include "solve/words.h"

struct path_fact { /* "term pred value" is true (holds), or false */
    uint32_t term;
    uint32_t pred; /* enum rir_pred: EQ, NE, or another comparison of integers */
    uint32_t holds;
    int64_t value;
    uint32_t before; /* another one about that term */
};

enum path_cell_kind {
    CELL_VALUE, /* the bytes are `term` */
    CELL_ZERO,  /* they are zero, those of the elements behind included */
    CELL_CONST, /* they are those of a constant: at `term`, if that were the base */
    CELL_LOST,  /* nobody knows */
    CELL_SOME,  /* some of the object's elements was stored to */
    CELL_IF,    /* the bytes are `term` if `result` is zero */
};

struct path_cell { /* bytes `off` to `off + size` from a base on */
    uint8_t kind;
    uint32_t base, term, result;
    int64_t off, size;
    uint32_t before;     /* an older one of that base */
    struct path_call by; /* CELL_LOST: the call that may have changed it */
};

struct path_bind { /* a value got another term */
    uint32_t slot, old;
};

struct path_left { /* path_left.h */
    uint32_t word;
    bool changed;
    int64_t number;
};

struct path_lock { /* path_locks.h: was taken, or given back */
    uint32_t lock;
    bool taken;
};

/* What the search that walks the path has asked for; it does not change on the way. */
struct path_rules {
    const struct rir_module *m;
    const struct rir_func *f;
    struct param_store_cache *stores;
    struct runs *runs;     /* what runs at all; NULL: not asked */
    struct leaves *leaves; /* what calls leave behind; NULL: not asked */
    struct words *words;   /* what main has left behind lies there; NULL: not asked */
    const bool *identity; /* per function: its result says which thread calls it; NULL: none does */
    bool same_thread;     /* how comparisons of the calling thread with another one come out */
    const struct rir_insn *start; /* that succeeds; NULL: none is asked about */
    bool strict;                  /* no facts about memory, nothing computed */
    bool by_name; /* pointers come from where the path names them, not out of memory */
};

struct path {
    struct path_rules r;
    struct terms terms;
    VEC(struct path_fact) facts;
    VEC(struct path_cell) cells;
    VEC(struct path_bind) binds;
    VEC(struct path_lock) locks;
    VEC(struct path_left) left; /* from before the task began; all of them are there at the entry */
    VEC(uint32_t) changed;      /* of those, in the order in which they were changed */
    VEC(uint32_t) escapes;      /* terms, in the order in which they escaped */
    uint32_t *env; /* value -> term + 1; 0: not defined yet; one frame behind the other */
    uint32_t nenv;
    struct path_frame { /* of the function that is being run: r.f, or one that it calls */
        const struct rir_func *f;
        uint32_t first, depth;
    } at;
    struct path_call call; /* that was run last */
    bool ended;            /* a call on the path certainly does not return */
    uint32_t budget;       /* so many instructions of callees may still be run */
    uint32_t returned;     /* what the call that was run last gives; RIR_NONE: not known */
};

struct path_mark {
    uint32_t terms, facts, cells, binds, escapes, locks, changed;
};

void path_init(struct path *p);
void path_free(struct path *p);
/* Goes on in a function that is called; returns the frame to come back to. */
struct path_frame path_call_frame(struct path *p, const struct rir_func *f);
/* An empty path: at the entry of a function. */
void path_begin(struct path *p, const struct path_rules *r);

struct path_mark path_mark(const struct path *p);
void path_go_back(struct path *p, struct path_mark to);

static inline struct term *path_term(struct path *p, uint32_t term)
{
    return &p->terms.all.data[term];
}

uint32_t path_value(struct path *p, uint32_t value); /* its term */
bool path_has(const struct path *p, uint32_t value); /* it was defined on the path */
void path_bind(struct path *p, uint32_t value, uint32_t term);
/* A term by what it is computed from: simplified where the operands are known. */
uint32_t path_compute(struct path *p, struct term op);

/* path_condition.c: the condition term is `holds` on this path: adds what that says; false:
 * contradiction. */
bool path_assume(struct path *p, uint32_t cond, bool holds);
/* path_run.c */
void path_run(struct path *p, const struct rir_insn *in);
/* The size of what a parameter points to, by its type; 0: not known. */
int64_t path_pointee_size(const struct rir_module *m, const struct rir_func *f, uint32_t param);
/* path_start.c: what a call that may start a task says, after its result is bound. */
void path_run_start(struct path *p, const struct rir_insn *call);
/* path_call.c: what a call of a function with a body does; true: all of it is known. */
bool path_run_call(struct path *p, const struct rir_insn *call);
/* Along an edge: its condition, then the phis; `again`: the path was in that block before. */
bool path_take_edge(struct path *p, const struct rir_insn *terminator, uint32_t side);
void path_enter_block(struct path *p, uint32_t from, uint32_t to, bool again);

#endif
