/* getelementptr, as an instruction or as a constant expression.
 *
 * A struct index becomes FIELD, with the source struct and member where they are known; an index of
 * a typed pointer or array becomes ELEM; i8 arithmetic becomes a raw FIELD (constant) or OFFSET.
 * The structs that the compiler makes up for passing arguments ({i64, i64}) are raw offsets.
 *
 * ELEM is marked RIR_IN_ARRAY when the array is (part of) a member of a struct: then only structs
 * and arrays in it are elements that a pointer denotes, any other one the object around it
 * (DESIGN.md section 2). */
#include <string.h>

#include "lower/internal.h"
#include "lower/outline.h"

struct address {
    uint32_t value;
    uint32_t pointee; /* source type of what it points to, or RIR_NONE */
    bool in_struct;
};

static struct address address_of(struct fn *f, uint32_t value)
{
    struct fact fact = fact_of(f, value);
    return (struct address){value, fact.pointee, fact.in_struct};
}

static void remember(struct fn *f, const struct address *a)
{
    struct fact *fact = fn_fact(f, a->value);
    if (fact->pointee == RIR_NONE)
        fact->pointee = a->pointee;
    fact->in_struct |= a->in_struct;
}

static uint32_t index_value(struct fn *f, LLVMValueRef v)
{
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v));
    return emit_int(f, fn_use(f, v), t, f->l->m->ptr_bits, true);
}

static void raw(struct fn *f, struct address *a, int64_t offset)
{
    a->value = emit_field(f, a->value, offset);
    if (offset != 0) {
        a->pointee = RIR_NONE;
        a->in_struct = true;
    }
}

static void offset_by(struct fn *f, struct address *a, LLVMValueRef index)
{
    struct rir_insn in = {.op = RIR_OFFSET, RIR_INSN_INIT};
    in.args = (uint32_t[]){a->value, index_value(f, index)};
    in.nargs = 2;
    a->value = emit(f, &in, scalar_ptr(f->l));
}

static void element(struct fn *f, struct address *a, LLVMValueRef index, LLVMTypeRef type,
                    uint32_t source)
{
    struct rir_insn in = {.op = RIR_ELEM, RIR_INSN_INIT};
    in.args = (uint32_t[]){a->value, index_value(f, index)};
    in.nargs = 2;
    in.imm = (int64_t)LLVMABISizeOfType(f->l->td, type);
    in.ref = source;
    if (a->in_struct)
        in.flags = RIR_IN_ARRAY;
    a->value = emit(f, &in, scalar_ptr(f->l));
    a->pointee = source;
    remember(f, a);
}

/* `source`: the struct, or RIR_NONE. */
static void member(struct fn *f, struct address *a, uint32_t source, uint64_t offset, uint64_t size)
{
    struct rir_insn in = {.op = RIR_FIELD, RIR_INSN_INIT};
    in.args = (uint32_t[]){a->value};
    in.nargs = 1;
    in.imm = (int64_t)offset;
    in.ref = source;
    a->pointee = RIR_NONE;
    if (source != RIR_NONE) {
        in.field = type_field_at(f->l, source, offset, size);
        if (in.field != RIR_NONE)
            a->pointee = f->l->m->types.data[source].fields[in.field].type;
    }
    a->value = emit(f, &in, scalar_ptr(f->l));
    a->in_struct = true;
    remember(f, a);
}

static void field(struct fn *f, struct address *a, LLVMTypeRef type, unsigned index)
{
    struct lower *l = f->l;
    uint64_t offset = LLVMOffsetOfElement(l->td, type, index);
    uint32_t source = type_of_layout(l, type, a->pointee);
    if (LLVMIsLiteralStruct(type))
        raw(f, a, (int64_t)offset);
    else
        member(f, a, source, offset,
               LLVMABISizeOfType(l->td, LLVMStructGetTypeAtIndex(type, index)));
}

static bool is_byte(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) == 8;
}

/* The source type of an LLVM element type; what is known of the pointer wins if the size agrees. */
static uint32_t element_source(struct fn *f, LLVMTypeRef type, uint32_t known)
{
    const struct rir_type *t = type_stripped(f->l, known);
    if (LLVMGetTypeKind(type) == LLVMStructTypeKind)
        return type_of_layout(f->l, type, known);
    uint64_t size = LLVMABISizeOfType(f->l->td, type);
    if (t != NULL && t->kind == RIR_T_ARRAY && t->size != size) { /* an array that decayed */
        known = t->elem;
        t = type_stripped(f->l, known);
    }
    return t != NULL && t->size == size ? known : RIR_NONE;
}

/* The first index: over the pointer itself. */
static void first_index(struct fn *f, struct address *a, LLVMTypeRef type, LLVMValueRef index,
                        bool only)
{
    bool constant = LLVMIsAConstantInt(index) != NULL;
    int64_t k = constant ? LLVMConstIntGetSExtValue(index) : 0;
    if (constant && k == 0 && !(only && !is_byte(type)))
        return;
    if (!is_byte(type))
        element(f, a, index, type, element_source(f, type, a->pointee));
    else if (constant)
        raw(f, a, k);
    else
        offset_by(f, a, index);
}

/* The array of that size that a struct begins with, by as many members as lie around it; false:
 * there is none, or not one only. */
static bool begins_with_array(const struct lower *l, uint32_t type, uint64_t size, unsigned depth)
{
    enum { MAX_NESTING = 16 };
    uint32_t at = rir_type_strip(l->m, type);
    const struct rir_type *t = at == RIR_NONE ? NULL : &l->m->types.data[at];
    if (t == NULL || depth == MAX_NESTING)
        return false;
    if (t->kind == RIR_T_ARRAY)
        return t->size == size;
    uint32_t first = t->kind == RIR_T_STRUCT ? type_field_at(l, at, 0, size) : RIR_NONE;
    return first != RIR_NONE && begins_with_array(l, t->fields[first].type, size, depth + 1);
}

/* clang drops the zero offset of a first member; where an index follows, it is an index into that
 * member. */
static void enter_first_member(struct fn *f, struct address *a, uint64_t size)
{
    const struct rir_type *t = type_stripped(f->l, a->pointee);
    if (t == NULL || (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION))
        return;
    a->in_struct = true;
    if (!begins_with_array(f->l, a->pointee, size, 0))
        return;
    while ((t = type_stripped(f->l, a->pointee)) != NULL && t->kind == RIR_T_STRUCT)
        member(f, a, rir_type_strip(f->l->m, a->pointee), 0, size);
}

static void array_index(struct fn *f, struct address *a, LLVMTypeRef array, LLVMValueRef index)
{
    LLVMTypeRef type = LLVMGetElementType(array);
    enter_first_member(f, a, LLVMABISizeOfType(f->l->td, array));
    const struct rir_type *t = type_stripped(f->l, a->pointee);
    uint32_t known = t != NULL && t->kind == RIR_T_ARRAY ? t->elem : RIR_NONE;
    element(f, a, index, type, element_source(f, type, known));
}

/* A global plus a constant, in plain bytes, stays a value without an instruction. */
static bool plain_global(struct fn *f, LLVMValueRef v)
{
    int64_t offset = 0;
    uint32_t index;
    if (LLVMIsAConstantExpr(v) == NULL || !is_byte(LLVMGetGEPSourceElementType(v)))
        return false;
    LLVMValueRef base = ll_constant_address(v, f->l->td, &offset);
    if (base == NULL || !map_get(&f->l->globals, (uint64_t)(uintptr_t)base, &index))
        return false;
    uint32_t value = rir_build_global(f->b, index, offset);
    fn_define(f, v, &value, 1);
    return true;
}

bool outline_is_decayed(LLVMValueRef address)
{
    size_t len = 0;
    if (LLVMIsAInstruction(address) == NULL)
        return false;
    const char *name = LLVMGetValueName2(address, &len);
    return len >= 10 && memcmp(name, "arraydecay", 10) == 0;
}

/* An array that only decays to a pointer stays the array, not its element 0 (clang keeps names with
 * -fno-discard-value-names; without them the two cannot be told apart). It makes no difference for
 * numbers in a struct, which are no objects by themselves: these are named as ever. */
static bool only_decays(LLVMValueRef v)
{
    if (!outline_is_decayed(v))
        return false;
    LLVMTypeRef array = LLVMGetGEPSourceElementType(v);
    bool large = LLVMGetTypeKind(array) == LLVMArrayTypeKind &&
                 (LLVMGetTypeKind(LLVMGetElementType(array)) == LLVMStructTypeKind ||
                  LLVMGetTypeKind(LLVMGetElementType(array)) == LLVMArrayTypeKind);
    return large || LLVMIsAAllocaInst(LLVMGetOperand(v, 0)) != NULL;
}

void lower_gep(struct fn *f, LLVMValueRef v)
{
    if (LLVMGetTypeKind(LLVMTypeOf(v)) != LLVMPointerTypeKind) {
        uint32_t base = fn_use(f, LLVMGetOperand(v, 0));
        uint32_t all =
            emit_pure(f, &base, 1, scalar_of(f->l, LLVMTypeOf(v)), "a vector of addresses");
        fn_define(f, v, &all, 1);
        return;
    }
    if (plain_global(f, v))
        return;
    struct address a = address_of(f, fn_use(f, LLVMGetOperand(v, 0)));
    LLVMTypeRef type = LLVMGetGEPSourceElementType(v);
    unsigned n = (unsigned)LLVMGetNumOperands(v);
    if (n > 1)
        first_index(f, &a, type, LLVMGetOperand(v, 1), n == 2);
    for (unsigned i = 2; i < n && !only_decays(v); i++) {
        LLVMValueRef index = LLVMGetOperand(v, i);
        if (LLVMGetTypeKind(type) == LLVMStructTypeKind) {
            unsigned k = (unsigned)LLVMConstIntGetZExtValue(index);
            field(f, &a, type, k);
            type = LLVMStructGetTypeAtIndex(type, k);
        } else {
            array_index(f, &a, type, index);
            type = LLVMGetElementType(type);
        }
    }
    remember(f, &a);
    fn_define(f, v, &a.value, 1);
}
