/* What LLVM-C 19 has no way for: looking through pointers, splitting blocks, whose code an
 * instruction is. edit.cpp is the only C++ of this folder. */
#ifndef FBP_CHECKS_EDIT_H
#define FBP_CHECKS_EDIT_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Splits the block before `before`; what is built before the instruction returned is executed if
 * `condition` holds, which is unlikely. */
LLVMValueRef edit_branch_before(LLVMValueRef before, LLVMValueRef condition);

/* Assembler in front of `before`, which names the address as $0 and may change nothing but flags
 * and the register r11, at the place in the source of `place`. It is no branch: blocks stay what
 * they are. */
void edit_assembler_before(LLVMValueRef before, const char *text, LLVMValueRef address,
                           LLVMValueRef place);

/* What is at the argument of a call of inline assembly, if the assembly has it in memory; NULL: it
 * does not. */
LLVMTypeRef edit_assembler_memory(LLVMValueRef call, unsigned argument, bool *write);

/* The pointer from which `pointer` is reached by constant distances, none of them negative, and
 * that distance. */
LLVMValueRef edit_base(LLVMValueRef pointer, int64_t *distance);
/* The variable with static storage into which a constant address points, and how far; NULL: none.
 */
LLVMValueRef edit_constant_base(LLVMModuleRef module, LLVMValueRef address, uint64_t *distance);
/* The objects, into one of which the pointer points, as far as the function shows; how many. 0:
 * more than `most`. */
unsigned edit_objects(LLVMValueRef pointer, LLVMValueRef *objects, unsigned most);
/* Optimizations do not see any more that uses of the address are of this local variable, so they do
 * not know that it can be read at any time. */
void edit_hide(LLVMValueRef alloca);

/* May anybody but this function know the address of the local variable? */
bool edit_is_shown(LLVMValueRef alloca);

/* The function in the source whose code the instruction is, also where it was inlined: the debug
 * record of it, or NULL. And that of a function. */
LLVMMetadataRef edit_source_function(LLVMValueRef instruction);
LLVMMetadataRef edit_record(LLVMValueRef function);

/* `wrapper` takes its arguments as `function` does, and the call passes them on like that. */
void edit_pass_alike(LLVMValueRef wrapper, LLVMValueRef call, LLVMValueRef function);

/* The function is not put into others. */
void edit_keep_whole(LLVMValueRef function);

/* What is built next stands at the function's own line. */
void edit_place_at_function(LLVMBuilderRef builder, LLVMValueRef function);

/* Where a report shows the instruction: its own place, or, if optimizations took that away, the
 * place of what stands before it in its block. NULL: none. */
LLVMMetadataRef edit_shown_location(LLVMValueRef instruction);

/* Is it a call that can neither give away nor receive an object, and comes back: it writes no
 * memory, or is the library's, touches only what it is given and frees nothing (or an intrinsic of
 * LLVM)? Assembly that may touch memory is none, nor is a fence of the processor. */
bool edit_is_harmless(LLVMValueRef call);

/* The struct of whose member the load or store is by C's rules of aliasing, as far as that is said
 * (a node of !tbaa, one for each struct), how far behind the struct's start the member is, and the
 * struct's tag, not terminated. NULL: no member of a struct with a tag. */
const void *edit_member(LLVMValueRef access, int64_t *offset, const char **tag, size_t *length);

/* May this task learn by it of what another one has done: a fence, an atomic operation that is more
 * than relaxed or changes something, a volatile load? */
bool edit_acquires(LLVMValueRef instruction);

/* Calls `function` when the program or shared object is loaded, once for all units of it. */
void edit_add_constructor(LLVMModuleRef module, LLVMValueRef function);
/* The variables are kept, whole. */
void edit_keep(LLVMValueRef *variables, unsigned n);
/* The variable is kept if and only if `of` is (SHF_LINK_ORDER). */
void edit_keep_with(LLVMValueRef variable, LLVMValueRef of);

/* Leaves lines and names of functions; variables and types go. */
void edit_keep_lines(LLVMModuleRef module);

#ifdef __cplusplus
}
#endif
#endif
