/* Calls: direct, indirect, inline assembly; arguments with their C positions.
 *
 * Fixed arguments are aligned with the callee's source type (abi.c); where that is unknown, and for
 * "...", two arguments that are loaded from the first and second half of one made-up {a, b} are the
 * halves of a struct and share a position. */
#include <string.h>

#include "lower/internal.h"
#include "lower/outline.h"

struct call {
    VEC(uint32_t) args;
    VEC(struct rir_argpos) pos;
};

/* The base of a load from part `part` of a two-part struct that the compiler made up. */
static LLVMValueRef half_of(LLVMValueRef arg, unsigned part)
{
    if (!LLVMIsALoadInst(arg))
        return NULL;
    LLVMValueRef address = LLVMGetOperand(arg, 0);
    bool gep = LLVMIsAGetElementPtrInst(address) ||
               (LLVMIsAConstantExpr(address) && LLVMGetConstOpcode(address) == LLVMGetElementPtr);
    if (!gep || LLVMGetNumOperands(address) != 3)
        return part == 0 ? address : NULL;
    LLVMTypeRef type = LLVMGetGEPSourceElementType(address);
    if (LLVMGetTypeKind(type) != LLVMStructTypeKind || !LLVMIsLiteralStruct(type))
        return part == 0 ? address : NULL;
    LLVMValueRef index = LLVMGetOperand(address, 2);
    bool right = LLVMIsAConstantInt(index) && LLVMConstIntGetZExtValue(index) == part;
    return right ? LLVMGetOperand(address, 0) : NULL;
}

static bool second_half(LLVMValueRef call, unsigned i)
{
    LLVMValueRef second = half_of(LLVMGetArgOperand(call, i), 1);
    return i > 0 && second != NULL && second == half_of(LLVMGetArgOperand(call, i - 1), 0);
}

static void add_args(struct fn *f, LLVMValueRef v, uint32_t source, struct call *out)
{
    struct abi_args abi = abi_of(f->l, v, LLVMGetCalledFunctionType(v), source);
    unsigned n = LLVMGetNumArgOperands(v), extra = abi.ncparams, at = 0;
    for (unsigned i = 0; i < n; i++) {
        struct rir_argpos pos = {0, 0};
        bool sret = i < abi.n && (abi.pos[i].flags & RIR_ARG_SRET) != 0;
        if (i < abi.n)
            pos = abi.pos[i];
        else if (LLVMGetCallSiteEnumAttribute(v, i + 1, f->l->at_byval) != NULL)
            pos.flags = RIR_ARG_BYVAL;
        if (!abi.exact && !sret)
            pos.cpos = (uint16_t)(second_half(v, i) ? at : ++at);
        else if (i >= abi.n)
            pos.cpos = (uint16_t)(second_half(v, i) ? extra : ++extra);
        uint32_t k, base = out->args.len;
        const uint32_t *leaves = fn_leaves(f, LLVMGetArgOperand(v, i), &k);
        for (uint32_t j = 0; j < k; j++)
            vec_push(&out->args, leaves[j]);
        for (uint32_t j = base; j < out->args.len; j++)
            vec_push(&out->pos, pos);
    }
}

/* A callee without a source type takes the positions that its calls show. */
static void learn(struct lower *l, uint32_t target, const struct call *c)
{
    struct rir_func *f = &l->m->funcs.data[target];
    if (f->type != RIR_NONE || f->nparams > c->pos.len)
        return;
    f->ncparams = 0;
    for (uint32_t i = 0; i < f->nparams; i++) {
        f->params[i].pos = c->pos.data[i];
        if (f->ncparams < c->pos.data[i].cpos)
            f->ncparams = c->pos.data[i].cpos;
    }
}

static void release(struct call *c)
{
    vec_free(&c->args);
    vec_free(&c->pos);
}

static void result_types(struct fn *f, LLVMValueRef v, struct leaves *ls)
{
    leaves_of(f->l, LLVMTypeOf(v), 0, ls);
}

static uint32_t emit_results(struct fn *f, LLVMValueRef v, struct rir_insn *in)
{
    struct leaves ls = {0};
    result_types(f, v, &ls);
    struct rir_scalar *types = ARENA_ARRAY(&f->l->arena, struct rir_scalar, ls.len);
    for (uint32_t i = 0; i < ls.len; i++)
        types[i] = ls.data[i].type;
    uint32_t first = RIR_NONE;
    if (ls.len == 0)
        emit_void(f, in);
    else
        first = fn_emit_many(f, v, in, types, ls.len);
    vec_free(&ls);
    return first;
}

void lower_opaque(struct fn *f, LLVMValueRef v, const char *reason)
{
    struct call c = {0};
    unsigned n = LLVMGetNumArgOperands(v);
    for (unsigned i = 0; i < n; i++) {
        LLVMValueRef arg = LLVMGetArgOperand(v, i);
        LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(arg));
        uint32_t k;
        if (kind == LLVMMetadataTypeKind || kind == LLVMTokenTypeKind || kind == LLVMLabelTypeKind)
            continue;
        const uint32_t *leaves = fn_leaves(f, arg, &k);
        for (uint32_t j = 0; j < k; j++)
            vec_push(&c.args, leaves[j]);
    }
    struct rir_insn in = {.op = RIR_OPAQUE, RIR_INSN_INIT};
    in.args = c.args.data;
    in.nargs = c.args.len;
    in.text = reason;
    in.site = fn_site(f, v, RIR_SITE_OTHER);
    emit_results(f, v, &in);
    release(&c);
}

/* ---- inline assembly ---- */

/* No instructions, or such as touch no memory and no register: a barrier, or a way to hide a value
 * from the optimizer. Not a bare nop, which may be a place to be patched. */
bool outline_is_idle(const char *s, size_t len)
{
    static const char *const nothing[] = {"",       "pause",  "rep; nop", "rep;nop", "rep nop",
                                          "mfence", "lfence", "sfence",   "yield",   "isb"};
    const char *space = " \t\n";
    while (len > 0 && strchr(space, s[len - 1]) != NULL)
        len--;
    for (; len > 0 && strchr(space, *s) != NULL; len--)
        s++;
    for (size_t k = 0; k < sizeof nothing / sizeof *nothing; k++)
        if (strlen(nothing[k]) == len && memcmp(nothing[k], s, len) == 0)
            return true;
    return false;
}

enum { MAX_OUTPUTS = 10 };

/* For each result the operand that starts in its register; false if one has none. "=r,=*m,r,0" has
 * two outputs, of which one is a result, and then inputs; the fourth is in the first one's place.
 */
static bool tied_operands(const char *s, unsigned nresults, unsigned *tied)
{
    unsigned outputs = 0, results = 0, operands = 0, found = 0, result_of[MAX_OUTPUTS];
    while (s != NULL) {
        const char *next = strchr(s, ',');
        const char *star = strchr(s, '*');
        bool indirect = star != NULL && (next == NULL || star < next);
        if (*s == '!' || outputs == MAX_OUTPUTS)
            return false;
        if (*s == '=') {
            result_of[outputs++] = indirect ? UINT32_MAX : results++;
            operands += indirect;
        } else if (*s != '~' && *s != '\0') {
            unsigned k = (unsigned)(*s - '0');
            if (k < outputs && result_of[k] < nresults) {
                tied[result_of[k]] = operands;
                found++;
            }
            operands++;
        }
        s = next == NULL ? NULL : next + 1;
    }
    return results == nresults && found == nresults;
}

static bool empty_asm(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    size_t len;
    const char *s = LLVMGetInlineAsmAsmString(callee, &len);
    LLVMTypeRef type = LLVMTypeOf(v);
    bool several = LLVMGetTypeKind(type) == LLVMStructTypeKind;
    unsigned tied[MAX_OUTPUTS], n = several ? LLVMCountStructElementTypes(type) : 1;
    if (LLVMGetInstructionOpcode(v) == LLVMCallBr || !outline_is_idle(s, len))
        return false; /* what may jump may be patched, too */
    if (LLVMGetTypeKind(type) == LLVMVoidTypeKind)
        return true;
    if (n > MAX_OUTPUTS || !tied_operands(LLVMGetInlineAsmConstraintString(callee, &len), n, tied))
        return false;
    VEC(uint32_t) all = {0};
    bool same = true;
    for (unsigned i = 0; i < n && same; i++) {
        LLVMValueRef operand = LLVMGetArgOperand(v, tied[i]);
        uint32_t k;
        const uint32_t *leaves = fn_leaves(f, operand, &k);
        same = LLVMTypeOf(operand) == (several ? LLVMStructGetTypeAtIndex(type, i) : type);
        for (uint32_t j = 0; j < k; j++)
            vec_push(&all, leaves[j]);
    }
    if (same)
        fn_define(f, v, all.data, all.len);
    vec_free(&all);
    return same;
}

static void inline_asm(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    size_t len;
    if (empty_asm(f, v, callee))
        return;
    const char *s = LLVMGetInlineAsmAsmString(callee, &len);
    char text[48];
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < sizeof text && s[i] != '\n'; i++)
        text[n++] = s[i] >= ' ' && s[i] < 127 && s[i] != '"' && s[i] != '\\' ? s[i] : ' ';
    text[n] = '\0';
    lower_opaque(f, v, arena_printf(&f->l->arena, "inline assembly: %s", text));
}

/* ---- functions ---- */

static uint16_t call_flags(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    bool no =
        LLVMGetCallSiteEnumAttribute(v, LLVMAttributeFunctionIndex, f->l->at_noreturn) != NULL;
    if (!no && LLVMIsAFunction(callee))
        no = LLVMGetEnumAttributeAtIndex(callee, LLVMAttributeFunctionIndex, f->l->at_noreturn) !=
             NULL;
    return no ? RIR_NORETURN : 0;
}

static void emit_call(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    struct lower *l = f->l;
    struct call c = {0};
    uint32_t target = RIR_NONE, source;
    bool direct = map_get(&l->funcs, (uint64_t)(uintptr_t)callee, &target);
    if (direct) {
        source = l->m->funcs.data[target].type;
    } else {
        uint32_t pointer = fn_use(f, callee);
        vec_push(&c.args, pointer);
        source = fact_of(f, pointer).pointee;
    }
    const struct rir_type *type = type_stripped(l, source);
    if (type == NULL || type->kind != RIR_T_FUNC)
        source = RIR_NONE;
    add_args(f, v, source, &c);
    if (direct)
        learn(l, target, &c);
    struct rir_insn in = {.op = direct ? RIR_CALL : RIR_CALLI, RIR_INSN_INIT};
    in.ref = target;
    in.args = c.args.data;
    in.nargs = c.args.len;
    in.pos = c.pos.data;
    in.flags = call_flags(f, v, callee);
    in.site = fn_site(f, v, RIR_SITE_CALL);
    if (source != RIR_NONE)
        in.src = type_stripped(l, source)->elem;
    uint32_t first = emit_results(f, v, &in);
    uint32_t pointee = type_pointee(l, in.src);
    if (first != RIR_NONE && pointee != RIR_NONE && fact_of(f, first).pointee == RIR_NONE)
        fn_fact(f, first)->pointee = pointee;
    release(&c);
}

void lower_call(struct fn *f, LLVMValueRef v)
{
    LLVMValueRef callee = LLVMGetCalledValue(v);
    if (LLVMIsAInlineAsm(callee))
        inline_asm(f, v, callee);
    else if (LLVMIsAFunction(callee) && is_intrinsic(callee))
        lower_intrinsic(f, v, callee);
    else if (!LLVMIsAFunction(callee) || !lower_libc_memory(f, v, callee))
        emit_call(f, v, callee);
}
