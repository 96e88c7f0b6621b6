/* Is a channel, or a member that is shared, named by the address itself? */
#include "solve/judge_int.h"

/* Are so many bytes from byte `off` of an object of that type on in it? 0 bytes: how many is not
 * known. Of a type without a size they are, if not before it. */
static enum named_open is_within(const struct rir_module *m, uint32_t type, int64_t off,
                                 uint32_t bytes)
{
    uint64_t size = rir_type_size(m, type);
    if (off < 0 || (size != 0 && (uint64_t)off + bytes > size))
        return NAMED_NOT;
    return size != 0 && bytes == 0 ? NAMED_START : NAMED_OPEN;
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

/* The member that the step leads to, and the bytes are `off` into. */
static enum named_open member_is_open(const struct rir_module *m, const struct rir_insn *in,
                                      int64_t off, uint32_t bytes)
{
    const struct rir_field *member = rir_named_member(m, in);
    enum named_open whole = NAMED_NOT, part = NAMED_NOT;
    if (rir_type_flags(m, in->ref) & RIR_TYPE_CHANNEL)
        whole = is_within(m, in->ref, off + in->imm, bytes);
    if (member != NULL && ((member->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) ||
                           (rir_type_flags(m, member->type) & RIR_TYPE_CHANNEL)))
        part = is_within(m, member->type, off, bytes);
    return whole > part ? whole : part;
}

enum named_open judge_address_is_open(const struct solver *s, const struct rir_func *f,
                                      uint32_t value, uint32_t bytes)
{
    int64_t off = 0, step;
    enum named_open found = NAMED_NOT;
    while (value != RIR_NONE && f->values[value].kind == RIR_V_INSN && found != NAMED_OPEN) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        if (in->op == RIR_FIELD && in->ref != RIR_NONE) {
            enum named_open here = member_is_open(s->m, in, off, bytes);
            found = here > found ? here : found;
        }
        if ((in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET) ||
            !step_bytes(s->m, f, in, &step) || __builtin_add_overflow(off, step, &off))
            break;
        value = in->args[0];
    }
    return found;
}
