/* Stack objects, loads, stores and atomics.
 *
 * What is wide enough for a pointer is LOAD and STORE, whatever its type says (ANALYSIS.md, I6);
 * the rest is READ and WRITE. A first-class aggregate is loaded and stored leaf by leaf, all at one
 * site. */
#include "lower/internal.h"

static uint16_t access_flags(LLVMValueRef v)
{
    uint16_t flags = 0;
    if (LLVMGetVolatile(v))
        flags |= RIR_VOLATILE;
    if (LLVMGetOrdering(v) != LLVMAtomicOrderingNotAtomic)
        flags |= RIR_ATOMIC;
    return flags;
}

void lower_alloca(struct fn *f, LLVMValueRef v)
{
    struct lower *l = f->l;
    LLVMValueRef count = LLVMGetOperand(v, 0);
    uint64_t size = LLVMABISizeOfType(l->td, LLVMGetAllocatedType(v));
    struct rir_insn in = {.op = RIR_STACK, RIR_INSN_INIT};
    uint32_t times, at;
    if (LLVMIsAConstantInt(count)) {
        size *= LLVMConstIntGetZExtValue(count);
    } else {
        times =
            emit_int(f, fn_use(f, count), scalar_of(l, LLVMTypeOf(count)), l->m->ptr_bits, false);
        in.args = &times;
        in.nargs = 1;
    }
    in.imm = (int64_t)size;
    if (map_get(&f->described, (uint64_t)(uintptr_t)v, &at) && f->descriptions.data[at].memory)
        in.src = f->descriptions.data[at].type;
    fn_emit_as(f, v, &in, scalar_ptr(l));
}

static void load_facts(struct fn *f, uint32_t value, uint32_t src)
{
    if (src != RIR_NONE && fact_of(f, value).pointee == RIR_NONE)
        fn_fact(f, value)->pointee = type_pointee(f->l, src);
}

/* The source type of what is loaded: the pointee, if it is a scalar of that size. */
static uint32_t loaded_type(struct fn *f, uint32_t address, struct rir_scalar t)
{
    uint32_t src = fact_of(f, address).pointee;
    const struct rir_type *s = type_stripped(f->l, src);
    bool plain =
        s != NULL && (s->kind == RIR_T_PTR || s->kind == RIR_T_INT || s->kind == RIR_T_FLOAT);
    return plain && s->size * 8 == t.bits && (s->kind == RIR_T_PTR) == (t.cls == RIR_PTR)
               ? src
               : RIR_NONE;
}

static void load_parts(struct fn *f, LLVMValueRef v, uint32_t address)
{
    struct leaves ls = {0};
    leaves_of(f->l, LLVMTypeOf(v), 0, &ls);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, ls.len);
    uint32_t site = fn_site(f, v, RIR_SITE_LOAD);
    for (uint32_t i = 0; i < ls.len; i++) {
        struct rir_insn in = {.op = RIR_READ, RIR_INSN_INIT};
        uint32_t from = emit_field(f, address, (int64_t)ls.data[i].offset);
        if (rir_may_hold_pointer(f->l->m, ls.data[i].type))
            in.op = RIR_LOAD;
        in.flags = access_flags(v);
        in.site = site;
        in.args = &from;
        in.nargs = 1;
        out[i] = emit(f, &in, ls.data[i].type);
    }
    fn_define(f, v, out, ls.len);
    vec_free(&ls);
}

/* A number as wide as a pointer that is loaded and only stored again: it is moved as the bits that
 * it is, which may be those of a pointer beside it in a union. */
static bool is_moved_word(struct fn *f, LLVMValueRef v)
{
    if (LLVMIsALoadInst(v) == NULL || is_aggregate(LLVMTypeOf(v)))
        return false;
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v));
    bool stored = t.cls == RIR_FLOAT && t.bits == f->l->m->ptr_bits;
    for (LLVMUseRef u = LLVMGetFirstUse(v); stored && u != NULL; u = LLVMGetNextUse(u))
        stored = LLVMIsAStoreInst(LLVMGetUser(u)) != NULL;
    return stored;
}

void lower_load(struct fn *f, LLVMValueRef v)
{
    uint32_t address = fn_use(f, LLVMGetOperand(v, 0));
    if (is_aggregate(LLVMTypeOf(v))) {
        load_parts(f, v, address);
        return;
    }
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v));
    struct rir_insn in = {.op = RIR_READ, RIR_INSN_INIT};
    if (is_moved_word(f, v))
        t.cls = RIR_INT;
    if (rir_may_hold_pointer(f->l->m, t))
        in.op = RIR_LOAD;
    in.flags = access_flags(v);
    in.site = fn_site(f, v, RIR_SITE_LOAD);
    in.args = &address;
    in.nargs = 1;
    in.src = loaded_type(f, address, t);
    load_facts(f, fn_emit_as(f, v, &in, t), in.src);
}

void lower_store(struct fn *f, LLVMValueRef v)
{
    LLVMValueRef what = LLVMGetOperand(v, 0);
    uint32_t address = fn_use(f, LLVMGetOperand(v, 1)), n;
    struct leaves ls = {0};
    leaves_of(f->l, LLVMTypeOf(what), 0, &ls);
    uint32_t site = fn_site(f, v, RIR_SITE_STORE);
    for (uint32_t i = 0; i < ls.len; i++) {
        struct rir_insn in = {.op = RIR_WRITE, RIR_INSN_INIT};
        if (rir_may_hold_pointer(f->l->m, ls.data[i].type) || is_moved_word(f, what))
            in.op = RIR_STORE;
        in.flags = access_flags(v);
        in.site = site;
        uint32_t to = emit_field(f, address, (int64_t)ls.data[i].offset);
        in.args = (uint32_t[]){to, fn_leaves(f, what, &n)[i]};
        in.nargs = 2;
        emit_void(f, &in);
    }
    vec_free(&ls);
}

static int rmw_op(LLVMAtomicRMWBinOp op)
{
    switch (op) {
    case LLVMAtomicRMWBinOpXchg:
        return RIR_B_XCHG;
    case LLVMAtomicRMWBinOpAdd:
        return RIR_B_ADD;
    case LLVMAtomicRMWBinOpSub:
        return RIR_B_SUB;
    case LLVMAtomicRMWBinOpAnd:
        return RIR_B_AND;
    case LLVMAtomicRMWBinOpNand:
        return RIR_B_NAND;
    case LLVMAtomicRMWBinOpOr:
        return RIR_B_OR;
    case LLVMAtomicRMWBinOpXor:
        return RIR_B_XOR;
    case LLVMAtomicRMWBinOpMax:
        return RIR_B_MAX;
    case LLVMAtomicRMWBinOpMin:
        return RIR_B_MIN;
    case LLVMAtomicRMWBinOpUMax:
        return RIR_B_UMAX;
    case LLVMAtomicRMWBinOpUMin:
        return RIR_B_UMIN;
    case LLVMAtomicRMWBinOpFAdd:
        return RIR_B_FADD;
    case LLVMAtomicRMWBinOpFSub:
        return RIR_B_FSUB;
    case LLVMAtomicRMWBinOpFMax:
        return RIR_B_FMAX;
    case LLVMAtomicRMWBinOpFMin:
        return RIR_B_FMIN;
    default:
        return -1;
    }
}

void lower_rmw(struct fn *f, LLVMValueRef v)
{
    int op = rmw_op(LLVMGetAtomicRMWBinOp(v));
    struct rir_insn in = {.op = RIR_RMW, .sub = (uint8_t)op, RIR_INSN_INIT};
    in.args = (uint32_t[]){fn_use(f, LLVMGetOperand(v, 0)), fn_use(f, LLVMGetOperand(v, 1))};
    in.nargs = 2;
    in.flags = access_flags(v) | RIR_ATOMIC;
    in.site = fn_site(f, v, RIR_SITE_ATOMIC);
    if (op < 0) {
        in.op = RIR_OPAQUE;
        in.sub = 0;
        in.text = "an atomic operation that C does not have";
    }
    fn_emit_as(f, v, &in, scalar_of(f->l, LLVMTypeOf(v)));
}

void lower_cas(struct fn *f, LLVMValueRef v)
{
    struct rir_insn in = {.op = RIR_CAS, RIR_INSN_INIT};
    uint32_t to = fn_use(f, LLVMGetOperand(v, 0)), old = fn_use(f, LLVMGetOperand(v, 1));
    in.args = (uint32_t[]){to, old, fn_use(f, LLVMGetOperand(v, 2))};
    in.nargs = 3;
    in.flags = RIR_ATOMIC | (LLVMGetVolatile(v) ? RIR_VOLATILE : 0);
    in.site = fn_site(f, v, RIR_SITE_ATOMIC);
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(LLVMGetOperand(v, 1)));
    fn_emit_many(f, v, &in, (struct rir_scalar[]){t, scalar_int(1)}, 2);
}

void emit_copy(struct fn *f, LLVMValueRef inst, uint32_t to, uint32_t from, uint32_t n, bool vol)
{
    struct rir_insn in = {.op = RIR_COPY, RIR_INSN_INIT};
    in.args = (uint32_t[]){to, from, n};
    in.nargs = 3;
    in.flags = vol ? RIR_VOLATILE : 0;
    in.site = fn_site(f, inst, RIR_SITE_COPY);
    emit_void(f, &in);
}

void emit_fill(struct fn *f, LLVMValueRef inst, uint32_t to, uint32_t byte, uint32_t n, bool vol)
{
    struct rir_insn in = {.op = RIR_FILL, RIR_INSN_INIT};
    in.args = (uint32_t[]){to, byte, n};
    in.nargs = 3;
    in.flags = vol ? RIR_VOLATILE : 0;
    in.site = fn_site(f, inst, RIR_SITE_FILL);
    emit_void(f, &in);
}
