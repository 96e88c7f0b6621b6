/* A struct of channel type, and a member of one or of FBP_SHARED, is for everybody wherever it
 * lies; the memory of a heap block does not say so, its type does. So it is announced where the
 * source computes an address with that type and then loads or stores there. Optimized code has no
 * such types any more, and an announcement is a call, which no optimization drops.
 *
 * Functions that are believed are not looked at: nothing in them is checked. */
#include "checks/shared.h"

#include <llvm-c/DebugInfo.h>

#include "checks/edit.h"
#include "checks/forms.h"
#include "checks/needed.h"

/* What the source says of the byte at an address: RIR_FIELD_SHARED, RIR_FIELD_CHANNEL. Indices that
 * are not constant select elements, which are all alike. */
static uint32_t flags_at(struct events *e, LLVMValueRef address)
{
    uint64_t distance;
    LLVMValueRef variable = edit_constant_base(e->runtime->module, address, &distance);
    if (variable != NULL) {
        const struct rir_global *g = outline_global(e->outline, variable);
        return g == NULL ? 0 : rir_type_flags_at(outline_module(e->outline), g->type, distance);
    }
    if (!LLVMIsAGetElementPtrInst(address)) {
        uint32_t type = outline_pointee(e->outline, address);
        return type == RIR_NONE ? 0 : rir_type_flags_at(outline_module(e->outline), type, 0);
    }
    uint32_t type = outline_layout(e->outline, address, &distance);
    return type == RIR_NONE ? flags_at(e, LLVMGetOperand(address, 0))
                            : rir_type_flags_at(outline_module(e->outline), type, distance);
}

static void announce(struct events *e, LLVMValueRef before, LLVMValueRef start, LLVMValueRef bytes,
                     LLVMValueRef entry)
{
    struct runtime *r = e->runtime;
    LLVMBuilderRef b = runtime_builder(r, before, before);
    needed_only(e, b, before, entry);
    LLVMValueRef given[] = {start, LLVMBuildZExtOrBitCast(b, bytes, r->i64, "")};
    runtime_call(r, b, RUNTIME_SHARED, given);
    LLVMDisposeBuilder(b);
}

static void touched(struct events *e, LLVMValueRef inst, LLVMValueRef address, LLVMValueRef bytes,
                    int operand)
{
    if (!LLVMIsAAllocaInst(address) && flags_at(e, address) != 0)
        announce(e, inst, address, bytes, needed_entry(e, inst, operand));
}

static LLVMValueRef size_of(struct events *e, LLVMTypeRef type)
{
    return runtime_number(e->runtime, LLVMStoreSizeOfType(e->target, type));
}

static void access(struct events *e, LLVMValueRef v)
{
    if (LLVMIsALoadInst(v)) {
        if (!runtime_is_ours(e->runtime, v))
            touched(e, v, LLVMGetOperand(v, 0), size_of(e, LLVMTypeOf(v)), 1);
    } else if (LLVMIsAStoreInst(v)) {
        touched(e, v, LLVMGetOperand(v, 1), size_of(e, LLVMTypeOf(LLVMGetOperand(v, 0))), 1);
    } else if (LLVMIsAAtomicRMWInst(v) || LLVMIsAAtomicCmpXchgInst(v)) {
        touched(e, v, LLVMGetOperand(v, 0), size_of(e, LLVMTypeOf(LLVMGetOperand(v, 1))), 1);
    } else if (LLVMIsAMemCpyInst(v) || LLVMIsAMemMoveInst(v) || LLVMIsAMemSetInst(v)) {
        touched(e, v, LLVMGetOperand(v, 0), LLVMGetOperand(v, 2), 1);
        if (!LLVMIsAMemSetInst(v))
            touched(e, v, LLVMGetOperand(v, 1), LLVMGetOperand(v, 2), 2);
    }
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
        if ((!store && !LLVMIsALoadInst(user)) || !runtime_is_pointer(value) || LLVMIsNull(value))
            continue;
        LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(user));
        needed_only(e, b, store ? user : LLVMGetNextInstruction(user),
                    needed_entry(e, user, store ? 2 : 0));
        LLVMValueRef sent[] = {value, runtime_number(r, form_of(value, e->target)), described,
                               text};
        LLVMValueRef received[] = {value, described, text};
        runtime_call(r, b, store ? RUNTIME_PUT : RUNTIME_GOT, store ? sent : received);
    }
    LLVMDisposeBuilder(b);
}

/* Is the address given to somebody, who will not know what it is of? */
static bool is_passed(LLVMValueRef address)
{
    for (LLVMUseRef u = LLVMGetFirstUse(address); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsACallInst(user) || LLVMIsAPHINode(user) || LLVMIsASelectInst(user) ||
            (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == address) ||
            (LLVMIsAGetElementPtrInst(user) && is_passed(user)))
            return true;
    }
    return false;
}

static void one(struct events *e, LLVMValueRef gep)
{
    uint32_t within, field;
    if (!outline_member(e->outline, gep, &within, &field))
        return;
    const struct rir_type *t = outline_type(e->outline, within);
    const struct rir_field *f = &t->fields[field];
    const struct rir_type *of = outline_type(e->outline, f->type);
    if ((f->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) != 0 && of != NULL && is_passed(gep))
        announce(e, LLVMGetNextInstruction(gep), gep, runtime_number(e->runtime, of->size),
                 needed_entry(e, NULL, 0));
    if ((t->flags & RIR_TYPE_CHANNEL) != 0 && of != NULL && of->kind == RIR_T_PTR)
        through_channel(e, gep, t, f);
}

void shared_announce(struct events *e, LLVMValueRef function)
{
    VEC(LLVMValueRef) all = {0};
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            vec_push(&all, v);
    for (uint32_t i = 0; i < all.len; i++) {
        access(e, all.data[i]);
        if (LLVMIsAGetElementPtrInst(all.data[i]))
            one(e, all.data[i]);
    }
    vec_free(&all);
}
