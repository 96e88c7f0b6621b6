/* A type's description lists its pointers, members of members and of small arrays included. The
 * variable is made before its contents, since a type may refer to itself.
 *
 * What a union holds, or an array too large to list, is not known: a pointer there is listed
 * without a type if it has a place, and a type with too many pointers is not described at all: then
 * every word may be one. A channel is no part of a packet: pointers inside it are left out. */
#include "checks/packet_types.h"

#include "verify/abi.h"

enum { MOST_POINTERS = 64, DEEPEST = 8 };

struct found {
    uint64_t offset;
    uint32_t flags;
    uint32_t to; /* RIR_NONE: not known */
};

struct listing {
    struct packet_types *types;
    VEC(struct found) found;
    bool unknown; /* the type cannot be described */
};

static void add(struct listing *l, uint64_t offset, uint32_t flags, uint32_t to)
{
    if (l->found.len == MOST_POINTERS) {
        l->unknown = true;
        return;
    }
    struct found f = {.offset = offset, .flags = flags, .to = to};
    vec_push(&l->found, f);
}

static void add_pointer(struct listing *l, uint64_t offset, uint32_t type)
{
    uint32_t to = outline_pointed(l->types->outline, type);
    const struct rir_type *t = outline_type(l->types->outline, to);
    uint32_t flags = 0;
    if (t == NULL || t->kind == RIR_T_VOID)
        to = RIR_NONE;
    if (t != NULL && t->kind == RIR_T_FUNC)
        return;
    if (t != NULL && (t->flags & RIR_TYPE_CHANNEL) != 0)
        flags |= FBP_POINTER_CHANNEL;
    if (t != NULL && (t->flags & RIR_TYPE_IMMUTABLE) != 0)
        flags |= FBP_POINTER_IMMUTABLE;
    add(l, offset, flags, to);
}

static void list(struct listing *l, uint64_t offset, uint32_t type, int depth);

static void list_members(struct listing *l, uint64_t offset, const struct rir_type *t, int depth)
{
    for (uint32_t i = 0; i < t->nfields; i++)
        if ((t->fields[i].flags & RIR_FIELD_CHANNEL) == 0)
            list(l, offset + t->fields[i].offset, t->fields[i].type, depth - 1);
}

/* One whose members may lie on each other: each word may be a pointer. */
static void list_words(struct listing *l, uint64_t offset, uint64_t size)
{
    for (uint64_t at = (offset + 7) / 8 * 8; at + 8 <= offset + size && !l->unknown; at += 8)
        add(l, at, 0, RIR_NONE);
}

static void list(struct listing *l, uint64_t offset, uint32_t type, int depth)
{
    const struct rir_type *t = outline_type(l->types->outline, type);
    if (t == NULL || depth == 0) {
        l->unknown = true;
        return;
    }
    if (l->unknown || (t->flags & RIR_TYPE_CHANNEL) != 0)
        return;
    const struct rir_type *element;
    switch (t->kind) {
    case RIR_T_PTR:
        add_pointer(l, offset, type);
        return;
    case RIR_T_UNION:
        list_words(l, offset, t->size);
        return;
    case RIR_T_STRUCT:
        list_members(l, offset, t, depth);
        return;
    case RIR_T_ARRAY:
        element = outline_type(l->types->outline, t->elem);
        if (element == NULL || element->size == 0)
            l->unknown = true;
        for (uint64_t i = 0; i < t->count && !l->unknown; i++) {
            uint32_t before = l->found.len;
            list(l, offset + i * element->size, t->elem, depth - 1);
            if (l->found.len == before) /* no pointers in an element: none in the array */
                return;
        }
        return;
    default:
        return;
    }
}

static LLVMValueRef described(struct packet_types *t, const struct listing *l, uint64_t size,
                              LLVMValueRef variable)
{
    struct runtime *r = t->runtime;
    LLVMValueRef entries[MOST_POINTERS];
    LLVMTypeRef members[] = {r->i32, r->i32, r->pointer};
    LLVMTypeRef entry = LLVMStructTypeInContext(r->context, members, 3, 0);
    for (uint32_t i = 0; i < l->found.len; i++) {
        const struct found *f = &l->found.data[i];
        LLVMValueRef values[] = {LLVMConstInt(r->i32, f->offset, 0),
                                 LLVMConstInt(r->i32, f->flags, 0), packet_type(t, f->to)};
        entries[i] = LLVMConstStructInContext(r->context, values, 3, 0);
    }
    LLVMValueRef parts[] = {LLVMConstInt(r->i32, size, 0), LLVMConstInt(r->i32, l->found.len, 0),
                            LLVMConstArray2(entry, entries, l->found.len)};
    LLVMValueRef all = LLVMConstStructInContext(r->context, parts, 3, 0);
    LLVMValueRef made = LLVMAddGlobal(r->module, LLVMTypeOf(all), ".fbp.type");
    LLVMSetInitializer(made, all);
    LLVMSetGlobalConstant(made, 1);
    LLVMSetLinkage(made, LLVMPrivateLinkage);
    LLVMReplaceAllUsesWith(variable, made);
    LLVMDeleteGlobal(variable);
    return made;
}

LLVMValueRef packet_type(struct packet_types *t, uint32_t type)
{
    uint32_t at;
    LLVMValueRef none = LLVMConstNull(t->runtime->pointer);
    const struct rir_type *of = outline_type(t->outline, type);
    while (of != NULL &&
           of->kind == RIR_T_ARRAY) { /* a block may be an array of what is described */
        type = of->elem;
        of = outline_type(t->outline, type);
    }
    if (of == NULL || of->kind == RIR_T_VOID || of->size > UINT32_MAX ||
        (of->flags & RIR_TYPE_OPAQUE) != 0)
        return none;
    uint64_t key = (uint64_t)(of - outline_module(t->outline)->types.data);
    if (map_get(&t->made, key, &at))
        return t->variables.data[at];
    /* Stands for it while its pointers are described. */
    LLVMValueRef variable = LLVMAddGlobal(t->runtime->module, t->runtime->i64, ".fbp.type.open");
    at = t->variables.len;
    map_put(&t->made, key, at);
    vec_push(&t->variables, variable);
    struct listing l = {.types = t};
    uint64_t size = of->size;
    list(&l, 0, type, DEEPEST);
    LLVMValueRef made = none;
    if (l.unknown) {
        LLVMReplaceAllUsesWith(variable, none);
        LLVMDeleteGlobal(variable);
    } else {
        made = described(t, &l, l.found.len == 0 ? 0 : size, variable);
    }
    t->variables.data[at] = made;
    vec_free(&l.found);
    return made;
}

void packet_types_free(struct packet_types *t)
{
    map_free(&t->made);
    vec_free(&t->variables);
}
