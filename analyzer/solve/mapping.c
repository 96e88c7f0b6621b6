/* The flags of a mapping are nearly always written down, perhaps with some that depend on something
 * (huge pages). So: which bits surely are one, which surely zero, in all that the value may be.
 * The flags are Linux's, the same on x86-64 and aarch64. */
#include "solve/mapping.h"

#include "solve/flow.h"

enum { SHARED = 0x01, PRIVATE = 0x02, ANONYMOUS = 0x20, DEPTH = 8 };

struct bits {
    uint64_t ones, zeros; /* known to be so; disjoint */
};

static struct bits both(struct bits a, struct bits b)
{
    return (struct bits){a.ones & b.ones, a.zeros & b.zeros};
}

static struct bits known(const struct rir_func *f, uint32_t value, int depth)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_CONST)
        return (struct bits){(uint64_t)v->imm, ~(uint64_t)v->imm};
    if (v->kind != RIR_V_INSN || depth == 0)
        return (struct bits){0, 0};
    const struct rir_insn *in = &f->insns[v->ref];
    uint32_t first = in->op == RIR_SELECT; /* the condition is no alternative */
    bool chooses = in->op == RIR_PHI || in->op == RIR_SELECT;
    bool joins = in->op == RIR_BIN && (in->sub == RIR_B_OR || in->sub == RIR_B_AND);
    if ((!chooses && !joins) || in->nargs <= first)
        return (struct bits){0, 0};
    struct bits k = known(f, in->args[first], depth - 1);
    for (uint32_t i = first + 1; i < in->nargs; i++) {
        struct bits x = known(f, in->args[i], depth - 1);
        if (chooses)
            k = both(k, x);
        else if (in->sub == RIR_B_OR)
            k = (struct bits){k.ones | x.ones, k.zeros & x.zeros};
        else
            k = (struct bits){k.ones & x.ones, k.zeros | x.zeros};
    }
    return k;
}

enum mapping mapping_of(const struct rir_func *f, const struct rir_insn *call, uint32_t n)
{
    uint32_t flags = flow_operand(call, n);
    struct bits k = flags == RIR_NONE ? (struct bits){0, 0} : known(f, flags, DEPTH);
    if ((k.ones & ANONYMOUS) != 0)
        return MAPPING_ZEROED;
    return (k.ones & PRIVATE) != 0 && (k.zeros & SHARED) != 0 ? MAPPING_COPY : MAPPING_SHOWN;
}
