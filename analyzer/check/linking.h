/* Linking one program out of all units: which of them it takes. */
#ifndef FBP_CHECK_LINKING_H
#define FBP_CHECK_LINKING_H

#include "check/symbols.h"

struct linking {
    const struct units *u;
    const struct symbols *s;
    struct map group_mains; /* hash of a group to the number of its units with main */
    struct map said;        /* choices that were reported: hash of the two objects */
    uint32_t unsaid;        /* further ones, beyond what anybody wants to read */
    /* of the program at hand */
    const struct object *seed; /* main's object; NULL: none is known */
    uint32_t main;             /* RIR_NONE: a library */
    uint8_t *taken, *defined;  /* per unit; per symbol: 0, WEAKLY, STRONGLY */
    struct map groups;         /* hashes of the groups of what was taken */
    VEC(uint32_t) order;       /* units that were taken */
};

void linking_begin(struct linking *l, const struct units *u, const struct symbols *s);
void linking_end(struct linking *l); /* says how many choices were not reported */

/* The units of the program whose `main` is in that unit, compiled into `seed`; `link`: the command
 * that links it, or NULL. The result is in l->order until the next call. */
void linking_program(struct linking *l, uint32_t main, const struct object *seed,
                     const struct link *link);

/* Adds to the program all units that define nothing a second time. */
void linking_rest(struct linking *l);

/* All units without main; of copies that define the same, the first. */
void linking_library(struct linking *l);

/* Is the object one of those that the command links, or what it makes? */
bool linking_lists(const struct link *link, const struct object *object);

#endif
