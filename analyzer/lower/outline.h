/* What a module declares, without the bodies: functions with their C positions and annotations,
 * variables, source types. For who changes the module itself (checks) and must understand calls as
 * the lowering does. The module is not changed. */
#ifndef FBP_LOWER_OUTLINE_H
#define FBP_LOWER_OUTLINE_H

#include <llvm-c/Core.h>

#include "rir/rir.h"

struct outline; /* opaque; owns the module it describes */

struct outline *outline_new(LLVMModuleRef module);
void outline_free(struct outline *o);

/* Reads the types of all structs that the module describes; else only those that are asked for. */
void outline_read_structs(struct outline *o);

/* Functions, variables and types; no function has instructions. */
struct rir_module *outline_module(struct outline *o);
/* NULL: not a function of the source (an intrinsic, a computed address). Valid until the next
 * function is added. */
const struct rir_func *outline_function(struct outline *o, LLVMValueRef function);
const struct rir_global *outline_global(struct outline *o, LLVMValueRef global); /* or NULL */

/* The operand of `call` that C position `position` of the function `f` is passed as; -1 if it is
 * none, or several. */
int outline_operand(struct outline *o, LLVMValueRef call, const struct rir_func *f, int position);

/* The source type of a parameter, and of what a pointer value points to as far as the variable,
 * member or function says from which it comes; RIR_NONE: not known. Read before any optimization.
 */
uint32_t outline_parameter_type(const struct rir_func *f, int position);
uint32_t outline_pointee(struct outline *o, LLVMValueRef value);
/* The struct and the member of it (its number) that an address computation names; false: none that
 * is known. */
bool outline_member(struct outline *o, LLVMValueRef gep, uint32_t *within, uint32_t *field);
/* The struct that an address computation goes into, and how far, elements counted as the first one;
 * RIR_NONE: none that is known. */
uint32_t outline_layout(struct outline *o, LLVMValueRef gep, uint64_t *distance);
/* The type behind typedefs, NULL for RIR_NONE; and what a pointer type points to. */
const struct rir_type *outline_type(struct outline *o, uint32_t type);
uint32_t outline_pointed(struct outline *o, uint32_t type);

/* rir_pos_key of the position that an instruction has in the source; 0: it has none. At any time,
 * also without an outline. */
uint64_t outline_position_key(LLVMModuleRef module, LLVMValueRef instruction);

/* Assembly without instructions, or with such as touch neither memory nor registers. */
bool outline_is_idle(const char *text, size_t length);

/* The address is that of an array by its name, not of its element 0, which is the same: clang says
 * so by the value's name (-fno-discard-value-names). */
bool outline_is_decayed(LLVMValueRef address);

#endif
