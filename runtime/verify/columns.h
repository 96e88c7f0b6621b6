/* The columns of a place in the code: libbacktrace tells lines alone. */
#ifndef FBP_VERIFY_COLUMNS_H
#define FBP_VERIFY_COLUMNS_H

#include "symbols.h"

/* Fills in the columns of the n places of one address, innermost first. */
void columns_find(struct place *places, size_t n, uintptr_t pc);

#endif
