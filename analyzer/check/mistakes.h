/* Mistakes in the annotations of the program's own source. */
#ifndef FBP_CHECK_MISTAKES_H
#define FBP_CHECK_MISTAKES_H

#include "check/unit.h"

/* Looks at every unit that was compiled and uses annotations. False if there was a mistake: said,
 * once for a header. */
bool mistakes_find(const struct units *u);

#endif
