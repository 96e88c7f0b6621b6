/* Counted loops, and addresses of the elements that they go through. */
#ifndef FBP_SOLVE_COUNTED_H
#define FBP_SOLVE_COUNTED_H

#include "solve/body.h"

struct counted { /* for (i = first; i < bound; i += step) */
    uint32_t header, latch, exit, body, phi;
    uint32_t bound, first;
    int64_t step;
    uint8_t pred;
};

/* An address of the form base + ... + counter * size + ...; everything else constant. */
struct shape {
    uint32_t base; /* value, or global index when is_global */
    bool is_global;
    int64_t off, size;
    uint32_t counter; /* the phi */
};

/* The loop of which a value is the counter; false: of none. */
bool counted_of(const struct flow *w, uint32_t counter, struct counted *c);
bool counted_same_range(struct solver *s, uint32_t func, const struct counted *a,
                        const struct counted *b);
bool counted_same_number(struct solver *s, uint32_t func, uint32_t a, uint32_t b);
bool counted_in_each_trip(const struct flow *w, const struct counted *c, uint32_t block);
bool counted_once_per_trip(const struct flow *w, const struct counted *c, uint32_t block);
bool counted_entered_again(const struct flow *w, const struct counted *loop);
uint32_t counted_through_casts(const struct rir_func *f, uint32_t value);

/* False: the address is of another form. */
bool shape_of(const struct rir_func *f, uint32_t value, struct shape *s);
bool shape_same(const struct shape *a, const struct shape *b);

#endif
