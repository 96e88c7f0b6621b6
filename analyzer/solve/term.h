/* Terms: what a value is on one path through a function. The value that an instruction defines in
 * another round of a loop is another term. Equal terms are equal values; what is computed in the
 * same way from the same terms is one term.
 *
 * Terms come and go as a stack: going back to where a path was means to forget the later ones. */
#ifndef FBP_SOLVE_TERM_H
#define FBP_SOLVE_TERM_H

#include "base/vec.h"
#include "rir/rir.h"

enum term_kind {
    TERM_NOTHING, /* undefined: no pointer to anything, and nothing is known of it */
    TERM_NUMBER,  /* n */
    TERM_GLOBAL,  /* the address of static object `ref` */
    TERM_FUNC,    /* the address of function `ref` */
    TERM_OWN,     /* an object that a function of the chain of calls has made, or null */
    TERM_STACK,   /* the same, and never null */
    TERM_UNKNOWN, /* a value: a parameter, what was loaded, what a call returned */
    TERM_AT,      /* n bytes behind args[0], which is none such; n is not 0 */
    TERM_OP,      /* instruction `op` (`sub`) of args, with the number n of ELEM */
};

struct path_call {
    uint32_t number; /* among all that were ever run, from 1 on; 0: there is none */
    bool described;  /* of a described function */
};

struct term {
    uint8_t kind, op, sub;
    bool of_thread;   /* depends on which thread calls */
    bool from_static; /* was loaded from a static object */
    bool tracked;     /* OWN, STACK: it is known whether it has escaped */
    bool escaped;     /* others may have been given this pointer */
    uint16_t bits;
    uint32_t ref;
    uint32_t args[3]; /* RIR_NONE: none */
    int64_t n;
    uint32_t cells, facts; /* path_memory.h, path_facts.h: the latest about it; RIR_NONE: none */
    struct path_call by;   /* UNKNOWN: was read where this call may have written */
    uint32_t next;         /* of the same hash */
};

enum { TERM_BUCKETS = 2048 };

struct terms {
    VEC(struct term) all;
    uint32_t buckets[TERM_BUCKETS];
};

void terms_init(struct terms *t);
void terms_free(struct terms *t);
/* Forgets all terms from `len` on. */
void terms_shrink(struct terms *t, uint32_t len);

/* A value that is like no other. */
uint32_t term_fresh(struct terms *t, enum term_kind kind);
uint32_t term_number(struct terms *t, int64_t n);
uint32_t term_named(struct terms *t, enum term_kind kind, uint32_t ref); /* GLOBAL, FUNC */
uint32_t term_at(struct terms *t, uint32_t pointer, int64_t off);
struct term term_op(uint8_t op, uint8_t sub, uint16_t bits);
/* The term of an operation whose operands are filled in. */
uint32_t term_computed(struct terms *t, struct term op);

/* An address is `off` bytes behind a base. */
uint32_t term_base(const struct terms *t, uint32_t address, int64_t *off);

#endif
