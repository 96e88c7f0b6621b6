/* Strongly connected components of a graph (Tarjan 1972).
 *
 * The search keeps its own stack: depth never depends on the program. Components come out with
 * those that an edge leads to before those that it leaves. */
#include "solve/pa.h"

struct tarjan {
    const struct pa_edges *edges;
    struct pa_components *out;
    uint32_t *index, *low, *next; /* index 0: not seen; next: edge to look at */
    bool *on_stack;
    pa_u32s path, stack;
    uint32_t counter, done;
};

static void enter(struct tarjan *t, uint32_t v)
{
    t->index[v] = t->low[v] = ++t->counter;
    t->next[v] = t->edges->first[v];
    t->on_stack[v] = true;
    vec_push(&t->stack, v);
    vec_push(&t->path, v);
}

/* The component whose first node is v is complete: it is what lies on the stack down to v. */
static void component(struct tarjan *t, uint32_t v)
{
    uint32_t w;
    t->out->first[t->out->n++] = t->done;
    do {
        w = t->stack.data[--t->stack.len];
        t->on_stack[w] = false;
        t->out->nodes[t->done++] = w;
    } while (w != v);
    t->out->first[t->out->n] = t->done;
}

static void walk(struct tarjan *t, uint32_t root)
{
    const struct pa_edges *e = t->edges;
    enter(t, root);
    while (t->path.len > 0) {
        uint32_t v = t->path.data[t->path.len - 1];
        if (t->next[v] < e->first[v + 1]) {
            uint32_t w = e->to[t->next[v]++];
            if (t->index[w] == 0)
                enter(t, w);
            else if (t->on_stack[w] && t->index[w] < t->low[v])
                t->low[v] = t->index[w];
            continue;
        }
        t->path.len--;
        if (t->low[v] == t->index[v])
            component(t, v);
        if (t->path.len > 0) {
            uint32_t up = t->path.data[t->path.len - 1];
            t->low[up] = t->low[v] < t->low[up] ? t->low[v] : t->low[up];
        }
    }
}

struct pa_components pa_components(const struct pa_edges *e, uint32_t n, struct arena *arena)
{
    struct arena scratch = {0};
    struct pa_components c = {0};
    struct tarjan t = {.edges = e, .out = &c};
    c.first = ARENA_ARRAY(arena, uint32_t, n + 1);
    c.nodes = ARENA_ARRAY(arena, uint32_t, n + 1);
    t.index = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    t.low = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    t.next = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    t.on_stack = ARENA_ARRAY(&scratch, bool, n + 1);
    for (uint32_t v = 0; v < n; v++)
        if (t.index[v] == 0)
            walk(&t, v);
    vec_free(&t.path);
    vec_free(&t.stack);
    arena_free(&scratch);
    return c;
}
