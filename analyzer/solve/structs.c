/* Structs come once for each unit: those of one name, size and members are one.
 *
 * Two structs that begin alike are one as far as they do, if phase A says that one memory is looked
 * at as both: so C programs make structs that extend others (count_alike). */
#include "solve/structs.h"

#include <stdlib.h>

enum { MAX_NESTING = 16 };

/* ---- which are the same ---- */

static bool same_fields(const struct rir_type *a, const struct rir_type *b)
{
    for (uint32_t i = 0; i < a->nfields; i++)
        if (a->fields[i].name != b->fields[i].name || a->fields[i].offset != b->fields[i].offset)
            return false;
    return true;
}

static bool same_struct(const struct rir_type *a, const struct rir_type *b)
{
    return a->kind == b->kind && a->name == b->name && a->size == b->size &&
           a->nfields == b->nfields && same_fields(a, b);
}

/* A struct comes once for each unit. */
static void find_same(struct spots *s)
{
    const struct rir_module *m = s->m;
    struct map first = {0};
    s->canon = ARENA_ARRAY(&s->arena, uint32_t, m->types.len + 1);
    s->sizes = ARENA_ARRAY(&s->arena, uint64_t, m->types.len + 1);
    for (uint32_t i = 0; i < m->types.len; i++)
        s->sizes[i] = rir_type_size(m, i);
    for (uint32_t i = 0; i < m->types.len; i++) {
        const struct rir_type *t = &m->types.data[i];
        s->canon[i] = RIR_NONE;
        if ((t->kind != RIR_T_STRUCT && t->kind != RIR_T_UNION) || t->size == 0)
            continue;
        uint64_t key = hash64(hash_ptr(t->name) ^ t->size << 8 ^ (uint64_t)t->nfields << 40);
        uint32_t at;
        for (; map_get(&first, key, &at) && !same_struct(&m->types.data[at], t); key++)
            ;
        if (!map_get(&first, key, &at))
            map_put(&first, key, at = i);
        s->canon[i] = at;
    }
    map_free(&first);
}

uint32_t spots_struct(const struct spots *s, uint32_t type)
{
    uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(s->m, type);
    return t == RIR_NONE ? RIR_NONE : s->canon[t];
}

static uint64_t size_of(const struct spots *s, uint32_t type)
{
    return type < s->m->types.len ? s->sizes[type] : 0;
}

static const struct rir_field *field_at(const struct spots *s, const struct rir_type *t,
                                        uint64_t off)
{
    for (uint32_t i = 0; i < t->nfields; i++)
        if (t->fields[i].offset <= off && off < t->fields[i].offset + size_of(s, t->fields[i].type))
            return &t->fields[i];
    return NULL;
}

bool struct_locate(const struct spots *s, uint32_t type, uint64_t off, struct located *out)
{
    const struct rir_module *m = s->m;
    uint64_t done = 0, in_begins = 0;
    *out = (struct located){.in = RIR_NONE, .type = RIR_NONE};
    for (int depth = 0; depth < MAX_NESTING; depth++) {
        uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
        if (t == RIR_NONE)
            return false;
        const struct rir_type *x = &m->types.data[t];
        if (off == 0 && out->type == RIR_NONE && x->kind != RIR_T_ARRAY)
            out->type = t;
        if (x->kind == RIR_T_ARRAY) {
            uint64_t size = size_of(s, x->elem);
            if (size == 0)
                return false;
            off %= size;
            out->in_array = true;
            type = x->elem;
        } else if (x->kind == RIR_T_UNION && off == 0) {
            out->is_union = true;
            out->off = done;
            out->in_off = done - in_begins;
            return true;
        } else if (x->kind == RIR_T_STRUCT || x->kind == RIR_T_UNION) {
            const struct rir_field *f = field_at(s, x, off);
            out->in = s->canon[t];
            in_begins = done;
            out->in_union |= x->kind == RIR_T_UNION;
            if (f == NULL || x->kind == RIR_T_UNION) {
                out->off = done + off;
                out->in_off = off;
                return f != NULL;
            }
            done += f->offset;
            off -= f->offset;
            type = f->type;
        } else {
            out->off = done + off;
            out->in_off = out->off - in_begins;
            return true;
        }
    }
    return false;
}

/* ---- structs that begin alike ---- */

static uint64_t place_key(uint32_t type, uint64_t off)
{
    return hash64((uint64_t)type << 32 | (uint32_t)off);
}

/* What two members have to have in common. */
static uint32_t shape(const struct rir_module *m, uint32_t type)
{
    uint32_t t = rir_type_strip(m, type);
    return t == RIR_NONE ? RIR_NONE
                         : m->types.data[t].kind << 24 | ((uint32_t)rir_type_size(m, t) & 0xffffff);
}

/* So many members at the beginning are alike: all of one struct, or those that also
 * have the same names. */
static uint32_t count_alike(const struct rir_module *m, const struct rir_type *x,
                            const struct rir_type *y)
{
    uint32_t n = 0, named = 0, least = x->nfields < y->nfields ? x->nfields : y->nfields;
    while (n < least && x->fields[n].offset == y->fields[n].offset &&
           shape(m, x->fields[n].type) == shape(m, y->fields[n].type)) {
        named += named == n && x->fields[n].name == y->fields[n].name;
        n++;
    }
    return n > 2 && n == least ? n : named;
}

/* The lower number stands for both. */
static void merge_alike(struct spots *s, uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a, have;
    const struct rir_type *x = &s->m->types.data[low], *y = &s->m->types.data[high];
    uint32_t n = count_alike(s->m, x, y);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = place_key(high, y->fields[i].offset);
        if (!map_get(&s->merged, key, &have) || have > low)
            map_put(&s->merged, key, low);
    }
}

enum { MAX_ALIKE = 64 }; /* of a class; the others are not asked for */

/* Structs as which the memory of one class is looked at. */
static void find_alike(struct spots *s, const struct phase_a *a)
{
    struct alike {
        uint32_t n, type[MAX_ALIKE];
    } **all = calloc(phase_a_stats(a).classes + 1, sizeof *all);
    struct arena arena = {0};
    if (all == NULL)
        abort();
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        for (uint32_t i = 0; i < s->m->funcs.data[f].ninsns; i++) {
            const struct rir_insn *in = &s->m->funcs.data[f].insns[i];
            uint32_t type = in->op == RIR_FIELD ? spots_struct(s, in->ref) : RIR_NONE;
            uint32_t cls = type == RIR_NONE ? RIR_NONE : phase_a_class(a, f, in->args[0]);
            if (cls == RIR_NONE)
                continue;
            if (all[cls] == NULL)
                all[cls] = ARENA_ARRAY(&arena, struct alike, 1);
            struct alike *x = all[cls];
            uint32_t k = 0;
            while (k < x->n && x->type[k] != type)
                k++;
            if (k < x->n || x->n == MAX_ALIKE)
                continue;
            for (k = 0; k < x->n; k++)
                merge_alike(s, x->type[k], type);
            x->type[x->n++] = type;
        }
    free(all);
    arena_free(&arena);
}

uint32_t struct_of_member(const struct spots *s, uint32_t type, uint64_t off)
{
    uint32_t lower;
    while (map_get(&s->merged, place_key(type, off), &lower))
        type = lower;
    return type;
}

void structs_find(struct spots *s, const struct phase_a *a)
{
    find_same(s);
    find_alike(s, a);
}

/* ---- which are taken for each other ---- */

bool struct_begins_with(const struct spots *s, uint32_t a, uint32_t b)
{
    for (int depth = 0; depth < MAX_NESTING && a != RIR_NONE && a != b; depth++) {
        const struct rir_type *t = &s->m->types.data[a];
        bool nested = t->nfields > 0 && t->fields[0].offset == 0;
        a = nested ? spots_struct(s, t->fields[0].type) : RIR_NONE;
    }
    return a == b;
}

bool struct_shares_member(const struct spots *s, uint32_t a, uint32_t b, uint64_t off)
{
    struct located x, y;
    if (!struct_locate(s, a, off, &x) || !struct_locate(s, b, off, &y) || x.in_off != y.in_off)
        return false;
    return struct_of_member(s, x.in, x.in_off) == struct_of_member(s, y.in, y.in_off);
}

bool struct_looks_like(const struct spots *s, uint32_t a, uint32_t b, uint64_t off)
{
    const struct rir_type *x = &s->m->types.data[a], *y = &s->m->types.data[b];
    uint32_t n = a == b ? x->nfields : count_alike(s->m, x, y);
    for (uint32_t i = 0; i < n; i++)
        if (x->fields[i].offset == off)
            return true;
    return false;
}
