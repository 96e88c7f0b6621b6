/* Names of locks.
 *
 * A path is where an address computation begins (a static object, a parameter, a value) and what is
 * added and loaded on the way. Two equal paths at one point of a function are the same lock, unless
 * memory on the way was changed in between; locks.c forgets a path when it sees that happen.
 * Different paths may still be the same lock.
 *
 * Paths of different functions are compared only after lock_path_export: then only static objects
 * and parameters are left to begin with, and "element i" has become "some element". */
#include "solve/lock_path.h"

#include <string.h>

uint32_t lock_path_id(struct lock_paths *t, const struct lock_path *p)
{
    uint64_t key = hash_mem(p, sizeof *p);
    uint32_t id;
    for (; map_get(&t->index, key, &id); key = hash64(key))
        if (lock_path_equal(&t->all.data[id], p))
            return id;
    map_put(&t->index, key, t->all.len);
    vec_push(&t->all, *p);
    return t->all.len - 1;
}

void lock_paths_free(struct lock_paths *t)
{
    vec_free(&t->all);
    map_free(&t->index);
}

struct lock_path lock_path_root(enum lock_root root, uint32_t ref)
{
    struct lock_path p;
    memset(&p, 0, sizeof p);
    p.root = root;
    p.ref = ref;
    p.step[0].index = LOCK_FIXED;
    return p;
}

bool lock_path_equal(const struct lock_path *a, const struct lock_path *b)
{
    return a->root == b->root && a->ref == b->ref && memcmp(a, b, sizeof *a) == 0;
}

bool lock_path_load(struct lock_path *p)
{
    if (p->nloads == LOCK_LOADS)
        return false;
    p->step[++p->nloads].index = LOCK_FIXED;
    return true;
}

/* Two choices of elements in one step leave nothing that could be compared. */
static uint32_t both(uint32_t a, uint32_t b)
{
    return a == LOCK_FIXED ? b : b == LOCK_FIXED ? a : LOCK_ANY;
}

bool lock_path_in_caller(const struct lock_path *inner, const struct lock_path *actual,
                         struct lock_path *out)
{
    if (actual->nloads + inner->nloads > LOCK_LOADS)
        return false;
    *out = *actual;
    struct lock_step *joint = &out->step[actual->nloads];
    joint->off += inner->step[0].off;
    joint->index = both(joint->index, inner->step[0].index);
    for (uint32_t i = 1; i <= inner->nloads; i++)
        out->step[actual->nloads + i] = inner->step[i];
    out->nloads += inner->nloads;
    return true;
}

bool lock_path_in_callee(const struct lock_path *lock, const struct lock_path *actual,
                         uint32_t param, struct lock_path *out)
{
    uint32_t n = actual->nloads;
    if (lock->root != actual->root || lock->ref != actual->ref || lock->nloads < n)
        return false;
    if (memcmp(lock->step, actual->step, n * sizeof *lock->step) != 0)
        return false;
    const struct lock_step *l = &lock->step[n], *a = &actual->step[n];
    bool same_element = l->index == a->index && l->index != LOCK_ANY;
    if (!same_element && a->index != LOCK_FIXED)
        return false;
    *out = lock_path_root(LOCK_PARAM, param);
    out->nloads = lock->nloads - n;
    memcpy(out->step, l, (out->nloads + 1) * sizeof *l);
    out->step[0].off -= a->off;
    if (same_element)
        out->step[0].index = LOCK_FIXED;
    return lock_path_export(out);
}

bool lock_path_export(struct lock_path *p)
{
    for (uint32_t i = 0; i <= p->nloads; i++)
        if (p->step[i].index != LOCK_FIXED)
            p->step[i].index = LOCK_ANY;
    return p->root != LOCK_VALUE;
}

bool lock_path_mentions(const struct lock_path *p, uint32_t first, uint32_t count)
{
    if (p->root == LOCK_VALUE && p->ref - first < count)
        return true;
    for (uint32_t i = 0; i <= p->nloads; i++)
        if (p->step[i].index < LOCK_ANY && p->step[i].index - first < count)
            return true;
    return false;
}

bool lock_path_loads_from(const struct lock_path *p, const struct lock_path *at)
{
    return p->root == at->root && p->ref == at->ref && at->nloads < p->nloads &&
           memcmp(p->step, at->step, (at->nloads + 1) * sizeof *p->step) == 0;
}

bool lock_path_is_static(const struct lock_path *p)
{
    return p->root == LOCK_GLOBAL && p->nloads == 0;
}

/* ---- in words ---- */

/* One step into the member or element that covers byte `*off`; false where there is none. */
static bool step_into(const struct rir_module *m, uint32_t *type, int64_t *off, const char **name,
                      int64_t *element)
{
    uint32_t at = rir_type_strip(m, *type);
    if (at == RIR_NONE || *off < 0)
        return false;
    const struct rir_type *t = &m->types.data[at];
    if (t->kind == RIR_T_ARRAY) {
        int64_t size = (int64_t)rir_type_size(m, t->elem);
        *element = size == 0 ? 0 : *off / size;
        *off = size == 0 ? 0 : *off % size;
        *type = t->elem;
        *name = "[]";
        return true;
    }
    const struct rir_field *in = NULL;
    for (uint32_t i = 0; i < t->nfields && (t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION); i++)
        if (t->fields[i].offset <= (uint64_t)*off &&
            (in == NULL || t->fields[i].offset > in->offset))
            in = &t->fields[i];
    if (in == NULL)
        return false;
    *off -= (int64_t)in->offset;
    *type = in->type;
    *name = in->name;
    return true;
}

/* "", "lock", "[].lock", "[1].lock": down to the lock, which is a channel. */
static const char *member_of(const struct rir_module *m, uint32_t type,
                             const struct lock_step *step, struct arena *a)
{
    const char *path = "", *name;
    int64_t off = step->off, element;
    for (int depth = 0; depth < 16 && !(rir_type_flags(m, type) & RIR_TYPE_CHANNEL); depth++) {
        if (!step_into(m, &type, &off, &name, &element))
            break;
        if (name == NULL)
            continue;
        if (*name == '[' && step->index == LOCK_FIXED)
            path = arena_printf(a, "%s[%lld]", path, (long long)element);
        else
            path = arena_printf(a, *path == '\0' || *name == '[' ? "%s%s" : "%s.%s", path, name);
    }
    return path;
}

/* What the member at `off` of a type points to; RIR_NONE where that is not known. */
static uint32_t pointee(const struct rir_module *m, uint32_t type, int64_t off)
{
    const char *name;
    int64_t element;
    for (int depth = 0; depth < 16; depth++) {
        uint32_t at = rir_type_strip(m, type);
        if (at != RIR_NONE && m->types.data[at].kind == RIR_T_PTR)
            return off == 0 ? m->types.data[at].elem : RIR_NONE;
        if (!step_into(m, &type, &off, &name, &element))
            break;
    }
    return RIR_NONE;
}

static const char *dotted(struct arena *a, const char *base, const char *join, const char *member)
{
    return *member == '\0' ? base
                           : arena_printf(a, "%s%s%s", base, *member == '[' ? "" : join, member);
}

static bool chosen(const struct lock_path *p)
{
    for (uint32_t i = 0; i <= p->nloads; i++)
        if (p->step[i].index != LOCK_FIXED)
            return true;
    return false;
}

const char *lock_path_name(const struct rir_module *m, const struct lock_path *p, struct arena *a)
{
    if (p->root == LOCK_MEMBER) {
        const char *own = member_of(m, p->ref, &p->step[0], a);
        return arena_printf(a, "its own %s", *own == '\0' ? "lock" : own);
    }
    const struct rir_global *g = &m->globals.data[p->ref];
    const char *name = g->source != NULL ? g->source : g->name;
    uint32_t type = g->type;
    name = dotted(a, name, ".", member_of(m, type, &p->step[0], a));
    for (uint32_t i = 1; i <= p->nloads; i++) {
        type = pointee(m, type, p->step[i - 1].off);
        const char *member = member_of(m, type, &p->step[i], a);
        const char *element = p->step[i].index == LOCK_FIXED ? "" : "[]";
        if (*member == '\0' && *element == '\0')
            name = arena_printf(a, "*%s", name);
        else
            name = dotted(a, arena_printf(a, "%s%s", name, element), *element == '\0' ? "->" : ".",
                          member);
    }
    return chosen(p) ? arena_printf(a, "some lock of %s", name) : name;
}
