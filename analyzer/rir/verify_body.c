/* The tables of a function: values that fit their kind, and blocks that divide the instructions, in
 * order, each ending with its one terminator. */
#include "rir/verify_int.h"

static bool verify_const(struct verifier *v, uint32_t index, const struct rir_value *value)
{
    unsigned bits = value->type.bits;
    if (value->type.cls != RIR_INT || bits >= 64)
        return true;
    int64_t extended = (int64_t)((uint64_t)value->imm << (64 - bits)) >> (64 - bits);
    return extended == value->imm ||
           rir_bad(v, "value %u: the constant %lld is not a sign-extended i%u", index,
                   (long long)value->imm, bits);
}

static bool verify_insn_value(struct verifier *v, uint32_t index, const struct rir_value *value)
{
    const struct rir_func *f = v->f;
    if (value->ref >= f->ninsns)
        return rir_bad(v, "value %u is defined by instruction %u of %u", index, value->ref,
                       f->ninsns);
    const struct rir_insn *in = &f->insns[value->ref];
    if (index < in->result || index - in->result >= in->nresults)
        return rir_bad(v, "value %u is no result of the instruction that it names", index);
    return true;
}

static bool verify_value(struct verifier *v, uint32_t index)
{
    const struct rir_func *f = v->f;
    const struct rir_value *value = &f->values[index];
    bool symbol = value->kind == RIR_V_GLOBAL || value->kind == RIR_V_FUNC;
    if (!rir_verify_scalar(v, value->type) || !rir_verify_type_index(v, value->src, "a value"))
        return false;
    if (symbol && value->type.cls != RIR_PTR)
        return rir_bad(v, "value %u is the address of a symbol but no pointer", index);
    switch (value->kind) {
    case RIR_V_PARAM:
        return (value->ref < f->nparams && f->params[value->ref].value == index) ||
               rir_bad(v, "value %u is no parameter", index);
    case RIR_V_INSN:
        return verify_insn_value(v, index, value);
    case RIR_V_CONST:
        return verify_const(v, index, value);
    case RIR_V_GLOBAL:
        return value->ref < v->m->globals.len || rir_bad(v, "value %u refers to global %u of %u",
                                                         index, value->ref, v->m->globals.len);
    case RIR_V_FUNC:
        return value->ref < v->m->funcs.len || rir_bad(v, "value %u refers to function %u of %u",
                                                       index, value->ref, v->m->funcs.len);
    case RIR_V_UNDEF:
        return true;
    case RIR_V_UNKNOWN:
        return value->why != NULL || rir_bad(v, "value %u is unknown without a reason", index);
    default:
        return rir_bad(v, "value %u is of unknown kind %u", index, value->kind);
    }
}

static bool verify_param_values(struct verifier *v)
{
    const struct rir_func *f = v->f;
    for (uint32_t i = 0; i < f->nparams; i++) {
        uint32_t value = f->params[i].value;
        if (value >= f->nvalues || f->values[value].kind != RIR_V_PARAM ||
            f->values[value].ref != i)
            return rir_bad(v, "parameter %u has no value", i);
        struct rir_scalar a = f->params[i].type, b = f->values[value].type;
        if (a.cls != b.cls || a.bits != b.bits)
            return rir_bad(v, "parameter %u and its value differ in type", i);
    }
    return true;
}

bool rir_verify_values(struct verifier *v)
{
    const struct rir_func *f = v->f;
    if ((f->nvalues != 0 && f->values == NULL) || (f->ninsns != 0 && f->insns == NULL) ||
        (f->nblocks != 0 && f->blocks == NULL) || (f->nsites != 0 && f->sites == NULL))
        return rir_bad(v, "a table of the function is missing");
    for (uint32_t i = 0; i < f->nvalues; i++)
        if (!verify_value(v, i))
            return false;
    for (uint32_t i = 0; i < f->nsites; i++)
        if (f->sites[i].kind > RIR_SITE_OTHER)
            return rir_bad(v, "site %u is of unknown kind", i);
    return verify_param_values(v);
}

static bool verify_block(struct verifier *v, uint32_t index, uint32_t first)
{
    const struct rir_func *f = v->f;
    const struct rir_block *b = &f->blocks[index];
    if (b->first != first || b->count > f->ninsns - first)
        return rir_bad(v, "block %u does not follow the one before it", index);
    for (uint32_t i = 0; i < b->count; i++) {
        v->insn = &f->insns[b->first + i];
        if (v->insn->op >= RIR_OP_COUNT)
            return rir_bad(v, "unknown operation %u", v->insn->op);
        if (v->insn->block != index)
            return rir_bad(v, "it says that it is in block %u", v->insn->block);
        if (rir_is_terminator(v->insn->op) && i + 1 != b->count)
            return rir_bad(v, "a terminator in the middle of a block");
    }
    if (b->count != 0 && !rir_is_terminator(v->insn->op))
        return rir_bad(v, "its block does not end with a terminator");
    v->insn = NULL;
    if (b->count != 0)
        return true;
    return b->name == NULL ? rir_bad(v, "block b%u is empty", index)
                           : rir_bad(v, "block %s is empty", b->name);
}

bool rir_verify_blocks(struct verifier *v)
{
    const struct rir_func *f = v->f;
    uint32_t first = 0;
    if (f->nblocks == 0)
        return rir_bad(v, "a definition has no blocks");
    for (uint32_t i = 0; i < f->nblocks; i++) {
        if (!verify_block(v, i, first))
            return false;
        first += f->blocks[i].count;
    }
    return first == f->ninsns || rir_bad(v, "%u instructions are in no block", f->ninsns - first);
}
