/* Places in memory as phase A sees them: so many bytes at a set of offsets in a class. */
#ifndef FBP_SOLVE_PA_PLACE_H
#define FBP_SOLVE_PA_PLACE_H

#include "solve/pa.h"

struct pa_place {
    uint32_t root; /* class */
    struct pa_off off;
    int64_t bytes; /* at each of the offsets */
};

/* The place at the pointers of a cell; false: they point to nothing. */
bool pa_place_at(struct phase_a *a, uint32_t cell, int64_t bytes, struct pa_place *out);
/* The words that one slot of a class stands for. */
struct pa_place pa_place_of_slot(const struct phase_a *a, uint32_t root, int64_t key);
/* May they have a byte in common? Both are in one class. */
bool pa_place_meets(const struct pa_place *x, const struct pa_place *y);
/* The next slot that it may meet, from the *i-th of its class on; its cell. False: no more. */
bool pa_place_next_slot(const struct phase_a *a, const struct pa_place *p, uint32_t *i,
                        uint32_t *cell);
/* Is every byte of it in a word that has a slot? */
bool pa_place_has_slots(const struct phase_a *a, const struct pa_place *p);
/* What lies at `src` is copied to `dst`, `size` bytes of it: where a copy of `part` may lie. False:
 * it is not copied. */
bool pa_place_copied(const struct pa_place *src, const struct pa_place *part,
                     const struct pa_place *dst, struct pa_place *out);

#endif
