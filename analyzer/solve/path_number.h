/* Numbers as instructions compute them: of up to 64 bits, kept with their sign extended. */
#ifndef FBP_SOLVE_PATH_NUMBER_H
#define FBP_SOLVE_PATH_NUMBER_H

#include "rir/rir.h"

/* The lowest bits, with their sign, and without; 0 bits: all. */
int64_t number_cut(int64_t value, uint32_t bits);
uint64_t number_low(int64_t value, uint32_t bits);
/* pred: a comparison of integers. */
bool number_compare(uint8_t pred, int64_t a, int64_t b);
/* False: not one of those that are computed. */
bool number_bin(uint8_t sub, uint32_t bits, int64_t a, int64_t b, int64_t *out);

#endif
