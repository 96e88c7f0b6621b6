/* The call graph: calls and callbacks (not starts), its strongly connected components, what is
 * reached.
 *
 * Nodes are the functions and one more, "outside": all code that we do not know. A call of an
 * unknown function, or one that may reach one, is an edge to outside, but for one that calls
 * nothing (leaf); so is opaque code one operand of which is a function. Outside calls every
 * function it was given. Edges lie in one array, sorted by caller (counting sort). */
#include <string.h>

#include "solve/pa.h"

struct pairs {
    VEC(uint32_t) from, to;
};

static void add_edge(struct pairs *p, uint32_t from, uint32_t to)
{
    vec_push(&p->from, from);
    vec_push(&p->to, to);
}

struct pa_edges pa_edges_sorted(const uint32_t *from, const uint32_t *to, uint32_t n,
                                uint32_t nodes)
{
    struct pa_edges e = {.n = n};
    e.first = vec_reserve(NULL, 0, &(uint32_t){0}, nodes + 2, sizeof *e.first);
    e.to = vec_reserve(NULL, 0, &(uint32_t){0}, n + 1, sizeof *e.to);
    memset(e.first, 0, (nodes + 2) * sizeof *e.first);
    for (uint32_t i = 0; i < n; i++)
        e.first[from[i] + 2]++;
    for (uint32_t i = 2; i < nodes + 2; i++)
        e.first[i] += e.first[i - 1];
    for (uint32_t i = 0; i < n; i++)
        e.to[e.first[from[i] + 1]++] = to[i];
    return e;
}

bool pa_site_empty(const struct phase_a *a, const struct pa_site *s)
{
    return s->funcs.len + s->given.len == 0 &&
           (s->hub == RIR_NONE || a->hubs.data[s->hub].funcs.len == 0);
}

bool pa_site_open(struct phase_a *a, const struct pa_site *s)
{
    if (s->only.len != 0 || s->null)
        return false;
    return s->nowhere || pa_code_open(a, s) || (s->ann == RIR_NONE && pa_site_empty(a, s));
}

/* It may call functions that it was given. */
static bool calls_back(const struct phase_a *a, uint32_t func)
{
    return a->funcs[func].unknown && !a->funcs[func].leaf;
}

bool phase_a_opaque_calls(const struct phase_a *a, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    for (uint32_t i = 0; i < in->nargs; i++) {
        uint32_t cell = pa_value((struct phase_a *)a, func, in->args[i]);
        if (cell != RIR_NONE && pa_code(a, cell)->n > 0)
            return true;
    }
    return false;
}

static void direct_calls(struct phase_a *a, struct pairs *p, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t outside = a->m->funcs.len;
    if (calls_back(a, func)) /* as a task */
        add_edge(p, func, outside);
    for (uint32_t i = 0; i < f->ninsns; i++) {
        if (f->insns[i].op == RIR_OPAQUE && phase_a_opaque_calls(a, func, i))
            add_edge(p, func, outside);
        if (f->insns[i].op != RIR_CALL)
            continue;
        uint32_t callee = f->insns[i].ref;
        add_edge(p, func, callee);
        if (a->funcs[callee].alias != RIR_NONE &&
            (a->m->funcs.data[callee].flags & RIR_FUNC_IFUNC) == 0)
            add_edge(p, func, a->funcs[callee].alias);
        if (calls_back(a, callee))
            add_edge(p, func, outside);
    }
}

static void site_calls(struct phase_a *a, struct pairs *p, const struct pa_site *s)
{
    if (s->ann != RIR_NONE && a->m->funcs.data[s->callee].anns[s->ann].kind != RIR_ANN_CALLS)
        return;
    bool open = pa_site_open(a, s);
    const pa_u32s *both[] = {&s->funcs, &s->given};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < both[k]->len; i++) {
            add_edge(p, s->func, both[k]->data[i]);
            open |= calls_back(a, both[k]->data[i]);
        }
    if (s->hub != RIR_NONE)
        add_edge(p, s->func, a->m->funcs.len + 1 + s->hub);
    if (open)
        add_edge(p, s->func, a->m->funcs.len);
}

void pa_graph_build(struct phase_a *a)
{
    struct pairs p = {0};
    uint32_t n = a->m->funcs.len;
    for (uint32_t f = 0; f < n; f++)
        if (!a->funcs[f].described)
            direct_calls(a, &p, f);
    for (uint32_t s = 0; s < a->sites.len; s++)
        site_calls(a, &p, &a->sites.data[s]);
    for (uint32_t i = 0; i < a->escaped.len; i++)
        add_edge(&p, n, a->escaped.data[i]);
    for (uint32_t h = 0; h < a->hubs.len; h++)
        for (uint32_t i = 0; i < a->hubs.data[h].funcs.len; i++)
            add_edge(&p, n + 1 + h, a->hubs.data[h].funcs.data[i]);
    pa_graph_free(a);
    a->ngraph = n + 1 + a->hubs.len;
    a->calls = pa_edges_sorted(p.from.data, p.to.data, p.from.len, a->ngraph);
    a->callers = pa_edges_sorted(p.to.data, p.from.data, p.from.len, a->ngraph);
    vec_free(&p.from);
    vec_free(&p.to);
}

void pa_graph_free(struct phase_a *a)
{
    struct pa_edges *both[] = {&a->calls, &a->callers};
    for (int i = 0; i < 2; i++) {
        vec_release(both[i]->first);
        vec_release(both[i]->to);
        *both[i] = (struct pa_edges){0};
    }
}

/* A bit for every node that some root reaches, roots included. The caller releases it. */
uint64_t *pa_graph_reach(const struct phase_a *a, const uint32_t *roots, uint32_t n)
{
    uint32_t words = (a->ngraph + 63) / 64;
    uint64_t *bits = vec_reserve(NULL, 0, &(uint32_t){0}, words, sizeof *bits);
    memset(bits, 0, words * sizeof *bits);
    pa_u32s todo = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (pa_bit(bits, roots[i]))
            continue;
        pa_set(bits, roots[i]);
        vec_push(&todo, roots[i]);
    }
    while (todo.len > 0) {
        uint32_t f = todo.data[--todo.len];
        for (uint32_t e = a->calls.first[f]; e < a->calls.first[f + 1]; e++) {
            if (pa_bit(bits, a->calls.to[e]))
                continue;
            pa_set(bits, a->calls.to[e]);
            vec_push(&todo, a->calls.to[e]);
        }
    }
    vec_free(&todo);
    return bits;
}

/* Components without functions (hubs, the outside) are left out. */
void pa_graph_sccs(struct phase_a *a)
{
    uint32_t n = a->ngraph, out = 0;
    struct arena scratch = {0};
    struct pa_components c = pa_components(&a->calls, n, &scratch);
    a->scc_of = ARENA_ARRAY(&a->arena, uint32_t, n + 1);
    a->scc_first = ARENA_ARRAY(&a->arena, uint32_t, n + 2);
    a->scc_funcs = ARENA_ARRAY(&a->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < c.n; i++) {
        uint32_t first = out;
        for (uint32_t k = c.first[i]; k < c.first[i + 1]; k++) {
            if (c.nodes[k] >= a->m->funcs.len)
                continue;
            a->scc_of[c.nodes[k]] = a->nsccs;
            a->scc_funcs[out++] = c.nodes[k];
        }
        if (out == first)
            continue;
        a->scc_first[a->nsccs++] = first;
        a->scc_first[a->nsccs] = out;
        if (out - first > a->stats.largest_scc)
            a->stats.largest_scc = out - first;
    }
    a->stats.sccs = a->nsccs;
    arena_free(&scratch);
}
