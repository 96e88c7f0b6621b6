/* Objects that nobody refers to any more.
 *
 * `list = NULL;` after a list was sent begins another one. Where the two rounds meet, the nodes of
 * the first still have their names and their mark, and those of the second would have it, too.
 *
 * B-G1. On an edge, an object made here to which no value leads that is used later, and no memory
 * that is kept, is no object any more: no instruction can come by it, since sets cover all that
 * values refer to. What it holds, and that it was sent or frozen, is forgotten. Memory that is not
 * this function's own is kept, and so is what unknown code or a task was given: all that leads from
 * there is. Only where packets are sent: elsewhere nobody asks what has become of objects. */
#include "solve/forget.h"

#include <stdlib.h>

#include "solve/join_names.h"

struct forget {
    struct env *e;
    bool *kept;
    struct id_vec todo;
};

static void keep(struct forget *k, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(k->e), s, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (k->kept[v[i].node])
            continue;
        k->kept[v[i].node] = true;
        if (node_is_local(k->e->b, v[i].node))
            vec_push(&k->todo, v[i].node);
    }
}

/* What is used behind the edge. */
static void keep_values(struct forget *k, uint32_t from, uint32_t side, uint32_t to)
{
    const struct body *b = k->e->b;
    for (uint32_t i = 0; i < b->w->nlive[to]; i++)
        keep(k, edge_value(k->e, from, side, b->w->live[to][i]));
    for (uint32_t i = b->f->blocks[to].first; b->f->insns[i].op == RIR_PHI; i++) {
        uint32_t arg = edge_phi_input(&b->f->insns[i], from);
        if (arg != RIR_NONE)
            keep(k, edge_value(k->e, from, side, arg));
    }
}

bool *forget_find(struct env *e, uint32_t from, uint32_t side, uint32_t to)
{
    const struct body *b = e->b;
    struct forget k = {.e = e};
    k.kept = calloc(b->nodes.len + 1, sizeof *k.kept);
    if (k.kept == NULL)
        abort();
    keep_values(&k, from, side, to);
    for (uint32_t i = 0; i < e->mem.len; i++) {
        uint32_t owner = e->mem.data[i].node;
        if (!node_is_local(b, owner) && b->nodes.data[owner].kind != N_MARK)
            keep(&k, e->mem.data[i].set);
    }
    while (k.todo.len > 0 && !MUTANT(b->s, 57)) {
        uint32_t node = k.todo.data[--k.todo.len], first, end = slots_of(&e->mem, node, &first);
        for (uint32_t i = first; i < end; i++)
            keep(&k, e->mem.data[i].set);
    }
    vec_free(&k.todo);
    return k.kept;
}

static bool is_forgotten(const struct body *b, const bool *kept, uint32_t node)
{
    return node_is_local(b, node) && !kept[node];
}

static bool names_forgotten(const struct env *e, const bool *kept, set_id s)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (is_forgotten(e->b, kept, v[i].node))
            return true;
    return false;
}

bool forget_any(const struct env *e, const bool *kept)
{
    for (uint32_t i = 0; i < e->mem.len; i++) {
        const struct slot *s = &e->mem.data[i];
        bool mark = e->b->nodes.data[s->node].kind == N_MARK;
        if (is_forgotten(e->b, kept, s->node) || (mark && names_forgotten(e, kept, s->set)))
            return true;
    }
    return false;
}

static set_id without_forgotten(struct env *e, const bool *kept, set_id s)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!is_forgotten(e->b, kept, from[i].node))
            vec_push(&v, from[i]);
    s = set_make(sets_of(e), v.data, v.len);
    vec_free(&v);
    return s;
}

void forget_rest(struct env *e, const bool *kept)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot s = e->mem.data[i];
        if (is_forgotten(e->b, kept, s.node))
            continue;
        if (e->b->nodes.data[s.node].kind == N_MARK)
            s.set = without_forgotten(e, kept, s.set);
        e->mem.data[out++] = s;
    }
    e->mem.len = out;
    memory_changed(e);
}
