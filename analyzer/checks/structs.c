/* Which structs have one owner, with all their members: those in which nothing, at any depth, is a
 * channel, FBP_SHARED or of an immutable type. Optimized code says of a struct no more than its
 * tag, so several structs with one tag are taken together. What says that a struct is a channel may
 * be on a typedef of it. */
#include "checks/structs.h"

#include <string.h>

enum { DEEP = 32, APART = RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE };

struct search {
    const struct rir_module *m;
    struct map apart; /* types behind typedefs that are channels or immutable */
};

static bool has_shared(const struct search *s, uint32_t type, int depth)
{
    uint32_t ignored;
    if (type == RIR_NONE)
        return false;
    const struct rir_type *t = &s->m->types.data[type];
    if (depth > DEEP || (t->flags & APART) != 0 || map_get(&s->apart, type, &ignored))
        return true;
    if (t->kind == RIR_T_TYPEDEF || t->kind == RIR_T_ARRAY)
        return has_shared(s, t->elem, depth + 1);
    bool members = t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
    for (uint32_t i = 0; members && i < t->nfields; i++)
        if ((t->fields[i].flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)) != 0 ||
            has_shared(s, t->fields[i].type, depth + 1))
            return true;
    return false;
}

void structs_find(const struct rir_module *m, struct map *out)
{
    struct search s = {.m = m};
    for (uint32_t i = 0; i < m->types.len; i++)
        if ((m->types.data[i].flags & APART) != 0 && rir_type_strip(m, i) != RIR_NONE)
            map_put(&s.apart, rir_type_strip(m, i), 1);
    for (uint32_t i = 0; i < m->types.len; i++) {
        const struct rir_type *t = &m->types.data[i];
        if (t->kind != RIR_T_STRUCT || t->name == NULL || (t->flags & RIR_TYPE_OPAQUE) != 0)
            continue;
        uint64_t key = hash_mem(t->name, strlen(t->name));
        uint32_t alone = 1;
        map_get(out, key, &alone);
        map_put(out, key, alone != 0 && !has_shared(&s, i, 0));
    }
    map_free(&s.apart);
}

/* Whatever is not known to be one of eight bytes. */
static bool has_odd_handle(const struct rir_module *m, const struct rir_func *f)
{
    const struct rir_ann *a = rir_func_ann(f, RIR_ANN_HANDLE);
    if (a == NULL || a->a == 0 || !rir_func_starts(f))
        return false;
    for (uint32_t i = 0; i < f->nparams; i++) {
        if (f->params[i].pos.cpos != a->a)
            continue;
        uint32_t type = rir_type_strip(m, f->params[i].src);
        uint32_t to = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, m->types.data[type].elem);
        return to == RIR_NONE || m->types.data[to].kind != RIR_T_INT || m->types.data[to].size != 8;
    }
    return true;
}

bool structs_any_handles(const struct rir_module *m)
{
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if (has_odd_handle(m, &m->funcs.data[i]))
            return true;
    return false;
}
