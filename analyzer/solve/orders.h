/* How the writes of findings are ordered: by nothing, by a lock, by being atomic (DESIGN.md,
 * section 2). Hints: they are added to findings and change none. */
#ifndef FBP_SOLVE_ORDERS_H
#define FBP_SOLVE_ORDERS_H

#include "solve/judge.h"
#include "solve/locks.h"

enum { ORDER_LOCKS = 16 }; /* at most so many are told at one place */

struct order_write { /* one access or event that is not proved, in one context */
    uint32_t ctx, insn;
    uint32_t value;  /* its address, RIR_NONE: none */
    uint32_t callee; /* a function with hidden static state, or RIR_NONE */
    struct target at;
    bool has_target;
    uint32_t ids, nids; /* locks held: ids[ids .. ids + nids) */
};

struct order_object { /* a part of memory that writes are compared on */
    uint8_t kind;     /* static object, memory class, hidden state */
    uint32_t id;      /* global, class, function */
    uint32_t type;    /* class: the struct that lo and hi count in, or RIR_NONE */
    int64_t lo, hi;   /* bytes */
    bool by_main;     /* written by main */
};

struct order_cell { /* all writes of one object: the locks that are held at each of them */
    struct order_object object;
    uint32_t ids, nids;
    uint32_t next; /* cell of the same static object, class, function; RIR_NONE */
};

struct order_held {
    uint32_t ids[ORDER_LOCKS], n;
    bool any;
};

struct orders {
    struct contexts *x;
    struct locks *l; /* NULL: the program takes no lock */
    VEC(struct order_write) writes;
    VEC(struct order_cell) cells;
    VEC(uint32_t) ids;
    struct map index; /* of cells, by object */
    struct map first; /* the same by kind and id alone */
    VEC(struct order_held) answers;
    struct map answered; /* object -> answer */
    struct map parts;    /* type << 32 | type -> whether the second is in the first */
};

struct order { /* of a finding */
    enum ordering ordering;
    const struct lock_path
        *lock;     /* locked: one that is held at every place that writes the object */
    bool whole;    /* ... and at every place that writes any part of the static object it is in */
    uint32_t type; /* struct the write is in, if that is known, or RIR_NONE */
    const uint32_t *held; /* locks held at this write, valid until the next is noted */
    uint32_t nheld;
};

void orders_init(struct orders *o, struct contexts *x, struct locks *l);
void orders_free(struct orders *o);

/* Returns the number of the write. */
uint32_t orders_note_access(struct orders *o, uint32_t ctx, const struct access *a,
                            const struct judgement *j);
uint32_t orders_note_event(struct orders *o, uint32_t ctx, const struct event *v,
                           const struct judgement *j);

/* After all are noted. `end`: what the write's target is at the top of the chain of calls, in a
 * body (NULL: not known). */
struct order orders_of(struct orders *o, uint32_t write, const struct body *top, struct target end);

#endif
