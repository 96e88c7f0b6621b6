/* Sends, receives, freezes, starts and joins: what the run time is told of. */
#ifndef FBP_CHECKS_EVENTS_H
#define FBP_CHECKS_EVENTS_H

#include <llvm-c/Target.h>

#include "checks/packet_types.h"
#include "model/model.h"

struct events {
    struct runtime *runtime;
    struct outline *outline;
    struct packet_types *types;
    LLVMTargetDataRef target;
    const struct model_set *own; /* models of the user's; NULL: none */
    bool switched;               /* what is not needed is switched off at the link */
    VEC(LLVMValueRef) entries;   /* needed.c */
    struct map extents;          /* extents.c */
    VEC(LLVMValueRef) lent; /* local variables of the function at hand that a start was given */
};

/* In all functions of the module that are checked. */
void events_insert(struct events *e);

/* E4: what the pointer leads to may be lent, and if it is a local variable the loan ends with the
 * frame of the function at hand. False: that cannot be told at its returns, or it is not known what
 * it is. */
bool events_lend(struct events *e, LLVMValueRef given, int depth);
enum { EVENTS_DEPTH = 4 };

/* A body of its own: not one that is only shown for inlining. */
bool events_has_body(LLVMValueRef function);

/* It is annotated, or described by a model, so that its calls are events. */
bool events_gives_or_takes(const struct rir_func *f);

/* A function whose body is believed (FBP_TRUSTED), or is not this unit's: nothing in it is checked.
 */
bool events_is_believed(struct events *e, LLVMValueRef function);

#endif
