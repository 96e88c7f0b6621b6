/* Recency.
 *
 * B-M5. The latest object of an instruction is singular; executing it again makes it one of the
 * earlier. */
#include "solve/memory_int.h"

static set_id renamed(struct env *e, set_id s, uint32_t from, uint32_t to)
{
    struct set_table *t = sets_of(e);
    uint32_t n, first = 0;
    const struct target *v = set_get(t, s, &n);
    while (first < n && v[first].node != from)
        first++;
    if (first == n)
        return s;
    struct target_vec kept = {0}, moved = {0};
    kept.data = vec_reserve(NULL, 0, &kept.cap, n, sizeof *kept.data);
    for (uint32_t i = 0; i < n; i++) {
        struct target x = v[i];
        x.node = to;
        if (v[i].node == from)
            vec_push(&moved, x);
        else
            kept.data[kept.len++] = v[i];
    }
    s = set_with(t, kept.data, kept.len, moved.data, moved.len);
    vec_free(&kept);
    vec_free(&moved);
    return s;
}

/* Whatever refers to the one object refers to the other; *moved: what lay in it, taken out. */
static void rename_node(struct env *e, uint32_t from, uint32_t to, struct slots *moved)
{
    uint32_t first, end;
    for (uint32_t i = 0; i < e->active.len; i++) {
        uint32_t v = e->active.data[i];
        e->vals[v] = renamed(e, e->vals[v], from, to);
    }
    for (uint32_t i = 0; i < e->mem.len; i++)
        e->mem.data[i].set = renamed(e, e->mem.data[i].set, from, to);
    end = slots_of(&e->mem, from, &first);
    for (uint32_t i = first; i < end; i++)
        vec_push(moved, e->mem.data[i]);
    for (uint32_t i = end; i < e->mem.len; i++)
        e->mem.data[first + i - end] = e->mem.data[i];
    e->mem.len -= end - first;
}

void memory_rename(struct env *e, uint32_t from, uint32_t to)
{
    struct slots moved = {0};
    rename_node(e, from, to, &moved);
    for (uint32_t i = 0; i < moved.len; i++)
        slots_put(&e->mem, to, moved.data[i].off, moved.data[i].stride, moved.data[i].set);
    vec_free(&moved);
    memory_changed(e);
}

void memory_age_node(struct env *e, uint32_t made)
{
    struct body *b = e->b;
    uint32_t old = node_old(b, made);
    struct slots moved = {0};
    rename_node(e, made, old, &moved);
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
            memory_age_node(e, i);
}
