/* Which elements of an array a loop comes by. */
#ifndef FBP_SOLVE_RANGE_H
#define FBP_SOLVE_RANGE_H

#include "solve/unchanged.h"

struct visit { /* in a trip of a loop, of which one test is looked at, an instruction uses a place
                */
    struct place place;
    struct walk walk;
    struct address first; /* of a pointer that is stepped: where it starts */
    struct test test;
    bool before; /* the place is used before the test */
};

/* False: not a place in an array that a loop walks along. `test` is not set. */
bool visit_of(const struct flow *w, uint32_t address, struct visit *v);
/* Looks at the test at the end of `test`, for an instruction in `block`. */
bool visit_by_test(struct visit *v, uint32_t block, uint32_t test);

/* Every place that `some` comes by, `all` does, if it is left by its test: each trip uses its place
 * in the latter, at most once in the former. From some to all is the stretch. */
bool range_is_covered(const struct stretch *t, const struct visit *some, const struct visit *all);
/* The array, its elements, and where in them: the same in both. */
bool range_same_base(const struct stretch *t, const struct address *a, const struct address *b);
bool range_same_array(const struct stretch *t, const struct visit *x, const struct visit *y);

/* From which number the walk starts, and up to which it goes, that one not among them. */
struct range {
    struct number lo, hi;
    bool one; /* a first element is there in any case */
};
/* Not less than what the walk comes by (wide), or not more; false: not known. */
bool range_of(const struct visit *v, bool wide, struct range *r);
/* The loop is left by the visit's test alone. */
bool range_ends_by_test(const struct visit *v);
bool range_le(const struct stretch *t, const struct number *a, const struct number *b);

/* elements.c: in each trip of a loop around the block the index of the place is another one. */
bool elements_step_once(const struct flow *w, const struct place *p, uint32_t block,
                        struct walk *loop);

#endif
