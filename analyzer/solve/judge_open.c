/* Is a channel, or a member that is shared, named by the address itself? */
#include "solve/judge_int.h"

/* Is byte `off` of an object of that type in it? Of a type without a size it is, if not before it.
 */
static bool is_within(const struct rir_module *m, uint32_t type, int64_t off)
{
    uint64_t size = rir_type_size(m, type);
    return off >= 0 && (size == 0 || (uint64_t)off < size);
}

/* A step with an index that is not known stays in the array it is in, if it is in one (A-I4). */
static bool is_index(const struct rir_module *m, const struct rir_func *f,
                     const struct rir_insn *in)
{
    const struct rir_value *v = &f->values[in->args[0]];
    const struct rir_insn *base = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if ((in->flags & RIR_IN_ARRAY) != 0 || base == NULL)
        return (in->flags & RIR_IN_ARRAY) != 0;
    if (base->op == RIR_ELEM)
        return (base->flags & RIR_IN_ARRAY) != 0;
    const struct rir_field *member =
        base->op == RIR_FIELD && base->ref != RIR_NONE ? rir_named_member(m, base) : NULL;
    uint32_t type = member == NULL ? RIR_NONE : rir_type_strip(m, member->type);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_ARRAY;
}

/* Bytes that a step adds to an address, an index left out; false: not known. */
static bool step_bytes(const struct rir_module *m, const struct rir_func *f,
                       const struct rir_insn *in, int64_t *bytes)
{
    return flow_step_bytes(f, in, bytes) ||
           (f->values[in->args[1]].kind != RIR_V_CONST && is_index(m, f, in));
}

/* A channel or FBP_SHARED member is named by the address itself, and not left again (container_of).
 */
bool judge_address_is_open(const struct solver *s, const struct rir_func *f, uint32_t value)
{
    int64_t off = 0, step;
    while (value != RIR_NONE && f->values[value].kind == RIR_V_INSN) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        if (in->op == RIR_FIELD && in->ref != RIR_NONE) {
            const struct rir_field *m = rir_named_member(s->m, in);
            if ((rir_type_flags(s->m, in->ref) & RIR_TYPE_CHANNEL) &&
                is_within(s->m, in->ref, off + in->imm))
                return true;
            if (m != NULL && is_within(s->m, m->type, off) &&
                ((m->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) ||
                 (rir_type_flags(s->m, m->type) & RIR_TYPE_CHANNEL)))
                return true;
        }
        if ((in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET) ||
            !step_bytes(s->m, f, in, &step) || __builtin_add_overflow(off, step, &off))
            return false;
        value = in->args[0];
    }
    return false;
}
