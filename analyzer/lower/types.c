/* Source types: from debug information to the module's type table.
 *
 * Only what something refers to is converted. A struct gets its index first and its members from a
 * work list afterwards (types_finish), so recursive types end and deep ones do not recurse. const
 * and volatile become nameless typedefs with the flag, so the type below keeps its identity.
 *
 * A getelementptr names an LLVM struct; which source struct that is is told first by the source
 * type that the pointer is known to point to, then by the struct's name. Either must have the same
 * size. */
#include <llvm-c/DebugInfo.h>
#include <string.h>

#include "lower/internal.h"

enum { /* DWARF, the part that C needs */
       TAG_array = 0x01,
       TAG_class = 0x02,
       TAG_enumeration = 0x04,
       TAG_member = 0x0d,
       TAG_pointer = 0x0f,
       TAG_reference = 0x10,
       TAG_structure = 0x13,
       TAG_subroutine = 0x15,
       TAG_typedef = 0x16,
       TAG_union = 0x17,
       TAG_inheritance = 0x1c,
       TAG_base = 0x24,
       TAG_const = 0x26,
       TAG_volatile = 0x35,
       TAG_rvalue_reference = 0x42,
       ATE_complex_float = 0x03,
       ATE_float = 0x04,
};

static const char *keep(struct lower *l, struct ll_text t)
{
    return t.len == 0 ? NULL : intern_n(&l->m->strings, t.s, t.len);
}

static bool text_is(struct ll_text t, const char *s)
{
    return t.len == strlen(s) && memcmp(t.s, s, t.len) == 0;
}

uint32_t tag_flags(struct ll_text tag, const char **why, struct lower *l)
{
    static const char shared[] = "fbp.shared";
    size_t n = sizeof shared - 1;
    if (text_is(tag, "fbp.channel"))
        return TAG_CHANNEL;
    if (text_is(tag, "fbp.immutable"))
        return TAG_IMMUTABLE;
    if (tag.len < n || memcmp(tag.s, shared, n) != 0 || (tag.len > n && tag.s[n] != ':'))
        return 0;
    *why = tag.len > n ? intern_n(&l->m->strings, tag.s + n + 1, tag.len - n - 1) : NULL;
    return TAG_SHARED;
}

static uint32_t flags_of_tags(struct lower *l, LLVMMetadataRef node, const char **why)
{
    uint32_t flags = 0, n = ll_annotation_count(node);
    for (unsigned i = 0; i < n; i++) {
        struct ll_text tag;
        if (ll_annotation(node, i, &tag))
            flags |= tag_flags(tag, why, l);
    }
    return flags;
}

static uint32_t type_flags_of_tags(struct lower *l, LLVMMetadataRef node)
{
    const char *why = NULL;
    uint32_t tags = flags_of_tags(l, node, &why), flags = 0;
    if (tags & TAG_CHANNEL)
        flags |= RIR_TYPE_CHANNEL;
    if (tags & TAG_IMMUTABLE)
        flags |= RIR_TYPE_IMMUTABLE;
    return flags;
}

/* ---- names of structs ---- */

static void found_type(void *ctx, LLVMMetadataRef node)
{
    struct lower *l = ctx;
    struct ll_type t, target;
    ll_type_read(node, &t);
    LLVMMetadataRef is = node;
    if (t.tag == TAG_typedef && t.base != NULL) {
        ll_type_read(t.base, &target);
        if (target.name.len != 0)
            return;
        is = t.base;
    } else {
        target = t;
    }
    if (target.tag != TAG_structure && target.tag != TAG_union && target.tag != TAG_class)
        return;
    if (target.declaration || t.name.len == 0)
        return;
    const char *name = keep(l, t.name);
    struct named_struct s = {is, RIR_NONE};
    uint32_t first;
    if (map_get(&l->names, (uint64_t)(uintptr_t)name, &first))
        s.next = first;
    map_put(&l->names, (uint64_t)(uintptr_t)name, l->structs.len);
    vec_push(&l->structs, s);
}

void types_start(struct lower *l)
{
    ll_each_type(l->module, found_type, l);
}

/* ---- conversion ---- */

static uint32_t add(struct lower *l, LLVMMetadataRef node, const struct rir_type *t)
{
    uint32_t index = rir_add_type(l->m, t);
    map_put(&l->types, (uint64_t)(uintptr_t)node, index);
    return index;
}

static uint32_t add_array(struct lower *l, LLVMMetadataRef node, const struct ll_type *d)
{
    struct ll_type e;
    uint32_t elem = type_of_node(l, d->base);
    uint64_t size = elem == RIR_NONE ? 0 : l->m->types.data[elem].size;
    uint32_t index = RIR_NONE;
    for (unsigned i = d->nelements; i-- > 0;) { /* int a[2][3]: the last dimension is innermost */
        uint64_t count = ll_subrange_count(ll_type_element(node, i));
        size *= count;
        struct rir_type t = {.kind = RIR_T_ARRAY, .elem = elem, .count = count, .size = size};
        index = rir_add_type(l->m, &t);
        elem = index;
    }
    if (index == RIR_NONE) {
        ll_type_read(node, &e);
        struct rir_type t = {.kind = RIR_T_ARRAY, .elem = elem, .size = e.bits / 8};
        index = rir_add_type(l->m, &t);
    }
    map_put(&l->types, (uint64_t)(uintptr_t)node, index);
    return index;
}

static uint32_t add_struct(struct lower *l, LLVMMetadataRef node, const struct ll_type *d)
{
    struct rir_type t = {.kind = d->tag == TAG_union ? RIR_T_UNION : RIR_T_STRUCT,
                         .elem = RIR_NONE,
                         .name = keep(l, d->name),
                         .size = d->bits / 8,
                         .flags = type_flags_of_tags(l, node)};
    if (d->declaration)
        t.flags |= RIR_TYPE_OPAQUE;
    uint32_t index = add(l, node, &t);
    if (!d->declaration) {
        vec_push(&l->unfinished, node);
        vec_push(&l->unfinished_types, index);
    }
    return index;
}

static uint32_t add_func(struct lower *l, LLVMMetadataRef node)
{
    struct rir_type t = {.kind = RIR_T_FUNC, .elem = RIR_NONE};
    uint32_t index = add(l, node, &t);
    vec_push(&l->unfinished, node);
    vec_push(&l->unfinished_types, index);
    return index;
}

static uint32_t add_wrapped(struct lower *l, LLVMMetadataRef node, const struct ll_type *d,
                            uint32_t flags)
{
    struct rir_type t = {.kind = RIR_T_TYPEDEF, .elem = RIR_NONE, .flags = flags};
    if (d->tag == TAG_typedef) {
        t.name = keep(l, d->name);
        t.flags |= type_flags_of_tags(l, node);
    }
    uint32_t index = add(l, node, &t); /* before its target: types may be recursive */
    uint32_t target = type_of_node(l, d->base);
    if (target == RIR_NONE) {
        struct rir_type none = {.kind = RIR_T_VOID, .elem = RIR_NONE};
        target = rir_add_type(l->m, &none);
    }
    l->m->types.data[index].elem = target;
    l->m->types.data[index].size = l->m->types.data[target].size;
    return index;
}

static uint32_t add_pointer(struct lower *l, LLVMMetadataRef node, const struct ll_type *d)
{
    struct rir_type t = {.kind = RIR_T_PTR, .elem = RIR_NONE, .size = l->m->ptr_bits / 8u};
    uint32_t index = add(l, node, &t);
    uint32_t pointee = type_of_node(l, d->base);
    l->m->types.data[index].elem = pointee;
    return index;
}

uint32_t type_of_node(struct lower *l, LLVMMetadataRef node)
{
    uint32_t index;
    struct ll_type d;
    if (node == NULL)
        return RIR_NONE;
    if (map_get(&l->types, (uint64_t)(uintptr_t)node, &index))
        return index;
    ll_type_read(node, &d);
    struct rir_type plain = {
        .kind = RIR_T_INT, .elem = RIR_NONE, .name = keep(l, d.name), .size = d.bits / 8};
    switch (d.tag) {
    case TAG_base:
        if (d.encoding == ATE_float || d.encoding == ATE_complex_float)
            plain.kind = RIR_T_FLOAT;
        return add(l, node, &plain);
    case TAG_enumeration:
        return add(l, node, &plain);
    case TAG_pointer:
    case TAG_reference:
    case TAG_rvalue_reference:
        return add_pointer(l, node, &d);
    case TAG_array:
        return add_array(l, node, &d);
    case TAG_structure:
    case TAG_class:
    case TAG_union:
        return add_struct(l, node, &d);
    case TAG_subroutine:
        return add_func(l, node);
    case TAG_typedef:
        return add_wrapped(l, node, &d, 0);
    case TAG_const:
        return add_wrapped(l, node, &d, RIR_TYPE_CONST);
    case TAG_volatile:
        return add_wrapped(l, node, &d, RIR_TYPE_VOLATILE);
    default:
        if (d.base != NULL) /* restrict, _Atomic and the like */
            return add_wrapped(l, node, &d, 0);
        plain.kind = RIR_T_VOID;
        return add(l, node, &plain);
    }
}

static void finish_struct(struct lower *l, LLVMMetadataRef node, uint32_t index, unsigned n)
{
    struct rir_field *fields = ARENA_ARRAY(&l->m->arena, struct rir_field, n);
    uint32_t used = 0;
    for (unsigned i = 0; i < n; i++) {
        struct ll_type d;
        LLVMMetadataRef member = ll_type_element(node, i);
        if (member == NULL)
            continue;
        ll_type_read(member, &d);
        if ((d.tag != TAG_member && d.tag != TAG_inheritance) || d.is_static)
            continue;
        struct rir_field *f = &fields[used++];
        f->name = keep(l, d.name);
        f->type = type_of_node(l, d.base);
        f->offset = d.offset / 8;
        uint32_t tags = flags_of_tags(l, member, &f->why);
        if (tags & TAG_SHARED)
            f->flags |= RIR_FIELD_SHARED;
        if (tags & TAG_CHANNEL)
            f->flags |= RIR_FIELD_CHANNEL;
    }
    l->m->types.data[index].fields = fields;
    l->m->types.data[index].nfields = used;
}

static void finish_func(struct lower *l, LLVMMetadataRef node, uint32_t index, unsigned n)
{
    if (n == 0)
        return;
    uint32_t result = type_of_node(l, ll_type_element(node, 0));
    struct rir_field *params = ARENA_ARRAY(&l->m->arena, struct rir_field, n);
    bool variadic = false;
    uint32_t used = 0;
    for (unsigned i = 1; i < n; i++) {
        LLVMMetadataRef p = ll_type_element(node, i);
        if (p == NULL)
            variadic = true;
        else
            params[used++].type = type_of_node(l, p);
    }
    struct rir_type *t = &l->m->types.data[index];
    t->elem = result;
    t->fields = params;
    t->nfields = used;
    t->variadic = variadic;
}

void types_finish(struct lower *l)
{
    while (l->unfinished.len != 0) {
        struct ll_type d;
        LLVMMetadataRef node = l->unfinished.data[--l->unfinished.len];
        uint32_t index = l->unfinished_types.data[--l->unfinished_types.len];
        ll_type_read(node, &d);
        if (d.tag == TAG_subroutine)
            finish_func(l, node, index, d.nelements);
        else
            finish_struct(l, node, index, d.nelements);
    }
}

const struct rir_type *type_stripped(const struct lower *l, uint32_t type)
{
    uint32_t t = rir_type_strip(l->m, type);
    return t == RIR_NONE ? NULL : &l->m->types.data[t];
}

uint32_t type_pointee(const struct lower *l, uint32_t type)
{
    const struct rir_type *t = type_stripped(l, type);
    return t != NULL && (t->kind == RIR_T_PTR || t->kind == RIR_T_ARRAY) ? t->elem : RIR_NONE;
}

bool type_is_void_pointer(const struct lower *l, uint32_t type)
{
    const struct rir_type *t = type_stripped(l, type);
    return t != NULL && t->kind == RIR_T_PTR && t->elem == RIR_NONE;
}

/* ---- LLVM structs ---- */

/* "struct.msg.12" is "msg"; a nameless struct is "anon". */
static struct ll_text layout_name(LLVMTypeRef type)
{
    const char *s = LLVMIsLiteralStruct(type) ? NULL : LLVMGetStructName(type);
    if (s == NULL)
        return (struct ll_text){"", 0};
    const char *dot = strchr(s, '.');
    if (dot != NULL)
        s = dot + 1;
    size_t len = strlen(s), digits = len;
    while (digits > 0 && s[digits - 1] >= '0' && s[digits - 1] <= '9')
        digits--;
    if (digits > 0 && digits < len && s[digits - 1] == '.')
        len = digits - 1;
    return (struct ll_text){s, len};
}

struct wanted {
    const char *name; /* interned; NULL: nameless */
    uint64_t size;
};

/* A nameless struct with a typedef carries the typedef's name in LLVM; struct_by_name finds it. */
static bool fits(const struct rir_type *t, const struct wanted *w)
{
    if (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION)
        return false;
    return t->size == w->size && t->name == w->name;
}

/* The struct `w` at offset 0 of `type`, which may be nested: address arithmetic drops zero offsets.
 */
static uint32_t struct_at_start(const struct lower *l, uint32_t type, const struct wanted *w,
                                unsigned depth)
{
    uint32_t index = rir_type_strip(l->m, type);
    if (index == RIR_NONE || depth > 8)
        return RIR_NONE;
    const struct rir_type *t = &l->m->types.data[index];
    if (fits(t, w))
        return index;
    if (t->kind == RIR_T_ARRAY)
        return struct_at_start(l, t->elem, w, depth + 1);
    if (t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION)
        return RIR_NONE;
    for (uint32_t i = 0; i < t->nfields; i++) {
        if (t->fields[i].offset != 0)
            continue;
        uint32_t inner = struct_at_start(l, t->fields[i].type, w, depth + 1);
        if (inner != RIR_NONE)
            return inner;
    }
    return RIR_NONE;
}

static uint32_t struct_by_name(struct lower *l, const struct wanted *w)
{
    uint32_t at;
    if (w->name == NULL || !map_get(&l->names, (uint64_t)(uintptr_t)w->name, &at))
        return RIR_NONE;
    for (; at != RIR_NONE; at = l->structs.data[at].next) {
        struct ll_type d;
        ll_type_read(l->structs.data[at].node, &d);
        if (d.bits / 8 == w->size)
            return type_of_node(l, l->structs.data[at].node);
    }
    return RIR_NONE;
}

uint32_t type_of_layout(struct lower *l, LLVMTypeRef type, uint32_t hint)
{
    struct ll_text name = layout_name(type);
    if (name.len == 0)
        return RIR_NONE;
    struct wanted w = {intern_n(&l->m->strings, name.s, name.len), LLVMABISizeOfType(l->td, type)};
    if (text_is(name, "anon"))
        w.name = NULL;
    types_finish(l);
    uint32_t index = struct_at_start(l, hint, &w, 0);
    if (index != RIR_NONE)
        return index;
    uint32_t known;
    if (map_get(&l->layouts, (uint64_t)(uintptr_t)type, &known))
        return known == 0 ? RIR_NONE : known - 1;
    index = struct_by_name(l, &w);
    types_finish(l);
    map_put(&l->layouts, (uint64_t)(uintptr_t)type, index == RIR_NONE ? 0 : index + 1);
    return index;
}

/* The member at `offset`; RIR_NONE when none or several (bit-fields of one unit, a union) are
 * there. */
uint32_t type_field_at(const struct lower *l, uint32_t type, uint64_t offset, uint64_t size)
{
    const struct rir_type *t = &l->m->types.data[type];
    uint32_t found = RIR_NONE;
    for (uint32_t i = 0; i < t->nfields; i++) {
        uint64_t at = t->fields[i].offset;
        if (at < offset || at >= offset + (size == 0 ? 1 : size))
            continue;
        if (found != RIR_NONE || at != offset)
            return RIR_NONE;
        found = i;
    }
    return found;
}

/* ---- files ---- */

const char *file_path(LLVMModuleRef module, LLVMMetadataRef file, struct arena *a)
{
    struct ll_text name = ll_file_name(file), dir = ll_file_directory(file);
    LLVMMetadataRef unit = ll_unit_file(module);
    struct ll_text here = unit == NULL ? dir : ll_file_directory(unit);
    bool same_dir = dir.len == here.len && memcmp(dir.s, here.s, dir.len) == 0;
    if (name.len == 0)
        return NULL;
    if (name.s[0] == '/' || dir.len == 0 || same_dir)
        return arena_printf(a, "%.*s", (int)name.len, name.s);
    return arena_printf(a, "%.*s%s%.*s", (int)dir.len, dir.s, dir.s[dir.len - 1] == '/' ? "" : "/",
                        (int)name.len, name.s);
}

const char *file_of_node(struct lower *l, LLVMMetadataRef file)
{
    uint32_t index;
    if (file == NULL)
        return NULL;
    if (map_get(&l->files, (uint64_t)(uintptr_t)file, &index))
        return l->file_names.data[index];
    const char *path = file_path(l->module, file, &l->arena);
    if (path != NULL)
        path = intern_str(&l->m->strings, path);
    map_put(&l->files, (uint64_t)(uintptr_t)file, l->file_names.len);
    vec_push(&l->file_names, path);
    if (path != NULL)
        vec_push(&l->m->files, path);
    return path;
}
