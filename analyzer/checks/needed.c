/* Events that can be switched off: in a program of which most is proved no check looks at most
 * packets, and nobody has to know whose they are.
 *
 * An event of a unit whose checks can be switched on has an entry in a section of its own, which
 * says which object it is about and whether it is needed. Compiled code reads that before it calls
 * the run time. Until the link says otherwise everything is needed. */
#include "checks/needed.h"

#include "checks/edit.h"
#include "object/sites.h"

LLVMValueRef needed_entry(struct events *e, LLVMValueRef instruction, int operand)
{
    struct runtime *r = e->runtime;
    if (!e->switched)
        return NULL;
    uint64_t key = instruction == NULL ? 0 : outline_position_key(r->module, instruction);
    LLVMValueRef parts[] = {runtime_number(r, key), LLVMConstInt(r->i32, (unsigned)operand, 0),
                            LLVMConstInt(r->i32, 1, 0)};
    LLVMValueRef value = LLVMConstStructInContext(r->context, parts, 3, 0);
    LLVMValueRef g = LLVMAddGlobal(r->module, LLVMTypeOf(value), ".fbp.event");
    LLVMSetInitializer(g, value);
    LLVMSetLinkage(g, LLVMPrivateLinkage);
    LLVMSetExternallyInitialized(g, 1);
    LLVMSetSection(g, CHECKS_EVENTS);
    LLVMSetAlignment(g, 8);
    vec_push(&e->entries, g);
    return g;
}

LLVMValueRef needed_value(struct events *e, LLVMBuilderRef b, LLVMValueRef entry)
{
    struct runtime *r = e->runtime;
    LLVMValueRef at = runtime_number(r, CHECKS_EVENT_ON);
    LLVMTypeRef byte = LLVMInt8TypeInContext(r->context);
    LLVMValueRef on = runtime_load(r, b, r->i32, LLVMBuildInBoundsGEP2(b, byte, entry, &at, 1, ""));
    return LLVMBuildICmp(b, LLVMIntNE, on, LLVMConstNull(r->i32), "");
}

void needed_only(struct events *e, LLVMBuilderRef b, LLVMValueRef before, LLVMValueRef entry)
{
    LLVMMetadataRef where = LLVMGetCurrentDebugLocation2(b);
    LLVMPositionBuilderBefore(b, before);
    LLVMSetCurrentDebugLocation2(b, where);
    if (entry == NULL)
        return;
    LLVMValueRef needed = needed_value(e, b, entry);
    LLVMPositionBuilderBefore(b, edit_branch_before(before, needed));
    LLVMSetCurrentDebugLocation2(b, where);
}
