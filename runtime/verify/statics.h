/* Static data: what lies in segments of loaded objects, and the variables that instrumented units
 * declare. */
#ifndef FBP_VERIFY_STATICS_H
#define FBP_VERIFY_STATICS_H

#include <stdbool.h>
#include <stdint.h>

#include "abi.h"
#include "shadow.h"

/* Looks again which objects are loaded. */
void statics_refresh(void);
bool statics_contain(uintptr_t address);
/* What nobody can write (code, literals, tables of libraries), and the part of it that is one. */
bool statics_constant(uintptr_t address, uintptr_t *low, uintptr_t *high);
/* The variable at the address; NULL: of code that was not compiled with fbp-cc. */
const struct fbp_global *statics_variable(uintptr_t address);
/* Of all code, compiled by whom ever. */
void statics_each_segment(void (*call)(uintptr_t low, uintptr_t high, void *), void *context);
void statics_each(void (*call)(const struct fbp_global *, void *), void *context);
void statics_reset_lock(void);

#endif
