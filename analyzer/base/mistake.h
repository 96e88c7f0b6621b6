/* Plausible mistakes, which tests switch on to see that something would show them (FBP_MISTAKE=NAME
 * in the environment). Compiled in by the preset "dev" alone; elsewhere there is none. */
#ifndef FBP_BASE_MISTAKE_H
#define FBP_BASE_MISTAKE_H

#include <stdbool.h>

#ifdef FBP_MISTAKES
#define MISTAKE(name) mistake_is_on(name)
#else
#define MISTAKE(name) false
#endif

bool mistake_is_on(const char *name);

#endif
