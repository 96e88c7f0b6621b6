/* Which programs there are.
 *
 * Every unit that defines main is one; if it is compiled, or linked, for several targets, it is one
 * for each. Files named on the command line without a database are one program, unless several of
 * them define main. A database without any main is a library. */
#include "check/programs.h"

#include <stdlib.h>
#include <string.h>

#include "check/linking.h"
#include "check/paths.h"
#include "check/say.h"

enum { MOST_NAMES = 20 };

static const char *stem(const char *file, struct arena *a)
{
    const char *base = path_base(file), *ext = path_ext(file);
    size_t n = strlen(base) - strlen(ext) - (ext[0] != '\0');
    return arena_printf(a, "%.*s", (int)n, base);
}

static struct program *add(struct programs *p, const char *name, const char *shown)
{
    struct program program = {.name = name, .shown = shown};
    vec_push(&p->v, program);
    return &p->v.data[p->v.len - 1];
}

static void add_linked(struct programs *p, const struct linking *l, const char *name,
                       const char *shown, bool library)
{
    struct program *program = add(p, name, shown);
    program->library = library;
    for (uint32_t i = 0; i < l->order.len; i++)
        vec_push(&program->units, l->order.data[i]);
}

/* ---- programs of a database ---- */

static bool target_before(const struct unit *unit, uint32_t object)
{
    const struct object *o = unit->objects.data;
    for (uint32_t i = 0; i < object; i++) {
        if (strcmp(o[i].group, o[object].group) == 0)
            return true;
    }
    return false;
}

/* Programs of a unit with main that commands are known to link; how many. */
static uint32_t add_by_link(struct programs *p, struct linking *l, uint32_t main)
{
    const struct unit *unit = &l->u->v.data[main];
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->u->links.len; i++) {
        const struct link *link = &l->u->links.data[i];
        for (uint32_t k = 0; k < unit->objects.len && !link->shared; k++) {
            if (!linking_lists(link, &unit->objects.data[k]))
                continue;
            linking_program(l, main, &unit->objects.data[k], link);
            add_linked(p, l, path_base(link->output), unit->shown, false);
            n++;
            break;
        }
    }
    return n;
}

static uint32_t add_by_target(struct programs *p, struct linking *l, uint32_t main)
{
    const struct unit *unit = &l->u->v.data[main];
    uint32_t n = 0;
    for (uint32_t k = 0; k < unit->objects.len; k++) {
        const struct object *o = &unit->objects.data[k];
        if (o->target == NULL || o->shared || target_before(unit, k))
            continue;
        linking_program(l, main, o, NULL);
        add_linked(p, l, o->target, unit->shown, false);
        n++;
    }
    return n;
}

/* In a database of one program, what no name leads to may be linked all the same, and called in
 * ways that nobody sees. */
static void complete_only(struct programs *p, struct linking *l)
{
    if (p->v.len != 1 || l->u->links.len > 0)
        return;
    linking_rest(l);
    p->v.data[0].units.len = 0;
    for (uint32_t i = 0; i < l->order.len; i++)
        vec_push(&p->v.data[0].units, l->order.data[i]);
}

static void add_program(struct programs *p, struct linking *l, uint32_t main)
{
    const struct unit *unit = &l->u->v.data[main];
    if (add_by_link(p, l, main) > 0 || add_by_target(p, l, main) > 0)
        return;
    linking_program(l, main, unit->objects.len == 0 ? NULL : &unit->objects.data[0], NULL);
    add_linked(p, l, stem(unit->file, &p->arena), unit->shown, false);
}

/* ---- what no program takes ---- */

static bool has_code(const struct rir_module *m)
{
    for (uint32_t i = 0; m != NULL && i < m->funcs.len; i++) {
        if ((m->funcs.data[i].flags & RIR_FUNC_DEFINED) != 0)
            return true;
    }
    return false;
}

/* Does it define nothing but what the programs have from other units? */
static bool is_copy(const struct unit_symbols *unit, const bool *defined)
{
    for (uint32_t i = 0; i < unit->defines.len; i++) {
        if (!defined[unit->defines.data[i]])
            return false;
    }
    return unit->defines.len > 0;
}

/* What has no code (switched off by the configuration) is no loss, and copies are none. */
static void find_unused(struct programs *p, const struct units *u, const struct symbols *s)
{
    bool *used = ARENA_ARRAY(&p->arena, bool, u->v.len + 1);
    bool *defined = ARENA_ARRAY(&p->arena, bool, s->all.len + 1);
    for (uint32_t k = 0; k < p->v.len; k++) {
        for (uint32_t i = 0; i < p->v.data[k].units.len; i++) {
            const struct unit_symbols *unit = &s->units[p->v.data[k].units.data[i]];
            used[p->v.data[k].units.data[i]] = true;
            for (uint32_t n = 0; n < unit->defines.len; n++)
                defined[unit->defines.data[n]] = true;
        }
    }
    for (uint32_t i = 0; i < u->v.len; i++) {
        const struct unit *unit = &u->v.data[i];
        if (!used[i] && has_code(unit->module) && !is_copy(&s->units[i], defined) &&
            p->unused++ == 0)
            p->first_unused = unit->shown;
    }
}

/* ---- files that were named ---- */

/* A program that was linked has a name of its own. */
static const char *name_after(const struct unit *unit, struct arena *a)
{
    const struct object *o = unit->carrier != NULL ? &unit->objects.data[0] : NULL;
    bool linked = o != NULL && o->group == o->path; /* carried.c */
    return linked && !o->shared ? o->target : stem(unit->file, a);
}

static void add_named(struct programs *p, const struct units *u, const struct symbols *s)
{
    const struct unit *first = NULL;
    VEC(uint32_t) all = {0};
    for (uint32_t i = 0; i < u->v.len; i++) {
        if (u->v.data[i].module == NULL)
            continue;
        if (first == NULL || s->units[i].main)
            first = &u->v.data[i];
        vec_push(&all, i);
    }
    if (first == NULL)
        return;
    struct program *program = add(p, name_after(first, &p->arena), first->shown);
    for (uint32_t i = 0; i < all.len; i++)
        vec_push(&program->units, all.data[i]);
    vec_free(&all);
}

/* ---- names ---- */

static bool is_unique(const struct programs *p, uint32_t index)
{
    for (uint32_t i = 0; i < p->v.len; i++) {
        if (i != index && strcmp(p->v.data[i].name, p->v.data[index].name) == 0)
            return false;
    }
    return true;
}

/* Programs that would have the same name are called by the file with main. */
static void make_names_unique(struct programs *p)
{
    bool *shared = ARENA_ARRAY(&p->arena, bool, p->v.len + 1);
    for (uint32_t i = 0; i < p->v.len; i++)
        shared[i] = !is_unique(p, i);
    for (uint32_t i = 0; i < p->v.len; i++) {
        if (shared[i])
            p->v.data[i].name = p->v.data[i].shown;
    }
    for (uint32_t i = 0; i < p->v.len; i++) {
        for (uint32_t n = 2; !is_unique(p, i); n++)
            p->v.data[i].name = arena_printf(&p->arena, "%s#%u", p->v.data[i].shown, n);
    }
}

static bool is_called(const struct program *p, const char *name)
{
    return strcmp(p->name, name) == 0 || strcmp(p->shown, name) == 0;
}

static void say_unknown(const struct programs *p, const char *name)
{
    struct arena a = {0};
    const char *list = "";
    uint32_t shown = p->v.len < MOST_NAMES ? p->v.len : MOST_NAMES;
    for (uint32_t i = 0; i < shown; i++)
        list = arena_printf(&a, "%s%s%s", list, i == 0 ? "" : ", ", p->v.data[i].name);
    if (p->v.len == 0)
        say("--program %s: no unit that was given defines main; --library checks what they export",
            name);
    else if (p->v.len > shown)
        say("--program %s: no such program; there are %s and %u more (--list-programs)", name, list,
            p->v.len - shown);
    else
        say("--program %s: no such program; there %s %s", name, p->v.len == 1 ? "is" : "are", list);
    arena_free(&a);
}

/* Keeps those that --program names. */
static bool choose(struct programs *p, const struct options *o)
{
    bool good = true;
    uint32_t kept = 0;
    for (uint32_t k = 0; k < o->programs.len; k++) {
        bool found = false;
        for (uint32_t i = 0; i < p->v.len; i++)
            found |= is_called(&p->v.data[i], o->programs.data[k]);
        if (!found)
            say_unknown(p, o->programs.data[k]);
        good &= found;
    }
    for (uint32_t i = 0; i < p->v.len; i++) {
        bool wanted = o->programs.len == 0;
        for (uint32_t k = 0; k < o->programs.len; k++)
            wanted |= is_called(&p->v.data[i], o->programs.data[k]);
        if (wanted)
            p->v.data[kept++] = p->v.data[i];
        else
            vec_free(&p->v.data[i].units);
    }
    p->v.len = kept;
    return good;
}

/* ---- all of it ---- */

static void find(struct programs *p, const struct units *u, const struct symbols *s,
                 const struct options *o)
{
    struct linking l;
    uint32_t mains = 0, modules = 0;
    bool named = o->build_dirs.len == 0 || o->files.len > 0;
    for (uint32_t i = 0; i < u->v.len; i++) {
        mains += s->units[i].main;
        modules += u->v.data[i].module != NULL;
    }
    linking_begin(&l, u, s);
    if (modules > 0 && (o->library || (!named && mains == 0))) {
        linking_library(&l);
        if (l.order.len > 0)
            add_linked(p, &l, "library", u->v.data[l.order.data[0]].shown, true);
        if (!o->library)
            say("no unit in %s defines main: checked as a library, as with --library",
                o->build_dirs.data[0]);
    } else if (named && mains <= 1) {
        add_named(p, u, s);
    } else {
        for (uint32_t i = 0; i < u->v.len; i++) {
            if (s->units[i].main)
                add_program(p, &l, i);
        }
        complete_only(p, &l);
    }
    linking_end(&l);
}

bool programs_find(struct programs *p, const struct units *u, const struct options *o)
{
    struct symbols s;
    symbols_collect(&s, u);
    find(p, u, &s, o);
    if (!o->library)
        find_unused(p, u, &s);
    symbols_free(&s);
    make_names_unique(p);
    p->chosen = o->programs.len > 0;
    return choose(p, o);
}

void programs_free(struct programs *p)
{
    for (uint32_t i = 0; i < p->v.len; i++)
        vec_free(&p->v.data[i].units);
    vec_free(&p->v);
    arena_free(&p->arena);
}

void programs_list(FILE *out, const struct programs *p)
{
    for (uint32_t i = 0; i < p->v.len; i++) {
        const struct program *program = &p->v.data[i];
        fprintf(out, "%s: %s '%s' of %u unit%s\n", program->shown,
                program->library ? "library" : "program", program->name, program->units.len,
                program->units.len == 1 ? "" : "s");
    }
    fprintf(out, "fbp-check: %u program%s; %u unit%s in none\n", p->v.len, p->v.len == 1 ? "" : "s",
            p->unused, p->unused == 1 ? "" : "s");
}
