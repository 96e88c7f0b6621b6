/* Checks of loads and stores. */
#ifndef FBP_CHECKS_ACCESS_H
#define FBP_CHECKS_ACCESS_H

#include <llvm-c/Target.h>

#include "base/map.h"
#include "checks/runtime.h"

struct accesses {
    struct runtime *runtime;
    LLVMTargetDataRef target;
    const struct map *believed; /* debug records of functions in which nothing is checked */
    bool switched;              /* checks are off until the program is linked (object/sites.h) */
    const struct map *shared;   /* variables that everybody may write */
    const struct map *structs; /* tags, by their hash: 1: one owner has all of it; 0: perhaps not */
    bool any_handles;          /* tasks have handles that are no numbers of eight bytes */
    uint32_t known, moved;     /* checks that were left out and moved so far (eliminate.h) */
};

void accesses_check(struct accesses *a, LLVMValueRef function);

#endif
