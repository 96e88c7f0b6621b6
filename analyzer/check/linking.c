/* A program is what a linker makes of it: main's own objects, then, for every name that is needed
 * and not defined yet, the object that defines it.
 *
 * main's own objects are those that are known to be made for the same target: listed on the command
 * that links it, or of the same target by their names (object.c). Where only a folder is known, the
 * unit with main is alone, and these join it from its folder: definitions that replace a weak one,
 * and constructors that nobody calls. A shared library is taken as a whole.
 *
 * A definition may be met several times: a source compiled with two sets of flags, a library's
 * files compiled again into a tool, two files that serve the same purpose. Then the build tells
 * (`rank`): the copy made for main's target or folder, for that of the unit that needs it, or for
 * that of one that was taken; a library's before one beside another main; of copies of one source
 * the one with flags most like those of the unit that needs it, or of main's. What is compiled for
 * another program's target is no candidate. If none of it decides, the first is taken and a line
 * says so. */
#include "check/linking.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "check/paths.h"
#include "check/say.h"

enum { WEAKLY = 1, STRONGLY = 2, MOST_SAID = 5 };

static uint64_t group_key(const struct object *o)
{
    return hash_mem(o->group, strlen(o->group));
}

static const struct unit *unit_at(const struct linking *l, uint32_t unit)
{
    return &l->u->v.data[unit];
}

static bool in_group(const struct unit *unit, const struct object *o)
{
    for (uint32_t i = 0; o != NULL && i < unit->objects.len; i++) {
        if (strcmp(unit->objects.data[i].group, o->group) == 0)
            return true;
    }
    return false;
}

static uint32_t mains_in(const struct linking *l, const struct object *o)
{
    uint32_t n = 0;
    map_get(&l->group_mains, group_key(o), &n);
    return n;
}

void linking_begin(struct linking *l, const struct units *u, const struct symbols *s)
{
    *l = (struct linking){.u = u, .s = s};
    for (uint32_t i = 0; i < u->v.len; i++) {
        for (uint32_t k = 0; s->units[i].main && k < u->v.data[i].objects.len; k++) {
            const struct object *o = &u->v.data[i].objects.data[k];
            map_put(&l->group_mains, group_key(o), mains_in(l, o) + 1);
        }
    }
    l->taken = calloc(u->v.len + 1, 1);
    l->defined = calloc(s->all.len + 1, 1);
    if (l->taken == NULL || l->defined == NULL)
        abort();
}

void linking_end(struct linking *l)
{
    if (l->unsaid > 0)
        say("warning: %u more of this kind", l->unsaid);
    map_free(&l->group_mains);
    map_free(&l->said);
    map_free(&l->groups);
    free(l->taken);
    free(l->defined);
    vec_free(&l->order);
}

static void begin_program(struct linking *l, uint32_t main, const struct object *seed)
{
    memset(l->taken, 0, l->u->v.len);
    memset(l->defined, 0, l->s->all.len);
    map_free(&l->groups);
    l->order.len = 0;
    l->main = main;
    l->seed = seed;
}

static void take(struct linking *l, uint32_t unit)
{
    const struct unit_symbols *s = &l->s->units[unit];
    const struct unit *u = unit_at(l, unit);
    if (l->taken[unit] || u->module == NULL)
        return;
    l->taken[unit] = true;
    vec_push(&l->order, unit);
    for (uint32_t i = 0; i < s->offers.len; i++) {
        if (l->defined[s->offers.data[i]] == 0)
            l->defined[s->offers.data[i]] = WEAKLY;
    }
    for (uint32_t i = 0; i < s->defines.len; i++)
        l->defined[s->defines.data[i]] = STRONGLY;
    for (uint32_t i = 0; i < u->objects.len; i++)
        map_put(&l->groups, group_key(&u->objects.data[i]), 1);
}

/* ---- which of several definitions ---- */

/* CMake defines NAME_EXPORTS where it compiles for the shared library NAME. */
static bool exports(const struct unit *u, const char *target)
{
    char define[256];
    int n = snprintf(define, sizeof define, "-D%s_EXPORTS", target);
    for (int i = 2; i < n && i < (int)sizeof define; i++) {
        if (!isalnum((unsigned char)define[i]))
            define[i] = '_';
    }
    for (uint32_t i = 0; i < u->nclean; i++) {
        if (strcmp(u->clean[i], define) == 0)
            return true;
    }
    return false;
}

static bool is_shared(const struct unit *u, const struct object *o)
{
    return o->shared || (o->target != NULL && exports(u, o->target));
}

/* Some object of it is not made for another program alone. */
static bool eligible(const struct linking *l, uint32_t unit)
{
    const struct unit *u = unit_at(l, unit);
    bool any = u->objects.len == 0;
    for (uint32_t i = 0; i < u->objects.len; i++) {
        const struct object *o = &u->objects.data[i];
        any |= o->target == NULL || mains_in(l, o) == 0 || in_group(u, l->seed);
    }
    return any && !l->s->units[unit].main;
}

enum { BY_MAIN = 8, BY_USER = 4, BY_TAKEN = 2, NO_OTHER_MAIN = 1 };

static unsigned rank(const struct linking *l, uint32_t unit, uint32_t user)
{
    const struct unit *u = unit_at(l, unit);
    unsigned best = 0;
    for (uint32_t i = 0; i < u->objects.len; i++) {
        const struct object *o = &u->objects.data[i];
        uint32_t taken = 0;
        unsigned r = 0;
        if (l->seed != NULL && strcmp(o->group, l->seed->group) == 0)
            r |= BY_MAIN;
        if (in_group(unit_at(l, user), o))
            r |= BY_USER;
        if (map_get(&l->groups, group_key(o), &taken))
            r |= BY_TAKEN;
        if (mains_in(l, o) == 0)
            r |= NO_OTHER_MAIN;
        best = r > best ? r : best;
    }
    return best;
}

static uint32_t missing_in(const struct unit *a, const struct unit *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->nclean; i++) {
        uint32_t k = 0;
        while (k < b->nclean && strcmp(a->clean[i], b->clean[k]) != 0)
            k++;
        n += k == b->nclean;
    }
    return n;
}

/* How much the flags of two units differ. */
static uint32_t difference(const struct linking *l, uint32_t a, uint32_t b)
{
    return missing_in(unit_at(l, a), unit_at(l, b)) + missing_in(unit_at(l, b), unit_at(l, a));
}

/* Below 0: a is the better definition for `user`; 0: nothing tells. */
static int compare(const struct linking *l, uint32_t a, uint32_t b, uint32_t user)
{
    unsigned ra = rank(l, a, user), rb = rank(l, b, user);
    if (ra != rb)
        return ra > rb ? -1 : 1;
    if (strcmp(unit_at(l, a)->file, unit_at(l, b)->file) != 0)
        return 0;
    uint32_t da = difference(l, a, user), db = difference(l, b, user);
    if (da == db && l->main != RIR_NONE) {
        da = difference(l, a, l->main);
        db = difference(l, b, l->main);
    }
    return da == db ? 0 : da < db ? -1 : 1;
}

/* ---- what could not be decided ---- */

static const char *object_name(const struct unit *u)
{
    return u->objects.len == 0 ? u->shown : path_shown(u->objects.data[0].path);
}

static void say_choice(struct linking *l, const char *name, uint32_t taken, uint32_t other)
{
    const struct unit *a = unit_at(l, taken), *b = unit_at(l, other);
    uint32_t seen = 0;
    uint64_t key = hash64((uint64_t)taken << 32 | other);
    if (map_get(&l->said, key, &seen))
        return;
    map_put(&l->said, key, 1);
    if (l->said.count > MOST_SAID)
        l->unsaid++;
    else
        say("warning: '%s' is defined in %s (%s) and in %s (%s); the first is taken, leave one out "
            "with --exclude OBJECT",
            name, a->shown, object_name(a), b->shown, object_name(b));
}

/* ---- taking what is needed ---- */

/* The unit that was taken and defines the first of the names that this one defines; RIR_NONE unless
 * all of them are defined. */
static uint32_t copy_of(const struct linking *l, uint32_t unit)
{
    const struct unit_symbols *s = &l->s->units[unit];
    for (uint32_t i = 0; i < s->defines.len; i++) {
        if (l->defined[s->defines.data[i]] != STRONGLY)
            return RIR_NONE;
    }
    const struct symbol *first = s->defines.len == 0 ? NULL : &l->s->all.data[s->defines.data[0]];
    for (uint32_t i = 0; first != NULL && i < first->units.len; i++) {
        if (l->taken[first->units.data[i]])
            return first->units.data[i];
    }
    return RIR_NONE;
}

/* Unless the program has all that it defines: then that is a choice, and said. */
static void take_unless_copy(struct linking *l, uint32_t unit)
{
    uint32_t copy = copy_of(l, unit);
    if (l->taken[unit] || l->s->units[unit].main)
        return;
    if (copy == RIR_NONE)
        take(l, unit);
    else
        say_choice(l, l->s->all.data[l->s->units[unit].defines.data[0]].name, copy, unit);
}

static void take_definition(struct linking *l, uint32_t symbol, uint32_t user)
{
    const struct symbol *s = &l->s->all.data[symbol];
    uint32_t best = RIR_NONE, rival = RIR_NONE;
    for (uint32_t i = 0; i < s->units.len; i++) {
        uint32_t unit = s->units.data[i];
        if (!eligible(l, unit) || unit == best)
            continue;
        int c = best == RIR_NONE ? 1 : compare(l, best, unit, user);
        if (c == 0 && rival == RIR_NONE)
            rival = unit;
        if (c > 0) {
            best = unit;
            rival = RIR_NONE;
        }
    }
    if (best == RIR_NONE)
        return;
    if (rival != RIR_NONE)
        say_choice(l, s->name, best, rival);
    take(l, best);
    for (uint32_t i = 0; i < unit_at(l, best)->objects.len; i++) {
        const struct object *o = &unit_at(l, best)->objects.data[i];
        if (!is_shared(unit_at(l, best), o))
            continue;
        for (uint32_t k = 0; k < l->u->v.len; k++) {
            if (in_group(unit_at(l, k), o))
                take_unless_copy(l, k);
        }
    }
}

static void take_needed(struct linking *l, uint32_t from)
{
    for (uint32_t i = from; i < l->order.len; i++) {
        uint32_t unit = l->order.data[i];
        const struct unit_symbols *s = &l->s->units[unit];
        for (uint32_t k = 0; k < s->needs.len; k++) {
            if (l->defined[s->needs.data[k]] == 0)
                take_definition(l, s->needs.data[k], unit);
        }
    }
}

/* Does it define a name of the program a second time, or replace a weak definition? */
static void compare_definitions(const struct linking *l, uint32_t unit, bool *clashes,
                                bool *replaces)
{
    const struct unit_symbols *s = &l->s->units[unit];
    *clashes = *replaces = false;
    for (uint32_t i = 0; i < s->defines.len; i++) {
        *clashes |= l->defined[s->defines.data[i]] == STRONGLY;
        *replaces |= l->defined[s->defines.data[i]] == WEAKLY;
    }
}

/* Of main's folder: what no name leads to. */
static void take_silent(struct linking *l)
{
    for (uint32_t i = 0; i < l->u->v.len; i++) {
        bool clashes, replaces;
        if (l->taken[i] || !in_group(unit_at(l, i), l->seed) || !eligible(l, i))
            continue;
        compare_definitions(l, i, &clashes, &replaces);
        if (!clashes && (replaces || l->s->units[i].constructors)) {
            uint32_t from = l->order.len;
            take(l, i);
            take_needed(l, from);
        }
    }
}

void linking_rest(struct linking *l)
{
    for (uint32_t i = 0; i < l->u->v.len; i++) {
        bool clashes, replaces;
        compare_definitions(l, i, &clashes, &replaces);
        if (!clashes && !l->s->units[i].main)
            take(l, i);
    }
}

bool linking_lists(const struct link *link, const struct object *object)
{
    bool any = strcmp(link->output, object->path) == 0;
    for (uint32_t i = 0; i < link->nobjects && !any; i++)
        any = strcmp(link->objects[i], object->path) == 0;
    return any;
}

static bool is_own(const struct linking *l, uint32_t unit, const struct link *link)
{
    const struct unit *u = unit_at(l, unit);
    if (link == NULL)
        return l->seed != NULL && l->seed->target != NULL && in_group(u, l->seed);
    for (uint32_t i = 0; i < u->objects.len; i++) {
        if (linking_lists(link, &u->objects.data[i]))
            return true;
    }
    return false;
}

void linking_program(struct linking *l, uint32_t main, const struct object *seed,
                     const struct link *link)
{
    begin_program(l, main, seed);
    take(l, main);
    for (uint32_t i = 0; i < l->u->v.len; i++) {
        if (!l->s->units[i].main && is_own(l, i, link))
            take(l, i);
    }
    take_needed(l, 0);
    take_silent(l);
}

/* ---- libraries ---- */

void linking_library(struct linking *l)
{
    begin_program(l, RIR_NONE, NULL);
    for (uint32_t i = 0; i < l->u->v.len; i++)
        take_unless_copy(l, i);
}
