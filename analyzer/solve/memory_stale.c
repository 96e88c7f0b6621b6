/* What was seen in memory that others can see, and may have been taken out of it since.
 *
 * B-M6. "It was loaded from a global, so it is global" is evidence only until a pointer that others
 * may follow is replaced: the object may have been taken out. */
#include "solve/memory_int.h"

#include <stdlib.h>

/* What these targets see of visible memory may not be reachable from there any more (B-M6). */
static bool may_be_stale(const struct body *b, const struct target *t)
{
    const struct node *n = &b->nodes.data[t->node];
    return n->kind == N_GREST || n->entry != RIR_NONE;
}

static set_id stale_copy(struct env *e, set_id s)
{
    uint32_t n, fresh = 0;
    const struct target *from = set_get(sets_of(e), s, &n);
    while (fresh < n && (from[fresh].stale || !may_be_stale(e->b, &from[fresh])))
        fresh++;
    if (fresh == n)
        return s;
    struct target few[2 * SET_MAX], *v = n <= 2 * SET_MAX ? few : malloc(n * sizeof *v);
    if (v == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        v[i] = from[i];
        v[i].stale |= may_be_stale(e->b, &v[i]);
    }
    s = set_make(sets_of(e), v, n);
    if (v != few)
        free(v);
    return s;
}

/* As with node_coarsen(): what a set became once it becomes again. */
set_id memory_made_stale(struct env *e, set_id s)
{
    set_id now = SET_EMPTY;
    if (s != SET_EMPTY && !set_became(sets_of(e), s, SET_STALED, &now)) {
        now = stale_copy(e, s);
        set_becomes(sets_of(e), s, SET_STALED, now);
    }
    return now;
}

void memory_unlink(struct env *e)
{
    e->st.unlinks = true;
    for (uint32_t i = 0; i < e->active.len; i++) {
        uint32_t v = e->active.data[i];
        e->vals[v] = memory_made_stale(e, e->vals[v]);
    }
    bool any = false;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot *s = &e->mem.data[i];
        set_id now = node_is_local(e->b, s->node) ? memory_made_stale(e, s->set) : s->set;
        any |= now != s->set;
        s->set = now;
    }
    if (any)
        memory_contents_changed(e);
}

static void doubt_slot(struct env *e, struct slot *s)
{
    set_id now = set_demote(sets_of(e), s->set, CERT_MAY);
    if (now != s->set)
        memory_changed(e);
    s->set = now;
}

/* What this function put into that static object may have been taken out as well: which of its
 * pointers is replaced is not kept (B-M2), and whether somebody has followed it before cannot be
 * told. */
void memory_take_out(struct env *e, set_id ptr)
{
    uint32_t n;
    const struct target *p = set_get(sets_of(e), ptr, &n);
    for (uint32_t i = 0; i < e->mem.len; i++) {
        const struct node *rest = &e->b->nodes.data[e->mem.data[i].node];
        bool replaced = false;
        for (uint32_t k = 0; k < n && rest->kind == N_GREST; k++)
            replaced |=
                node_is_static(e->b, p[k].node) && e->b->nodes.data[p[k].node].ref == rest->ref;
        if (replaced)
            doubt_slot(e, &e->mem.data[i]);
    }
}

/* At a lock or a queue other tasks have their turn: they may take out what was put into static
 * memory before, or loaded from it, and hand it back (B-M6). */
void memory_yield(struct env *e)
{
    memory_unlink(e);
    for (uint32_t i = 0; i < e->mem.len; i++)
        if (e->b->nodes.data[e->mem.data[i].node].kind == N_GREST)
            doubt_slot(e, &e->mem.data[i]);
}
