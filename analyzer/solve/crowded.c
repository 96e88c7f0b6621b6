/* Exits in which much is unknown code's.
 *
 * B-E5. In an exit with many slots, a fresh object that unknown code can get at is unknown memory,
 * and so is all that unknown code was given for other reasons: callers have to expect the same of
 * all of them, and where everything reaches everything else each holds what all the others hold.
 * (What comes from outside stays apart: phase A knows better where it may be, A-I28.)
 * What such an object leads to is what unknown memory leads to (what is loaded from unknown memory
 * is all that unknown code was ever given). Once done to an exit of a function it is done to all
 * that come later, because exits only grow. */
#include "solve/body.h"

#include <stdlib.h>

struct given {
    struct body *b;
    uint32_t unknown; /* the node that stands for all of it */
    bool *is;         /* per node */
    struct id_vec todo;
};

static void give(struct given *g, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(&g->b->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t kind = g->b->nodes.data[v[i].node].kind;
        if ((kind != N_HEAP && kind != N_OLD) || g->is[v[i].node])
            continue;
        g->is[v[i].node] = true;
        vec_push(&g->todo, v[i].node);
    }
}

static bool find_given(struct given *g, const struct image *m)
{
    for (uint32_t i = 0; i < m->len; i++) {
        if (!node_is_unknown_code(g->b, m->data[i].node))
            continue;
        g->unknown = g->unknown == RIR_NONE ? m->data[i].node : g->unknown;
        g->is[m->data[i].node] = true;
        give(g, m->data[i].set);
    }
    while (g->todo.len > 0) {
        uint32_t node = g->todo.data[--g->todo.len];
        for (uint32_t i = 0; i < m->len; i++)
            if (m->data[i].node == node)
                give(g, m->data[i].set);
    }
    vec_free(&g->todo);
    return g->unknown != RIR_NONE;
}

static set_id without_given(struct given *g, set_id s)
{
    struct set_table *t = &g->b->s->sets;
    uint32_t n;
    bool any = false;
    set_get(t, s, &n);
    struct target *v = calloc(n + 1, sizeof *v);
    if (v == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        v[i] = set_get(t, s, &n)[i];
        if (!g->is[v[i].node] || v[i].node == g->unknown)
            continue;
        v[i] = (struct target){.node = g->unknown, .stride = 1, .cert = CERT_MAY};
        any = true;
    }
    s = any ? set_make(t, v, n) : s;
    free(v);
    return s;
}

/* The slots in terms of the one unknown node. */
static struct image *image_without_given(struct given *g, const struct image *m)
{
    struct slots out = {0};
    for (uint32_t i = 0; i < m->len; i++) {
        const struct slot *s = &m->data[i];
        set_id set = without_given(g, s->set);
        if (g->is[s->node])
            exit_put_anywhere(g->b, &out, g->unknown, set);
        else
            slots_put(&out, s->node, s->off, s->stride, node_coarsen(g->b, set));
    }
    struct image *without = image_of(&g->b->s->images, g->b, out.data, out.len);
    vec_free(&out);
    return without;
}

void crowded_leave(struct body *b, struct state *st)
{
    struct image *m = st->mem;
    if (image_len(m) == 0 || (image_len(m) <= CROWDED_SLOTS && !b->crowded))
        return;
    b->crowded = true; /* for good: exits only grow (B-E2) */
    struct given g = {.b = b, .unknown = RIR_NONE, .is = calloc(b->nodes.len, sizeof *g.is)};
    if (g.is == NULL)
        abort();
    if (find_given(&g, m)) {
        st->mem = image_without_given(&g, m);
        image_drop(m);
        for (uint32_t i = 0; i < st->vals.len; i++)
            st->vals.data[i].set = without_given(&g, st->vals.data[i].set);
    }
    free(g.is);
}
