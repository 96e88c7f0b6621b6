/* What is taken out of memory that others can see, while something that was found there is still
 * at hand.
 *
 * What is loaded from a static object, or from memory of unknown code, is "some object that is
 * reachable from there", by no name (B-M2, B-M4). That covers an object of this function as long as
 * it hangs below visible memory; also below an argument, where that may be a static object.
 *
 * B-M8 (I1). When a store replaces a pointer to such an object, all that has "some object reachable
 * from there" may be that object, or what hangs below it: from then on it is named. What an
 * argument held at entry is as visible as the argument (B-R3), and needs a name only when the
 * argument itself does. It is done when the instruction has had its whole effect, so that
 * all that it gives and stores has the names, too. */
#include "solve/held.h"
#include "solve/memory_int.h"

#include <stdlib.h>

static bool sees_others(const struct body *b, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(&b->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[v[i].node].kind == N_GREST || b->nodes.data[v[i].node].kind == N_UNKNOWN)
            return true;
    return false;
}

static bool may_name(const struct body *b, const struct slot *s)
{
    return b->nodes.data[s->node].kind != N_MARK && sees_others(b, s->set);
}

/* The objects of this function, and of its callers. */
static set_id named_objects(struct env *e, set_id s)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (node_is_local(e->b, from[i].node) || node_is_entry(e->b, from[i].node))
            vec_push(&v, from[i]);
    s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

/* What the function has put there itself, of what lies at this place. */
static set_id without_initial(struct env *e, uint32_t node, int32_t off, set_id held)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(sets_of(e), held, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *to = &e->b->nodes.data[from[i].node];
        if (to->kind != N_PATH || to->parent != node || to->off != off)
            vec_push(&v, from[i]);
    }
    held = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return held;
}

/* What the entry nodes among these held at entry, where something else is there now. */
static set_id with_initial(struct env *e, set_id all)
{
    struct set_table *t = sets_of(e);
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot s = e->mem.data[i];
        uint32_t n;
        const struct target *v = set_get(t, all, &n);
        bool among = false;
        for (uint32_t k = 0; k < n && node_is_entry(e->b, s.node); k++)
            among |= v[k].node == s.node;
        if (among)
            all = set_union(t, all, memory_initial(e->b, s.node, s.off, s.stride));
    }
    return set_anywhere(t, all);
}

/* Many paths would only crowd the sets that they are added to (B-N4). */
static set_id paths_as_rest(struct env *e, set_id s)
{
    struct target_vec v = {0};
    uint32_t n;
    set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), s, &(uint32_t){0})[i];
        if (e->b->nodes.data[t.node].kind == N_PATH)
            t.node = node_get(e->b, N_REST, node_root(e->b, t.node));
        vec_push(&v, t);
    }
    s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

static set_id all_below(struct env *e, set_id held)
{
    struct set_table *t = sets_of(e);
    set_id all = held, before;
    do {
        before = all;
        all = with_initial(e, memory_closure(e, all));
        all = set_union(t, before, paths_as_rest(e, named_objects(e, all)));
    } while (all != before);
    return set_demote(t, set_anywhere(t, all), CERT_MAY);
}

void memory_note_taken(struct env *e, uint32_t node, int32_t off)
{
    struct body *b = e->b;
    const struct slot *s = slots_find(&e->mem, node, off, 0);
    if (s == NULL || s->set == SET_EMPTY)
        return;
    set_id held = named_objects(e, without_initial(e, node, off, s->set));
    if (held == SET_EMPTY)
        return;
    struct reach r = reach_seen(e, node);
    bool shown = r.published != RIR_NONE || r.exposed != RIR_NONE,
         overlaps = !shown && b->aliased && (node_is_entry(b, node) || reach_linked(e, node));
    b->used_pot |= overlaps; /* else it would be no static object (B-O4) */
    if (shown || overlaps)
        e->taken = set_union(sets_of(e), e->taken, all_below(e, held));
}

void memory_name_taken(struct env *e)
{
    struct set_table *t = sets_of(e);
    bool any = false;
    if (e->taken == SET_EMPTY || MUTANT(e->b->s, 58))
        return;
    for (uint32_t i = 0; i < e->active.len; i++) {
        uint32_t v = e->active.data[i];
        if (sees_others(e->b, e->vals[v]))
            e->vals[v] = node_coarsen(e->b, set_union(t, e->vals[v], e->taken));
    }
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot *s = &e->mem.data[i];
        set_id before = s->set;
        if (may_name(e->b, s))
            s->set = node_coarsen(e->b, set_union(t, before, e->taken));
        any |= s->set != before;
    }
    if (any) {
        held_share_these(e, e->taken);
        memory_changed(e);
    }
    e->taken = SET_EMPTY;
}
