/* Which accesses of a function need a check of their own, and which another check answers for. */
#ifndef FBP_CHECKS_ELIMINATE_H
#define FBP_CHECKS_ELIMINATE_H

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

struct access {
    LLVMValueRef inst, pointer;
    LLVMValueRef base; /* from which the pointer is reached by a constant distance */
    int64_t distance;
    const void *of;      /* the struct, of which it is a member that has the owner of all of it, */
    int64_t offset;      /* and how far it is from its start; NULL: not known to be one */
    LLVMValueRef length; /* a number that may be 0: then nothing is touched; NULL: never */
    uint64_t bytes;
    bool write, named; /* named: a variable by its name */
    uint32_t places;   /* that it answers for: the first of a chain; its user's */

    LLVMValueRef before; /* what the check stands in front of */
    bool moved;          /* to the end of a block: the pointer is base and distance */
    bool answered;       /* it needs none */
    uint32_t block, epoch, fact, earlier;
};

/* A block, with the epochs at its start and end. */
struct span {
    LLVMBasicBlockRef block;
    uint32_t first, last;
};

/* The accesses of one function that may need a check, in the order of its code. */
struct elimination {
    VEC(struct access) list;
    VEC(struct span) blocks;
    uint32_t epoch;
    uint32_t known, moved; /* how many were answered for: A4; A8 */
};

void eliminate_block(struct elimination *e, LLVMBasicBlockRef block); /* the next one */
void eliminate_add(struct elimination *e, struct access x);
void eliminate_end(
    struct elimination *e); /* here nothing that was checked before is known (A6, A7) */

/* Is told each check that answers for an access. */
typedef void eliminate_answer(void *ctx, struct access *by, const struct access *x);

/* Decides, behind the last one; new checks are behind those in the list. `answer` may be NULL. */
void eliminate_run(struct elimination *e, eliminate_answer *answer, void *ctx);
void eliminate_free(struct elimination *e);

#endif
