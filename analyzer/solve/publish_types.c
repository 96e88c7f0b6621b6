/* Which values point to objects of FBP_IMMUTABLE types, as far as types say (B-X1).
 *
 * A value's type is that of the variable, parameter, member or result that it is, or of the struct
 * that a FIELD takes it for. A struct has to do with an immutable one if it has one in it or is
 * inside of one. A pointer to a member of another struct says nothing of the object around it, nor
 * does one so many bytes into a static object of another type. What is returned by a function whose
 * result is of such a type is of that, whatever else is said of it. */
#include <stdlib.h>

#include "solve/publish.h"

/* ---- types ---- */

static bool is_struct(const struct rir_type *t)
{
    return t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
}

/* The struct that lies in an object of a type; RIR_NONE: none. */
static uint32_t struct_in(const struct rir_module *m, uint32_t type)
{
    uint32_t t = rir_type_strip(m, type);
    for (int depth = 0; t != RIR_NONE && m->types.data[t].kind == RIR_T_ARRAY && depth < 64;
         depth++)
        t = rir_type_strip(m, m->types.data[t].elem);
    return t != RIR_NONE && is_struct(&m->types.data[t]) ? t : RIR_NONE;
}

/* All that lies inside, too. */
static void relate_inside(struct solver *s, uint32_t type, int depth)
{
    uint32_t t = struct_in(s->m, type);
    if (t == RIR_NONE || s->publish.related[t] || depth > 32)
        return;
    s->publish.related[t] = true;
    for (uint32_t i = 0; i < s->m->types.data[t].nfields; i++)
        relate_inside(s, s->m->types.data[t].fields[i].type, depth + 1);
}

static bool has_related(const struct solver *s, uint32_t type)
{
    const struct rir_type *t = &s->m->types.data[type];
    for (uint32_t i = 0; i < t->nfields; i++) {
        uint32_t in = struct_in(s->m, t->fields[i].type);
        if (in != RIR_NONE && s->publish.related[in])
            return true;
    }
    return false;
}

static bool relate_all(struct solver *s)
{
    const struct rir_module *m = s->m;
    bool any = false;
    for (uint32_t i = 0; i < m->types.len; i++)
        any |= (m->types.data[i].flags & RIR_TYPE_IMMUTABLE) != 0;
    if (!any)
        return false;
    s->publish.related = ARENA_ARRAY(&s->arena, bool, m->types.len + 1);
    for (uint32_t i = 0; i < m->types.len; i++)
        if (rir_type_flags(m, i) & RIR_TYPE_IMMUTABLE)
            relate_inside(s, i, 0);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < m->types.len; i++)
            if (is_struct(&m->types.data[i]) && !s->publish.related[i] && has_related(s, i))
                more = s->publish.related[i] = true;
    }
    return true;
}

static enum says object_says(const struct solver *s, uint32_t type)
{
    const struct rir_module *m = s->m;
    uint32_t t = rir_type_strip(m, type);
    if (t == RIR_NONE)
        return SAYS_NOTHING;
    if (rir_type_flags(m, type) & RIR_TYPE_IMMUTABLE)
        return SAYS_IMMUTABLE;
    uint32_t in = struct_in(m, t);
    const struct rir_type *x = &m->types.data[in == RIR_NONE ? t : in];
    if (in != RIR_NONE &&
        (rir_type_flags(m, x->kind == RIR_T_ARRAY ? x->elem : in) & RIR_TYPE_IMMUTABLE))
        return SAYS_IMMUTABLE;
    if (in == RIR_NONE || s->publish.related[in] || (x->flags & RIR_TYPE_OPAQUE) || x->nfields == 0)
        return SAYS_NOTHING;
    return s->publish.reached[in] ? SAYS_OTHER : SAYS_APART;
}

static void reach_member(struct solver *s, uint32_t type, int depth);

/* Which structs may lie behind an object of such a type, as far as pointers in it say. A pointer
 * that does not say may lead to any. */
static void reach_from(struct solver *s, uint32_t type, int depth)
{
    const struct rir_module *m = s->m;
    uint32_t t = struct_in(m, type);
    if (t == RIR_NONE || s->publish.reached[t] || depth > 200)
        return;
    s->publish.reached[t] = true;
    for (uint32_t i = 0; i < m->types.data[t].nfields; i++)
        reach_member(s, m->types.data[t].fields[i].type, depth + 1);
}

static void reach_member(struct solver *s, uint32_t type, int depth)
{
    const struct rir_module *m = s->m;
    uint32_t t = rir_type_strip(m, type);
    for (int n = 0; t != RIR_NONE && m->types.data[t].kind == RIR_T_ARRAY && n < 64; n++)
        t = rir_type_strip(m, m->types.data[t].elem);
    if (t == RIR_NONE || m->types.data[t].kind != RIR_T_PTR) {
        reach_from(s, type, depth);
        return;
    }
    uint32_t to = rir_type_strip(m, m->types.data[t].elem);
    bool text = to != RIR_NONE && m->types.data[to].kind == RIR_T_INT;
    bool says = to != RIR_NONE && !(m->types.data[to].flags & RIR_TYPE_OPAQUE) &&
                m->types.data[to].kind != RIR_T_VOID && m->types.data[to].kind != RIR_T_FUNC;
    for (uint32_t i = 0; i < m->types.len && !says; i++)
        s->publish.reached[i] = true;
    if (says && !text)
        reach_member(s, to, depth + 1);
}

static void reach_all(struct solver *s)
{
    s->publish.reached = ARENA_ARRAY(&s->arena, bool, s->m->types.len + 1);
    for (uint32_t i = 0; i < s->m->types.len; i++)
        if (s->publish.related[i])
            reach_from(s, i, 0);
}

/* Of what a pointer of that type points to. */
enum says publish_says_type(const struct solver *s, uint32_t pointer)
{
    return object_says(s, rir_type_pointee(s->m, pointer));
}

/* Of an object that is declared, and no memory for others. */
static enum says declared_says(const struct solver *s, uint32_t type)
{
    enum says says = object_says(s, type);
    uint32_t t = rir_type_strip(s->m, type);
    bool scalar = t != RIR_NONE &&
                  (s->m->types.data[t].kind == RIR_T_PTR || s->m->types.data[t].kind == RIR_T_INT ||
                   s->m->types.data[t].kind == RIR_T_FLOAT);
    return says == SAYS_NOTHING && scalar ? SAYS_OTHER : says; /* its address may be in one */
}

/* ---- values ---- */

static enum says first_of(enum says a, enum says b)
{
    return a == SAYS_IMMUTABLE || b == SAYS_NOTHING || (says_other(a) && says_other(b)) ? a : b;
}

static const struct rir_insn *made_by(const struct rir_func *f, uint32_t value, uint8_t op)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_INSN && f->insns[v->ref].op == op ? &f->insns[v->ref] : NULL;
}

/* So many bytes into a static object, which is no array of such structs: what is there may be a
 * member. */
static bool is_inside_static(const struct solver *s, const struct rir_value *v)
{
    return v->kind == RIR_V_GLOBAL && v->imm != 0 &&
           object_says(s, s->m->globals.data[v->ref].type) != SAYS_IMMUTABLE;
}

/* It was made by going into an object: to a member, or by so many bytes. */
static bool is_member(const struct solver *s, const struct rir_func *f, uint32_t value)
{
    while (f->values[value].kind == RIR_V_INSN) {
        const struct rir_insn *in = &f->insns[f->values[value].ref];
        if (in->op == RIR_FIELD || in->op == RIR_OFFSET)
            return true;
        if (!flow_is_step(in))
            return false;
        value = in->args[0];
    }
    return is_inside_static(s, &f->values[value]);
}

static enum says insn_says(const struct solver *s, const struct rir_func *f,
                           const struct rir_insn *in, const uint8_t *says)
{
    uint32_t returns =
        in->op == RIR_CALL ? rir_func_source_type(s->m, &s->m->funcs.data[in->ref]) : RIR_NONE;
    switch (in->op) {
    case RIR_CALL:
        if (returns != RIR_NONE && publish_is_named(s, s->m->types.data[returns].elem))
            return SAYS_IMMUTABLE;
        return publish_says_type(s, in->src);
    case RIR_LOAD:
    case RIR_CALLI:
        return publish_says_type(s, in->src);
    case RIR_STACK:
        return declared_says(s, in->src);
    case RIR_FIELD: /* the first step from the object says which it is */
        if (in->ref == RIR_NONE || is_member(s, f, in->args[0]))
            return (enum says)says[in->args[0]];
        return first_of(object_says(s, in->ref), (enum says)says[in->args[0]]);
    case RIR_ELEM:
    case RIR_OFFSET:
        return (enum says)says[in->args[0]];
    case RIR_UN:
        return in->sub == RIR_U_MOVE ? (enum says)says[in->args[0]] : SAYS_NOTHING;
    default:
        return SAYS_NOTHING;
    }
}

static enum says value_says(const struct solver *s, const struct rir_func *f, uint32_t value,
                            const uint8_t *says)
{
    const struct rir_value *v = &f->values[value];
    enum says own = publish_says_type(s, v->src);
    switch (v->kind) {
    case RIR_V_PARAM:
        return first_of(publish_says_type(s, f->params[v->ref].src), own);
    case RIR_V_INSN: {
        const struct rir_insn *in = &f->insns[v->ref];
        bool step = in->op == RIR_FIELD || in->op == RIR_STACK; /* the variable's type is a member's
                                                                 */
        return first_of(insn_says(s, f, in, says), step ? SAYS_NOTHING : own);
    }
    case RIR_V_GLOBAL:
        return declared_says(s, s->m->globals.data[v->ref].type);
    default:
        return SAYS_NOTHING;
    }
}

/* A FIELD takes what its base points to for that struct. */
static void by_use(const struct solver *s, const struct rir_func *f, const struct rir_insn *in,
                   uint8_t *says)
{
    enum says is =
        in->op == RIR_FIELD && in->ref != RIR_NONE ? object_says(s, in->ref) : SAYS_NOTHING;
    uint32_t base = is == SAYS_NOTHING ? RIR_NONE : in->args[0];
    while (base != RIR_NONE && !is_member(s, f, base)) {
        says[base] = (uint8_t)first_of((enum says)says[base], is);
        const struct rir_insn *elem = made_by(f, base, RIR_ELEM);
        base = elem == NULL ? RIR_NONE : elem->args[0];
    }
}

bool publish_returns_named(const struct solver *s, const struct rir_func *f)
{
    uint32_t t = publish_any(s) ? rir_func_source_type(s->m, f) : RIR_NONE;
    return t != RIR_NONE && publish_is_named(s, s->m->types.data[t].elem);
}

static bool is_immutable(const struct solver *s, uint32_t type)
{
    return (rir_type_flags(s->m, type) & RIR_TYPE_IMMUTABLE) != 0;
}

/* A value of which no type says so, and that is published as such a type, or may be one. */
static uint32_t is_silently(const struct solver *s, const struct rir_func *f,
                            const struct rir_insn *in)
{
    if (in->op == RIR_RET && in->nargs > 0 && publish_returns_named(s, f))
        return in->args[0];
    bool inside = in->op == RIR_FIELD && in->ref != RIR_NONE && is_immutable(s, in->ref) &&
                  is_inside_static(s, &f->values[in->args[0]]);
    return inside ? in->args[0] : RIR_NONE;
}

static void look_at(struct solver *s, uint32_t func)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint8_t *says = ARENA_ARRAY(&s->arena, uint8_t, f->nvalues + 1);
    s->publish.says[func] = says;
    for (int round = 0; round < 2; round++) {
        for (uint32_t v = 0; v < f->nvalues; v++)
            says[v] = (uint8_t)first_of((enum says)says[v], value_says(s, f, v, says));
        for (uint32_t i = 0; i < f->ninsns; i++)
            by_use(s, f, &f->insns[i], says);
    }
    for (uint32_t v = 0; v < f->nvalues; v++)
        if (says[v] == SAYS_IMMUTABLE)
            marks_note_class(s, &s->publish.types, phase_a_class(s->a, func, v), false);
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint32_t v = is_silently(s, f, &f->insns[i]);
        if (v != RIR_NONE)
            marks_note_class(s, &s->publish.types, phase_a_class(s->a, func, v), false);
    }
}

static void find_initialisers(struct solver *s)
{
    const struct rir_module *m = s->m;
    s->publish.shown_at_start = ARENA_ARRAY(&s->arena, bool, m->globals.len + 1);
    for (uint32_t g = 0; g < m->globals.len; g++) {
        if (declared_says(s, m->globals.data[g].type) == SAYS_IMMUTABLE)
            marks_note_class(s, &s->publish.types, phase_a_class_of_global(s->a, g), false);
        for (uint32_t i = 0; i < m->globals.data[g].ninit; i++)
            if (!m->globals.data[g].init[i].is_func)
                s->publish.shown_at_start[m->globals.data[g].init[i].target] = true;
    }
}

enum says publish_says(const struct solver *s, uint32_t func, uint32_t value)
{
    return (enum says)s->publish.says[func][value];
}

/* The type that a value is known to point to by what it is; RIR_NONE: by something else. */
static uint32_t own_type(const struct solver *s, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    bool own = in != NULL && in->op == RIR_STACK; /* its name may be that of its first member */
    uint32_t types[4] = {own ? RIR_NONE : rir_type_pointee(s->m, v->src), RIR_NONE, RIR_NONE,
                         RIR_NONE};
    if (v->kind == RIR_V_PARAM)
        types[1] = rir_type_pointee(s->m, f->params[v->ref].src);
    if (v->kind == RIR_V_GLOBAL)
        types[1] = s->m->globals.data[v->ref].type;
    if (in != NULL && in->op == RIR_STACK)
        types[2] = in->src;
    else if (in != NULL && in->op != RIR_FIELD && in->op != RIR_ELEM)
        types[2] = rir_type_pointee(s->m, in->src);
    if (in != NULL && (in->op == RIR_FIELD || in->op == RIR_ELEM))
        types[3] = in->ref;
    for (int i = 0; i < 4; i++)
        if (types[i] != RIR_NONE && is_immutable(s, types[i]))
            return types[i];
    return RIR_NONE;
}

bool publish_is_declared(const struct solver *s, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    return value != RIR_NONE && !is_member(s, f, value) && made_by(f, value, RIR_ELEM) == NULL &&
           own_type(s, f, value) != RIR_NONE;
}

bool publish_is_told(const struct solver *s, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    if (is_member(s, f, value))
        return false;
    for (;;) {
        const struct rir_value *v = &f->values[value];
        if (own_type(s, f, value) != RIR_NONE ||
            (v->kind == RIR_V_GLOBAL &&
             declared_says(s, s->m->globals.data[v->ref].type) == SAYS_IMMUTABLE))
            return true;
        const struct rir_insn *elem = made_by(f, value, RIR_ELEM),
                              *stack = made_by(f, value, RIR_STACK);
        if (stack != NULL && declared_says(s, stack->src) == SAYS_IMMUTABLE)
            return true;
        if (elem == NULL)
            return false;
        value = elem->args[0];
    }
}

/* A pointer to a member is a pointer to a part, also if that is an element of an array. */
static void note_part(struct solver *s, uint32_t type)
{
    type = rir_type_strip(s->m, type);
    while (type != RIR_NONE && s->m->types.data[type].kind == RIR_T_ARRAY)
        type = rir_type_strip(s->m, s->m->types.data[type].elem);
    if (type != RIR_NONE)
        s->publish.is_part[type] = true;
}

static bool lies_inside_another(const struct solver *s, uint32_t type)
{
    type = rir_type_strip(s->m, type);
    return type != RIR_NONE && s->publish.is_part[type];
}

static void find_parts(struct solver *s)
{
    const struct rir_module *m = s->m;
    s->publish.is_part = ARENA_ARRAY(&s->arena, bool, m->types.len + 1);
    for (uint32_t i = 0; i < m->types.len; i++)
        for (uint32_t k = 0; k < m->types.data[i].nfields && m->types.data[i].kind != RIR_T_FUNC;
             k++)
            note_part(s, m->types.data[i].fields[k].type);
    for (uint32_t i = 0; i < m->types.len; i++)
        s->publish.has_parts |= is_immutable(s, i) && lies_inside_another(s, i);
}

bool publish_is_used_as(const struct solver *s, uint32_t func, uint32_t address)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *first = NULL;
    if (publish_says(s, func, address) != SAYS_IMMUTABLE)
        return false;
    while (f->values[address].kind == RIR_V_INSN &&
           flow_is_step(&f->insns[f->values[address].ref])) {
        const struct rir_insn *in = &f->insns[f->values[address].ref];
        first = in->op == RIR_FIELD || in->op == RIR_OFFSET ? in : first;
        address = in->args[0];
    }
    if (publish_is_declared(s, func, address))
        return !lies_inside_another(s, own_type(s, f, address));
    return first != NULL && first->op == RIR_FIELD && first->ref != RIR_NONE &&
           is_immutable(s, first->ref) && !lies_inside_another(s, first->ref);
}

const char *publish_name_of(const struct solver *s, uint32_t type, struct arena *arena)
{
    const struct rir_module *m = s->m;
    if (type == RIR_NONE ||
        (m->types.data[type].kind == RIR_T_TYPEDEF && m->types.data[type].name != NULL))
        return type == RIR_NONE ? NULL : m->types.data[type].name;
    uint32_t t = rir_type_strip(m, type);
    if (t == RIR_NONE || m->types.data[t].name == NULL)
        return NULL;
    return arena_printf(arena, "%s %s", m->types.data[t].kind == RIR_T_UNION ? "union" : "struct",
                        m->types.data[t].name);
}

const char *publish_type_name(const struct solver *s, uint32_t func, uint32_t value,
                              struct arena *arena)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t type = value == RIR_NONE ? RIR_NONE : own_type(s, f, value);
    for (uint32_t i = 0; i < f->ninsns && type == RIR_NONE && value != RIR_NONE; i++)
        if (f->insns[i].op == RIR_FIELD && f->insns[i].args[0] == value &&
            f->insns[i].ref != RIR_NONE && is_immutable(s, f->insns[i].ref))
            type = f->insns[i].ref;
    return publish_name_of(s, type, arena);
}

bool publish_shown_at_start(const struct solver *s, uint32_t global)
{
    return s->publish.shown_at_start[global];
}

void publish_find(struct solver *s)
{
    if (!relate_all(s))
        return;
    reach_all(s);
    s->publish.says = ARENA_ARRAY(&s->arena, uint8_t *, s->m->funcs.len + 1);
    marks_note_class(s, &s->publish.types, RIR_NONE, false);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        look_at(s, i);
    find_initialisers(s);
    marks_note_kinds(s, &s->publish.types);
    marks_note_class(s, &s->marks[MARK_FROZEN], RIR_NONE, true);
    for (uint32_t c = 0; c < phase_a_stats(s->a).classes; c++)
        if (s->publish.types.classes[c])
            marks_note_class(s, &s->marks[MARK_FROZEN], c, true);
    find_parts(s);
}

void publish_free(struct solver *s)
{
    free(s->publish.types.classes);
}
