/* What the static analysis says of a place. */
#ifndef FBP_VERIFY_ASKED_H
#define FBP_VERIFY_ASKED_H

#include "symbols.h"

struct question {
    bool violation; /* it was found; else it could not be ruled out */
    const char *kind, *id, *text, *help;
};

/* The question of the place; false: there is none, or none is known. */
bool asked_at(const struct place *place, struct question *question);
/* Does the user accept the kind there (0: global-write)? `lost`: the place is only near. */
bool asked_accepts(const struct place *place, bool lost, unsigned kind);

#endif
