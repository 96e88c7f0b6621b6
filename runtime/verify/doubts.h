/* What a task was given, where nobody knows whether that is an element of an array or all of it. */
#ifndef FBP_VERIFY_DOUBTS_H
#define FBP_VERIFY_DOUBTS_H

#include "senders.h"
#include "tasks.h"

/* The form of the pointer that is given away, if a caller knew it; else FBP_FORM_UNKNOWN. */
uint64_t doubts_passed(uintptr_t pointer);
/* Could `at`, of unknown form, be an element of the object in [low, high)? */
bool doubts_element(uintptr_t at, uintptr_t low, uintptr_t high, const struct fbp_type *type);
/* The task was lent [low, high), or perhaps only [at, at + bytes) of it. With tasks_hold. */
void doubts_make(struct task *to, uintptr_t low, uintptr_t high, uintptr_t at, uint64_t bytes);
/* What is about to be said of the address, since the task of that number was lent it, is not sure:
 * then it is nobody's from now on. */
bool doubts_end(tag number, uintptr_t address);

#endif
