/* Structs, as far as memory is told apart by them (spots.h): which are the same, which begin alike,
 * and which member lies at a byte. */
#ifndef FBP_SOLVE_STRUCTS_H
#define FBP_SOLVE_STRUCTS_H

#include "solve/spots.h"

/* Fills in canon and merged. */
void structs_find(struct spots *s, const struct phase_a *a);

struct located {  /* a byte of a type */
    uint64_t off; /* the same in the first elements of all arrays around it */
    uint32_t in;  /* the innermost struct around it; RIR_NONE: none */
    uint64_t in_off;
    uint32_t type;                     /* what begins there, if anything: the outermost */
    bool in_union, in_array, is_union; /* a union itself is a member like others */
};

/* False: there is no such member. */
bool struct_locate(const struct spots *s, uint32_t type, uint64_t off, struct located *out);
/* The struct that stands for all that have this member in common. */
uint32_t struct_of_member(const struct spots *s, uint32_t type, uint64_t off);
/* Does a begin with a b? */
bool struct_begins_with(const struct spots *s, uint32_t a, uint32_t b);
/* Do two structs have one member at that byte? */
bool struct_shares_member(const struct spots *s, uint32_t a, uint32_t b, uint64_t off);
/* The member that begins there looks the same in both, and so do those before it. */
bool struct_looks_like(const struct spots *s, uint32_t a, uint32_t b, uint64_t off);

#endif
