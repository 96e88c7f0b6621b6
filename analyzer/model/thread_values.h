/* Bodies for the functions that keep a value for each thread. */
#ifndef FBP_MODEL_THREAD_VALUES_H
#define FBP_MODEL_THREAD_VALUES_H

#include "rir/rir.h"

/* Gives each function of `m` that has the annotation `thread_value` and no body one. */
void thread_values_define(struct rir_module *m);

#endif
