/* Is an indirect call meant for a function, going by its type in the source? Evidence only: a call
 * of a function of another type happens (casts), so nothing is proved by this. */
#ifndef FBP_SOLVE_FITS_H
#define FBP_SOLVE_FITS_H

#include "rir/rir.h"

enum fit {
    FITS_NOT,
    FITS_LOOSELY, /* not known, or a void * or char * stands for another pointer */
    FITS,
};
enum fit fit_by_type(const struct rir_module *m, const struct rir_func *caller,
                     const struct rir_insn *call, const struct rir_func *callee);

/* False: the types are known and not compatible (C17 6.7.6.3 paragraph 15, loosely: void * and char
 * * stand for any pointer, numbers for numbers of the same size). */
bool fits_by_type(const struct rir_module *m, const struct rir_func *caller,
                  const struct rir_insn *call, const struct rir_func *callee);

#endif
