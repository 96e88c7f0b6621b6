/* Interned sets of targets: what a pointer value, or a slot of memory, may refer to.
 *
 * A target is a place inside an abstract node: byte `off`, or, with a stride s > 0, any of the
 * bytes off, off + s, off + 2s, ... (an array element chosen by a variable; s = 1: anywhere).
 *
 * Certainty (ANALYSIS.md, I5), of the statement "the value refers to this very object":
 *   MAY   it cannot be excluded
 *   PATH  so it is on at least one path through the function
 *   SURE  so it is on every path that reaches the point
 *
 * Equal sets of one body are one id, so they compare with ==. Id 0 is the empty set: the value
 * refers to nothing. Which body's sets are made is said beforehand (shelf.h). */
#ifndef FBP_SOLVE_SET_H
#define FBP_SOLVE_SET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "solve/shelf.h"

enum certain { CERT_MAY, CERT_PATH, CERT_SURE };

struct target {     /* laid out so that set.c compares it as two words */
    uint8_t cert;   /* enum certain */
    uint8_t stale;  /* pointers in visible memory changed since: it may not be reachable from there
                       any more */
    uint8_t linked; /* stands for an object that was linked beneath `node`, not for node itself */
    uint8_t unused; /* 0: equal targets are equal bytes */
    uint32_t node;
    int32_t off;
    uint32_t stride;
};

typedef uint32_t set_id;
#define SET_EMPTY 0u

/* What sets become, one by one: what that is, others say (node.c, memory_stale.c). */
enum set_change { SET_COARSENED, SET_STALED, SET_CHANGES };

enum { SET_MAX = 24 }; /* beyond it, offsets of one node are merged */
enum { SUM_MAX = 12 }; /* so many sets are added at once */

struct target_vec {
    struct target *data;
    uint32_t len, cap;
};

struct set_table {
    struct target_set { /* by id, of all bodies */
        const struct target *data;
        uint32_t len;
        uint8_t most;      /* of the certainties of its targets, the highest */
        bool anywhere;     /* all have stride 1 */
        bool kept, marked; /* shelf.c */
    } *sets;
    uint32_t len, cap;
    struct arena kept;
    struct set_shelf *shelf, own; /* where sets are looked for and put; own: of no body */
    uint32_t term;                /* counts what makes results that were computed before invalid */
    struct set_of_one {           /* sets of one target, by a hash of it */
        struct target target;
        set_id set;
        uint32_t term;
    } *ones;
    struct set_pair { /* results computed before in a term, by a hash of what they were computed
                         from */
        set_id a, b, result;
        uint32_t op, term;
    } *known;
    uint32_t nknown; /* a power of two */
    struct set_sum { /* likewise, sums of several sets, in this order */
        set_id of[SUM_MAX], result;
        uint32_t n, term;
    } *sums;
    uint32_t nsums;
};

void set_table_init(struct set_table *t, bool large); /* large: remembers more */
void set_table_settle(struct set_table *t); /* few sets are made from now on: takes less room */
void set_table_free(struct set_table *t);

static inline const struct target *set_get(const struct set_table *t, set_id s, uint32_t *len)
{
    *len = t->sets[s].len;
    return t->sets[s].data;
}

/* Sorts, merges and interns v[0..n); v is overwritten. */
set_id set_make(struct set_table *t, struct target *v, uint32_t n);
/* Likewise, of what is in order already, kept[0..n), as a set has it, and of more[0..m). */
set_id set_with(struct set_table *t, const struct target *kept, uint32_t n, struct target *more,
                uint32_t m);
set_id set_one(struct set_table *t, uint32_t node, int32_t off, uint32_t stride, enum certain cert);

/* The value is a on some paths and b on others (a phi, a join of states). */
set_id set_join(struct set_table *t, set_id a, set_id b);
/* Both, with the certainties as they are. */
set_id set_union(struct set_table *t, set_id a, set_id b);
/* set_union of all of them, one after the other, without keeping what comes in between. */
set_id set_sum(struct set_table *t, const set_id *sets, uint32_t n);
/* A sum of many sets: gather_add() each, as no more certain than `most`; gather_union() is their
 * sum, and gather_join() what set_join() of all would give. */
struct gather {
    set_id sets[SUM_MAX];
    uint32_t n;
    set_id last;
    uint8_t last_most;
    bool any, differ; /* not all sets were the same */
};
void gather_add(struct set_table *t, struct gather *g, set_id s, enum certain most);
set_id gather_union(struct set_table *t, const struct gather *g);
set_id gather_join(struct set_table *t, const struct gather *g);
/* No target of s is more certain than `most`. */
set_id set_demote(struct set_table *t, set_id s, enum certain most);
/* The same objects, at any offset. */
set_id set_anywhere(struct set_table *t, set_id s);
/* Some target of it is that node. */
bool set_has_node(const struct set_table *t, set_id s, uint32_t node);

/* What a loop carries around: of an object with more than a few places, one place with a stride
 * that covers them, so that a pointer that is moved in each round is not followed round by round.
 */
set_id set_stepped(struct set_table *t, set_id s);

/* False: what it becomes is not known; whoever finds it out says so. */
bool set_became(const struct set_table *t, set_id s, enum set_change change, set_id *now);
void set_becomes(struct set_table *t, set_id s, enum set_change change, set_id now);

/* True if the `size` bytes at a (off, stride) and b may overlap. */
bool range_overlap(int32_t aoff, uint32_t astride, int32_t boff, uint32_t bstride, uint32_t size);
uint32_t stride_gcd(uint32_t a, uint32_t b);

#endif
