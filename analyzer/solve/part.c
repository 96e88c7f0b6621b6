/* What a write of a narrow integer moves: followed back through conversions to the read it comes
 * from, or to the word it was cut out of.
 *
 * A number that was added to, or chosen among several, is not followed: docs/internals.md, "Known
 * gaps". */
#include "solve/part.h"

struct part part_written(const struct rir_module *m, const struct rir_func *f,
                         const struct rir_insn *write)
{
    uint32_t value = write->args[1];
    struct rir_scalar t = f->values[value].type;
    struct part p = {.kind = PART_NONE, .bytes = (t.bits + 7) / 8};
    if (t.cls != RIR_INT || t.bits < 8 || t.bits >= m->ptr_bits)
        return p;
    for (;;) {
        const struct rir_value *v = &f->values[value];
        if (rir_may_hold_pointer(m, v->type)) {
            p.kind = PART_OF_VALUE;
            p.value = value;
            return p;
        }
        if (v->kind != RIR_V_INSN)
            return p;
        const struct rir_insn *def = &f->insns[v->ref];
        if (def->op == RIR_READ) {
            p.kind = PART_READ;
            p.value = def->args[0];
            return p;
        }
        if (def->op != RIR_UN)
            return p;
        value = def->args[0];
    }
}
