/* The programs among the units of a run, each with what a linker would take for it. */
#ifndef FBP_CHECK_PROGRAMS_H
#define FBP_CHECK_PROGRAMS_H

#include "check/symbols.h"

struct program {
    const char *name;    /* of the target if it is known, else after the file with main */
    const char *shown;   /* the unit that defines main; of a library: its first unit */
    VEC(uint32_t) units; /* in the order in which definitions count */
    bool library;        /* any task may call what it exports */
};

struct programs {
    struct arena arena;
    VEC(struct program) v;
    uint32_t unused;          /* units that no program takes */
    const char *first_unused; /* the name of one */
    bool chosen;              /* by --program */
};

/* Finds the programs that are to be checked, and says what had to be chosen. False: --program names
 * one that is not there (said). */
bool programs_find(struct programs *p, const struct units *u, const struct options *o);
void programs_free(struct programs *p);

void programs_list(FILE *out, const struct programs *p);

#endif
