/* What a function that is called knows when it begins, from the end of a path in its caller: what
 * its parameters are, what is known to lie behind them, and facts about all of this. Compared as
 * bytes: no padding. */
#ifndef FBP_SOLVE_PATH_ENTRY_H
#define FBP_SOLVE_PATH_ENTRY_H

#include "base/arena.h"
#include "solve/path.h"

struct entry_term { /* by its number in the list; its operands come before it */
    uint32_t kind;  /* enum term_kind */
    uint32_t ref;   /* of GLOBAL, FUNC */
    uint32_t op, sub, bits, args[2];
    uint32_t tracked; /* OWN, STACK: 1, and 2 if it has escaped; else 0 */
    int64_t n;
};

struct entry_param {
    uint32_t value, term;
};

struct entry_cell {
    uint32_t kind; /* enum path_cell_kind: VALUE or ZERO */
    uint32_t base, term, unused;
    int64_t off, size;
};

struct entry_fact {
    uint32_t term, pred, holds, unused;
    int64_t value;
};

struct entry_left { /* a word of a static object holds what it held when the task began */
    uint32_t word, unused;
    int64_t number;
};

struct entry_facts {
    const struct entry_term *terms;
    const struct entry_param *params;
    const struct entry_cell *cells; /* the latest first */
    const struct entry_fact *facts;
    const uint32_t *locks; /* held */
    const struct entry_left *left;
    uint32_t nterms, nparams, ncells, nfacts, nlocks, nleft;
};

enum {
    ENTRY_TERMS = 48,
    ENTRY_PARAMS = 16,
    ENTRY_CELLS = 64,
    ENTRY_FACTS = 48,
    ENTRY_LOCKS = 4,
    ENTRY_LEFT = 16
};

struct entry_buffer {
    struct entry_term terms[ENTRY_TERMS];
    struct entry_param params[ENTRY_PARAMS];
    struct entry_cell cells[ENTRY_CELLS];
    struct entry_fact facts[ENTRY_FACTS];
    uint32_t locks[ENTRY_LOCKS];
    struct entry_left left[ENTRY_LEFT];
    uint32_t origin[ENTRY_TERMS]; /* the term of the path; not compared */
    uint32_t nterms, nparams, ncells, nfacts, nlocks, nleft;
};

/* `own`: bit i: of argument i (IR) it is known that its object is one that the caller has made. */
void path_pass(struct path *p, const struct rir_insn *call, const struct rir_func *callee,
               uint32_t own, struct entry_buffer *out);
void path_enter_function(struct path *p, const struct entry_facts *e);

struct entry_facts entry_of(const struct entry_buffer *b);
struct entry_facts entry_copy(struct arena *a, const struct entry_facts *e);
bool entry_same(const struct entry_facts *a, const struct entry_facts *b);
uint64_t entry_hash(const struct entry_facts *e);

#endif
