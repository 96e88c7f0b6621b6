/* The external symbols of all units: who defines which, who needs which. */
#ifndef FBP_CHECK_SYMBOLS_H
#define FBP_CHECK_SYMBOLS_H

#include "base/intern.h"
#include "base/map.h"
#include "check/unit.h"

struct symbol {
    const char *name;
    VEC(uint32_t) units; /* that define it for others, in their order */
};

struct unit_symbols {
    VEC(uint32_t) defines; /* strongly, or as a common variable */
    VEC(uint32_t) offers;  /* these, and what is weak */
    VEC(uint32_t) needs;   /* not defined here, and not weak */
    bool main, constructors;
};

struct symbols {
    struct intern names;
    struct map index; /* of an interned name */
    VEC(struct symbol) all;
    struct unit_symbols *units; /* one per unit; empty where there is no module */
    uint32_t nunits;
};

void symbols_collect(struct symbols *s, const struct units *u);
void symbols_free(struct symbols *s);

#endif
