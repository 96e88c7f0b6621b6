/* Facts about the terms of a path: what tests have said of them. */
#ifndef FBP_SOLVE_PATH_FACTS_H
#define FBP_SOLVE_PATH_FACTS_H

#include "solve/path.h"

/* "term pred value" is true (holds) or false from now on. False: contradicts what is known. */
bool path_add(struct path *p, uint32_t term, uint8_t pred, bool holds, int64_t value);
/* The number that a term is. */
bool path_known(struct path *p, uint32_t term, int64_t *out);
/* It is none less, and none greater, read as signed numbers, as far as facts say. */
void path_bounds(struct path *p, uint32_t term, int64_t *least, int64_t *most);
/* Some test has compared it as a signed number. */
bool path_read_signed(struct path *p, uint32_t term);
/* Are two pointers equal? False: it is not known. */
bool path_same_object(struct path *p, uint32_t a, uint32_t b, bool *equal);
/* A choice between two values, as far as it is known which. */
uint32_t path_chosen(struct path *p, uint32_t term);

#endif
