/* Locks in one function: what is held at each point, and what a call of it does. */
#ifndef FBP_SOLVE_LOCK_FLOW_H
#define FBP_SOLVE_LOCK_FLOW_H

#include "solve/locks.h"

enum { LOCK_FACTS = 64, LOCK_ENTRIES = 16, LOCK_VALUES_SEEN = 1024 };

struct lock_fact { /* "this lock is held", or "... if `cond` is (not) zero" */
    uint32_t path;
    uint32_t cls;  /* phase A: the class it lies in, or RIR_NONE */
    uint32_t cond; /* value, RIR_NONE: no condition */
    bool zero;
    bool shared; /* for reading */
    bool entry;  /* the caller took it */
};

enum lock_when { LOCK_ALWAYS, LOCK_ZERO, LOCK_NONZERO };

struct lock_held { /* in terms that other functions understand */
    uint32_t path, cls;
    uint8_t when; /* enum lock_when: the result of the function */
    bool shared;
};

struct lock_func {
    VEC(struct lock_fact) facts; /* a set of facts is a word, bit by index */
    uint64_t named;              /* the values that they name, modulo 64, a bit each */
    uint64_t *in[2];             /* per role and block; NULL: nothing is held anywhere */

    /* what a call does */
    bool silent; /* nothing */
    bool solved; /* false: in a cycle, not reached yet; such a call does not return */
    bool returns;
    bool releases_any;
    uint32_t solved_at, changed_at; /* what a call does: was found last, changed last; 0: never */
    VEC(struct lock_held) held;     /* by the caller, after the call */
    VEC(struct lock_held) released; /* locks that the caller may have held before */
    bool has_result;
    struct lock_path result; /* the pointer it returns, unless that is null */

    /* what all calls hold; per role */
    bool reached[2], dirty[2];
    VEC(struct lock_held) entry[2];
};

struct locks {
    const struct rir_module *m;
    const struct phase_a *a;
    struct flow *const *flows;
    struct lock_paths paths;
    struct lock_func *funcs;
    struct arena arena;
    uint32_t now;            /* counts summaries that were made */
    uint64_t epoch;          /* begins anew when what a callee returns may have changed; never 0 */
    struct lock_value_seen { /* answers of lock_path_of(), by a hash of the question */
        uint64_t epoch;
        uint32_t func, value;
        struct lock_path path;
    } *seen;
    struct { /* the last question: the next one is mostly about the same block, further down */
        uint32_t func, insn;
        int role;
        uint64_t state;
    } asked;
};

/* What a pass over a function does besides. */
struct lock_pass {
    struct locks *l;
    uint32_t func;
    int role;     /* index of entry[] and in[] */
    bool summary; /* with nothing held at entry: collect what a call does */
    uint64_t *in; /* per block */
    bool dead;    /* control does not get here */
    /* the state in front of a call that may reach `callee`; `call` is RIR_NONE for callbacks */
    void (*at_call)(struct lock_pass *p, uint32_t callee, uint32_t call, uint64_t state);
};

static inline const struct rir_func *lock_function(const struct lock_pass *p)
{
    return &p->l->m->funcs.data[p->func];
}

static inline struct lock_func *lock_facts(const struct lock_pass *p)
{
    return &p->l->funcs[p->func];
}

static inline const struct rir_insn *lock_def(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
}

/* lock_flow.c */
void lock_flow_solve(struct lock_pass *p, uint64_t at_entry);  /* fills p->in */
uint64_t lock_flow_before(struct lock_pass *p, uint32_t insn); /* after all is solved */
uint64_t lock_flow_block(struct lock_pass *p, uint32_t block, uint64_t st); /* through all of it */
/* On the edge to the successor number `side`. */
uint64_t lock_flow_edge(struct lock_pass *p, uint32_t from, uint32_t side, uint64_t st);
/* What is held, too, if `value` is (zero) or is not zero. */
uint64_t lock_assume(struct lock_pass *p, uint64_t st, uint32_t value, bool zero);
uint64_t lock_fact_bit(struct lock_pass *p, const struct lock_fact *fact); /* 0: too many */
bool lock_is_primitive(const struct rir_func *f); /* a model says that it takes or releases */

/* lock_value.c */
struct lock_path lock_path_of(const struct locks *l, uint32_t func, uint32_t value);
/* The operand passed for IR parameter i, RIR_NONE if there is none. */
uint32_t lock_actual(const struct rir_insn *call, uint32_t i);

/* lock_summary.c */
void lock_summarize(struct lock_pass *p); /* after the fixpoint with nothing held at entry */

#endif
