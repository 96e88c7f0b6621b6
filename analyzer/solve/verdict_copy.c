/* What a copy must be like that is given away instead: where the object has pointers in it, a copy
 * of its bytes alone still leads to the old memory. */
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

enum { MAX_NESTING = 8 };

static bool has_pointer(const struct rir_module *m, uint32_t type, int depth)
{
    type = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    if (type == RIR_NONE || depth > MAX_NESTING)
        return false;
    const struct rir_type *t = &m->types.data[type];
    if (t->kind == RIR_T_PTR) {
        uint32_t to = t->elem == RIR_NONE ? RIR_NONE : rir_type_strip(m, t->elem);
        return to == RIR_NONE || m->types.data[to].kind != RIR_T_FUNC;
    }
    if (t->kind == RIR_T_ARRAY)
        return has_pointer(m, t->elem, depth + 1);
    for (uint32_t i = 0; i < t->nfields; i++)
        if (has_pointer(m, t->fields[i].type, depth + 1))
            return true;
    return false;
}

const char *verdict_copy_apart(const struct collect *c, const struct place *p)
{
    const struct rir_module *m = c->x->s->m;
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t value = verdict_operand(c, p);
    if (value == RIR_NONE)
        return "";
    uint32_t type = rir_type_pointee(m, b->f->values[flow_base(b->f, value)].src);
    return has_pointer(m, type, 0)
               ? ", with copies of what the pointers in it lead to, or with NULL there"
               : "";
}
