/* Functions as declared: names, linkage, parameters with their C positions, attributes.
 *
 * Bodies come later (fn.c); every function, alias and ifunc has its index before the first body is
 * translated. Intrinsics are not functions to RIR. */
#include <string.h>

#include "lower/internal.h"

bool is_intrinsic(LLVMValueRef function)
{
    size_t len;
    const char *name = LLVMGetValueName2(function, &len);
    return len > 5 && memcmp(name, "llvm.", 5) == 0;
}

uint8_t linkage_of(LLVMValueRef global)
{
    switch (LLVMGetLinkage(global)) {
    case LLVMInternalLinkage:
    case LLVMPrivateLinkage:
        return RIR_INTERNAL;
    case LLVMCommonLinkage:
        return RIR_COMMON;
    case LLVMLinkOnceAnyLinkage:
    case LLVMLinkOnceODRLinkage:
    case LLVMWeakAnyLinkage:
    case LLVMWeakODRLinkage:
    case LLVMExternalWeakLinkage:
        return RIR_WEAK;
    default:
        return RIR_EXTERNAL;
    }
}

const char *symbol_of(struct lower *l, LLVMValueRef global)
{
    size_t len;
    const char *name = LLVMGetValueName2(global, &len);
    if (len > 0 && name[0] == '\1') /* an assembler name, not to be decorated */
        name++, len--;
    if (len > 0)
        return intern_n(&l->m->strings, name, len);
    return intern_str(&l->m->strings, /* clang leaves some constants without a name */
                      arena_printf(&l->arena, ".unnamed.%u", l->m->globals.len + l->m->funcs.len));
}

static bool function_attr(LLVMValueRef fn, unsigned kind)
{
    return LLVMGetEnumAttributeAtIndex(fn, LLVMAttributeFunctionIndex, kind) != NULL;
}

/* Such a function takes its arguments from registers, and returns by itself: to RIR one without a
 * body. */
bool is_naked(const struct lower *l, LLVMValueRef function)
{
    return function_attr(function, l->at_naked);
}

static void add_params(struct lower *l, LLVMValueRef fn, const struct abi_args *abi,
                       struct rir_func *out)
{
    LLVMTypeRef type = LLVMGlobalGetValueType(fn);
    LLVMTypeRef *params = ARENA_ARRAY(&l->arena, LLVMTypeRef, abi->n + 1);
    VEC(struct rir_param) list = {0};
    LLVMGetParamTypes(type, params);
    for (uint32_t i = 0; i < abi->n; i++) {
        struct leaves ls = {0};
        leaves_of(l, params[i], 0, &ls);
        for (uint32_t k = 0; k < ls.len; k++) {
            struct rir_param p = {
                .value = RIR_NONE, .type = ls.data[k].type, .pos = abi->pos[i], .src = abi->src[i]};
            vec_push(&list, p);
        }
        vec_free(&ls);
    }
    out->nparams = list.len;
    out->params = arena_copy(&l->arena, list.data, sizeof *list.data * list.len);
    vec_free(&list);
}

static void add_results(struct lower *l, LLVMValueRef fn, struct rir_func *out)
{
    struct leaves ls = {0};
    leaves_of(l, LLVMGetReturnType(LLVMGlobalGetValueType(fn)), 0, &ls);
    out->nresults = ls.len;
    out->results = ARENA_ARRAY(&l->arena, struct rir_scalar, ls.len);
    for (uint32_t i = 0; i < ls.len; i++)
        out->results[i] = ls.data[i].type;
    vec_free(&ls);
}

/* ModRef of all three kinds of memory, as LLVM encodes it: two bits each. */
enum { MEMORY_NONE = 0, MEMORY_READ = 0x15 };

static void add_attributes(struct lower *l, LLVMValueRef fn, const struct abi_args *abi,
                           uint32_t index)
{
    struct rir_func *f = &l->m->funcs.data[index];
    struct rir_ann ann = {.kind = RIR_ANN_MALLOC};
    if (LLVMGetEnumAttributeAtIndex(fn, LLVMAttributeReturnIndex, l->at_noalias) != NULL)
        rir_add_ann(l->m, f, &ann);
    if (!LLVMIsDeclaration(fn))
        return;
    LLVMAttributeRef memory =
        LLVMGetEnumAttributeAtIndex(fn, LLVMAttributeFunctionIndex, l->at_memory);
    if (memory != NULL && LLVMGetEnumAttributeValue(memory) == MEMORY_NONE) {
        ann.kind = RIR_ANN_STD_CONST;
        rir_add_ann(l->m, f, &ann);
    } else if (memory != NULL && LLVMGetEnumAttributeValue(memory) == MEMORY_READ) {
        ann.kind = RIR_ANN_STD_PURE;
        rir_add_ann(l->m, f, &ann);
    }
    if (LLVMGetEnumAttributeAtIndex(fn, LLVMAttributeFunctionIndex, l->at_nocallback) != NULL) {
        ann.kind = RIR_ANN_LEAF;
        rir_add_ann(l->m, f, &ann);
    }
    for (uint32_t i = 0; i < abi->n; i++) {
        if (LLVMGetEnumAttributeAtIndex(fn, i + 1, l->at_nocapture) == NULL ||
            abi->pos[i].cpos == 0)
            continue;
        struct rir_ann keeps_not = {.kind = RIR_ANN_NOESCAPE, .a = (int16_t)abi->pos[i].cpos};
        rir_add_ann(l->m, f, &keeps_not);
    }
}

static void declare(struct lower *l, LLVMValueRef fn)
{
    struct ll_subprogram sub;
    struct rir_func f = {.name = symbol_of(l, fn), .linkage = linkage_of(fn), .type = RIR_NONE};
    if (ll_subprogram_read(fn, &sub)) {
        f.source = sub.name.len == 0 ? NULL : intern_n(&l->m->strings, sub.name.s, sub.name.len);
        if (f.source == f.name)
            f.source = NULL;
        f.type = type_of_node(l, sub.type);
        f.pos = (struct rir_pos){file_of_node(l, sub.file), sub.line, 0};
        types_finish(l);
    }
    struct abi_args abi = abi_of(l, fn, LLVMGlobalGetValueType(fn), f.type);
    f.ncparams = abi.ncparams;
    add_params(l, fn, &abi, &f);
    add_results(l, fn, &f);
    if (LLVMIsFunctionVarArg(LLVMGlobalGetValueType(fn)))
        f.flags |= RIR_FUNC_VARIADIC;
    if (function_attr(fn, l->at_noreturn))
        f.flags |= RIR_FUNC_NORETURN;
    if (function_attr(fn, l->at_twice))
        f.flags |= RIR_FUNC_RETURNS_TWICE;
    uint32_t index = rir_add_func(l->m, &f);
    map_put(&l->funcs, (uint64_t)(uintptr_t)fn, index);
    add_attributes(l, fn, &abi, index);
}

/* An alias of a function, or an ifunc: a function without a body that names another. */
static void declare_alias(struct lower *l, LLVMValueRef alias, LLVMValueRef target, uint32_t flags)
{
    int64_t offset = 0;
    uint32_t of;
    LLVMValueRef base = ll_constant_address(target, l->td, &offset);
    if (base == NULL || !map_get(&l->funcs, (uint64_t)(uintptr_t)base, &of))
        return;
    struct rir_func f = l->m->funcs.data[of];
    struct rir_func as = {.name = symbol_of(l, alias),
                          .linkage = linkage_of(alias),
                          .flags = flags,
                          .type = RIR_NONE,
                          .alias = f.name,
                          .pos = f.pos};
    if (flags == 0) { /* an ifunc's own type is not its resolver's */
        as.flags = f.flags & (uint32_t)(RIR_FUNC_VARIADIC | RIR_FUNC_NORETURN);
        as.type = f.type;
        as.params = f.params;
        as.nparams = f.nparams;
        as.ncparams = f.ncparams;
        as.results = f.results;
        as.nresults = f.nresults;
    } else {
        struct abi_args abi = abi_of(l, base, LLVMGlobalGetValueType(alias), RIR_NONE);
        as.ncparams = abi.ncparams;
        add_params(l, alias, &abi, &as);
        add_results(l, alias, &as);
    }
    map_put(&l->funcs, (uint64_t)(uintptr_t)alias, rir_add_func(l->m, &as));
}

void funcs_declare(struct lower *l)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(l->module); f != NULL; f = LLVMGetNextFunction(f))
        if (!is_intrinsic(f))
            declare(l, f);
    for (LLVMValueRef a = LLVMGetFirstGlobalAlias(l->module); a != NULL;
         a = LLVMGetNextGlobalAlias(a))
        declare_alias(l, a, LLVMAliasGetAliasee(a), 0);
    for (LLVMValueRef i = LLVMGetFirstGlobalIFunc(l->module); i != NULL;
         i = LLVMGetNextGlobalIFunc(i))
        declare_alias(l, i, LLVMGetGlobalIFuncResolver(i), RIR_FUNC_IFUNC);
}
