/* Emitting RIR instructions that have no LLVM value of their own: what one LLVM operation expands
 * to. */
#include "lower/internal.h"

uint32_t emit(struct fn *f, const struct rir_insn *in, struct rir_scalar t)
{
    struct rir_insn one = *in;
    one.nresults = 1;
    return rir_build_insn(f->b, &one, &t);
}

void emit_void(struct fn *f, const struct rir_insn *in)
{
    rir_build_insn(f->b, in, NULL);
}

uint32_t emit_bin(struct fn *f, enum rir_bin op, uint32_t a, uint32_t b, struct rir_scalar t)
{
    struct rir_insn in = {.op = RIR_BIN, .sub = (uint8_t)op, RIR_INSN_INIT};
    in.args = (uint32_t[]){a, b};
    in.nargs = 2;
    return emit(f, &in, t);
}

uint32_t emit_un(struct fn *f, enum rir_un op, uint32_t a, struct rir_scalar t)
{
    struct rir_insn in = {.op = RIR_UN, .sub = (uint8_t)op, RIR_INSN_INIT};
    in.args = &a;
    in.nargs = 1;
    return emit(f, &in, t);
}

uint32_t emit_cmp(struct fn *f, enum rir_pred p, uint32_t a, uint32_t b)
{
    struct rir_insn in = {.op = RIR_CMP, .sub = (uint8_t)p, RIR_INSN_INIT};
    in.args = (uint32_t[]){a, b};
    in.nargs = 2;
    return emit(f, &in, scalar_int(1));
}

uint32_t emit_select(struct fn *f, uint32_t c, uint32_t a, uint32_t b, struct rir_scalar t)
{
    struct rir_insn in = {.op = RIR_SELECT, RIR_INSN_INIT};
    in.args = (uint32_t[]){c, a, b};
    in.nargs = 3;
    return emit(f, &in, t);
}

uint32_t emit_field(struct fn *f, uint32_t base, int64_t offset)
{
    if (offset == 0)
        return base;
    struct rir_insn in = {.op = RIR_FIELD, RIR_INSN_INIT};
    in.args = &base;
    in.nargs = 1;
    in.imm = offset;
    return emit(f, &in, scalar_ptr(f->l));
}

uint32_t emit_pure(struct fn *f, const uint32_t *args, uint32_t n, struct rir_scalar t,
                   const char *what)
{
    struct rir_insn in = {.op = RIR_UN, .sub = RIR_U_OPAQUE, RIR_INSN_INIT};
    in.args = (uint32_t *)args;
    in.nargs = n;
    in.text = what;
    return emit(f, &in, t);
}

/* An integer of another width. */
uint32_t emit_int(struct fn *f, uint32_t v, struct rir_scalar from, unsigned bits, bool sign)
{
    if (from.bits == bits)
        return v;
    enum rir_un op = from.bits > bits ? RIR_U_TRUNC : sign ? RIR_U_SEXT : RIR_U_ZEXT;
    return emit_un(f, op, v, scalar_int(bits));
}

uint32_t const_int(struct fn *f, unsigned bits, int64_t v)
{
    return rir_build_const(f->b, scalar_int(bits), v);
}
