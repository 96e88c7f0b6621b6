/* The form of a pointer (DESIGN section 2): `&jobs[i]` and `jobs + i` name an element: a struct, a
 * row, a number of more than a byte (a pointer into text is one to the text). A variable by its
 * name is the variable; anything else is the block. The name of a local array alone is the array:
 * clang calls its address "arraydecay", and that of an element "arrayidx". If it was told to give
 * no names, the first element is one only where another one is given away as well. Of a static
 * array of structs or arrays the name is the first element's (docs/rir.md: a start).
 *
 * A pointer in a local variable has the form that was stored there; where several were, the element
 * counts: `for (p = jobs; p < end; p++)` gives away elements.
 *
 * What a parameter, another function's result or memory denotes is not known here, but often to who
 * called (passed.c); the run time decides (R23). Functions that only make blocks give blocks. */
#include "checks/forms.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lower/outline.h"
#include "verify/abi.h"

enum { DEPTH = 4 };

static bool is_struct(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMStructTypeKind;
}

/* The type that the last index selects, if it is an element of an array; else NULL. */
static LLVMTypeRef selected_element(LLVMValueRef gep)
{
    LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
    int n = LLVMGetNumOperands(gep);
    bool array = true;
    for (int i = 2; i < n; i++) {
        array = LLVMGetTypeKind(type) == LLVMArrayTypeKind;
        if (array) {
            type = LLVMGetElementType(type);
        } else if (is_struct(type) && LLVMIsAConstantInt(LLVMGetOperand(gep, (unsigned)i))) {
            unsigned member = (unsigned)LLVMConstIntGetZExtValue(LLVMGetOperand(gep, (unsigned)i));
            type = LLVMStructGetTypeAtIndex(type, member);
        } else {
            return NULL;
        }
    }
    return array && n >= 2 ? type : NULL;
}

static uint64_t traced(LLVMValueRef p, LLVMTargetDataRef target, int depth);

static bool is_bytes(uint64_t form)
{
    return form != FBP_FORM_WHOLE && form != FBP_FORM_UNKNOWN;
}

/* What is stored in the local variable. */
static uint64_t stored_in(LLVMValueRef slot, LLVMTargetDataRef target, int depth)
{
    uint64_t form = FBP_FORM_WHOLE;
    for (LLVMUseRef u = LLVMGetFirstUse(slot); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (!LLVMIsAStoreInst(user) || LLVMGetOperand(user, 1) != slot)
            continue;
        LLVMValueRef value = LLVMGetOperand(user, 0);
        if (LLVMIsAGetElementPtrInst(value) || !is_bytes(form)) {
            uint64_t f = traced(value, target, depth - 1);
            form = f != FBP_FORM_WHOLE ? f : form;
        }
    }
    return form;
}

/* It makes a block, and returns where that begins. */
static bool makes_block(LLVMValueRef call)
{
    static const char *const attributes[] = {"allocsize", "allockind"};
    LLVMValueRef f = LLVMGetCalledValue(call);
    for (int i = 0; i < 2 && LLVMIsAFunction(f); i++) {
        unsigned kind = LLVMGetEnumAttributeKindForName(attributes[i], strlen(attributes[i]));
        LLVMAttributeIndex at = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
        if (LLVMGetEnumAttributeAtIndex(f, at, kind) != NULL)
            return true;
    }
    return false;
}

static bool is_first(LLVMValueRef gep)
{
    LLVMValueRef last = LLVMGetOperand(gep, (unsigned)LLVMGetNumOperands(gep) - 1);
    return LLVMIsAConstantInt(last) && LLVMConstIntGetZExtValue(last) == 0;
}

/* A call that the program makes: not one of the compiler, or of a sanitizer's handlers. */
static bool is_given(LLVMValueRef call)
{
    if (!LLVMIsACallInst(call))
        return false;
    size_t length;
    const char *name = LLVMGetValueName2(LLVMGetCalledValue(call), &length);
    return strncmp(name, "llvm.", 5) != 0 && strncmp(name, "__ubsan_", 8) != 0;
}

static bool is_passed(LLVMValueRef value)
{
    for (LLVMUseRef u = LLVMGetFirstUse(value); u != NULL; u = LLVMGetNextUse(u))
        if (is_given(LLVMGetUser(u)))
            return true;
    return false;
}

/* Is another element of the same array given to somebody, of a local one in this function? */
static bool has_others(LLVMValueRef array)
{
    for (LLVMUseRef u = LLVMGetFirstUse(array); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef gep = LLVMGetUser(u);
        if (!LLVMIsAGetElementPtrInst(gep) &&
            (!LLVMIsAConstantExpr(gep) || LLVMGetConstOpcode(gep) != LLVMGetElementPtr))
            continue;
        if (!is_first(gep) && selected_element(gep) != NULL && is_passed(gep))
            return true;
    }
    return false;
}

static bool is_array_itself(LLVMValueRef gep)
{
    size_t named;
    LLVMGetValueName2(gep, &named);
    if (named > 0)
        return outline_is_decayed(gep);
    return LLVMGetNumOperands(gep) > 2 && is_first(gep) && selected_element(gep) != NULL &&
           !has_others(LLVMGetOperand(gep, 0));
}

/* What the start of a static variable denotes: of an array of structs or arrays, its first element.
 */
static LLVMTypeRef first_of(LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) != LLVMArrayTypeKind)
        return type;
    LLVMTypeRef element = LLVMGetElementType(type);
    bool named = is_struct(element) || LLVMGetTypeKind(element) == LLVMArrayTypeKind;
    return named ? element : type;
}

static uint64_t traced(LLVMValueRef p, LLVMTargetDataRef target, int depth)
{
    if (depth == 0)
        return FBP_FORM_UNKNOWN;
    if (LLVMIsAGetElementPtrInst(p) && is_array_itself(p))
        return traced(LLVMGetOperand(p, 0), target, depth - 1);
    if (LLVMIsAGetElementPtrInst(p) || LLVMGetValueKind(p) == LLVMConstantExprValueKind) {
        if (!LLVMIsAGetElementPtrInst(p) && LLVMGetConstOpcode(p) != LLVMGetElementPtr)
            return 0;
        LLVMTypeRef element = selected_element(p);
        uint64_t size = element == NULL ? 0 : LLVMABISizeOfType(target, element);
        return size > 1 ? size : 0;
    }
    if (LLVMIsAAllocaInst(p)) {
        LLVMValueRef count = LLVMGetOperand(p, 0);
        uint64_t n = LLVMIsAConstantInt(count) ? LLVMConstIntGetZExtValue(count) : 0;
        return n * LLVMABISizeOfType(target, LLVMGetAllocatedType(p));
    }
    if (LLVMIsAGlobalVariable(p)) {
        LLVMTypeRef type = LLVMGlobalGetValueType(p), first = first_of(type);
        bool array = LLVMGetTypeKind(type) == LLVMArrayTypeKind;
        return array && first == type && has_others(p) ? FBP_FORM_UNKNOWN
                                                       : LLVMABISizeOfType(target, first);
    }
    if (LLVMIsALoadInst(p) && LLVMIsAAllocaInst(LLVMGetOperand(p, 0)))
        return stored_in(LLVMGetOperand(p, 0), target, depth);
    bool known = LLVMIsAConstant(p) || (LLVMIsACallInst(p) && makes_block(p));
    return known ? FBP_FORM_WHOLE : FBP_FORM_UNKNOWN;
}

uint64_t form_of(LLVMValueRef pointer, LLVMTargetDataRef target)
{
    return traced(pointer, target, DEPTH);
}
