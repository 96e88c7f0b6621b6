/* Compares the type of the pointer that is called with that of the function.
 *
 * What is not known fits. Pointers fit if either is void * or char *, or if both lead to structs,
 * unions or numbers that are the same by name or shape; pointers to functions and deeper ones all
 * fit. */
#include "solve/fits.h"

#include <string.h>

static const struct rir_type *plain(const struct rir_module *m, uint32_t t)
{
    t = t == RIR_NONE ? RIR_NONE : rir_type_strip(m, t);
    return t == RIR_NONE ? NULL : &m->types.data[t];
}

static bool is_struct(const struct rir_type *t)
{
    return t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
}

static bool same_struct(const struct rir_type *x, const struct rir_type *y)
{
    if (x->name != NULL && y->name != NULL)
        return strcmp(x->name, y->name) == 0;
    return x->size == 0 || y->size == 0 || (x->size == y->size && x->nfields == y->nfields);
}

static bool pointees_fit(const struct rir_type *x, const struct rir_type *y, bool exact)
{
    if (x == NULL || y == NULL || x == y)
        return x == y || !exact;
    bool plain_x = !is_struct(x), plain_y = !is_struct(y);
    if (plain_x && plain_y)
        return true;
    if (plain_x || plain_y) { /* void *, char * */
        const struct rir_type *p = plain_x ? x : y;
        return !exact && (p->kind == RIR_T_VOID || p->size <= 1);
    }
    return x->kind == y->kind && same_struct(x, y);
}

static bool types_fit(const struct rir_module *m, uint32_t a, uint32_t b, bool exact)
{
    const struct rir_type *x = plain(m, a), *y = plain(m, b);
    if (x == NULL || y == NULL || x == y)
        return true;
    bool pointer_x = x->kind == RIR_T_PTR, pointer_y = y->kind == RIR_T_PTR;
    if (pointer_x != pointer_y)
        return false;
    if (pointer_x)
        return pointees_fit(plain(m, x->elem), plain(m, y->elem), exact);
    if ((x->kind == RIR_T_VOID) != (y->kind == RIR_T_VOID) || is_struct(x) != is_struct(y))
        return false;
    return is_struct(x) ? same_struct(x, y) : x->size == y->size;
}

/* The type at a byte of an object: of the innermost member that begins there. */
static uint32_t type_at(const struct rir_module *m, uint32_t type, uint64_t offset)
{
    for (int depth = 0; depth < 16; depth++) {
        const struct rir_type *t = plain(m, type);
        if (t == NULL)
            return RIR_NONE;
        if (t->kind == RIR_T_ARRAY && t->count != 0 && t->size / t->count != 0) {
            offset %= t->size / t->count;
            type = t->elem;
            continue;
        }
        if (!is_struct(t))
            return offset == 0 ? type : RIR_NONE;
        const struct rir_field *in = rir_struct_member_at(t, offset);
        if (in == NULL)
            return RIR_NONE;
        offset -= in->offset;
        type = in->type;
    }
    return RIR_NONE;
}

/* What lies at an address. */
static uint32_t type_of_place(const struct rir_module *m, const struct rir_func *f,
                              uint32_t address)
{
    const struct rir_value *v = &f->values[address];
    if (v->kind == RIR_V_GLOBAL)
        return v->imm < 0 ? RIR_NONE : type_at(m, m->globals.data[v->ref].type, (uint64_t)v->imm);
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if (in == NULL || in->op != RIR_FIELD)
        return RIR_NONE;
    const struct rir_field *member = rir_named_member(m, in);
    return member == NULL ? RIR_NONE : member->type;
}

static uint32_t type_of_value(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->src != RIR_NONE)
        return v->src;
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if (in == NULL || in->op != RIR_LOAD)
        return RIR_NONE;
    return in->src != RIR_NONE ? in->src : type_of_place(m, f, in->args[0]);
}

/* A pointer where the function takes a number, or the other way round. */
static bool classes_fit(const struct rir_func *caller, const struct rir_insn *call,
                        const struct rir_func *callee)
{
    for (uint32_t i = 0; i + 1 < call->nargs && i < callee->nparams; i++) {
        const struct rir_value *v = &caller->values[call->args[i + 1]];
        bool known = v->kind == RIR_V_PARAM || v->kind == RIR_V_INSN || v->kind == RIR_V_GLOBAL;
        if (known && (v->type.cls == RIR_PTR) != (callee->params[i].type.cls == RIR_PTR))
            return false;
    }
    return true;
}

static enum fit fits(const struct rir_module *m, const struct rir_func *caller,
                     const struct rir_insn *call, const struct rir_func *callee, bool exact)
{
    if (!classes_fit(caller, call, callee))
        return FITS_NOT;
    const struct rir_type *p = plain(m, type_of_value(m, caller, call->args[0]));
    const struct rir_type *want = p != NULL && p->kind == RIR_T_PTR ? plain(m, p->elem) : NULL;
    const struct rir_type *have = plain(m, callee->type);
    if (want == NULL || have == NULL || want->kind != RIR_T_FUNC || have->kind != RIR_T_FUNC)
        return FITS_LOOSELY;
    if (!types_fit(m, want->elem, have->elem, exact))
        return FITS_NOT;
    if (want->nfields == 0 || have->nfields == 0) /* perhaps declared without parameters */
        return FITS_LOOSELY;
    if (want->nfields != have->nfields && !want->variadic && !have->variadic)
        return FITS_NOT;
    for (uint32_t i = 0; i < want->nfields && i < have->nfields; i++)
        if (!types_fit(m, want->fields[i].type, have->fields[i].type, exact))
            return FITS_NOT;
    return FITS;
}

enum fit fit_by_type(const struct rir_module *m, const struct rir_func *caller,
                     const struct rir_insn *call, const struct rir_func *callee)
{
    enum fit loose = fits(m, caller, call, callee, false);
    if (loose != FITS)
        return loose;
    return fits(m, caller, call, callee, true) == FITS ? FITS : FITS_LOOSELY;
}

bool fits_by_type(const struct rir_module *m, const struct rir_func *caller,
                  const struct rir_insn *call, const struct rir_func *callee)
{
    return fits(m, caller, call, callee, false) != FITS_NOT;
}
