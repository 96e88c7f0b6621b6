#ifndef FBP_MODEL_LIBRARY_VARIABLES_H
#define FBP_MODEL_LIBRARY_VARIABLES_H

#include "rir/rir.h"

/* Gives the variables of the C library that the program only declares their types. */
void library_variables_type(struct rir_module *m);

#endif
