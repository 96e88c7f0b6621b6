/* packet-leak: what a task leaves behind that nothing refers to. */
#ifndef FBP_VERIFY_LEAKS_H
#define FBP_VERIFY_LEAKS_H

#include "tasks.h"

/* The task returns `result`, at `place`; `frame` is that of the run time's caller. Nothing unless
 * leaks=1. The caller is inside and holds no lock. */
void leaks_report(struct task *task, uintptr_t place, uintptr_t frame, void *result);

#endif
