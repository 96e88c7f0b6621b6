/* A target says where an access begins. Where that depends on a variable it says only by which
 * numbers it may move; then the member whose array is indexed bounds it, if the address names it.
 */
#include "solve/touched.h"

/* How many bytes an access touches; 0: not known. */
uint32_t touched_size(const struct body *b, const struct access *a)
{
    const struct rir_insn *in = &b->f->insns[a->insn];
    uint32_t value = RIR_NONE;
    if (in->op == RIR_LOAD || in->op == RIR_READ)
        value = in->result;
    else if (in->op == RIR_STORE || in->op == RIR_WRITE || in->op == RIR_RMW || in->op == RIR_CAS)
        value = in->args[1];
    else if ((in->op == RIR_COPY || in->op == RIR_FILL) &&
             b->f->values[in->args[2]].kind == RIR_V_CONST && b->f->values[in->args[2]].imm > 0 &&
             b->f->values[in->args[2]].imm < INT32_MAX)
        return (uint32_t)b->f->values[in->args[2]].imm;
    return value == RIR_NONE ? 0 : rir_scalar_bytes(b->f->values[value].type);
}

/* The member of the static object that holds the element: an address `object.member[i]`. */
static void bound_by_member(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                            struct touched *out)
{
    int64_t off = 0, size = 0;
    bool found = false;
    for (;;) {
        const struct rir_value *v = &f->values[address];
        if (v->kind == RIR_V_GLOBAL && found) {
            out->from = off + v->imm;
            out->to = out->from + size;
        }
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in == NULL || (in->op != RIR_FIELD && in->op != RIR_ELEM))
            return;
        if (in->op == RIR_ELEM) {
            found = false;
        } else if (found) {
            off += in->imm;
        } else {
            const struct rir_field *member = rir_named_member(m, in);
            if (member == NULL)
                return;
            size = (int64_t)rir_type_size(m, member->type);
            off = in->imm;
            found = size != 0;
        }
        address = in->args[0];
    }
}

struct touched touched_by(const struct body *b, const struct access *a, uint32_t operand,
                          struct target at)
{
    struct touched t = {.at = at, .size = touched_size(b, a), .from = 0, .to = INT64_MAX};
    if (at.stride == 0 && at.off >= 0) {
        t.from = at.off;
        t.to = t.size == 0 ? INT64_MAX : (int64_t)at.off + t.size;
    } else if (operand != RIR_NONE) {
        bound_by_member(b->s->m, b->f, operand, &t);
    }
    return t;
}

bool touched_meet(const struct touched *a, const struct touched *b)
{
    if (a->to <= b->from || b->to <= a->from)
        return false;
    if (a->size == 0 || b->size == 0)
        return true;
    return range_overlap(a->at.off, a->at.stride, b->at.off, b->at.stride,
                         a->size > b->size ? a->size : b->size) ||
           (a->at.stride == 0 && b->at.stride == 0);
}
