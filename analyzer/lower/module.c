/* The lowering of one module: number the sites, clone, simplify the clone, translate it.
 *
 * Every load, store, memory intrinsic, atomic and call of the original gets its number within its
 * function as metadata (fbp.site) before anything is changed. mem2reg then removes the local
 * variables whose address is never taken, and nothing else (ANALYSIS.md section 2 says why not
 * sroa). RIR is read off the clone; the original stays as it was.
 *
 * A body that is only shown for inlining (C's `inline`, GNU's `extern inline`) is dropped: the
 * function that is meant has its own body elsewhere, or a model. libc shows bodies of its functions
 * at some -O levels and not at others. */
#include <llvm-c/Transforms/PassBuilder.h>
#include <string.h>

#include "lower/internal.h"

static bool has_site(LLVMValueRef v)
{
    switch (LLVMGetInstructionOpcode(v)) {
    case LLVMLoad:
    case LLVMStore:
    case LLVMAtomicRMW:
    case LLVMAtomicCmpXchg:
    case LLVMCall:
    case LLVMInvoke:
    case LLVMCallBr:
    case LLVMVAArg:
        return true;
    default:
        return false;
    }
}

static void number_sites(LLVMModuleRef module, LLVMContextRef ctx, unsigned kind)
{
    VEC(LLVMValueRef) nodes = {0}; /* one node per number, shared by all functions */
    LLVMTypeRef i32 = LLVMInt32TypeInContext(ctx);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
        uint32_t n = 0;
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b)) {
            for (LLVMValueRef v = LLVMGetFirstInstruction(b); v; v = LLVMGetNextInstruction(v)) {
                if (!has_site(v))
                    continue;
                if (n == nodes.len) {
                    LLVMValueRef number = LLVMConstInt(i32, n, 0);
                    vec_push(&nodes, LLVMMDNodeInContext(ctx, &number, 1));
                }
                LLVMSetMetadata(v, kind, nodes.data[n++]);
            }
        }
    }
    vec_free(&nodes);
}

static unsigned attr(const char *name)
{
    return LLVMGetEnumAttributeKindForName(name, strlen(name));
}

static void simplify(LLVMModuleRef module)
{
    unsigned optnone = attr("optnone"), noinline_kind = attr("noinline");
    LLVMAttributeIndex at = LLVMAttributeFunctionIndex;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
        if (LLVMGetEnumAttributeAtIndex(f, at, optnone) == NULL)
            continue;
        LLVMRemoveEnumAttributeAtIndex(f, at, optnone);
        LLVMRemoveEnumAttributeAtIndex(f, at, noinline_kind);
    }
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef error = LLVMRunPasses(module, "function(mem2reg)", NULL, options);
    if (error != NULL) /* without it the result is larger, not wrong */
        LLVMConsumeError(error);
    LLVMDisposePassBuilderOptions(options);
}

static enum arch arch_of(const char *triple)
{
    if (strncmp(triple, "x86_64", 6) == 0)
        return ARCH_X86_64;
    return strncmp(triple, "aarch64", 7) == 0 ? ARCH_AARCH64 : ARCH_OTHER;
}

void lower_start(struct lower *l, LLVMModuleRef clone)
{
    struct ll_text name = ll_source_name(clone);
    l->module = clone;
    l->ctx = LLVMGetModuleContext(clone);
    l->td = LLVMGetModuleDataLayout(clone);
    l->m = rir_module_new(arena_printf(&l->arena, "%.*s", (int)name.len, name.s),
                          (uint16_t)(LLVMPointerSize(l->td) * 8));
    l->m->target = intern_str(&l->m->strings, LLVMGetTarget(clone));
    l->arch = arch_of(l->m->target);
    l->at_byval = attr("byval");
    l->at_sret = attr("sret");
    l->at_noalias = attr("noalias");
    l->at_noreturn = attr("noreturn");
    l->at_twice = attr("returns_twice");
    l->at_memory = attr("memory");
    l->at_naked = attr("naked");
    l->at_nocapture = attr("nocapture");
    l->at_nocallback = attr("nocallback"); /* clang's name for leaf */
}

/* The module to read: a simplified clone, or the module itself when it was given away. */
static LLVMModuleRef simplified(LLVMModuleRef module, bool consume)
{
    if (!consume) {
        unsigned kind = LLVMGetMDKindIDInContext(LLVMGetModuleContext(module), "fbp.site", 8);
        number_sites(module, LLVMGetModuleContext(module), kind);
        module = LLVMCloneModule(module);
    }
    ll_drop_inline_bodies(module);
    simplify(module);
    LLVMSetIsNewDbgInfoFormat(module, 0); /* not before: each pass would convert it to and fro */
    return module;
}

void lower_finish(struct lower *l)
{
    map_free(&l->globals);
    map_free(&l->funcs);
    map_free(&l->types);
    map_free(&l->layouts);
    map_free(&l->names);
    map_free(&l->files);
    vec_free(&l->structs);
    vec_free(&l->unfinished);
    vec_free(&l->unfinished_types);
    vec_free(&l->file_names);
    vec_free(&l->numbered);
    arena_free(&l->arena);
}

/* A function is used other than by being called directly: its address is known to somebody. */
static void mark_address_taken(struct rir_module *m)
{
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t v = 0; v < m->funcs.data[i].nvalues; v++)
            if (m->funcs.data[i].values[v].kind == RIR_V_FUNC)
                m->funcs.data[m->funcs.data[i].values[v].ref].flags |= RIR_FUNC_ADDRESS_TAKEN;
}

struct rir_module *lower_module(LLVMModuleRef module, const struct lower_options *options)
{
    struct lower l = {.options = *options};
    LLVMModuleRef clone = simplified(module, options->consume && !options->trace);
    l.site_kind = LLVMGetMDKindIDInContext(LLVMGetModuleContext(module), "fbp.site", 8);
    lower_start(&l, clone);
    types_start(&l);
    globals_declare(&l);
    funcs_declare(&l);
    globals_define(&l);
    annotations_read(&l);
    for (LLVMValueRef f = LLVMGetFirstFunction(clone); f; f = LLVMGetNextFunction(f), l.ordinal++) {
        uint32_t index;
        if (!LLVMIsDeclaration(f) && !is_naked(&l, f) &&
            map_get(&l.funcs, (uint64_t)(uintptr_t)f, &index))
            fn_lower(&l, f, index);
    }
    outside_read(&l);
    mark_address_taken(l.m);
    if (options->trace)
        trace_insert(&l, module);
    lower_finish(&l);
    if (clone != module)
        LLVMDisposeModule(clone);
    return l.m;
}
