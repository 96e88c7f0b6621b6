/* Names for people: see c_names.h. */
#include "solve/c_names.h"

#include "base/arena.h"

enum { MAX_DEPTH = 4 };

struct namer {
    const struct rir_module *m;
    const struct rir_func *f;
    struct arena *a;
};

static const char *value_name(const struct namer *n, uint32_t value, int depth);
static const char *place_name(const struct namer *n, uint32_t address, int depth);

static const struct rir_insn *made_by(const struct namer *n, uint32_t value)
{
    const struct rir_value *v = &n->f->values[value];
    return v->kind == RIR_V_INSN ? &n->f->insns[v->ref] : NULL;
}

static bool is_array(const struct rir_module *m, uint32_t type)
{
    type = rir_type_strip(m, type);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_ARRAY;
}

static const char *variable(const struct namer *n, uint32_t address)
{
    const struct rir_value *v = &n->f->values[address];
    const struct rir_insn *in = made_by(n, address);
    if (v->kind == RIR_V_GLOBAL && v->imm == 0) {
        const struct rir_global *g = &n->m->globals.data[v->ref];
        bool named =
            (g->flags & RIR_GLOBAL_STRING) == 0 && (g->source != NULL || g->name[0] != '.');
        return !named ? NULL : g->source != NULL ? g->source : g->name;
    }
    return in != NULL && in->op == RIR_STACK ? v->name : NULL;
}

/* The type of what lies at the address; RIR_NONE: not known. */
static uint32_t type_at(const struct namer *n, uint32_t address)
{
    const struct rir_value *v = &n->f->values[address];
    const struct rir_insn *in = made_by(n, address);
    uint32_t type = RIR_NONE;
    if (v->kind == RIR_V_GLOBAL)
        type = v->imm == 0 ? n->m->globals.data[v->ref].type : RIR_NONE;
    else if (in != NULL && in->op == RIR_STACK)
        type = in->src;
    else if (in != NULL && in->op == RIR_FIELD)
        type = rir_named_type(n->m, in);
    else if (v->src != RIR_NONE)
        type = rir_type_pointee(n->m, v->src);
    return type == RIR_NONE ? RIR_NONE : rir_type_strip(n->m, type);
}

/* All members of a union have one address: which one a pointer was read from, as a pointer to that
 * struct, if only one of them is such a pointer. NULL: not known, or it is no union. */
static const char *member_read(const struct namer *n, uint32_t value, uint32_t of, int depth)
{
    const struct rir_insn *load = made_by(n, value);
    uint32_t type = load != NULL && load->op == RIR_LOAD ? type_at(n, load->args[0]) : RIR_NONE;
    const struct rir_type *t = type == RIR_NONE ? NULL : &n->m->types.data[type];
    const char *found = NULL;
    for (uint32_t i = 0; t != NULL && t->kind == RIR_T_UNION && i < t->nfields; i++) {
        uint32_t to = rir_type_pointee(n->m, t->fields[i].type);
        if (to == RIR_NONE || rir_type_strip(n->m, to) != rir_type_strip(n->m, of))
            continue;
        if (found != NULL || t->fields[i].name == NULL)
            return NULL;
        found = t->fields[i].name;
    }
    const char *in = found == NULL ? NULL : place_name(n, load->args[0], depth + 1);
    if (in == NULL)
        return NULL;
    return in[0] == '*' ? arena_printf(n->a, "%s->%s", in + 1, found)
                        : arena_printf(n->a, "%s.%s", in, found);
}

static const char *member_of(const struct namer *n, const struct rir_insn *field, int depth)
{
    const struct rir_field *member = rir_named_member(n->m, field);
    const char *in = variable(n, field->args[0]), *arrow = ".";
    if (in == NULL) {
        arrow = "->";
        in = member_read(n, field->args[0], field->ref, depth);
    }
    if (in == NULL)
        in = value_name(n, field->args[0], depth + 1);
    if (in == NULL || member == NULL || member->name == NULL)
        return NULL;
    if (in[0] == '&')
        return arena_printf(n->a, "%s.%s", in + 1, member->name);
    return arena_printf(n->a, "%s%s%s", in, arrow, member->name);
}

static const char *element_name(const struct namer *n, const struct rir_insn *elem,
                                const char *array)
{
    const struct rir_value *index = &n->f->values[elem->args[1]];
    if (index->kind == RIR_V_CONST)
        return arena_printf(n->a, "%s[%lld]", array, (long long)index->imm);
    return arena_printf(n->a, "%s[...]", array);
}

static const char *place_name(const struct namer *n, uint32_t address, int depth)
{
    const struct rir_insn *in = made_by(n, address);
    const char *name = variable(n, address);
    if (name != NULL || depth > MAX_DEPTH)
        return name;
    if (in != NULL && in->op == RIR_FIELD)
        return member_of(n, in, depth);
    if (in != NULL && in->op == RIR_ELEM) {
        name = variable(n, in->args[0]);
        if (name == NULL)
            name = value_name(n, in->args[0], depth + 1);
        return name == NULL ? NULL : element_name(n, in, name[0] == '&' ? name + 1 : name);
    }
    name = value_name(n, address, depth + 1);
    return name == NULL ? NULL : arena_printf(n->a, "*%s", name);
}

/* The name of an array is its address. */
static const char *address_name(const struct namer *n, const char *variable, uint32_t type)
{
    return is_array(n->m, type) ? variable : arena_printf(n->a, "&%s", variable);
}

static const char *value_name(const struct namer *n, uint32_t value, int depth)
{
    const struct rir_value *v = &n->f->values[value];
    const struct rir_insn *in = made_by(n, value);
    const char *name;
    if (v->kind == RIR_V_PARAM)
        return v->name != NULL ? v->name : n->f->params[v->ref].name;
    if (v->kind == RIR_V_GLOBAL && (name = variable(n, value)) != NULL)
        return address_name(n, name, n->m->globals.data[v->ref].type);
    if (in == NULL || depth > MAX_DEPTH)
        return NULL;
    if (v->name != NULL && in->op != RIR_STACK)
        return v->name;
    switch ((enum rir_op)in->op) {
    case RIR_LOAD:
    case RIR_READ:
        return place_name(n, in->args[0], depth + 1);
    case RIR_UN:
        return in->nargs == 1 ? value_name(n, in->args[0], depth + 1) : NULL;
    case RIR_FIELD:
    case RIR_ELEM:
        name = place_name(n, value, depth + 1);
        return name == NULL ? NULL : arena_printf(n->a, "&%s", name);
    case RIR_STACK:
        return v->name == NULL ? NULL : address_name(n, v->name, in->src);
    default:
        return NULL;
    }
}

const char *c_name_of_value(const struct rir_module *m, const struct rir_func *f, uint32_t value,
                            struct arena *a)
{
    return value_name(&(struct namer){m, f, a}, value, 0);
}

const char *c_name_of_place(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                            struct arena *a)
{
    return place_name(&(struct namer){m, f, a}, address, 0);
}
