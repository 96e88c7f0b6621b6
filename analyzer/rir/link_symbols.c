/* The symbol tables of the program: which definition wins, what declarations add to it, names, and
 * where references go.
 *
 * A name has at most one global and one function that are not internal; each keeps the unit it is
 * taken from (`defs`), from which link_body.c copies the contents later. What declarations may add
 * (annotations, flags) is united at once. If a name has both a global and a function, references go
 * to the one that is better defined (the function, if neither is), and the other is renamed. */
#include <stdio.h>
#include <string.h>

#include "rir/build.h"
#include "rir/link_int.h"

enum { DECLARED, WEAK, COMMON, STRONG };

struct symbols {
    struct linker *l;
    struct map names[2]; /* of globals, of functions: name (not internal) -> index */
    struct map taken;    /* names of the program -> next number to try */
};

static uint64_t key_of(const char *s)
{
    return (uint64_t)(uintptr_t)s;
}

static uint8_t strength(uint8_t linkage, bool defined)
{
    if (!defined)
        return DECLARED;
    return linkage == RIR_WEAK ? WEAK : linkage == RIR_COMMON ? COMMON : STRONG;
}

static const char *unit_name(const struct linker *l, uint32_t unit)
{
    const char *name = l->units[unit].in->name;
    return name == NULL ? "?" : name;
}

/* Would a definition of `unit` be met before the one that is there? */
static bool comes_first(const struct linker *l, uint32_t unit, const struct link_def *def)
{
    return l->units[unit].rank < l->units[def->unit].rank;
}

static void warn_twice(struct linker *l, const char *name, const struct link_def *def,
                       uint32_t unit)
{
    bool before = comes_first(l, unit, def);
    uint32_t first = before ? unit : def->unit, second = before ? def->unit : unit;
    rir_link_say(l, "%s is defined in %s and in %s; the first is used", name, unit_name(l, first),
                 unit_name(l, second));
}

/* ---- globals ---- */

/* A copy whose references are those of the program; contents follow in link_body.c. */
static struct rir_global global_copy(struct linker *l, uint32_t unit, uint32_t index)
{
    struct link_unit *u = &l->units[unit];
    struct rir_global g = u->in->globals.data[index];
    g.name = rir_link_string(l, u, g.name);
    g.source = rir_link_string(l, u, g.source);
    g.why = rir_link_string(l, u, g.why);
    g.alias = rir_link_string(l, u, g.alias);
    g.pos.file = rir_link_string(l, u, g.pos.file);
    g.type = rir_link_type(u, g.type);
    g.init = NULL;
    g.data = NULL;
    g.ninit = 0;
    g.ndata = 0;
    return g;
}

static bool is_opaque(const struct linker *l, uint32_t type)
{
    return type == RIR_NONE || (rir_type_flags(l->out, type) & RIR_TYPE_OPAQUE) != 0;
}

static void add_to_declaration(struct rir_global *old, const struct rir_global *g)
{
    if (old->size < g->size)
        old->size = g->size;
    if (old->linkage == RIR_WEAK)
        old->linkage = g->linkage;
    old->flags &= g->flags | ~(uint32_t)(RIR_GLOBAL_CONST | RIR_GLOBAL_STRING);
    if (old->pos.line == 0)
        old->pos = g->pos;
}

static void unite_global(struct linker *l, uint32_t index, uint32_t unit, uint32_t from)
{
    uint32_t both = RIR_GLOBAL_TLS | RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL;
    struct rir_global *old = &l->out->globals.data[index];
    struct link_def *def = &l->defs[0].data[index];
    struct rir_global g = global_copy(l, unit, from);
    bool defined = (g.flags & RIR_GLOBAL_DEFINED) != 0 || g.alias != NULL;
    uint8_t s = strength(g.linkage, defined);
    uint32_t flags = (old->flags | g.flags) & both;
    const char *why = old->why != NULL ? old->why : g.why;
    if (s == STRONG && def->strength == STRONG)
        warn_twice(l, g.name, def, unit);
    bool better = s > def->strength ||
                  (s == def->strength && s != DECLARED && s != COMMON && comes_first(l, unit, def));
    if (s == COMMON && def->strength == COMMON)
        better = g.size > old->size || (g.size == old->size && comes_first(l, unit, def));
    if (better) {
        *old = g;
        *def = (struct link_def){unit, from, s, false};
    } else if (s == DECLARED && def->strength == DECLARED) {
        add_to_declaration(old, &g);
    }
    if (is_opaque(l, old->type) && !is_opaque(l, g.type))
        old->type = g.type;
    old->flags |= flags;
    old->why = why;
}

/* ---- functions ---- */

static struct rir_func func_copy(struct linker *l, uint32_t unit, uint32_t index)
{
    struct link_unit *u = &l->units[unit];
    const struct rir_func *in = &u->in->funcs.data[index];
    struct rir_func f = {.name = rir_link_string(l, u, in->name),
                         .source = rir_link_string(l, u, in->source),
                         .alias = rir_link_string(l, u, in->alias),
                         .linkage = in->linkage,
                         .flags = in->flags & ~(uint32_t)RIR_FUNC_DEFINED,
                         .type = rir_link_type(u, in->type),
                         .pos = in->pos,
                         .nparams = in->nparams,
                         .ncparams = in->ncparams,
                         .nresults = in->nresults};
    struct arena *a = &l->out->arena;
    f.pos.file = rir_link_string(l, u, in->pos.file);
    f.params = arena_copy(a, in->params, sizeof *f.params * in->nparams);
    f.results = arena_copy(a, in->results, sizeof *f.results * in->nresults);
    for (uint32_t i = 0; i < f.nparams; i++) {
        f.params[i].value = RIR_NONE;
        f.params[i].name = rir_link_string(l, u, f.params[i].name);
        f.params[i].src = rir_link_type(u, f.params[i].src);
    }
    return f;
}

static void unite_anns(struct linker *l, struct rir_func *f, const struct rir_func *from)
{
    for (uint32_t i = 0; i < from->nanns; i++)
        rir_add_ann(l->out, f, &from->anns[i]);
}

/* Of two declarations, the one that says more: a prototype before none. */
static bool says_more(const struct rir_func *f, const struct rir_func *than)
{
    if ((f->type != RIR_NONE) != (than->type != RIR_NONE))
        return f->type != RIR_NONE;
    return f->ncparams > than->ncparams;
}

static void unite_func(struct linker *l, uint32_t index, uint32_t unit, uint32_t from)
{
    uint32_t both = RIR_FUNC_ADDRESS_TAKEN | RIR_FUNC_NORETURN | RIR_FUNC_RETURNS_TWICE |
                    RIR_FUNC_UNIT_DESCRIBED;
    struct rir_func *old = &l->out->funcs.data[index];
    struct link_def *def = &l->defs[1].data[index];
    const struct rir_func *in = &l->units[unit].in->funcs.data[from];
    struct rir_func f = func_copy(l, unit, from);
    uint8_t s = strength(f.linkage, (in->flags & RIR_FUNC_DEFINED) != 0 || f.alias != NULL);
    uint32_t flags = (old->flags | f.flags) & both;
    if (s == STRONG && def->strength == STRONG)
        warn_twice(l, f.name, def, unit);
    bool better =
        s > def->strength ||
        (s == def->strength && (s == DECLARED ? says_more(&f, old) : comes_first(l, unit, def)));
    if (better) {
        f.anns = old->anns;
        f.nanns = old->nanns;
        *old = f;
        *def = (struct link_def){unit, from, s, false};
    }
    if (old->type == RIR_NONE)
        old->type = f.type;
    old->flags |= flags;
    unite_anns(l, old, in);
}

/* ---- all symbols ---- */

static void add_global(struct symbols *s, uint32_t unit, uint32_t index)
{
    struct linker *l = s->l;
    struct link_unit *u = &l->units[unit];
    const struct rir_global *in = &u->in->globals.data[index];
    bool internal = in->linkage == RIR_INTERNAL;
    uint64_t key = key_of(intern_str(&l->out->strings, in->name));
    if (!internal && map_get(&s->names[0], key, &u->globals[index])) {
        unite_global(l, u->globals[index], unit, index);
        return;
    }
    bool defined = (in->flags & RIR_GLOBAL_DEFINED) != 0 || in->alias != NULL;
    struct link_def def = {unit, index, strength(in->linkage, defined), internal};
    u->globals[index] = l->out->globals.len;
    if (!internal)
        map_put(&s->names[0], key, u->globals[index]);
    struct rir_global g = global_copy(l, unit, index);
    vec_push(&l->out->globals, g);
    vec_push(&l->defs[0], def);
}

static void add_func(struct symbols *s, uint32_t unit, uint32_t index)
{
    struct linker *l = s->l;
    struct link_unit *u = &l->units[unit];
    const struct rir_func *in = &u->in->funcs.data[index];
    bool internal = in->linkage == RIR_INTERNAL;
    uint64_t key = key_of(intern_str(&l->out->strings, in->name));
    if (!internal && map_get(&s->names[1], key, &u->funcs[index])) {
        unite_func(l, u->funcs[index], unit, index);
        return;
    }
    bool defined = (in->flags & RIR_FUNC_DEFINED) != 0 || in->alias != NULL;
    struct link_def def = {unit, index, strength(in->linkage, defined), internal};
    u->funcs[index] = l->out->funcs.len;
    if (!internal)
        map_put(&s->names[1], key, u->funcs[index]);
    struct rir_func f = func_copy(l, unit, index);
    unite_anns(l, &f, in);
    vec_push(&l->out->funcs, f);
    vec_push(&l->defs[1], def);
}

static void add_all(struct symbols *s)
{
    for (uint32_t i = 0; i < s->l->nunits; i++) {
        struct link_unit *u = &s->l->units[i];
        u->globals = ARENA_ARRAY(&s->l->arena, uint32_t, u->in->globals.len);
        u->funcs = ARENA_ARRAY(&s->l->arena, uint32_t, u->in->funcs.len);
        for (uint32_t k = 0; k < u->in->globals.len; k++)
            add_global(s, i, k);
        for (uint32_t k = 0; k < u->in->funcs.len; k++)
            add_func(s, i, k);
    }
}

/* ---- names ---- */

static bool claim(struct symbols *s, const char *name)
{
    uint32_t next;
    if (map_get(&s->taken, key_of(name), &next))
        return false;
    map_put(&s->taken, key_of(name), 1);
    return true;
}

/* "name", or "name.N" with the first number that is free. */
static const char *unique_name(struct symbols *s, const char *name)
{
    uint32_t next = 1;
    if (claim(s, name))
        return name;
    map_get(&s->taken, key_of(name), &next);
    for (;;) {
        const char *other =
            intern_str(&s->l->out->strings, arena_printf(&s->l->arena, "%s.%u", name, next++));
        if (!claim(s, other))
            continue;
        map_put(&s->taken, key_of(name), next);
        return other;
    }
}

static void rename_symbol(struct symbols *s, const char **name, const char **source)
{
    const char *unique = unique_name(s, *name);
    if (unique != *name && *source == NULL)
        *source = *name;
    *name = unique;
}

/* External names are kept, so they are claimed first; of a name with a global and a function, by
 * the one that stands for both. */
enum round { KEPT, REPLACED, INTERNAL };

static enum round round_of(const struct linker *l, bool is_func, uint32_t index)
{
    struct link_ref r = l->redirect[is_func][index];
    if (l->defs[is_func].data[index].internal)
        return INTERNAL;
    return r.is_func == is_func && r.index == index ? KEPT : REPLACED;
}

static void name_all(struct symbols *s, enum round round)
{
    struct rir_module *out = s->l->out;
    for (uint32_t i = 0; i < out->funcs.len; i++)
        if (round_of(s->l, true, i) == round)
            rename_symbol(s, &out->funcs.data[i].name, &out->funcs.data[i].source);
    for (uint32_t i = 0; i < out->globals.len; i++)
        if (round_of(s->l, false, i) == round)
            rename_symbol(s, &out->globals.data[i].name, &out->globals.data[i].source);
}

/* ---- where references go ---- */

static struct link_ref *redirect_of(const struct linker *l, struct link_ref r)
{
    return &l->redirect[r.is_func][r.index];
}

/* A name with a global and a function: one stands for both. Before anything is renamed. */
static void redirect_doubles(struct symbols *s)
{
    struct linker *l = s->l;
    for (uint32_t i = 0; i < l->out->globals.len; i++) {
        uint32_t f;
        if (l->defs[0].data[i].internal ||
            !map_get(&s->names[1], key_of(l->out->globals.data[i].name), &f))
            continue;
        if (l->defs[0].data[i].strength > l->defs[1].data[f].strength)
            l->redirect[1][f] = (struct link_ref){false, i};
        else
            l->redirect[0][i] = (struct link_ref){true, f};
    }
}

/* Symbols of a unit by name, made for the first alias that needs them. */
static const struct map *names_of_unit(struct linker *l, struct map *all, uint32_t unit)
{
    const struct rir_module *in = l->units[unit].in;
    struct map *names = &all[unit];
    if (names->count != 0)
        return names;
    for (uint32_t i = 0; i < in->globals.len; i++)
        map_put(names, key_of(intern_str(&l->out->strings, in->globals.data[i].name)), i * 2);
    for (uint32_t i = 0; i < in->funcs.len; i++)
        map_put(names, key_of(intern_str(&l->out->strings, in->funcs.data[i].name)), i * 2 + 1);
    return names;
}

static bool alias_target(struct linker *l, struct map *all, uint32_t unit, const char *alias,
                         struct link_ref *to)
{
    uint32_t symbol;
    if (!map_get(names_of_unit(l, all, unit), key_of(alias), &symbol))
        return false;
    to->is_func = (symbol & 1) != 0;
    to->index = to->is_func ? l->units[unit].funcs[symbol / 2] : l->units[unit].globals[symbol / 2];
    return true;
}

static const char *name_of(const struct linker *l, struct link_ref r)
{
    return r.is_func ? l->out->funcs.data[r.index].name : l->out->globals.data[r.index].name;
}

static void redirect_aliases(struct linker *l)
{
    struct map *names = ARENA_ARRAY(&l->arena, struct map, l->nunits);
    struct link_ref to;
    for (uint32_t i = 0; i < l->out->globals.len; i++) {
        struct rir_global *g = &l->out->globals.data[i];
        if (g->alias == NULL || !alias_target(l, names, l->defs[0].data[i].unit, g->alias, &to))
            continue;
        l->redirect[0][i] = to;
        g->alias = name_of(l, to);
    }
    for (uint32_t i = 0; i < l->out->funcs.len; i++) {
        struct rir_func *f = &l->out->funcs.data[i];
        if (f->alias == NULL || !alias_target(l, names, l->defs[1].data[i].unit, f->alias, &to))
            continue;
        if ((f->flags & RIR_FUNC_IFUNC) == 0)
            l->redirect[1][i] = to;
        f->alias = name_of(l, to);
    }
    for (uint32_t i = 0; i < l->nunits; i++)
        map_free(&names[i]);
}

/* Chains of redirections to their end; one that goes round stays where it is. */
static void follow(struct linker *l, bool is_func, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct link_ref self = {is_func, i}, at = self;
        for (int hops = 0; hops < 64; hops++) {
            struct link_ref next = *redirect_of(l, at);
            if (next.is_func == at.is_func && next.index == at.index)
                break;
            at = next;
        }
        *redirect_of(l, self) = at;
        if (is_func && at.is_func && at.index != i)
            unite_anns(l, &l->out->funcs.data[at.index], &l->out->funcs.data[i]);
    }
}

static void start_redirections(struct linker *l)
{
    uint32_t n[] = {l->out->globals.len, l->out->funcs.len};
    for (int kind = 0; kind < 2; kind++) {
        l->redirect[kind] = ARENA_ARRAY(&l->arena, struct link_ref, n[kind]);
        for (uint32_t i = 0; i < n[kind]; i++)
            l->redirect[kind][i] = (struct link_ref){kind == 1, i};
    }
}

/* ---- annotations that do not fit ---- */

static bool fits(const struct rir_func *f, const struct rir_ann *a)
{
    uint32_t last = (uint32_t)(a->a > a->b ? a->a : a->b);
    return last <= f->ncparams || (f->flags & RIR_FUNC_VARIADIC) != 0;
}

/* A declaration may have more parameters than the definition that won. */
static void drop_misfits(struct linker *l)
{
    for (uint32_t i = 0; i < l->out->funcs.len; i++) {
        struct rir_func *f = &l->out->funcs.data[i];
        uint32_t kept = 0;
        for (uint32_t k = 0; k < f->nanns; k++)
            if (fits(f, &f->anns[k]))
                f->anns[kept++] = f->anns[k];
        if (kept != f->nanns)
            rir_link_say(l, "%s: annotations are left out that name parameters beyond its %u",
                         f->name, f->ncparams);
        f->nanns = kept;
    }
}

void rir_link_symbols(struct linker *l)
{
    struct symbols s = {.l = l};
    add_all(&s);
    start_redirections(l);
    redirect_doubles(&s);
    name_all(&s, KEPT);
    name_all(&s, REPLACED);
    name_all(&s, INTERNAL);
    redirect_aliases(l);
    follow(l, false, l->out->globals.len);
    follow(l, true, l->out->funcs.len);
    drop_misfits(l);
    map_free(&s.names[0]);
    map_free(&s.names[1]);
    map_free(&s.taken);
}
