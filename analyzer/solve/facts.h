/* What is known of numbers at a point: a constant, or a class (zero, negative, positive, and what
 * these add up to: non-zero, null, non-null ...). Null is the address 0. */
#ifndef FBP_SOLVE_FACTS_H
#define FBP_SOLVE_FACTS_H

#include "base/vec.h"
#include "rir/rir.h"

enum { SIGN_NEGATIVE = 1, SIGN_ZERO = 2, SIGN_POSITIVE = 4, SIGN_ANY = 7 };

struct known {
    uint8_t signs; /* SIGN_ bits: which of them are possible; none: contradiction */
    bool exact;    /* it is `value` */
    int64_t value; /* as a signed number; of an i1, 0 or 1; 0 unless exact */
};

struct fact {
    uint32_t value;
    struct known is; /* never "anything" */
};

struct fact_vec { /* sorted by value */
    struct fact *data;
    uint32_t len, cap;
};

/* Which values facts are kept about, and where they are read again: tested.h. */
struct tested;

struct known known_any(void);
struct known known_signs(unsigned signs);
struct known known_constant(struct rir_scalar type, int64_t value);
struct known known_when(enum rir_when when, bool holds); /* a result that is as `when` says */
bool known_same(struct known a, struct known b);
struct known known_join(struct known a, struct known b); /* one of the two */
struct known known_meet(struct known a, struct known b); /* both */
struct known known_without_constant(struct known k);

const struct known *facts_find(const struct fact_vec *v, uint32_t value);
void facts_put(struct fact_vec *v, uint32_t value, struct known is); /* "anything" removes */
void facts_remove(struct fact_vec *v, uint32_t value);
void facts_copy(struct fact_vec *to, const struct fact_vec *from);
bool facts_same(const struct fact_vec *a, const struct fact_vec *b);
bool facts_join(struct fact_vec *into, const struct fact_vec *from); /* true: less is known */

struct facts { /* of one function, at one point */
    const struct rir_module *m;
    const struct rir_func *f;
    const struct tested *tested;
    struct fact_vec *v;
};

/* What the facts say of a value, through pure operations. */
struct known facts_eval(const struct facts *x, uint32_t value);
/* The value is as `is` says: adds what follows. False: that contradicts the facts. */
bool facts_assume(struct facts *x, uint32_t value, struct known is);
/* Control leaves a block by successor `side` of its terminator. False: it cannot. */
bool facts_assume_edge(struct facts *x, const struct rir_insn *terminator, uint32_t side);

#endif
