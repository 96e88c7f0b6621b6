/* Source types: kinds, references in range, and no type that contains itself. Containing goes
 * through typedefs, array elements and members, not through pointers; the walk keeps its own stack,
 * because a hostile file may nest types as deeply as it likes. */
#include <stdlib.h>

#include "rir/verify_int.h"

static bool is_composite(const struct rir_type *t)
{
    return t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
}

static bool verify_type(struct verifier *v, uint32_t index)
{
    const struct rir_type *t = &v->m->types.data[index];
    uint32_t known = RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE | RIR_TYPE_CONST | RIR_TYPE_VOLATILE |
                     RIR_TYPE_OPAQUE;
    if (t->kind > RIR_T_TYPEDEF || (t->flags & ~known) != 0)
        return rir_bad(v, "type $%u: unknown kind or flags", index);
    if (t->elem != RIR_NONE && t->elem >= v->m->types.len)
        return rir_bad(v, "type $%u refers to type $%u of %u", index, t->elem, v->m->types.len);
    if (t->nfields != 0 && t->fields == NULL)
        return rir_bad(v, "type $%u: its members are missing", index);
    if (t->nfields != 0 && !is_composite(t) && t->kind != RIR_T_FUNC)
        return rir_bad(v, "type $%u has members but is no struct, union or function", index);
    for (uint32_t i = 0; i < t->nfields; i++) {
        const struct rir_field *f = &t->fields[i];
        if (f->type != RIR_NONE && f->type >= v->m->types.len)
            return rir_bad(v, "type $%u: member %u is of type $%u of %u", index, i, f->type,
                           v->m->types.len);
        if ((f->flags & ~(uint32_t)(RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) != 0)
            return rir_bad(v, "type $%u: member %u has unknown flags", index, i);
    }
    return true;
}

/* The i-th type that lies inside a type; RIR_NONE: no more, *more says which. */
static uint32_t part(const struct rir_type *t, uint32_t i, bool *more)
{
    if (is_composite(t)) {
        *more = i < t->nfields;
        return *more ? t->fields[i].type : RIR_NONE;
    }
    *more = i == 0 && (t->kind == RIR_T_ARRAY || t->kind == RIR_T_TYPEDEF);
    return *more ? t->elem : RIR_NONE;
}

enum { NEW, OPEN, DONE };

struct frame {
    uint32_t type, next;
};

/* Depth-first from `root`; a part that is still open contains itself. */
static bool walk(struct verifier *v, uint32_t root, uint8_t *state, struct frame *stack)
{
    uint32_t depth = 0;
    stack[depth++] = (struct frame){root, 0};
    state[root] = OPEN;
    while (depth > 0) {
        struct frame *top = &stack[depth - 1];
        bool more;
        uint32_t next = part(&v->m->types.data[top->type], top->next++, &more);
        if (!more) {
            state[top->type] = DONE;
            depth--;
        } else if (next != RIR_NONE && state[next] == OPEN) {
            return rir_bad(v, "type $%u contains itself", next);
        } else if (next != RIR_NONE && state[next] == NEW) {
            state[next] = OPEN;
            stack[depth++] = (struct frame){next, 0};
        }
    }
    return true;
}

bool rir_verify_types(struct verifier *v)
{
    uint32_t n = v->m->types.len;
    for (uint32_t i = 0; i < n; i++)
        if (!verify_type(v, i))
            return false;
    uint8_t *state = calloc((size_t)n + 1, sizeof *state);
    struct frame *stack = malloc(((size_t)n + 1) * sizeof *stack);
    if (state == NULL || stack == NULL)
        abort();
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++)
        if (state[i] == NEW)
            ok = walk(v, i, state, stack);
    free(state);
    free(stack);
    return ok;
}
