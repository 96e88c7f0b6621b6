/* An address is a root and an offset; walking down the root's type gives the innermost struct, and
 * so the spot of the member. What is stored at a spot is stored at its member's; what is read is
 * what was stored there, and what was stored at the member through pointers to objects that are not
 * known. Members of unions are not followed. */
#include "solve/spots.h"

#include "solve/structs.h"

enum { MAX_NESTING = 16 };

/* ---- spots ---- */

static uint64_t spot_key(enum spot_root root, uint32_t ref, uint64_t off)
{
    return hash64((uint64_t)root << 62 ^ (uint64_t)ref << 32 ^ off);
}

static uint32_t new_spot(struct spots *s, enum spot_root root, uint32_t ref, uint32_t type,
                         uint64_t off)
{
    struct spot x = {.root = (uint8_t)root, .ref = ref, .type = type, .off = off};
    vec_push(&s->all, x);
    return s->all.len - 1;
}

static uint32_t member_spot(struct spots *s, uint32_t type, uint64_t off)
{
    uint32_t at;
    type = struct_of_member(s, type, off);
    uint64_t key = spot_key(ROOT_TYPE, type, off);
    if (!map_get(&s->index, key, &at)) {
        struct located l;
        at = new_spot(s, ROOT_TYPE, type, type, off);
        s->all.data[at].member = at;
        if (struct_locate(s, type, off, &l) && l.is_union)
            s->all.data[at].bytes = RIR_NONE;
        map_put(&s->index, key, at);
    }
    return at;
}

/* What a static object holds at first. Numbers of variables are only known where they are zeros. */
static struct may initial(const struct spots *s, const struct rir_global *g, uint64_t off)
{
    const uint32_t unknown = RIR_GLOBAL_NUMBERS | RIR_GLOBAL_TLS | RIR_GLOBAL_VALUES;
    struct located at;
    if (!(g->flags & RIR_GLOBAL_DEFINED) || (g->flags & unknown) || g->data != NULL)
        return may_any();
    for (uint32_t i = 0; i < g->ninit; i++)
        if (!struct_locate(s, g->type, g->init[i].offset, &at) || at.off == off)
            return may_any();
    return may_number(0);
}

uint32_t spot_at(struct spots *s, enum spot_root root, uint32_t ref, uint32_t type, uint64_t off)
{
    struct located l;
    uint32_t at, at_mixed;
    if (type == RIR_NONE || !struct_locate(s, type, off, &l) || l.in_union)
        return SPOT_ANY;
    if (root == ROOT_TYPE && l.in == s->canon[rir_type_strip(s->m, type)])
        return member_spot(s, l.in, l.in_off);
    uint64_t key = spot_key(root, ref, l.off);
    if (map_get(&s->index, key, &at))
        return at;
    at = new_spot(s, root, ref, type, l.off);
    map_put(&s->index, key, at);
    uint32_t member = l.in == RIR_NONE ? SPOT_ANY : member_spot(s, l.in, l.in_off);
    s->all.data[at].member = member;
    s->all.data[at].bytes = l.is_union ? RIR_NONE : 0;
    s->all.data[at].mixed = map_get(&s->mixed, spot_key(root, ref, UINT32_MAX), &at_mixed);
    if (root == ROOT_GLOBAL)
        s->all.data[at].held = initial(s, &s->m->globals.data[ref], l.off);
    return at;
}

uint32_t spot_member(struct spots *s, uint32_t spot, uint32_t type, uint64_t bytes)
{
    struct located l;
    uint32_t canon = spots_struct(s, type);
    if (canon == RIR_NONE)
        return SPOT_ANY;
    if (spot >= SPOT_FIRST) {
        struct spot x = s->all.data[spot];
        uint64_t off = x.off;
        bool found = false;
        /* the struct may begin where one around it does, or where the object does */
        if (struct_locate(s, x.type, off, &l))
            for (uint32_t t = l.type; t != RIR_NONE && !found;) {
                const struct rir_type *y = &s->m->types.data[t];
                found = s->canon[t] == canon;
                t = y->kind == RIR_T_STRUCT && y->nfields > 0 && y->fields[0].offset == 0
                        ? rir_type_strip(s->m, y->fields[0].type)
                        : RIR_NONE;
            }
        if (found)
            return spot_at(s, (enum spot_root)x.root, x.ref, x.type, off + bytes);
        spots_pun(s, spot_struct(s, spot), canon);
        spot_lose(s, spot);
    }
    return spot_at(s, ROOT_TYPE, canon, canon, bytes);
}

bool spot_is_in_array(const struct spots *s, uint32_t spot)
{
    struct located l;
    const struct spot *x = &s->all.data[spot];
    return struct_locate(s, x->type, x->off, &l) && l.in_array;
}

uint32_t spot_struct(const struct spots *s, uint32_t spot)
{
    struct located l;
    const struct spot *x = &s->all.data[spot];
    if (x->member == spot)
        return RIR_NONE; /* a member of structs that begin alike */
    return struct_locate(s, x->type, x->off, &l) && l.type != RIR_NONE ? s->canon[l.type]
                                                                       : RIR_NONE;
}

/* ---- what they hold ---- */

static void hold(struct spots *s, uint32_t spot, const struct may *what)
{
    if (may_join(&s->all.data[spot].held, what))
        vec_push(&s->changed, spot);
}

static void hold_shared(struct spots *s, uint32_t spot, const struct may *what)
{
    if (may_join(&s->all.data[spot].shared, what))
        vec_push(&s->changed, spot);
    hold(s, spot, what);
}

static uint32_t through_size(uint32_t bytes)
{
    return bytes < 16 ? bytes : 16;
}

/* False: it is looked at in pieces. */
static bool in_whole(struct spots *s, uint32_t spot, uint32_t bytes)
{
    struct spot *x = &s->all.data[spot];
    if (x->bytes == 0) {
        x->bytes = bytes;
        if (x->lost)
            hold_shared(s, spot, &s->through[through_size(bytes)]);
        x = &s->all.data[spot];
    }
    if (x->bytes != bytes && x->bytes != RIR_NONE) {
        x->bytes = RIR_NONE;
        vec_push(&s->changed, spot);
    }
    return x->bytes == bytes;
}

static void note_reader(struct spots *s, uint32_t spot, uint32_t reader)
{
    struct spot *x = &s->all.data[spot];
    for (uint32_t i = 0; i < x->readers.len; i++)
        if (x->readers.data[i] == reader)
            return;
    vec_push(&x->readers, reader);
}

struct may spot_holds(const struct spots *s, uint32_t spot)
{
    const struct spot *x = &s->all.data[spot];
    struct may all = x->held;
    if (x->member >= SPOT_FIRST)
        may_join(&all, x->mixed ? &s->all.data[x->member].held : &s->all.data[x->member].shared);
    return all;
}

struct may spot_load(struct spots *s, uint32_t spot, uint32_t bytes, uint32_t reader)
{
    if (spot < SPOT_FIRST)
        return spot == SPOT_NONE ? (struct may){.kind = MAY_NONE} : may_any();
    uint32_t member = s->all.data[spot].member;
    note_reader(s, spot, reader);
    bool whole = in_whole(s, spot, bytes);
    if (member >= SPOT_FIRST && member != spot) {
        note_reader(s, member, reader);
        whole &= in_whole(s, member, bytes);
    }
    if (!whole)
        return may_any();
    return spot_holds(s, spot);
}

void spot_open(struct spots *s, uint32_t spot)
{
    const struct may any = may_any();
    if (s->all.data[spot].member == spot)
        hold_shared(s, spot, &any);
    else
        hold(s, spot, &any);
}

void spot_store(struct spots *s, uint32_t spot, uint32_t bytes, const struct may *what)
{
    if (spot == SPOT_ANY) {
        if (!may_join(&s->through[through_size(bytes)], what))
            return;
        for (uint32_t i = 0; i < s->lost.len; i++)
            if (s->all.data[s->lost.data[i]].bytes == bytes)
                spot_store(s, s->lost.data[i], bytes, what);
        return;
    }
    if (spot < SPOT_FIRST)
        return; /* new memory that is not looked at as a struct */
    uint32_t member = s->all.data[spot].member;
    s->all.data[spot].stored = true;
    in_whole(s, spot, bytes);
    if (member == spot) {
        hold_shared(s, spot, what);
    } else {
        hold(s, spot, what);
        if (member >= SPOT_FIRST) {
            in_whole(s, member, bytes);
            hold(s, member, what);
        }
    }
}

void spot_fill(struct spots *s, uint32_t spot, uint32_t bytes, const struct may *what)
{
    if (spot < SPOT_FIRST) {
        spot_store(s, spot, bytes, what);
        return;
    }
    uint32_t member = s->all.data[spot].member;
    s->all.data[spot].stored = true;
    hold(s, spot, what);
    if (member >= SPOT_FIRST)
        hold_shared(s, member, what);
}

void spots_store_member(struct spots *s, uint32_t type, uint32_t field, uint64_t bytes,
                        const struct may *what)
{
    const struct rir_field *f = &s->m->types.data[type].fields[field];
    uint32_t in = rir_type_strip(s->m, f->type);
    while (in != RIR_NONE && s->m->types.data[in].kind == RIR_T_ARRAY)
        in = rir_type_strip(s->m, s->m->types.data[in].elem);
    if (f->offset >= bytes)
        return;
    if (in != RIR_NONE && s->canon[in] != RIR_NONE) {
        spots_store_all(s, in, bytes - f->offset, what);
        return;
    }
    uint32_t spot = spot_at(s, ROOT_TYPE, type, type, f->offset);
    if (spot >= SPOT_FIRST)
        hold_shared(s, spot, what);
}

void spots_store_all(struct spots *s, uint32_t type, uint64_t bytes, const struct may *what)
{
    uint32_t canon = spots_struct(s, type);
    for (uint32_t i = 0; canon != RIR_NONE && i < s->m->types.data[canon].nfields; i++)
        spots_store_member(s, canon, i, bytes, what);
}

void spot_lose(struct spots *s, uint32_t spot)
{
    if (spot < SPOT_FIRST || s->all.data[spot].lost)
        return;
    s->all.data[spot].lost = true;
    vec_push(&s->lost, spot);
    uint32_t bytes = s->all.data[spot].bytes;
    if (bytes != 0 && bytes != RIR_NONE)
        spot_store(s, spot, bytes, &s->through[through_size(bytes)]);
}

void spot_mix(struct spots *s, uint32_t spot)
{
    const struct spot x = s->all.data[spot];
    uint64_t key = spot_key((enum spot_root)x.root, x.ref, UINT32_MAX);
    uint32_t before;
    if (map_get(&s->mixed, key, &before))
        return;
    map_put(&s->mixed, key, 0);
    for (uint32_t i = SPOT_FIRST; i < s->all.len; i++) {
        struct spot *y = &s->all.data[i];
        if (y->root != x.root || y->ref != x.ref)
            continue;
        y->mixed = y->stored = true;
        vec_push(&s->changed, i);
    }
}

bool spot_is_kept(const struct spots *s, uint32_t spot)
{
    const struct spot *x = &s->all.data[spot];
    return spot >= SPOT_FIRST && !x->stored && !x->lost &&
           (x->member < SPOT_FIRST || s->all.data[x->member].shared.kind == MAY_NONE);
}

/* ---- structs that are taken for others ---- */

static void open_unlike(struct spots *s, uint32_t type, uint32_t other)
{
    const struct may any = may_any();
    const struct rir_type *t = &s->m->types.data[type];
    for (uint32_t i = 0; i < t->nfields; i++)
        if (!struct_shares_member(s, type, other, t->fields[i].offset))
            spots_store_member(s, type, i, s->m->types.data[other].size, &any);
}

void spots_pun(struct spots *s, uint32_t a, uint32_t b)
{
    uint64_t key = (uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a);
    uint32_t known;
    if (a == RIR_NONE || b == RIR_NONE || a == b || map_get(&s->punned, key, &known))
        return;
    map_put(&s->punned, key, 0);
    if (struct_begins_with(s, a, b) || struct_begins_with(s, b, a))
        return;
    open_unlike(s, a, b);
    open_unlike(s, b, a);
}

/* ---- who makes structs ---- */

void spots_make(struct spots *s, uint32_t type, uint32_t func, uint32_t value)
{
    uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(s->m, type), several = 0;
    while (t != RIR_NONE && s->m->types.data[t].kind == RIR_T_ARRAY) {
        t = rir_type_strip(s->m, s->m->types.data[t].elem);
        several = 1;
    }
    if (t == RIR_NONE || s->canon[t] == RIR_NONE)
        return;
    struct maker *x = &s->makers[s->canon[t]];
    if (x->n > 0 && x->func == func && x->value == value && func != RIR_NONE)
        return;
    if (x->n++ == 0)
        *x = (struct maker){1 + several, func, value};
    if (x->n > 2)
        return;
    for (uint32_t i = 0; i < s->m->types.data[t].nfields; i++)
        spots_make(s, s->m->types.data[t].fields[i].type, RIR_NONE, 0);
}

void spots_open_unmade(struct spots *s)
{
    for (uint32_t i = SPOT_FIRST; i < s->all.len; i++)
        if (s->all.data[i].member == i && s->makers[s->all.data[i].ref].n == 0)
            spot_open(s, i);
}

/* ---- from the start ---- */

/* What static objects of that type hold at first, others find through pointers. */
static void note_initial(struct spots *s, uint32_t global, uint32_t type, uint64_t off, int depth)
{
    uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(s->m, type);
    if (t == RIR_NONE || depth == MAX_NESTING)
        return;
    const struct rir_type *x = &s->m->types.data[t];
    struct located l;
    if (x->kind == RIR_T_ARRAY) {
        note_initial(s, global, x->elem, off, depth + 1);
    } else if (x->kind == RIR_T_STRUCT) {
        for (uint32_t i = 0; i < x->nfields; i++)
            note_initial(s, global, x->fields[i].type, off + x->fields[i].offset, depth + 1);
    } else if (struct_locate(s, s->m->globals.data[global].type, off, &l) && l.in != RIR_NONE &&
               !l.in_union) {
        struct may first = initial(s, &s->m->globals.data[global], l.off);
        hold(s, member_spot(s, l.in, l.in_off), &first);
    }
}

void spots_init(struct spots *s, const struct rir_module *m, const struct phase_a *a)
{
    *s = (struct spots){.m = m};
    for (uint32_t i = 0; i < SPOT_FIRST; i++)
        new_spot(s, ROOT_TYPE, RIR_NONE, RIR_NONE, 0);
    s->makers = ARENA_ARRAY(&s->arena, struct maker, m->types.len + 1);
    structs_find(s, a);
    for (uint32_t i = 0; i < m->globals.len; i++) {
        note_initial(s, i, m->globals.data[i].type, 0, 0);
        spots_make(s, m->globals.data[i].type, RIR_NONE, 0);
    }
}

void spots_free(struct spots *s)
{
    for (uint32_t i = 0; i < s->all.len; i++)
        vec_free(&s->all.data[i].readers);
    vec_free(&s->all);
    vec_free(&s->changed);
    vec_free(&s->lost);
    map_free(&s->index);
    map_free(&s->merged);
    map_free(&s->mixed);
    map_free(&s->punned);
    arena_free(&s->arena);
}
