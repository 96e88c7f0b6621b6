/* Loops that step a counter or a pointer, and the places in an array that they come by. */
#ifndef FBP_SOLVE_WALK_H
#define FBP_SOLVE_WALK_H

#include "solve/number.h"

struct walk { /* for (phi = first; ...; phi += step) */
    const struct flow *w;
    uint32_t header, phi;
    uint32_t first; /* RIR_NONE: one of several values */
    int64_t step;   /* of a pointer: in bytes */
};

struct test { /* the loop goes on if `tested` compares so with `bound`; else control gets to `exit`
               */
    uint32_t block, exit;
    struct sum tested; /* its root is the phi */
    enum cast cast;    /* ... made wider so before it is compared */
    uint8_t pred;
    uint32_t bound;
};

struct address {   /* base + off + size * index */
    uint32_t base; /* value, or global index when is_global */
    bool is_global;
    uint32_t value; /* of the base */
    int64_t off, size;
    uint32_t index; /* value; RIR_NONE: none */
};

/* An address of which one number, or the pointer itself, is what a loop may step. */
struct place {
    struct address at;
    struct sum index; /* the number; if there is none, the pointer */
    enum cast cast;   /* of the number: how it is made wider */
};

static inline bool place_is_pointer(const struct place *p)
{
    return p->at.index == RIR_NONE;
}

/* False: the value is not what such a loop steps. */
bool walk_of(const struct flow *w, uint32_t phi, struct walk *k);
bool walk_has(const struct walk *k, uint32_t block);
bool walk_is_in_each_trip(const struct walk *k, uint32_t block);
/* Once per value of the phi: no cycle through the block avoids the header. */
bool walk_is_once_per_trip(const struct walk *k, uint32_t block);
/* Some block that leads into the loop can be reached from it: it may be entered more than once. */
bool walk_is_entered_again(const struct walk *k);
/* A test at the end of the block, in each trip, by which the loop is left. */
bool walk_test(const struct walk *k, uint32_t block, struct test *t);
/* From one instruction, control may get to the other one in the same trip. */
bool walk_comes_later(const struct walk *k, uint32_t from, uint32_t to);

/* False: the address is of another form. */
bool address_of(const struct rir_func *f, uint32_t value, struct address *a);
bool place_of(const struct rir_func *f, uint32_t address, struct place *p);
/* The number, or the pointer, is the same value and constant in both. */
bool place_same_index(const struct place *x, const struct place *y);
/* Both are `delta` bytes from each other whatever the numbers are; false: it depends. */
bool place_distance(const struct place *from, const struct place *to, int64_t *delta);

#endif
