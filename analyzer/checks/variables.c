/* An entry (struct fbp_global) for each variable that has a name in the source; string literals and
 * the like are recognised by the segment they lie in. An entry stays in the program if and only if
 * its variable does (SHF_LINK_ORDER), so the list keeps nothing that --gc-sections would drop.
 *
 * Constants are left out: they lie in memory that cannot be written.
 *
 * The linker gives the ends of the list names (__start_, __stop_), hidden, so each program and
 * shared object has a list of its own; one constructor for all its units hands it over. */
#include "checks/variables.h"

#include "base/vec.h"

#include "checks/edit.h"
#include "verify/abi.h"

#define SECTION "fbp_globals"

static uint64_t flags_of(struct outline *o, LLVMValueRef variable)
{
    const struct rir_global *g = outline_global(o, variable);
    if (g == NULL)
        return 0;
    const struct rir_type *t = outline_type(o, g->type);
    if ((g->flags & RIR_GLOBAL_CHANNEL) != 0 || (t != NULL && (t->flags & RIR_TYPE_CHANNEL) != 0))
        return FBP_GLOBAL_SHARED | FBP_GLOBAL_CHANNEL;
    return (g->flags & RIR_GLOBAL_SHARED) != 0 ? FBP_GLOBAL_SHARED : 0;
}

bool variable_is_shared(struct outline *o, LLVMValueRef variable)
{
    return flags_of(o, variable) != 0;
}

static bool is_listed(LLVMValueRef g)
{
    return LLVMGetInitializer(g) != NULL && !LLVMIsThreadLocal(g) && !LLVMIsGlobalConstant(g) &&
           LLVMGetLinkage(g) != LLVMPrivateLinkage && LLVMGetLinkage(g) != LLVMAppendingLinkage &&
           LLVMGetLinkage(g) != LLVMAvailableExternallyLinkage && LLVMGetSection(g) == NULL;
}

static LLVMValueRef entry(struct runtime *r, struct outline *o, LLVMTargetDataRef target,
                          LLVMValueRef g)
{
    const struct rir_global *known = outline_global(o, g);
    size_t len;
    const char *name =
        known != NULL && known->name != NULL ? known->name : LLVMGetValueName2(g, &len);
    LLVMValueRef parts[] = {g,
                            runtime_number(r, LLVMABISizeOfType(target, LLVMGlobalGetValueType(g))),
                            runtime_text(r, name), runtime_number(r, flags_of(o, g))};
    return LLVMConstStructInContext(r->context, parts, 4, 0);
}

static LLVMValueRef end_of_list(struct runtime *r, const char *name)
{
    LLVMValueRef g = LLVMAddGlobal(r->module, r->i64, name);
    LLVMSetVisibility(g, LLVMHiddenVisibility);
    return g;
}

static void hand_over(struct runtime *r)
{
    LLVMTypeRef type = LLVMFunctionType(r->nothing, NULL, 0, 0);
    LLVMValueRef f = LLVMAddFunction(r->module, "__fbp_module_init", type);
    LLVMSetLinkage(f, LLVMLinkOnceODRLinkage);
    LLVMSetVisibility(f, LLVMHiddenVisibility);
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderAtEnd(b, LLVMAppendBasicBlockInContext(r->context, f, ""));
    LLVMValueRef ends[] = {end_of_list(r, "__start_" SECTION), end_of_list(r, "__stop_" SECTION)};
    runtime_call(r, b, RUNTIME_MODULE, ends);
    LLVMBuildRetVoid(b);
    LLVMDisposeBuilder(b);
    edit_add_constructor(r->module, f);
}

static LLVMValueRef add_entry(struct runtime *r, LLVMValueRef value)
{
    LLVMValueRef e = LLVMAddGlobal(r->module, LLVMTypeOf(value), ".fbp.global");
    LLVMSetInitializer(e, value);
    LLVMSetLinkage(e, LLVMPrivateLinkage);
    LLVMSetSection(e, SECTION);
    LLVMSetAlignment(e, 8);
    return e;
}

/* Of no variable: without any entry the ends of the list would have no address. It says besides
 * whether the unit's checks are still to be switched on. */
static void add_empty(struct runtime *r, bool switched)
{
    LLVMValueRef zero = runtime_number(r, 0), null = LLVMConstNull(r->pointer);
    LLVMValueRef flags = runtime_number(r, switched ? FBP_GLOBAL_SWITCHED : 0);
    LLVMValueRef parts[] = {null, zero, null, flags};
    LLVMValueRef empty = add_entry(r, LLVMConstStructInContext(r->context, parts, 4, 0));
    edit_keep(&empty, 1);
}

void variables_list(struct runtime *r, struct outline *o, LLVMTargetDataRef target, bool switched)
{
    VEC(LLVMValueRef) listed = {0};
    for (LLVMValueRef g = LLVMGetFirstGlobal(r->module); g != NULL; g = LLVMGetNextGlobal(g))
        if (is_listed(g))
            vec_push(&listed, g);
    add_empty(r, switched);
    for (uint32_t i = 0; i < listed.len; i++)
        edit_keep_with(add_entry(r, entry(r, o, target, listed.data[i])), listed.data[i]);
    vec_free(&listed);
    hand_over(r);
}
