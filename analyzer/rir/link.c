/* The linker, top level: types (link_types.c), then symbols (link_symbols.c), then initialisers and
 * bodies (link_body.c), each a pass over all units in their order, and last what the linker itself
 * defines (link_ends.c). The result depends on that and
 * their ranks alone, and the time grows with the size of the input. */
#include "rir/link.h"

#include <stdarg.h>
#include <stdio.h>

#include "rir/link_int.h"

void rir_link_say(struct linker *l, const char *fmt, ...)
{
    if (l->warn == NULL)
        return;
    va_list ap;
    va_start(ap, fmt);
    l->warn(l->ctx, arena_vprintf(&l->arena, fmt, ap));
    va_end(ap);
}

const char *rir_link_string(struct linker *l, struct link_unit *u, const char *s)
{
    if (s == NULL)
        return NULL;
    if (s != u->last_from) { /* runs of the same file name are the rule */
        u->last_from = s;
        u->last_to = intern_str(&l->out->strings, s);
    }
    return u->last_to;
}

uint32_t rir_link_type(const struct link_unit *u, uint32_t type)
{
    return type == RIR_NONE ? RIR_NONE : u->types[type];
}

static void unite_files(struct linker *l)
{
    struct map seen = {0};
    for (uint32_t i = 0; i < l->nunits; i++) {
        const struct rir_module *in = l->units[i].in;
        for (uint32_t k = 0; k < in->files.len; k++) {
            const char *file = intern_str(&l->out->strings, in->files.data[k]);
            uint32_t old;
            if (map_get(&seen, (uint64_t)(uintptr_t)file, &old))
                continue;
            map_put(&seen, (uint64_t)(uintptr_t)file, 0);
            vec_push(&l->out->files, file);
        }
    }
    map_free(&seen);
}

static const char *name_of(const struct rir_module *m)
{
    return m->name == NULL ? "a unit without a name" : m->name;
}

/* Units that fit the first one; others are left out, with a warning. */
static void take_units(struct linker *l, struct rir_module *const *units, const uint32_t *ranks,
                       uint32_t n)
{
    l->units = ARENA_ARRAY(&l->arena, struct link_unit, n);
    for (uint32_t i = 0; i < n; i++) {
        if (units[i]->ptr_bits != l->out->ptr_bits) {
            rir_link_say(l, "%s is left out: its pointers have %u bits, those of %s %u",
                         name_of(units[i]), units[i]->ptr_bits, name_of(units[0]),
                         l->out->ptr_bits);
            continue;
        }
        l->units[l->nunits++] =
            (struct link_unit){.in = units[i], .rank = ranks == NULL ? i : ranks[i]};
    }
}

struct rir_module *rir_link(const char *program, struct rir_module *const *units,
                            const uint32_t *ranks, uint32_t n, rir_link_warn *warn, void *ctx)
{
    struct linker l = {.warn = warn, .ctx = ctx};
    l.out = rir_module_new(program, n == 0 ? 64 : units[0]->ptr_bits);
    l.out->target = n == 0 ? NULL : intern_str(&l.out->strings, units[0]->target);
    take_units(&l, units, ranks, n);
    unite_files(&l);
    rir_link_types(&l);
    rir_link_symbols(&l);
    rir_link_bodies(&l);
    rir_link_ends(&l);
    vec_free(&l.defs[0]);
    vec_free(&l.defs[1]);
    arena_free(&l.arena);
    return l.out;
}
