/* What the operand of a start denotes: an element of an array, or a whole object (DESIGN.md,
 * section 2).
 *
 * `&jobs[i]` is an element, also where the array is a member of a struct: then all elements lie in
 * the bytes of that member. B-L21 (I4). Elements of arrays in structs are only told apart from what
 * lies beside them where a start, in whatever function its operand stands (B-J20), gives elements
 * of one size, of arrays of one size: so a target of a loan says by its stride what it is. */
#include "solve/lent.h"

#include "solve/body.h"

static uint32_t size_of_item(const struct rir_module *m, uint32_t type)
{
    uint64_t size = type == RIR_NONE ? 0 : rir_type_size(m, type);
    return size > INT32_MAX ? 0 : (uint32_t)size;
}

static bool is_array(const struct rir_module *m, uint32_t type)
{
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_ARRAY;
}

/* Of a static array of structs or arrays, its start is element 0. What is stepped on to from an
 * element, such as a member of it, denotes the whole array. */
static uint32_t item_of_static(const struct rir_module *m, uint32_t array, bool start, bool element)
{
    uint32_t elem = rir_type_strip(m, m->types.data[array].elem);
    bool of_structs = elem != RIR_NONE &&
                      (m->types.data[elem].kind == RIR_T_ARRAY || m->types.data[elem].nfields != 0);
    return element || (start && of_structs) ? size_of_item(m, m->types.data[array].elem) : 0;
}

/* An element of an array that is a member of a struct. */
static void in_member(const struct rir_module *m, const struct rir_func *f,
                      const struct rir_insn *elem, struct lent_form *form)
{
    const struct rir_insn *member = flow_defined_by(f, elem->args[0], RIR_FIELD);
    uint32_t type = member == NULL ? RIR_NONE : rir_named_type(m, member);
    uint64_t size = rir_type_size(m, type);
    if (!is_array(m, type) || size > INT32_MAX || size < (uint64_t)elem->imm ||
        rir_type_size(m, m->types.data[type].elem) != (uint64_t)elem->imm)
        return;
    form->item = rir_elem_item(m, elem);
    form->array = form->item == 0 ? 0 : (uint32_t)size;
    form->begin = elem->args[0];
}

/* B-L24 (I5). What was kept somewhere may have been an element when it was put there, as `&jobs[i]`
 * in a struct: that it is a whole object is no evidence then. */
static bool may_be_element(const struct rir_insn *in)
{
    return in->op == RIR_PHI || in->op == RIR_SELECT || in->op == RIR_LOAD || in->op == RIR_READ;
}

struct lent_form lent_form(const struct rir_module *m, const struct rir_func *f, uint32_t operand)
{
    struct lent_form form = {.begin = RIR_NONE};
    bool stepped = false, last = true, element = false, start = true;
    uint32_t v = operand;
    const struct rir_insn *in;
    while ((in = f->values[v].kind == RIR_V_INSN ? &f->insns[f->values[v].ref] : NULL) != NULL &&
           flow_is_step(in)) {
        if (last && in->op == RIR_ELEM && (in->flags & RIR_IN_ARRAY) != 0)
            in_member(m, f, in, &form);
        else if (last && in->op == RIR_ELEM)
            form.item = rir_elem_item(m, in);
        element |= last && in->op == RIR_ELEM && rir_elem_item(m, in) != 0;
        start &= in->op == RIR_UN;
        stepped |= in->op == RIR_ELEM || in->op == RIR_OFFSET;
        last &= in->op == RIR_UN;
        v = in->args[0];
    }
    form.whole = !stepped && (in == NULL || !may_be_element(in));
    if (f->values[v].kind != RIR_V_GLOBAL)
        return form;
    start &= f->values[v].imm == 0;
    uint32_t type = m->globals.data[f->values[v].ref].type;
    type = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    if (is_array(m, type) || form.array == 0)
        form = (struct lent_form){
            .begin = RIR_NONE,
            .whole = form.whole,
            .item = is_array(m, type) ? item_of_static(m, type, start, element) : 0};
    form.whole &= form.item == 0;
    return form;
}

/* ---- of a record ---- */

/* In elements; array 0: not all of it is given in arrays of that size. */
static void meet(struct lent_form *all, struct lent_form one)
{
    if (one.item == 0)
        return;
    if (all->item != 0 && (all->item != one.item || all->array != one.array))
        one.array = 0;
    *all = (struct lent_form){.item = one.item, .array = one.array, .begin = RIR_NONE};
}

void lent_forms_find(struct solver *s)
{
    s->lent_forms = ARENA_ARRAY(&s->arena, struct lent_form, s->starts.len + 1);
    for (uint32_t r = 0; r < s->starts.len; r++) {
        const struct start_rec *rec = &s->starts.data[r];
        const struct rir_func *f = &s->m->funcs.data[rec->func];
        uint32_t given = start_argument(s, &f->insns[rec->insn]);
        if (given != RIR_NONE)
            meet(&s->lent_forms[r], lent_form(s->m, f, given));
        for (uint32_t i = 0; i < s->hosts.len; i++) {
            const struct start_host *h = &s->hosts.data[i];
            f = &s->m->funcs.data[h->func];
            given = start_passed(&f->insns[h->insn], h->given.argument);
            if (h->record == r && given != RIR_NONE)
                meet(&s->lent_forms[r], lent_form(s->m, f, given));
        }
    }
}
