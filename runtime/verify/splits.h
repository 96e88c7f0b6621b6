/* Granules whose bytes belong to several tasks. */
#ifndef FBP_VERIFY_SPLITS_H
#define FBP_VERIFY_SPLITS_H

#include "shadow.h"

/* The tag of one byte. */
tag splits_get(uintptr_t address);
/* Have all bytes of [low, high) this tag? Takes no lock. */
bool splits_are(uintptr_t low, uintptr_t high, tag is);
/* Gives exactly the bytes [low, high) this tag: whole granules are stamped, others split. */
void splits_fill(uintptr_t low, uintptr_t high, tag to);
/* ... those of them whose tag is `from`. */
void splits_change(uintptr_t low, uintptr_t high, tag from, tag to);
/* ... those of them whose tag is `good`. */
void splits_fill_if(uintptr_t low, uintptr_t high, bool (*good)(tag, void *), void *context,
                    tag to);
/* The first byte in [low, high) for which `good` says no, with its tag; false: there is none. */
bool splits_find_not(uintptr_t low, uintptr_t high, bool (*good)(tag, void *), void *context,
                     uintptr_t *at, tag *is);
void splits_sweep(tag (*change)(tag));
void splits_reset_lock(void);

#endif
