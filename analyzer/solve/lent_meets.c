/* Whether an object may be one that this function has lent (B-L13, at lent_status.c).
 *
 * Loans are long and are asked about often, so of each set that is lent a *view* is kept: how many
 * of its targets are of which sort. For an object of another node only that matters, and which
 * entry nodes there are; targets of the object's own node, which are next to each other in the set,
 * are looked at one by one. */
#include "solve/lent_int.h"

struct lent_view {
    uint32_t named;    /* any object below a static one that has a name */
    uint32_t nameless; /* any object else */
    uint32_t statics;
    uint32_t nentries;
    uint32_t *entries; /* nodes, in order, each once; what is linked beneath one is nameless */
};

struct lent_views {
    struct map index; /* function << 33 | aliased << 32 | set -> all */
    VEC(struct lent_view) all;
};

static void view_add(const struct body *b, struct lent_view *w, struct target t)
{
    const struct node *n = &b->nodes.data[t.node];
    if (lent_is_any(b, t) && n->kind == N_GREST && n->ref != RIR_NONE)
        w->named++;
    else if (lent_is_any(b, t))
        w->nameless++;
    else if (node_is_named_static(b, t.node))
        w->statics++;
    else if (node_is_entry(b, t.node) &&
             (w->nentries == 0 || w->entries[w->nentries - 1] != t.node))
        w->entries[w->nentries++] = t.node;
}

static const struct lent_view *view_of(const struct contexts *x, const struct body *b, set_id set)
{
    uint64_t key = (uint64_t)b->func << 33 | (uint64_t)b->aliased << 32 | set;
    uint32_t n, at = x->views->all.len;
    if (map_get(&x->views->index, key, &at))
        return &x->views->all.data[at];
    const struct target *v = set_get(&x->s->sets, set, &n);
    struct lent_view w = {.entries = ARENA_ARRAY(&x->s->arena, uint32_t, n)};
    for (uint32_t i = 0; i < n; i++)
        view_add(b, &w, v[i]);
    vec_push(&x->views->all, w);
    map_put(&x->views->index, key, at);
    return &x->views->all.data[at];
}

/* ---- targets of the same node ---- */

/* Elements that are lent are as large as what its start is given; 0: not known. */
static uint32_t item_of(const struct contexts *x, const struct body *b, uint32_t record)
{
    uint32_t by = record < x->s->starts.len ? start_in(x->s, b->func, record) : RIR_NONE;
    uint32_t given = by == RIR_NONE ? RIR_NONE : start_given_argument(x->s, b->func, by);
    return given == RIR_NONE ? 0 : lent_form(x->s->m, b->f, given).item;
}

struct bytes { /* of one object */
    bool known;
    int64_t lo, hi;
};

/* What the target of a loan is, or all that it may be: an element, or the array in a struct
 * (B-L21).
 */
static struct bytes bytes_lent(const struct contexts *x, const struct body *b, uint32_t record,
                               struct target lent)
{
    const struct lent_form none = {.array = 0},
                           form = record < x->s->starts.len ? x->s->lent_forms[record] : none;
    uint32_t item = form.array != 0 ? form.item : lent.stride == 0 ? item_of(x, b, record) : 0;
    bool all = form.array != 0 && (lent.stride == form.item || lent.stride == form.array);
    struct bytes is = {.known = !lent.linked && item != 0 && (lent.stride == 0 || all),
                       .lo = lent.off};
    is.hi = is.lo + (all && !MUTANT(x->s, 96) ? form.array : item);
    return is;
}

/* Of one object: what is lent of it, and what is touched. */
static enum marked meets_in(const struct contexts *x, const struct body *b, uint32_t record,
                            struct target lent, struct target t, uint32_t size)
{
    const struct node *n = &b->nodes.data[t.node];
    struct bytes is = bytes_lent(x, b, record, lent);
    bool in = false;
    if (is.known && t.stride == 0) {
        in = lent.stride == 0 && t.off >= is.lo && t.off < is.hi;
        bool before = (size != 0 && t.off + (int64_t)size <= is.lo) ||
                      (MUTANT(x->s, 75) && t.off < is.lo + (is.hi - is.lo) / 2);
        bool behind = t.off >= is.hi;
        if (size != LENT_ANYWHERE && (before || behind))
            return MARKED_NOT;
    }
    bool itself = !n->summary && !lent_is_any(b, t) && !lent.linked && (lent.stride == 1 || in);
    if (!itself || lent.cert == CERT_MAY)
        return MARKED_MAY;
    return lent.cert == CERT_SURE ? MARKED_SURE : MARKED_PATH;
}

/* ---- of other nodes ---- */

static bool another_is_seen(const struct context *c, const struct lent_view *w, uint32_t node)
{
    for (uint32_t i = 0; i < w->nentries; i++)
        if (w->entries[i] != node && lent_seen_above(c, w->entries[i]))
            return true;
    return false;
}

/* What is lent, and is not known, may be that static object: below an argument these are not lent
 * (B-L11), but which ones are arguments is not known of code that is not followed, nor where a set
 * has lost their names (B-N4). */
static bool is_lent_nameless(const struct contexts *x, const struct lent_view *w, uint32_t global)
{
    uint8_t given = x->given[global];
    return (w->nameless != 0 && (given & (GIVEN_BY_NAME | GIVEN_PERHAPS)) != 0) ||
           (w->named != 0 && (given & GIVEN_PERHAPS) != 0);
}

/* An argument may be another one, or only lie below the same one. */
static bool is_another_entry(const struct body *b, const struct lent_view *w, uint32_t node)
{
    if (!node_is_entry(b, node))
        return false;
    for (uint32_t i = 0; i < w->nentries; i++)
        if (w->entries[i] != node &&
            (b->aliased || node_root(b, w->entries[i]) == node_root(b, node)))
            return true;
    return false;
}

/* `w` is without the object's own node, but for its entries. */
static enum marked meets_others(const struct contexts *x, const struct context *c,
                                const struct lent_view *w, struct target t)
{
    const struct body *b = c->body;
    bool any = w->named + w->nameless != 0;
    if (lent_is_any(b, t))
        return any || w->statics != 0 || another_is_seen(c, w, t.node) ? MARKED_OPEN : MARKED_NOT;
    if (node_is_named_static(b, t.node))
        return is_lent_nameless(x, w, b->nodes.data[t.node].ref) || another_is_seen(c, w, t.node)
                   ? MARKED_OPEN
                   : MARKED_NOT;
    if (is_another_entry(b, w, t.node))
        return MARKED_MAY;
    return (any || w->statics != 0) && lent_seen_above(c, t.node) ? MARKED_OPEN : MARKED_NOT;
}

/* The first target of the node, or where it would be. */
static uint32_t first_of(const struct target *v, uint32_t n, uint32_t node)
{
    uint32_t low = 0;
    while (n > 0) {
        uint32_t half = n / 2;
        if (v[low + half].node < node) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static void view_without(const struct body *b, struct lent_view *w, struct target t)
{
    struct lent_view one = {.entries = &(uint32_t){0}};
    view_add(b, &one, t);
    w->named -= one.named;
    w->nameless -= one.nameless;
    w->statics -= one.statics;
}

/* Some element of an array, which this function has lent. */
static bool is_one_of_many(const struct contexts *x, uint32_t record, struct target lent)
{
    uint32_t array = record < x->s->starts.len ? x->s->lent_forms[record].array : 0;
    return lent.stride > 1 && !lent.linked && (array == 0 || lent.stride != array);
}

/* It is an element of an array in a struct, or is all elements of one. */
static bool is_inside(const struct contexts *x, uint32_t record, struct target lent)
{
    uint32_t array = record < x->s->starts.len ? x->s->lent_forms[record].array : 0;
    return array != 0 && lent.stride != 1 && !lent.linked;
}

bool lent_is_beside(const struct solver *s, uint32_t record, const struct pa_bytes *bytes)
{
    uint32_t end = record == RIR_NONE ? s->starts.len : record + 1;
    bool beside = true;
    for (uint32_t r = record == RIR_NONE ? 0 : record; r < end && beside; r++) {
        const struct start_rec *rec = &s->starts.data[r];
        uint32_t given = start_argument(s, &s->m->funcs.data[rec->func].insns[rec->insn]);
        struct pa_bytes element = {rec->func, given, 0, s->lent_forms[r].item};
        if (s->lent_forms[r].array != 0)
            beside = given != RIR_NONE && phase_a_bytes_apart(s->a, bytes, &element);
    }
    return beside;
}

enum marked lent_meets(const struct contexts *x, uint32_t ctx, const struct loan *l,
                       struct target t, uint32_t size, struct lent_how *how)
{
    const struct context *c = &x->all.data[ctx];
    const struct body *b = c->body;
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, l->set, &n);
    enum marked found = MARKED_NOT;
    bool lost = l->record == lent_lost(x->s);
    *how = (struct lent_how){true, true};
    if (lent_is_still_global(x, b, t))
        return found;
    struct lent_view others = *view_of(x, b, l->set);
    for (uint32_t i = first_of(v, n, t.node); i < n && v[i].node == t.node; i++) {
        enum marked is = meets_in(x, b, l->record, v[i], t, size);
        if (is != MARKED_NOT && (lost || lent_is_any(b, v[i]) || lent_is_any(b, t)))
            is = MARKED_OPEN;
        found = is > found ? is : found;
        how->elements &= is == MARKED_NOT || is_one_of_many(x, l->record, v[i]);
        how->inside &= is == MARKED_NOT || is_inside(x, l->record, v[i]);
        view_without(b, &others, v[i]);
    }
    enum marked other = meets_others(x, c, &others, t);
    if (other != MARKED_NOT && lost)
        other = MARKED_OPEN;
    how->elements &= other == MARKED_NOT;
    how->inside &= other == MARKED_NOT;
    return other > found ? other : found;
}

void lent_views_init(struct contexts *x)
{
    x->views = ARENA_NEW(&x->s->arena, struct lent_views);
}

void lent_views_free(struct contexts *x)
{
    vec_free(&x->views->all);
    map_free(&x->views->index);
}
