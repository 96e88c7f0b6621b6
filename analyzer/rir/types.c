/* Questions about source types: size, flags, and which member lies at a byte offset.
 *
 * Typedefs and qualifiers are types of their own that refer to another; every walk along such a
 * chain is bounded by the number of types, so that it also ends on a module that was never
 * verified. The walks into members are bounded by a nesting depth that no C program reaches. */
#include "rir/rir.h"

enum { MAX_NESTING = 64 };

uint32_t rir_type_strip(const struct rir_module *m, uint32_t type)
{
    for (uint32_t n = 0; n <= m->types.len && type < m->types.len; n++) {
        if (m->types.data[type].kind != RIR_T_TYPEDEF)
            return type;
        type = m->types.data[type].elem;
    }
    return RIR_NONE;
}

uint32_t rir_type_flags(const struct rir_module *m, uint32_t type)
{
    uint32_t flags = 0;
    for (uint32_t n = 0; n <= m->types.len && type < m->types.len; n++) {
        flags |= m->types.data[type].flags;
        if (m->types.data[type].kind != RIR_T_TYPEDEF)
            break;
        type = m->types.data[type].elem;
    }
    return flags;
}

uint32_t rir_type_pointee(const struct rir_module *m, uint32_t type)
{
    uint32_t p = rir_type_strip(m, type);
    return p != RIR_NONE && m->types.data[p].kind == RIR_T_PTR ? m->types.data[p].elem : RIR_NONE;
}

uint32_t rir_func_source_type(const struct rir_module *m, const struct rir_func *f)
{
    uint32_t t = f->type == RIR_NONE ? RIR_NONE : rir_type_strip(m, f->type);
    return t != RIR_NONE && m->types.data[t].kind == RIR_T_FUNC ? t : RIR_NONE;
}

uint32_t rir_type_channel(const struct rir_module *m, uint32_t type)
{
    uint32_t to = rir_type_pointee(m, type);
    return rir_type_flags(m, to) & RIR_TYPE_CHANNEL ? rir_type_strip(m, to) : RIR_NONE;
}

uint32_t rir_func_channel(const struct rir_module *m, const struct rir_func *f, uint32_t *cpos)
{
    uint32_t t = rir_func_source_type(m, f);
    for (; t != RIR_NONE && *cpos <= m->types.data[t].nfields; ++*cpos) {
        uint32_t c = rir_type_channel(m, m->types.data[t].fields[*cpos - 1].type);
        if (c != RIR_NONE)
            return c;
    }
    return RIR_NONE;
}

const struct rir_field *rir_named_member(const struct rir_module *m, const struct rir_insn *field)
{
    uint32_t t = rir_type_strip(m, field->ref);
    return t != RIR_NONE && field->field < m->types.data[t].nfields
               ? &m->types.data[t].fields[field->field]
               : NULL;
}

uint32_t rir_named_type(const struct rir_module *m, const struct rir_insn *field)
{
    const struct rir_field *member = rir_named_member(m, field);
    return member == NULL ? RIR_NONE : rir_type_strip(m, member->type);
}

uint32_t rir_elem_item(const struct rir_module *m, const struct rir_insn *elem)
{
    if (elem->imm <= 0 || elem->imm > INT32_MAX)
        return 0;
    uint32_t t = rir_type_strip(m, elem->ref);
    bool large =
        t != RIR_NONE && (m->types.data[t].kind == RIR_T_ARRAY || m->types.data[t].nfields != 0);
    return (elem->flags & RIR_IN_ARRAY) == 0 || large ? (uint32_t)elem->imm : 0;
}

const struct rir_field *rir_struct_member_at(const struct rir_type *t, uint64_t offset)
{
    uint32_t n = t->kind == RIR_T_STRUCT ? t->nfields : 0;
    while (n > 0 && t->fields[n - 1].offset > offset)
        n--;
    return n == 0 ? NULL : &t->fields[n - 1];
}

static uint64_t size_of(const struct rir_module *m, uint32_t type, int depth)
{
    type = rir_type_strip(m, type);
    if (type == RIR_NONE || depth == MAX_NESTING)
        return 0;
    const struct rir_type *t = &m->types.data[type];
    if (t->kind == RIR_T_ARRAY && t->size == 0)
        return t->count * size_of(m, t->elem, depth + 1);
    return t->size;
}

uint64_t rir_type_size(const struct rir_module *m, uint32_t type)
{
    return size_of(m, type, 0);
}

/* True if the member covers byte `offset`. One of unknown size (a flexible array) covers all that
 * follows it. */
static bool covers(const struct rir_module *m, const struct rir_field *f, uint64_t offset)
{
    uint64_t size = rir_type_size(m, f->type);
    return offset >= f->offset && (size == 0 || offset - f->offset < size);
}

/* The last member of a struct that covers the byte (bit-fields share bytes), the first of a union.
 */
static const struct rir_field *member_at(const struct rir_module *m, const struct rir_type *t,
                                         uint64_t offset)
{
    const struct rir_field *best = NULL;
    for (uint32_t i = 0; i < t->nfields; i++) {
        const struct rir_field *f = &t->fields[i];
        if (!covers(m, f, offset))
            continue;
        if (best == NULL || (t->kind == RIR_T_STRUCT && f->offset > best->offset))
            best = f;
    }
    return best;
}

static uint64_t offset_in_element(const struct rir_module *m, const struct rir_type *array,
                                  uint64_t offset)
{
    uint64_t size = rir_type_size(m, array->elem);
    return size == 0 ? 0 : offset % size;
}

static uint32_t flags_at(const struct rir_module *m, uint32_t type, uint64_t offset, int depth)
{
    uint32_t flags = (rir_type_flags(m, type) & RIR_TYPE_CHANNEL) != 0 ? RIR_FIELD_CHANNEL : 0;
    type = rir_type_strip(m, type);
    if (type == RIR_NONE || depth == MAX_NESTING)
        return flags;
    const struct rir_type *t = &m->types.data[type];
    if (t->kind == RIR_T_ARRAY)
        return flags | flags_at(m, t->elem, offset_in_element(m, t, offset), depth + 1);
    if (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION)
        return flags;
    const struct rir_field *only = t->kind == RIR_T_STRUCT ? member_at(m, t, offset) : NULL;
    uint32_t agreed = 0;
    bool any = false;
    for (uint32_t i = 0; i < t->nfields; i++) {
        const struct rir_field *f = &t->fields[i];
        if (!covers(m, f, offset) || (only != NULL && f->offset != only->offset))
            continue;
        uint32_t here = f->flags | flags_at(m, f->type, offset - f->offset, depth + 1);
        agreed = any ? agreed & here : here;
        any = true;
    }
    return flags | agreed;
}

uint32_t rir_type_flags_at(const struct rir_module *m, uint32_t type, uint64_t offset)
{
    return flags_at(m, type, offset, 0);
}

bool rir_type_is_open(const struct rir_module *m, uint32_t type, uint64_t offset, uint64_t size)
{
    const uint32_t open = RIR_FIELD_CHANNEL | RIR_FIELD_SHARED;
    uint64_t i = 0;
    while (i < size && (rir_type_flags_at(m, type, offset + i) & open) != 0)
        i++;
    return i == size;
}

/* A place of unknown size at the start of an object may be all of it. */
static bool is_whole(const struct rir_place *p)
{
    return p->size == 0 && p->offset == 0 && p->stride == 0;
}

/* Takes the place down into an array's element. False if it may be more than one element. */
static bool enter_element(const struct rir_module *m, const struct rir_type *array,
                          struct rir_place *p)
{
    uint64_t size = rir_type_size(m, array->elem);
    if (size == 0 || p->offset % size + p->size > size || is_whole(p))
        return false;
    uint64_t a = p->stride % size, b = size;
    while (a != 0) { /* what is left of the stride modulo the element's size */
        uint64_t rest = b % a;
        b = a;
        a = rest;
    }
    p->stride = b == size ? 0 : b;
    p->offset %= p->stride != 0 ? p->stride : size;
    return true;
}

/* The member that the whole place is in; NULL if it may be in more than one. */
static const struct rir_field *enter_member(const struct rir_module *m, const struct rir_type *t,
                                            struct rir_place *p)
{
    bool may_be_any = p->stride != 0 || is_whole(p);
    const struct rir_field *f = may_be_any ? NULL : member_at(m, t, p->offset);
    if (f == NULL)
        return NULL;
    uint64_t size = rir_type_size(m, f->type);
    if (size != 0 && p->offset - f->offset + p->size > size)
        return NULL;
    p->offset -= f->offset;
    return f;
}

const char *rir_type_path_at(const struct rir_module *m, uint32_t type, struct rir_place p,
                             struct arena *a)
{
    const char *path = NULL;
    for (int depth = 0; depth < MAX_NESTING; depth++) {
        type = rir_type_strip(m, type);
        if (type == RIR_NONE)
            break;
        const struct rir_type *t = &m->types.data[type];
        if (t->kind == RIR_T_ARRAY) {
            if (!enter_element(m, t, &p))
                break;
            path = arena_printf(a, "%s[]", path == NULL ? "" : path);
            type = t->elem;
            continue;
        }
        if (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION)
            break;
        const struct rir_field *f = enter_member(m, t, &p);
        if (f == NULL)
            break;
        if (f->name != NULL && path != NULL)
            path = arena_printf(a, "%s.%s", path, f->name);
        else if (f->name != NULL)
            path = f->name;
        type = f->type;
    }
    return path;
}
