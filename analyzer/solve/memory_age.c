/* Recency.
 *
 * B-M5. The latest object of an instruction is singular; executing it again makes it one of the
 * earlier. */
#include "solve/memory_int.h"

static set_id renamed(struct env *e, set_id s, uint32_t from, uint32_t to)
{
    struct set_table *t = sets_of(e);
    uint32_t n, hit = 0;
    const struct target *v = set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++)
        hit += v[i].node == from;
    if (hit == 0)
        return s;
    VEC(struct target) out = {0}; /* sets of many nodes grow beyond SET_MAX */
    for (uint32_t i = 0; i < n; i++) {
        struct target x = v[i];
        if (x.node == from)
            x.node = to;
        vec_push(&out, x);
    }
    s = set_make(t, out.data, n);
    vec_free(&out);
    return s;
}

static void age_node(struct env *e, uint32_t made)
{
    struct body *b = e->b;
    uint32_t old = node_old(b, made), first, end;
    for (uint32_t i = 0; i < e->active.len; i++) {
        uint32_t v = e->active.data[i];
        e->vals[v] = renamed(e, e->vals[v], made, old);
    }
    for (uint32_t i = 0; i < e->mem.len; i++)
        e->mem.data[i].set = renamed(e, e->mem.data[i].set, made, old);
    VEC(struct slot) moved = {0};
    end = slots_of(&e->mem, made, &first);
    for (uint32_t i = first; i < end; i++)
        vec_push(&moved, e->mem.data[i]);
    for (uint32_t i = end; i < e->mem.len; i++)
        e->mem.data[first + i - end] = e->mem.data[i];
    e->mem.len -= end - first;
    for (uint32_t i = 0; i < moved.len; i++)
        memory_add(e, old, moved.data[i].off, moved.data[i].stride,
                   set_demote(sets_of(e), moved.data[i].set, CERT_PATH));
    vec_free(&moved);
    memory_changed(e);
}

void memory_age(struct env *e, uint32_t insn)
{
    struct body *b = e->b;
    if (!b->w->in_cycle[b->f->insns[insn].block] || MUTANT(b->s, 4))
        return;
    uint32_t n = b->nodes.len;
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[i].kind == N_HEAP && b->nodes.data[i].ref == insn)
            age_node(e, i);
}
