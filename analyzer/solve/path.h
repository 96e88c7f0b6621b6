/* What is known on one path through a function: facts about values and about memory with a constant
 * address, which way phis went, and which object a pointer is. Evidence only (ANALYSIS.md, I5), but
 * for a *strict* path: what that says of values nothing can change. */
#ifndef FBP_SOLVE_PATH_H
#define FBP_SOLVE_PATH_H

#include "rir/rir.h"

enum { MAX_FACTS = 48, MAX_ZEROED = 4 };

/* "root pred value" is true (holds), or false. Compared as bytes, like all of an entry: no padding.
 */
struct path_fact {
    uint64_t root;
    uint32_t pred; /* enum rir_pred: EQ, NE, or another comparison */
    uint32_t holds;
    int64_t value;
};

enum path_object_kind {
    OBJECT_NONE,
    OBJECT_GLOBAL, /* byte `off` of static object `ref` */
    OBJECT_FUNC,   /* function `ref` */
    OBJECT_OWN,    /* one that a function of the chain has made, or null */
    OBJECT_STACK,  /* the same, and never null */
};

struct path_object {
    uint32_t kind; /* enum path_object_kind */
    uint32_t ref;
    int64_t off;
};

struct given { /* what a parameter is */
    struct path_object object;
    uint32_t value;
    uint32_t zeroed; /* the object has just been filled with zeros */
};

/* What is known at the entry of a function that is called. */
struct entry_facts {
    const struct path_fact *facts;
    const struct given *given;
    uint32_t nfacts, ngiven;
};

struct choice { /* what a phi was on this path */
    uint32_t phi, value;
};

struct path {
    struct path_fact facts[MAX_FACTS];
    uint32_t nfacts;
    bool behind;    /* some fact is about memory behind a pointer */
    uint64_t roots; /* a bit, by a hash, for each root that has facts: most have none */
    struct choice choices[MAX_FACTS];
    uint32_t nchoices;
    struct zeroed {
        uint64_t root; /* of a pointer into what was filled with zeros */
        bool spent;    /* passed to a function: what it points to may have changed, not what lies
                          in the elements behind it */
    } zeroed[MAX_ZEROED];
    uint32_t nzeroed;
    bool started;     /* the start that a query asks about was passed */
    bool strict;      /* no facts about memory, none through casts that change the value */
    bool same_thread; /* how comparisons of the calling thread with another one come out */
    const struct rir_module *m;
    const bool *identity;      /* per function: its result says which thread calls it */
    const struct given *given; /* of the entry */
    uint32_t ngiven;
};

/* Facts and choices beyond those in use are never looked at. */
void path_copy(struct path *to, const struct path *from);
/* False: contradicts what is known. */
bool path_add(struct path *p, struct path_fact n);
void path_enter_function(struct path *p, const struct entry_facts *e);

/* Through casts, and through phis as this path chose. */
uint32_t path_plain(const struct rir_func *f, const struct path *p, uint32_t value);
/* The condition value is `holds` on this path: adds what that says; false: contradiction. */
bool path_assume(const struct rir_func *f, struct path *p, uint32_t cond, bool holds);
void path_run(const struct rir_func *f, struct path *p, const struct rir_insn *in);
/* path_call.c: what a call of a function with a body leaves behind its arguments. */
void path_run_call(const struct rir_func *f, struct path *p, const struct rir_insn *call);
/* Along an edge: its condition, then the phis. */
bool path_take_edge(const struct rir_func *f, struct path *p, const struct rir_insn *terminator,
                    uint32_t side);
void path_enter_block(const struct rir_func *f, struct path *p, uint32_t from, uint32_t to);

/* The number that a value is. */
bool path_known(const struct rir_func *f, const struct path *p, uint32_t value, int64_t *out);
/* The root of what lies at an address; the same `off` bytes on; and what is stored there. */
uint64_t path_place(const struct rir_func *f, const struct path *p, uint32_t address);
uint64_t path_root_behind(uint64_t root, int64_t off);
void path_set(struct path *p, uint64_t root, bool is_known, int64_t value);

/* What the callee of a call knows of its parameters: filled from the end of the path in the caller;
 * `own` says of which arguments (IR) nobody else can reach the object. */
struct entry_buffer {
    struct path_fact facts[MAX_FACTS];
    struct given given[16];
    uint32_t nfacts, ngiven;
};
void path_pass(const struct rir_func *f, const struct path *p, const struct rir_insn *call,
               const struct rir_func *callee, uint32_t own, struct entry_buffer *out);

#endif
