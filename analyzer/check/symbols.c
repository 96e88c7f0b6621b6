/* What a linker reads off object files, read off their RIR. A common variable defines its name; a
 * weak definition satisfies whoever needs it, but does not clash with another; a weak reference
 * needs nothing. An alias is a definition. */
#include "check/symbols.h"

#include <stdlib.h>
#include <string.h>

static uint32_t symbol(struct symbols *s, const char *name)
{
    uint32_t index = 0;
    const char *known = intern_str(&s->names, name);
    uint64_t key = (uint64_t)(uintptr_t)known;
    if (map_get(&s->index, key, &index))
        return index;
    index = s->all.len;
    struct symbol new = {.name = known};
    vec_push(&s->all, new);
    map_put(&s->index, key, index);
    return index;
}

static void add(struct symbols *s, uint32_t unit, const char *name, uint8_t linkage, bool defined)
{
    struct unit_symbols *u = &s->units[unit];
    if (linkage == RIR_INTERNAL)
        return;
    uint32_t index = symbol(s, name);
    if (defined) {
        vec_push(&s->all.data[index].units, unit);
        vec_push(&u->offers, index);
        if (linkage != RIR_WEAK)
            vec_push(&u->defines, index);
    } else if (linkage != RIR_WEAK) {
        vec_push(&u->needs, index);
    }
}

static void collect(struct symbols *s, uint32_t unit, const struct rir_module *m)
{
    struct unit_symbols *u = &s->units[unit];
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        bool defined = (f->flags & RIR_FUNC_DEFINED) != 0 || f->alias != NULL;
        add(s, unit, f->name, f->linkage, defined);
        u->main |= defined && f->linkage != RIR_INTERNAL && strcmp(f->name, "main") == 0;
        u->constructors |= (f->flags & (RIR_FUNC_CTOR | RIR_FUNC_DTOR)) != 0;
    }
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *g = &m->globals.data[i];
        add(s, unit, g->name, g->linkage, (g->flags & RIR_GLOBAL_DEFINED) != 0 || g->alias != NULL);
    }
}

void symbols_collect(struct symbols *s, const struct units *u)
{
    *s = (struct symbols){.nunits = u->v.len};
    s->units = calloc(u->v.len + 1, sizeof *s->units);
    if (s->units == NULL)
        abort();
    for (uint32_t i = 0; i < u->v.len; i++) {
        if (u->v.data[i].module != NULL)
            collect(s, i, u->v.data[i].module);
    }
}

void symbols_free(struct symbols *s)
{
    for (uint32_t i = 0; i < s->nunits; i++) {
        vec_free(&s->units[i].defines);
        vec_free(&s->units[i].offers);
        vec_free(&s->units[i].needs);
    }
    for (uint32_t i = 0; i < s->all.len; i++)
        vec_free(&s->all.data[i].units);
    free(s->units);
    vec_free(&s->all);
    map_free(&s->index);
    intern_free(&s->names);
}
