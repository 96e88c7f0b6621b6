/* Merging the type tables: types of equal structure become one.
 *
 * A *tagged* type is a struct or union with a tag, or an anonymous one that a typedef names. Types
 * that are not tagged are compared by structure; they refer to tagged ones only by class, so that
 * this comparison ends. Classes of tagged types start out coarse (one per tag) and are refined
 * until nothing changes (Moore's algorithm, on tagged types alone; two or three rounds in
 * practice):
 *
 * L1 two definitions of a tag are in one class iff they have equal members, of equal types;
 * L2 a declaration without a body is in the class of the only definition of its tag; if the
 *    definitions differ, declarations are a class of their own.
 *
 * What units say besides structure (channel, immutable, shared members) does not count for L1; it
 * is united over the class. For untagged types it does count: unrelated types may look alike. */
#include <stdlib.h>
#include <string.h>

#include "rir/link_int.h"

/* Sequences of words, each distinct one with a number. */
struct sequences {
    struct arena arena;
    struct map ids; /* hash -> id; a collision takes the next free key */
    VEC(struct sequence {
        uint64_t *words;
        uint32_t n;
    })
    list;
};

struct types {
    struct linker *l;
    uint32_t n;
    struct rir_type *all; /* of all units; they refer to each other by index in here */
    uint32_t *unit;       /* the unit of each */
    const char **tag;     /* NULL: not tagged */
    uint32_t *group;      /* tagged: one number per kind and tag */
    uint32_t ngroups;
    uint32_t *class;       /* tagged: class after the last round */
    uint32_t *shape;       /* number of its structure in this round, RIR_NONE: not yet known */
    bool *open;            /* being looked at, in this round */
    uint32_t *first_shape; /* per group, in this round: of its definitions */
    bool *differ;          /* per group: its definitions differ */
    struct sequences shapes;
    VEC(uint64_t) words;
};

static uint32_t sequence_id(struct sequences *s, const uint64_t *words, uint32_t n)
{
    uint64_t key = n;
    uint32_t id;
    for (uint32_t i = 0; i < n; i++)
        key = hash64(key * 31 + words[i]);
    for (; map_get(&s->ids, key, &id); key++) {
        const struct sequence *old = &s->list.data[id];
        if (old->n == n && memcmp(old->words, words, n * sizeof *words) == 0)
            return id;
    }
    struct sequence added = {arena_copy(&s->arena, words, n * sizeof *words), n};
    map_put(&s->ids, key, s->list.len);
    vec_push(&s->list, added);
    return s->list.len - 1;
}

static void sequences_free(struct sequences *s)
{
    arena_free(&s->arena);
    map_free(&s->ids);
    vec_free(&s->list);
    *s = (struct sequences){0};
}

/* ---- collecting ---- */

static bool is_composite(const struct rir_type *t)
{
    return t->kind == RIR_T_STRUCT || t->kind == RIR_T_UNION;
}

static uint32_t shifted(uint32_t type, uint32_t base)
{
    return type == RIR_NONE ? RIR_NONE : type + base;
}

static void collect_unit(struct types *t, uint32_t unit, uint32_t base)
{
    struct link_unit *u = &t->l->units[unit];
    for (uint32_t i = 0; i < u->in->types.len; i++) {
        struct rir_type *copy = &t->all[base + i];
        *copy = u->in->types.data[i];
        t->unit[base + i] = unit;
        copy->name = rir_link_string(t->l, u, copy->name);
        copy->elem = shifted(copy->elem, base);
        copy->fields =
            arena_copy(&t->l->out->arena, copy->fields, sizeof *copy->fields * copy->nfields);
        for (uint32_t k = 0; k < copy->nfields; k++) {
            struct rir_field *f = &copy->fields[k];
            f->name = rir_link_string(t->l, u, f->name);
            f->why = rir_link_string(t->l, u, f->why);
            f->type = shifted(f->type, base);
        }
    }
}

static void find_tags(struct types *t)
{
    for (uint32_t i = 0; i < t->n; i++) {
        const struct rir_type *type = &t->all[i];
        if (is_composite(type) && type->name != NULL)
            t->tag[i] = type->name;
        if (type->kind != RIR_T_TYPEDEF || type->name == NULL || type->elem == RIR_NONE)
            continue;
        const struct rir_type *of = &t->all[type->elem];
        if (is_composite(of) && of->name == NULL && t->tag[type->elem] == NULL)
            t->tag[type->elem] = intern_str(&t->l->out->strings,
                                            arena_printf(&t->l->arena, "typedef %s", type->name));
    }
    struct sequences groups = {0};
    for (uint32_t i = 0; i < t->n; i++) {
        uint64_t words[] = {t->all[i].kind, (uint64_t)(uintptr_t)t->tag[i]};
        if (t->tag[i] != NULL)
            t->class[i] = t->group[i] = sequence_id(&groups, words, 2);
    }
    t->ngroups = groups.list.len;
    sequences_free(&groups);
}

/* ---- one round ---- */

static uint64_t reference(const struct types *t, uint32_t type)
{
    if (type == RIR_NONE)
        return UINT64_MAX;
    if (t->tag[type] != NULL)
        return ((uint64_t)1 << 32) | t->class[type];
    if (t->shape[type] == RIR_NONE)
        return ((uint64_t)2 << 32) | type; /* inside itself: equal to nothing else */
    return t->shape[type];
}

static void word(struct types *t, uint64_t w)
{
    vec_push(&t->words, w);
}

static void find_shape(struct types *t, uint32_t index)
{
    const struct rir_type *type = &t->all[index];
    bool tagged = t->tag[index] != NULL;
    uint32_t flags = type->flags & ~(uint32_t)(tagged ? RIR_TYPE_OPAQUE : 0);
    if (tagged || (type->kind == RIR_T_TYPEDEF && type->name != NULL))
        flags &= ~(uint32_t)(RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE);
    t->words.len = 0;
    word(t, type->kind | (uint64_t)flags << 8 | (uint64_t)type->variadic << 40);
    word(t, (uint64_t)(uintptr_t)(tagged ? t->tag[index] : type->name));
    word(t, type->size);
    word(t, type->count);
    word(t, reference(t, type->elem));
    for (uint32_t i = 0; i < type->nfields; i++) {
        const struct rir_field *f = &type->fields[i];
        word(t, (uint64_t)(uintptr_t)f->name);
        word(t, f->offset);
        word(t, reference(t, f->type));
        word(t, tagged ? 0 : f->flags);
        word(t, tagged ? 0 : (uint64_t)(uintptr_t)f->why);
    }
    t->shape[index] = sequence_id(&t->shapes, t->words.data, t->words.len);
}

/* Shapes of all types, those that a type refers to (other than tagged ones) first. Every type is
 * pushed at most once by each that refers to it; `open` keeps a type that contains itself from
 * going round. */
static void find_shapes(struct types *t)
{
    VEC(uint32_t) todo = {0};
    memset(t->open, 0, t->n * sizeof *t->open);
    for (uint32_t root = 0; root < t->n; root++) {
        if (t->shape[root] == RIR_NONE)
            vec_push(&todo, root);
        while (todo.len > 0) {
            uint32_t i = todo.data[todo.len - 1];
            const struct rir_type *type = &t->all[i];
            if (t->shape[i] != RIR_NONE || t->open[i]) {
                todo.len--;
                if (t->shape[i] == RIR_NONE)
                    find_shape(t, i);
                continue;
            }
            t->open[i] = true;
            for (uint32_t k = 0; k <= type->nfields; k++) {
                uint32_t to = k == 0 ? type->elem : type->fields[k - 1].type;
                if (to != RIR_NONE && t->tag[to] == NULL && t->shape[to] == RIR_NONE &&
                    !t->open[to])
                    vec_push(&todo, to);
            }
        }
    }
    vec_free(&todo);
}

/* L1 and L2. Returns the number of classes. */
static uint32_t refine(struct types *t)
{
    memset(t->shape, 0xff, t->n * sizeof *t->shape);
    memset(t->first_shape, 0xff, t->ngroups * sizeof *t->first_shape);
    find_shapes(t);
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->tag[i] == NULL || (t->all[i].flags & RIR_TYPE_OPAQUE) != 0)
            continue;
        uint32_t *first = &t->first_shape[t->group[i]];
        if (*first == RIR_NONE)
            *first = t->shape[i];
        else if (*first != t->shape[i])
            t->differ[t->group[i]] = true;
    }
    struct sequences classes = {0};
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->tag[i] == NULL)
            continue;
        bool opaque = (t->all[i].flags & RIR_TYPE_OPAQUE) != 0;
        uint64_t shape = !t->differ[t->group[i]] ? UINT64_MAX : opaque ? UINT32_MAX : t->shape[i];
        uint64_t words[] = {t->group[i], shape};
        t->class[i] = sequence_id(&classes, words, 2);
    }
    uint32_t n = classes.list.len;
    sequences_free(&classes);
    return n;
}

static void refine_all(struct types *t)
{
    uint32_t before = t->ngroups;
    for (;;) {
        sequences_free(&t->shapes);
        uint32_t now = refine(t);
        if (now == before)
            return;
        before = now;
    }
}

/* ---- the table of the program ---- */

static void unite_into(struct rir_type *to, const struct rir_type *from)
{
    bool opaque = (from->flags & RIR_TYPE_OPAQUE) != 0;
    to->flags |= from->flags & ~(uint32_t)RIR_TYPE_OPAQUE;
    for (uint32_t i = 0; !opaque && i < from->nfields; i++) {
        to->fields[i].flags |= from->fields[i].flags;
        if (to->fields[i].why == NULL)
            to->fields[i].why = from->fields[i].why;
    }
}

/* The program's type of each: made where its class occurs first, replaced by the first that has a
 * body if that was only a declaration. */
static uint32_t *emit(struct types *t)
{
    struct rir_module *out = t->l->out;
    uint32_t *index = ARENA_ARRAY(&t->l->arena, uint32_t, (size_t)t->n + 1);
    struct map made = {0};
    for (uint32_t i = 0; i < t->n; i++) {
        uint64_t key = t->tag[i] != NULL ? ((uint64_t)1 << 32) | t->class[i] : t->shape[i];
        struct rir_type *type = &t->all[i];
        if (!map_get(&made, key, &index[i])) {
            index[i] = out->types.len;
            map_put(&made, key, index[i]);
            vec_push(&out->types, *type);
            continue;
        }
        struct rir_type *old = &out->types.data[index[i]];
        if ((old->flags & RIR_TYPE_OPAQUE) != 0 && (type->flags & RIR_TYPE_OPAQUE) == 0) {
            struct rir_type declared = *old;
            *old = *type;
            unite_into(old, &declared);
        } else {
            unite_into(old, type);
        }
    }
    map_free(&made);
    return index;
}

static uint32_t renumbered(const uint32_t *index, uint32_t type)
{
    return type == RIR_NONE ? RIR_NONE : index[type];
}

static void renumber(struct rir_module *out, const uint32_t *index)
{
    for (uint32_t i = 0; i < out->types.len; i++) {
        struct rir_type *t = &out->types.data[i];
        t->elem = renumbered(index, t->elem);
        for (uint32_t k = 0; k < t->nfields; k++)
            t->fields[k].type = renumbered(index, t->fields[k].type);
    }
}

/* A tag on a typedef of a struct holds for the struct. Only of tagged ones: an untagged struct may
 * stand for others that merely look like it. */
static void flags_of_typedefs(struct types *t, const uint32_t *index)
{
    struct rir_module *out = t->l->out;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t flags = t->all[i].flags & (uint32_t)(RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE);
        if (flags == 0 || t->all[i].kind != RIR_T_TYPEDEF)
            continue;
        uint32_t of = t->all[i].elem;
        for (uint32_t n = 0; n < t->n && of != RIR_NONE && t->all[of].kind == RIR_T_TYPEDEF; n++)
            of = t->all[of].elem;
        if (of != RIR_NONE && t->tag[of] != NULL)
            out->types.data[index[of]].flags |= flags;
    }
}

/* Tags that mean something to the memory model should mean the same everywhere. */
static void warn_of_differences(struct types *t, const uint32_t *index)
{
    bool *said = ARENA_ARRAY(&t->l->arena, bool, (size_t)t->ngroups + 1);
    uint32_t *first = ARENA_ARRAY(&t->l->arena, uint32_t, (size_t)t->ngroups + 1);
    bool *marked = ARENA_ARRAY(&t->l->arena, bool, (size_t)t->ngroups + 1);
    memset(first, 0xff, t->ngroups * sizeof *first);
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t flags = t->tag[i] == NULL ? 0 : t->l->out->types.data[index[i]].flags;
        if ((flags & (RIR_TYPE_CHANNEL | RIR_TYPE_IMMUTABLE)) != 0)
            marked[t->group[i]] = true;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t g = t->tag[i] == NULL ? 0 : t->group[i];
        if (t->tag[i] == NULL || !t->differ[g] || !marked[g] || said[g] ||
            (t->all[i].flags & RIR_TYPE_OPAQUE) != 0)
            continue;
        if (first[g] == RIR_NONE) {
            first[g] = i;
        } else if (index[first[g]] != index[i]) {
            said[g] = true;
            rir_link_say(t->l, "%s has different members in %s and in %s", t->tag[i],
                         t->l->units[t->unit[first[g]]].in->name, t->l->units[t->unit[i]].in->name);
        }
    }
}

static void allocate(struct types *t)
{
    struct arena *a = &t->l->arena;
    size_t n = (size_t)t->n + 1;
    t->all = ARENA_ARRAY(a, struct rir_type, n);
    t->unit = ARENA_ARRAY(a, uint32_t, n);
    t->tag = ARENA_ARRAY(a, const char *, n);
    t->group = ARENA_ARRAY(a, uint32_t, n);
    t->class = ARENA_ARRAY(a, uint32_t, n);
    t->shape = ARENA_ARRAY(a, uint32_t, n);
    t->open = ARENA_ARRAY(a, bool, n);
    t->first_shape = ARENA_ARRAY(a, uint32_t, n);
    t->differ = ARENA_ARRAY(a, bool, n);
}

void rir_link_types(struct linker *l)
{
    struct types t = {.l = l};
    for (uint32_t i = 0; i < l->nunits; i++)
        t.n += l->units[i].in->types.len;
    allocate(&t);
    uint32_t base = 0;
    for (uint32_t i = 0; i < l->nunits; i++) {
        collect_unit(&t, i, base);
        base += l->units[i].in->types.len;
    }
    find_tags(&t);
    refine_all(&t);
    uint32_t *index = emit(&t);
    renumber(l->out, index);
    flags_of_typedefs(&t, index);
    warn_of_differences(&t, index);
    for (uint32_t i = 0; i < l->nunits; i++) {
        l->units[i].types = index;
        index += l->units[i].in->types.len;
    }
    sequences_free(&t.shapes);
    vec_free(&t.words);
}
