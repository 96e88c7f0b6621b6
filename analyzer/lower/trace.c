/* Tests only: a native program that tells what it accesses, in RIR's terms.
 *
 * Every operation of the original module that became an operation on memory in RIR gets a call of
 *
 *   void fbp_trace(const char *function, uint32_t site, uint32_t is_write, void *address,
 *                  uint64_t size, uint64_t value, uint32_t has_value);
 *
 * with the RIR site's number, in the order in which the interpreter reports its accesses: what is
 * copied is read, then written; an atomic operation reads, then writes. A value is told where it is
 * a number of at most 64 bits. So the trace of a run can be compared with that of interp.h, access
 * by access (tests/lowering). Operations that mem2reg removed have no site and tell nothing. */
#include <string.h>

#include "lower/internal.h"

struct tracer {
    struct lower *l;
    LLVMBuilderRef builder;
    LLVMValueRef hook, name; /* fbp_trace; the current function's name */
    LLVMTypeRef hook_type, i32, i64;
    struct map at; /* function ordinal and number to index in l->numbered */
};

static uint64_t place(uint32_t function, uint32_t number)
{
    return (uint64_t)function << 32 | number;
}

static bool number_of(struct lower *l, LLVMValueRef inst, uint32_t *number)
{
    LLVMValueRef node = LLVMGetMetadata(inst, l->site_kind), operand;
    if (node == NULL || LLVMGetMDNodeNumOperands(node) != 1)
        return false;
    LLVMGetMDNodeOperands(node, &operand);
    *number = (uint32_t)LLVMConstIntGetZExtValue(operand);
    return true;
}

void trace_note(struct lower *l, LLVMValueRef inst, uint32_t site, enum rir_site_kind kind)
{
    struct numbered n = {.function = l->ordinal, .site = site, .kind = (uint8_t)kind};
    if (LLVMIsAInstruction(inst) && number_of(l, inst, &n.number))
        vec_push(&l->numbered, n);
}

static LLVMValueRef int32(struct tracer *t, uint64_t n)
{
    return LLVMConstInt(t->i32, n, 0);
}

/* The bits of a number of at most 64 bits; NULL for anything else. */
static LLVMValueRef as_word(struct tracer *t, LLVMValueRef v)
{
    LLVMTypeRef type = v == NULL ? NULL : LLVMTypeOf(v);
    LLVMTypeKind kind = v == NULL ? LLVMVoidTypeKind : LLVMGetTypeKind(type);
    if (kind == LLVMFloatTypeKind)
        v = LLVMBuildBitCast(t->builder, v, t->i32, "");
    else if (kind == LLVMDoubleTypeKind)
        v = LLVMBuildBitCast(t->builder, v, t->i64, "");
    else if (kind != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(type) > 64)
        return NULL;
    return LLVMTypeOf(v) == t->i64 ? v : LLVMBuildZExt(t->builder, v, t->i64, "");
}

static void tell(struct tracer *t, const struct numbered *n, bool write, LLVMValueRef address,
                 LLVMValueRef size, LLVMValueRef value)
{
    LLVMValueRef word = as_word(t, value);
    LLVMValueRef args[] = {t->name,
                           int32(t, n->site),
                           int32(t, write),
                           address,
                           LLVMBuildZExtOrBitCast(t->builder, size, t->i64, ""),
                           word == NULL ? LLVMConstInt(t->i64, 0, 0) : word,
                           int32(t, word != NULL)};
    LLVMBuildCall2(t->builder, t->hook_type, t->hook, args, 7, "");
}

static LLVMValueRef store_size(struct tracer *t, LLVMTypeRef type)
{
    return LLVMConstInt(t->i64, LLVMStoreSizeOfType(t->l->td, type), 0);
}

/* An aggregate is accessed part by part. */
static void tell_parts(struct tracer *t, const struct numbered *n, bool write, LLVMValueRef address,
                       LLVMTypeRef type)
{
    struct leaves ls = {0};
    LLVMTypeRef i8 = LLVMInt8TypeInContext(t->l->ctx);
    leaves_of(t->l, type, 0, &ls);
    for (uint32_t i = 0; i < ls.len; i++) {
        LLVMValueRef offset = LLVMConstInt(t->i64, ls.data[i].offset, 0);
        LLVMValueRef part = LLVMBuildGEP2(t->builder, i8, address, &offset, 1, "");
        tell(t, n, write, part, LLVMConstInt(t->i64, rir_scalar_bytes(ls.data[i].type), 0), NULL);
    }
    vec_free(&ls);
}

static void trace_plain(struct tracer *t, const struct numbered *n, LLVMValueRef v, bool write)
{
    LLVMValueRef what = write ? LLVMGetOperand(v, 0) : v, address = LLVMGetOperand(v, write);
    LLVMTypeRef type = LLVMTypeOf(what);
    if (is_aggregate(type))
        tell_parts(t, n, write, address, type);
    else
        tell(t, n, write, address, store_size(t, type), what);
}

static void trace_rmw(struct tracer *t, const struct numbered *n, LLVMValueRef v)
{
    LLVMValueRef size = store_size(t, LLVMTypeOf(v)), address = LLVMGetOperand(v, 0);
    tell(t, n, false, address, size, v);
    tell(t, n, true, address, size, NULL);
}

/* The write of an exchange that failed has size 0, which the runtime leaves out. */
static void trace_cas(struct tracer *t, const struct numbered *n, LLVMValueRef v)
{
    LLVMValueRef address = LLVMGetOperand(v, 0), new = LLVMGetOperand(v, 2);
    LLVMValueRef old = LLVMBuildExtractValue(t->builder, v, 0, "");
    LLVMValueRef done = LLVMBuildExtractValue(t->builder, v, 1, "");
    LLVMValueRef size = store_size(t, LLVMTypeOf(new)), none = LLVMConstInt(t->i64, 0, 0);
    tell(t, n, false, address, size, old);
    tell(t, n, true, address, LLVMBuildSelect(t->builder, done, size, none, ""), new);
}

/* How much a copy moves: its third operand says so, but for a va_list. */
static LLVMValueRef copied(struct tracer *t, LLVMValueRef v, const char *name)
{
    if (LLVMGetNumArgOperands(v) < 3)
        return LLVMConstInt(t->i64, (uint64_t)va_list_size(t->l), 0);
    LLVMValueRef size = LLVMBuildZExtOrBitCast(t->builder, LLVMGetArgOperand(v, 2), t->i64, "");
    LLVMValueRef unit = LLVMConstInt(t->i64, libc_memory_unit(name), 0);
    return LLVMBuildMul(t->builder, size, unit, "");
}

static void trace_call(struct tracer *t, const struct numbered *n, LLVMValueRef v)
{
    size_t len;
    const char *name = LLVMGetValueName2(LLVMGetCalledValue(v), &len);
    unsigned args = LLVMGetNumArgOperands(v);
    bool swapped = strcmp(name, "bcopy") == 0;
    if (n->kind == RIR_SITE_COPY) {
        LLVMValueRef size = copied(t, v, name);
        tell(t, n, false, LLVMGetArgOperand(v, swapped ? 0 : 1), size, NULL);
        tell(t, n, true, LLVMGetArgOperand(v, swapped ? 1 : 0), size, NULL);
    } else if (n->kind == RIR_SITE_FILL) {
        tell(t, n, true, LLVMGetArgOperand(v, 0), LLVMGetArgOperand(v, args > 2 ? 2 : 1), NULL);
    }
}

static void trace_instruction(struct tracer *t, const struct numbered *n, LLVMValueRef v)
{
    LLVMOpcode op = LLVMGetInstructionOpcode(v);
    bool after = op == LLVMLoad || op == LLVMAtomicRMW || op == LLVMAtomicCmpXchg;
    LLVMPositionBuilderBefore(t->builder, after ? LLVMGetNextInstruction(v) : v);
    if (op == LLVMLoad || op == LLVMStore)
        trace_plain(t, n, v, op == LLVMStore);
    else if (op == LLVMAtomicRMW)
        trace_rmw(t, n, v);
    else if (op == LLVMAtomicCmpXchg)
        trace_cas(t, n, v);
    else if (op == LLVMCall)
        trace_call(t, n, v);
}

static void trace_function(struct tracer *t, LLVMValueRef f, uint32_t ordinal)
{
    size_t len;
    t->name = NULL;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b)) {
        LLVMValueRef next;
        for (LLVMValueRef v = LLVMGetFirstInstruction(b); v; v = next) {
            uint32_t number, at;
            next = LLVMGetNextInstruction(v);
            if (!number_of(t->l, v, &number) || !map_get(&t->at, place(ordinal, number), &at))
                continue;
            LLVMPositionBuilderBefore(t->builder, v);
            if (t->name == NULL)
                t->name = LLVMBuildGlobalStringPtr(t->builder, LLVMGetValueName2(f, &len), "");
            trace_instruction(t, &t->l->numbered.data[at], v);
        }
    }
}

void trace_insert(struct lower *l, LLVMModuleRef module)
{
    LLVMContextRef ctx = LLVMGetModuleContext(module);
    struct tracer t = {.l = l, .builder = LLVMCreateBuilderInContext(ctx)};
    t.i32 = LLVMInt32TypeInContext(ctx);
    t.i64 = LLVMInt64TypeInContext(ctx);
    LLVMTypeRef ptr = LLVMPointerTypeInContext(ctx, 0);
    LLVMTypeRef params[] = {ptr, t.i32, t.i32, ptr, t.i64, t.i64, t.i32};
    t.hook_type = LLVMFunctionType(LLVMVoidTypeInContext(ctx), params, 7, 0);
    for (uint32_t i = 0; i < l->numbered.len; i++)
        map_put(&t.at, place(l->numbered.data[i].function, l->numbered.data[i].number), i);
    LLVMValueRef f = LLVMGetFirstFunction(module), next;
    LLVMValueRef last = LLVMGetLastFunction(module);
    t.hook = LLVMAddFunction(module, "fbp_trace", t.hook_type);
    for (uint32_t ordinal = 0; f != NULL; f = next, ordinal++) {
        next = f == last ? NULL : LLVMGetNextFunction(f);
        trace_function(&t, f, ordinal);
    }
    map_free(&t.at);
    LLVMDisposeBuilder(t.builder);
}
