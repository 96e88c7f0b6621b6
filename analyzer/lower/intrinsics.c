/* Intrinsics: what LLVM says instead of calling a function.
 *
 * A table from names to what becomes of them: nothing, their operand, a memory operation, exact
 * arithmetic (expand.c), or a constant. What is not in the table is a pure function of its operands
 * if LLVM says that it touches no memory, else opaque, with its name as the reason. */
#include <string.h>

#include "lower/intrinsics.h"

static uint32_t arg(struct fn *f, LLVMValueRef v, unsigned i)
{
    return fn_use(f, LLVMGetArgOperand(v, i));
}

static void vanish(struct fn *f, LLVMValueRef v)
{
    if (LLVMGetTypeKind(LLVMTypeOf(v)) == LLVMPointerTypeKind) {
        uint32_t none = rir_build_undef(f->b, scalar_ptr(f->l));
        fn_define(f, v, &none, 1);
    }
}

static void operand(struct fn *f, LLVMValueRef v)
{
    uint32_t n;
    const uint32_t *leaves = fn_leaves(f, LLVMGetArgOperand(v, 0), &n);
    fn_define(f, v, leaves, n);
}

static bool constant_true(LLVMValueRef v)
{
    return LLVMIsAConstantInt(v) && LLVMConstIntGetZExtValue(v) != 0;
}

/* ---- memory ---- */

static uint32_t word(struct fn *f, LLVMValueRef v, unsigned i)
{
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(LLVMGetArgOperand(v, i)));
    return emit_int(f, arg(f, v, i), t, f->l->m->ptr_bits, false);
}

static void copy(struct fn *f, LLVMValueRef v)
{
    uint32_t to = arg(f, v, 0), from = arg(f, v, 1);
    emit_copy(f, v, to, from, word(f, v, 2), constant_true(LLVMGetArgOperand(v, 3)));
}

static void fill(struct fn *f, LLVMValueRef v)
{
    uint32_t to = arg(f, v, 0), byte = arg(f, v, 1);
    emit_fill(f, v, to, byte, word(f, v, 2), constant_true(LLVMGetArgOperand(v, 3)));
}

/* A va_list holds pointers to where the variadic arguments are and, on x86-64 and aarch64, counters
 * of what is left in the register save areas; clang expands va_arg into code that reads them.
 * VALIST makes every pointer of the list one to an object that holds variadic arguments of this
 * call, so that whatever is loaded through the list is one of them; where each lies is the
 * interpreter's affair. */
static void va_start_list(struct fn *f, LLVMValueRef v)
{
    uint32_t list = arg(f, v, 0);
    struct rir_insn in = {.op = RIR_VALIST, RIR_INSN_INIT};
    in.site = fn_site(f, v, RIR_SITE_STORE);
    in.args = &list;
    in.nargs = 1;
    emit_void(f, &in);
}

int64_t va_list_size(const struct lower *l)
{
    static const int64_t sizes[] = {[ARCH_X86_64] = 24, [ARCH_AARCH64] = 32, [ARCH_OTHER] = 0};
    return sizes[l->arch] == 0 ? l->m->ptr_bits / 8 : sizes[l->arch];
}

static void va_copy_list(struct fn *f, LLVMValueRef v)
{
    uint32_t to = arg(f, v, 0), from = arg(f, v, 1);
    emit_copy(f, v, to, from, const_int(f, f->l->m->ptr_bits, va_list_size(f->l)), false);
}

/* ---- values ---- */

static void define_const(struct fn *f, LLVMValueRef v, int64_t n)
{
    uint32_t value = rir_build_const(f->b, scalar_of(f->l, LLVMTypeOf(v)), n);
    fn_define(f, v, &value, 1);
}

static void object_size(struct fn *f, LLVMValueRef v)
{
    define_const(f, v, constant_true(LLVMGetArgOperand(v, 1)) ? 0 : -1);
}

static void zero(struct fn *f, LLVMValueRef v)
{
    define_const(f, v, 0);
}

static void one(struct fn *f, LLVMValueRef v)
{
    define_const(f, v, 1);
}

/* p & mask, as p plus what the mask takes off: so the pointer stays one. */
static void pointer_mask(struct fn *f, LLVMValueRef v)
{
    struct rir_scalar w = scalar_int(f->l->m->ptr_bits);
    uint32_t p = arg(f, v, 0), bits = emit_un(f, RIR_U_MOVE, p, w);
    uint32_t masked = emit_bin(f, RIR_B_AND, bits, word(f, v, 1), w);
    struct rir_insn in = {.op = RIR_OFFSET, RIR_INSN_INIT};
    in.args = (uint32_t[]){p, emit_bin(f, RIR_B_SUB, masked, bits, w)};
    in.nargs = 2;
    fn_emit_as(f, v, &in, scalar_ptr(f->l));
}

static void unknown_pointer(struct fn *f, LLVMValueRef v)
{
    fn_define_unknown(f, v, "an address on the stack or in the code");
}

static void pure(struct fn *f, LLVMValueRef v)
{
    size_t len;
    struct leaves ls = {0};
    VEC(uint32_t) args = {0};
    unsigned n = LLVMGetNumArgOperands(v);
    for (unsigned i = 0; i < n; i++) {
        LLVMValueRef a = LLVMGetArgOperand(v, i);
        LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(a));
        uint32_t k;
        if (kind == LLVMMetadataTypeKind || kind == LLVMTokenTypeKind)
            continue;
        const uint32_t *leaves = fn_leaves(f, a, &k);
        for (uint32_t j = 0; j < k; j++)
            vec_push(&args, leaves[j]);
    }
    const char *name = LLVMGetValueName2(LLVMGetCalledValue(v), &len);
    leaves_of(f->l, LLVMTypeOf(v), 0, &ls);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, ls.len);
    for (uint32_t i = 0; i < ls.len; i++)
        out[i] = emit_pure(f, args.data, args.len, ls.data[i].type, name);
    if (ls.len != 0)
        fn_define(f, v, out, ls.len);
    vec_free(&ls);
    vec_free(&args);
}

typedef void handler(struct fn *f, LLVMValueRef v);

/* Names match whole, or up to a dot. */
static const struct {
    const char *name;
    handler *what;
} table[] = {
    {"dbg", vanish},
    {"lifetime", vanish},
    {"assume", vanish},
    {"memcpy", copy},
    {"memmove", copy},
    {"memset", fill},
    {"expect", operand},
    {"va_start", va_start_list},
    {"va_end", vanish},
    {"va_copy", va_copy_list},
    {"stacksave", vanish},
    {"stackrestore", vanish},
    {"threadlocal.address", operand},
    {"objectsize", object_size},
    {"is.constant", zero},
    {"prefetch", vanish},
    {"var.annotation", vanish},
    {"ptr.annotation", operand},
    {"annotation", operand},
    {"donothing", vanish},
    {"sideeffect", vanish},
    {"debugtrap", vanish},
    {"trap", vanish}, /* unreachable follows */
    {"ubsantrap", vanish},
    {"experimental.noalias.scope.decl", vanish},
    {"invariant.start", vanish},
    {"invariant.end", vanish},
    {"launder.invariant.group", operand},
    {"strip.invariant.group", operand},
    {"ssa.copy", operand},
    {"pseudoprobe", vanish},
    {"instrprof", vanish},
    {"arithmetic.fence", operand},
    {"allow.runtime.check", one},
    {"allow.ubsan.check", one},
    {"flt.rounds", one},
    {"get.rounding", one},
    {"ptrmask", pointer_mask},
    {"frameaddress", unknown_pointer},
    {"returnaddress", unknown_pointer},
    {"addressofreturnaddress", unknown_pointer},
    {"sponentry", unknown_pointer},
    {"thread.pointer", unknown_pointer},
    {"experimental.constrained", pure},
    {"bswap", expand_bswap},
    {"ctpop", expand_ctpop},
    {"ctlz", expand_ctlz},
    {"cttz", expand_cttz},
    {"is.fpclass", expand_fpclass},
    {"fshl", expand_funnel},
    {"fshr", expand_funnel},
    {"abs", expand_abs},
    {"umin", expand_minmax},
    {"umax", expand_minmax},
    {"smin", expand_minmax},
    {"smax", expand_minmax},
    {"uadd.with.overflow", expand_overflow},
    {"usub.with.overflow", expand_overflow},
    {"umul.with.overflow", expand_overflow},
    {"sadd.with.overflow", expand_overflow},
    {"ssub.with.overflow", expand_overflow},
    {"smul.with.overflow", expand_overflow},
    {"uadd.sat", expand_saturating},
    {"usub.sat", expand_saturating},
    {"sadd.sat", expand_saturating},
    {"ssub.sat", expand_saturating},
    {"fabs", expand_fabs},
    {"copysign", expand_copysign},
    {"fmuladd", expand_fmuladd},
};

static bool matches(const char *name, size_t len, const char *entry)
{
    size_t n = strlen(entry);
    return len >= n && memcmp(name, entry, n) == 0 && (len == n || name[n] == '.');
}

/* The expansions are for integers and floats of C, not for vectors of them. */
static bool is_vector(struct fn *f, LLVMValueRef v)
{
    for (unsigned i = 0; i < LLVMGetNumArgOperands(v); i++) {
        LLVMTypeRef t = LLVMTypeOf(LLVMGetArgOperand(v, i));
        LLVMTypeKind kind = LLVMGetTypeKind(t);
        if (kind != LLVMMetadataTypeKind && kind != LLVMTokenTypeKind && !is_aggregate(t) &&
            scalar_of(f->l, t).cls == RIR_BYTES)
            return true;
    }
    return false;
}

static void other(struct fn *f, LLVMValueRef v, LLVMValueRef callee, const char *name)
{
    LLVMAttributeRef memory =
        LLVMGetEnumAttributeAtIndex(callee, LLVMAttributeFunctionIndex, f->l->at_memory);
    if (memory != NULL && LLVMGetEnumAttributeValue(memory) == 0)
        pure(f, v);
    else
        lower_opaque(f, v, arena_printf(&f->l->arena, "intrinsic %s", name));
}

void lower_intrinsic(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    size_t len;
    const char *name = LLVMGetValueName2(callee, &len);
    bool vector = is_vector(f, v);
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++) {
        if (!matches(name + 5, len - 5, table[i].name))
            continue;
        if (vector && table[i].what != operand && table[i].what != vanish)
            break;
        table[i].what(f, v);
        return;
    }
    other(f, v, callee, name);
}

/* ---- library functions that are memory operations ---- */

enum libc_kind { LIBC_COPY, LIBC_COPY_END, LIBC_COPY_SWAPPED, LIBC_FILL, LIBC_ZERO };

struct libc_op {
    const char *name;
    enum libc_kind kind;
    unsigned nargs;
    unsigned unit; /* bytes that its size counts; a wchar_t has 4 on Linux */
};

static const struct libc_op libc[] = {
    {"memcpy", LIBC_COPY, 3, 1},         {"memmove", LIBC_COPY, 3, 1},
    {"__memcpy_chk", LIBC_COPY, 4, 1},   {"__memmove_chk", LIBC_COPY, 4, 1},
    {"mempcpy", LIBC_COPY_END, 3, 1},    {"__mempcpy_chk", LIBC_COPY_END, 4, 1},
    {"wmemcpy", LIBC_COPY, 3, 4},        {"wmemmove", LIBC_COPY, 3, 4},
    {"__wmemcpy_chk", LIBC_COPY, 4, 4},  {"__wmemmove_chk", LIBC_COPY, 4, 4},
    {"wmempcpy", LIBC_COPY_END, 3, 4},   {"__wmempcpy_chk", LIBC_COPY_END, 4, 4},
    {"bcopy", LIBC_COPY_SWAPPED, 3, 1},  {"memset", LIBC_FILL, 3, 1},
    {"__memset_chk", LIBC_FILL, 4, 1},   {"bzero", LIBC_ZERO, 2, 1},
    {"explicit_bzero", LIBC_ZERO, 2, 1},
};

unsigned libc_memory_unit(const char *name)
{
    for (unsigned i = 0; i < sizeof libc / sizeof *libc; i++)
        if (strcmp(name, libc[i].name) == 0)
            return libc[i].unit;
    return 1;
}

static bool has_shape(struct fn *f, LLVMValueRef v, enum libc_kind kind, unsigned nargs)
{
    if (LLVMGetNumArgOperands(v) != nargs)
        return false;
    for (unsigned i = 0; i < nargs; i++) {
        unsigned cls = scalar_of(f->l, LLVMTypeOf(LLVMGetArgOperand(v, i))).cls;
        bool pointer = i == 0 || (i == 1 && kind <= LIBC_COPY_SWAPPED);
        if (cls != (pointer ? RIR_PTR : RIR_INT))
            return false;
    }
    LLVMTypeKind result = LLVMGetTypeKind(LLVMTypeOf(v));
    bool none = kind == LIBC_COPY_SWAPPED || kind == LIBC_ZERO;
    return result == (none ? LLVMVoidTypeKind : LLVMPointerTypeKind);
}

/* How many bytes operand i says. */
static uint32_t libc_size(struct fn *f, LLVMValueRef v, unsigned i, unsigned unit)
{
    struct rir_scalar t = scalar_int(f->l->m->ptr_bits);
    LLVMValueRef n = LLVMGetArgOperand(v, i);
    if (unit == 1)
        return word(f, v, i);
    if (LLVMIsAConstantInt(n) != NULL)
        return const_int(f, t.bits, LLVMConstIntGetSExtValue(n) * unit);
    return emit_bin(f, RIR_B_MUL, word(f, v, i), const_int(f, t.bits, unit), t);
}

static void libc_operation(struct fn *f, LLVMValueRef v, const struct libc_op *op)
{
    enum libc_kind kind = op->kind;
    uint32_t a = arg(f, v, 0), b = kind == LIBC_ZERO ? RIR_NONE : arg(f, v, 1), n, byte;
    struct rir_scalar t;
    switch (kind) {
    case LIBC_COPY:
    case LIBC_COPY_END:
    case LIBC_COPY_SWAPPED:
        n = libc_size(f, v, 2, op->unit);
        if (kind == LIBC_COPY_SWAPPED)
            emit_copy(f, v, b, a, n, false);
        else
            emit_copy(f, v, a, b, n, false);
        if (kind == LIBC_COPY_END) {
            struct rir_insn in = {.op = RIR_OFFSET, RIR_INSN_INIT};
            in.args = (uint32_t[]){a, n};
            in.nargs = 2;
            a = emit(f, &in, scalar_ptr(f->l));
        }
        break;
    case LIBC_FILL:
        t = scalar_of(f->l, LLVMTypeOf(LLVMGetArgOperand(v, 1)));
        byte = emit_int(f, b, t, 8, false);
        emit_fill(f, v, a, byte, word(f, v, 2), false);
        break;
    case LIBC_ZERO:
        emit_fill(f, v, a, const_int(f, 8, 0), word(f, v, 1), false);
        break;
    }
    if (LLVMGetTypeKind(LLVMTypeOf(v)) == LLVMPointerTypeKind)
        fn_define(f, v, &a, 1);
}

bool lower_libc_memory(struct fn *f, LLVMValueRef v, LLVMValueRef callee)
{
    size_t len;
    if (!LLVMIsDeclaration(callee)) /* the program's own */
        return false;
    const char *name = LLVMGetValueName2(callee, &len);
    for (unsigned i = 0; i < sizeof libc / sizeof *libc; i++) {
        if (strcmp(name, libc[i].name) != 0 || !has_shape(f, v, libc[i].kind, libc[i].nargs))
            continue;
        libc_operation(f, v, &libc[i]);
        return true;
    }
    return false;
}
