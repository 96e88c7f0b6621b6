/* A struct of channel type, and a member of one or of FBP_SHARED, is for everybody wherever it
 * lies; the memory of a heap block does not say so, its type does. So it is announced where the
 * source computes an address with that type and then loads or stores there. Optimized code has no
 * such types any more, and an announcement is a call, which no optimization drops.
 *
 * Functions that are believed are not looked at: nothing in them is checked. */
#include "checks/shared.h"

#include <llvm-c/DebugInfo.h>

#include "checks/forms.h"

static bool is_accessed(LLVMValueRef address)
{
    for (LLVMUseRef u = LLVMGetFirstUse(address); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsALoadInst(user) || LLVMIsAAtomicRMWInst(user) || LLVMIsAAtomicCmpXchgInst(user) ||
            (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == address))
            return true;
        if (LLVMIsAGetElementPtrInst(user) && is_accessed(user))
            return true;
    }
    return false;
}

static void announce(struct events *e, LLVMValueRef gep, LLVMValueRef start, uint64_t bytes)
{
    struct runtime *r = e->runtime;
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderBefore(b, LLVMGetNextInstruction(gep));
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(gep));
    LLVMValueRef given[] = {start, runtime_number(r, bytes)};
    runtime_call(r, b, RUNTIME_SHARED, given);
    LLVMDisposeBuilder(b);
}

/* A pointer that is stored into a channel's memory is sent, one that is loaded received. */
static void through_channel(struct events *e, LLVMValueRef gep, const struct rir_type *channel,
                            const struct rir_field *f)
{
    struct runtime *r = e->runtime;
    uint32_t type = outline_pointed(e->outline, f->type);
    const struct rir_type *to = outline_type(e->outline, type);
    if (to == NULL || (to->flags & RIR_TYPE_CHANNEL) != 0 || to->kind == RIR_T_FUNC)
        return;
    const char *name = channel->name != NULL ? channel->name : "a channel";
    LLVMValueRef described = packet_type(e->types, type), text = runtime_text(r, name);
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    for (LLVMUseRef u = LLVMGetFirstUse(gep); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        bool store = LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == gep;
        LLVMValueRef value = store ? LLVMGetOperand(user, 0) : user;
        if ((!store && !LLVMIsALoadInst(user)) ||
            LLVMGetTypeKind(LLVMTypeOf(value)) != LLVMPointerTypeKind || LLVMIsNull(value))
            continue;
        LLVMPositionBuilderBefore(b, store ? user : LLVMGetNextInstruction(user));
        LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(user));
        LLVMValueRef sent[] = {value, runtime_number(r, form_of(value, e->target)), described,
                               text};
        LLVMValueRef received[] = {value, described, text};
        runtime_call(r, b, store ? RUNTIME_SEND : RUNTIME_RECEIVE, store ? sent : received);
    }
    LLVMDisposeBuilder(b);
}

static void one(struct events *e, LLVMValueRef gep)
{
    uint32_t within, field;
    if (!outline_member(e->outline, gep, &within, &field) || !is_accessed(gep))
        return;
    const struct rir_type *t = outline_type(e->outline, within);
    const struct rir_field *f = &t->fields[field];
    const struct rir_type *of = outline_type(e->outline, f->type);
    bool channel = of != NULL && (of->flags & RIR_TYPE_CHANNEL) != 0;
    if ((t->flags & RIR_TYPE_CHANNEL) != 0) {
        announce(e, gep, LLVMGetOperand(gep, 0), t->size);
        if (of != NULL && of->kind == RIR_T_PTR)
            through_channel(e, gep, t, f);
    }
    if ((t->flags & RIR_TYPE_CHANNEL) == 0 &&
        (channel || (f->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) != 0))
        announce(e, gep, gep, of == NULL ? 1 : of->size);
}

void shared_announce(struct events *e, LLVMValueRef function)
{
    VEC(LLVMValueRef) addresses = {0};
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            if (LLVMIsAGetElementPtrInst(v))
                vec_push(&addresses, v);
    for (uint32_t i = 0; i < addresses.len; i++)
        one(e, addresses.data[i]);
    vec_free(&addresses);
}
