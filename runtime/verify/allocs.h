/* Where blocks were allocated, for reports. */
#ifndef FBP_VERIFY_ALLOCS_H
#define FBP_VERIFY_ALLOCS_H

#include <stdbool.h>
#include <stdint.h>

enum { ALLOC_FRAMES = 4 };
struct alloc {
    uint64_t by; /* the task's serial; UINT64_MAX: a thread that nobody announced */
    uintptr_t places[ALLOC_FRAMES];
};

void allocs_note(uintptr_t start, uintptr_t place);
/* Who knows it where we do not; NULL: nobody. */
extern int (*allocs_ask)(uintptr_t start, uintptr_t *places, int most);
bool allocs_find(uintptr_t start, struct alloc *found);

#endif
