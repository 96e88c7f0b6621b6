/* Functions: which ones the values of a cell may be.
 *
 * A pointer is to an object or to a function. Objects are kept in classes, which are unified;
 * functions have no contents (nobody reads or writes them, DESIGN A1), so nothing follows from two
 * of them being in one place. They are propagated along the assignments only: what a cell may be is
 * a set of functions.
 *
 * A-I30  When pa_code_run is done, a cell has all functions that were put into it by name
 * (pa_code_add), and all that a cell has from which something is assigned to it, whatever happens
 * to the offset. Slots, loads, stores, copies, calls and pieces come down to assignments between
 * cells (A-I2, A-I7, A-I11, A-I24), so this covers every way of a function through values and
 * memory, also as an integer, byte by byte, or in a struct.
 *
 * A-I31  Functions that this program does not have come from two places. Code that we do not know
 * makes them: what it returns, writes and passes is marked PA_CODE besides PA_UNK, and is "a
 * function that is not known". What it is given, or may look into, is marked PA_CODE besides
 * PA_ESC: the functions there are known to it, and it may call them (A-I13). Libraries that models
 * describe are no such code: they do what they say. In what they return and write without saying
 * what it is, there are functions of theirs only where its C type has a pointer to a function
 * (PA_CODE; for a member: of that type), and where it has a `void *`, or bytes come from outside,
 * functions that a library was given before (PA_LIB on both ends). What they keep as a function, or
 * in memory whose type has some, they may call (PA_CODE). Once there is code that we do not know,
 * it may have given libraries functions of its own, and gets what they were given. Descriptions in
 * the program's own source are not taken at their types: always PA_CODE.
 *
 * Marks of a class are about all unknown memory that its pointers may lead to. That data is unknown
 * therefore does not make a call unknown: it is the value that is called that has to be.
 *
 * Sets are numbers: equal ones are one, and the union of two is looked up. Each run is from
 * scratch and linear: cells that nothing reaches are left out, cycles are one. */
#include <string.h>

#include "solve/pa.h"

void pa_code_add(struct phase_a *a, uint32_t cell, uint32_t func)
{
    vec_push(&a->code_from, func);
    vec_push(&a->code_to, cell);
}

/* What stands for functions that have no number. */
static uint32_t unknown_code(const struct phase_a *a)
{
    return a->m->funcs.len;
}

static uint32_t unknown_of_type(const struct phase_a *a, uint32_t type)
{
    return unknown_code(a) + 1 + type;
}

static uint32_t given_code(const struct phase_a *a)
{
    return unknown_of_type(a, a->m->types.len);
}

void pa_code_add_unknown(struct phase_a *a, uint32_t cell, uint32_t type)
{
    pa_code_add(a, cell, unknown_of_type(a, type));
}

/* ---- sets ---- */

static bool same(const struct pa_code *x, const struct pa_code *y)
{
    return x->n == y->n && memcmp(x->funcs, y->funcs, x->n * sizeof *x->funcs) == 0;
}

/* The number of the set of these sorted functions (the last one may be "not known"). */
static uint32_t intern(struct phase_a *a, const uint32_t *funcs, uint32_t n)
{
    struct pa_code c = {.funcs = funcs, .n = n};
    uint64_t key = hash_mem(funcs, n * sizeof *funcs);
    uint32_t id;
    for (; map_get(&a->code_ids, key, &id); key = hash64(key + 1))
        if (same(&a->codes.data[id], &c))
            return id;
    uint32_t *copy = ARENA_ARRAY(&a->arena, uint32_t, n + 1);
    memcpy(copy, funcs, n * sizeof *funcs);
    c.funcs = copy;
    while (c.nknown < n && copy[c.nknown] < a->m->funcs.len)
        c.nknown++;
    map_put(&a->code_ids, key, a->codes.len);
    vec_push(&a->codes, c);
    return a->codes.len - 1;
}

static uint32_t unite(struct phase_a *a, uint32_t x, uint32_t y)
{
    uint32_t id;
    if (x == y || y == 0)
        return x;
    if (x == 0)
        return y;
    if (a->opt.mutant == 44)
        return x;
    uint64_t key = x < y ? pa_key(x, y) : pa_key(y, x);
    if (map_get(&a->code_unions, key, &id))
        return id;
    struct pa_code c = a->codes.data[x], d = a->codes.data[y];
    pa_u32s all = {0};
    for (uint32_t i = 0, k = 0; i < c.n || k < d.n;) {
        uint32_t f = i == c.n || (k < d.n && d.funcs[k] < c.funcs[i]) ? d.funcs[k] : c.funcs[i];
        i += i < c.n && c.funcs[i] == f;
        k += k < d.n && d.funcs[k] == f;
        vec_push(&all, f);
    }
    id = intern(a, all.data, all.len);
    vec_free(&all);
    map_put(&a->code_unions, key, id);
    return id;
}

/* ---- the graph ---- */

/* Nodes: cells, what libraries were given, then functions and what stands for others. */
struct graph {
    pa_u32s from, to;
    uint32_t library, first, nnodes;
};

static void edge(struct graph *g, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    vec_push(&g->from, from);
    vec_push(&g->to, to);
}

/* Functions that are not known, and those that libraries were given, come and go. */
static void mark_edges(struct phase_a *a, struct graph *g, uint32_t cell, uint32_t marks)
{
    if ((marks & (PA_LIB | PA_CODE)) == 0)
        return;
    if ((marks & (PA_ESC | PA_CESC)) != 0)
        edge(g, cell, g->library);
    if ((marks & PA_UNK) != 0)
        edge(g, g->first + ((marks & PA_CODE) != 0 ? unknown_code(a) : given_code(a)), cell);
}

static void collect(struct phase_a *a, struct graph *g)
{
    g->library = a->cells.len;
    g->first = g->library + 1;
    g->nnodes = g->first + given_code(a) + 1;
    for (uint32_t i = 0; i < a->uses.len; i++) {
        const struct pa_use *u = &a->uses.data[i];
        if (u->op == PA_ASSIGN || u->op == PA_ELEM)
            edge(g, pa_cell_find(a, u->cell), pa_cell_find(a, u->a));
        else if (u->op == PA_MARK)
            mark_edges(a, g, pa_cell_find(a, u->cell), (uint32_t)u->x & ~(uint32_t)PA_UNK);
    }
    for (uint32_t i = 0; i < a->code_from.len; i++)
        edge(g, g->first + a->code_from.data[i], pa_cell_find(a, a->code_to.data[i]));
    for (uint32_t c = 0; c < g->library; c++)
        if (a->cells.data[c].parent == c)
            mark_edges(a, g, c, a->cells.data[c].marks);
    if (a->unknown_called)
        edge(g, g->first + unknown_code(a), g->library);
}

/* What some function gets to: the nodes, and the number of each among them (or RIR_NONE). */
static uint32_t *restrict_graph(const struct graph *g, pa_u32s *nodes)
{
    struct pa_edges e = pa_edges_sorted(g->from.data, g->to.data, g->from.len, g->nnodes);
    uint32_t *number = vec_reserve(NULL, 0, &(uint32_t){0}, g->nnodes, sizeof *number);
    memset(number, 0xff, g->nnodes * sizeof *number);
    for (uint32_t v = g->first; v < g->nnodes; v++) {
        number[v] = nodes->len;
        vec_push(nodes, v);
    }
    for (uint32_t at = 0; at < nodes->len; at++) {
        uint32_t v = nodes->data[at];
        for (uint32_t i = e.first[v]; i < e.first[v + 1]; i++) {
            if (number[e.to[i]] != RIR_NONE)
                continue;
            number[e.to[i]] = nodes->len;
            vec_push(nodes, e.to[i]);
        }
    }
    vec_release(e.first);
    vec_release(e.to);
    return number;
}

/* Edges against the direction of assignment, between the nodes that are left. */
static struct pa_edges sources(const struct graph *g, const uint32_t *number, uint32_t n)
{
    pa_u32s from = {0}, to = {0};
    for (uint32_t i = 0; i < g->from.len; i++) {
        if (number[g->from.data[i]] == RIR_NONE)
            continue;
        vec_push(&from, number[g->to.data[i]]);
        vec_push(&to, number[g->from.data[i]]);
    }
    struct pa_edges e = pa_edges_sorted(from.data, to.data, from.len, n);
    vec_free(&from);
    vec_free(&to);
    return e;
}

/* The sets of all nodes: a component has what those before it have. */
static void spread(struct phase_a *a, const struct graph *g, const pa_u32s *nodes,
                   const struct pa_edges *e)
{
    struct arena scratch = {0};
    struct pa_components c = pa_components(e, nodes->len, &scratch);
    uint32_t *set = ARENA_ARRAY(&scratch, uint32_t, nodes->len);
    for (uint32_t i = 0; i < c.n; i++) {
        uint32_t all = 0;
        for (uint32_t k = c.first[i]; k < c.first[i + 1]; k++) {
            uint32_t v = c.nodes[k];
            if (nodes->data[v] >= g->first)
                all = intern(a, &(uint32_t){nodes->data[v] - g->first}, 1);
            for (uint32_t s = e->first[v]; s < e->first[v + 1]; s++)
                all = unite(a, all, set[e->to[s]]);
        }
        for (uint32_t k = c.first[i]; k < c.first[i + 1]; k++) {
            set[c.nodes[k]] = all;
            if (nodes->data[c.nodes[k]] < g->library)
                a->cells.data[nodes->data[c.nodes[k]]].code = all;
            else if (nodes->data[c.nodes[k]] == g->library)
                a->library_code = all;
        }
    }
    arena_free(&scratch);
}

/* ---- what is known outside ---- */

static void show(struct phase_a *a, uint32_t set, bool *shown)
{
    if (shown[set])
        return;
    shown[set] = true;
    for (uint32_t i = 0; i < a->codes.data[set].nknown; i++)
        a->funcs[a->codes.data[set].funcs[i]].shown = true;
}

static void show_all(struct phase_a *a)
{
    struct arena scratch = {0};
    bool *shown = ARENA_ARRAY(&scratch, bool, a->codes.len);
    for (uint32_t c = 0; c < a->cells.len; c++)
        if ((~a->cells.data[c].marks & (PA_ESC | PA_CODE)) == 0)
            show(a, a->cells.data[pa_cell_find(a, c)].code, shown);
    for (uint32_t i = 0; i < a->uses.len; i++)
        if (a->uses.data[i].op == PA_MARK && (a->uses.data[i].x & PA_CODE) != 0)
            show(a, a->cells.data[pa_cell_find(a, a->uses.data[i].cell)].code, shown);
    if (a->unknown_called)
        show(a, a->library_code, shown);
    arena_free(&scratch);
}

void pa_code_run(struct phase_a *a)
{
    struct graph g = {0};
    pa_u32s nodes = {0};
    if (a->codes.len == 0)
        intern(a, &(uint32_t){0}, 0);
    collect(a, &g);
    uint32_t *number = restrict_graph(&g, &nodes);
    struct pa_edges e = sources(&g, number, nodes.len);
    spread(a, &g, &nodes, &e);
    show_all(a);
    vec_release(e.first);
    vec_release(e.to);
    vec_release(number);
    vec_free(&nodes);
    vec_free(&g.from);
    vec_free(&g.to);
}

const struct pa_code *pa_code(const struct phase_a *a, uint32_t cell)
{
    while (a->cells.data[cell].parent != cell)
        cell = a->cells.data[cell].parent;
    return &a->codes.data[a->cells.data[cell].code];
}

/* ---- types ---- */

uint32_t pa_code_behind(const struct phase_a *a, uint32_t type)
{
    return type == RIR_NONE ? PA_CODE : a->code_behind[type];
}

static uint32_t worse(uint32_t x, uint32_t y)
{
    return x > y ? x : y;
}

static uint32_t behind(const struct phase_a *a, const struct rir_type *t)
{
    uint32_t found = 0;
    if (t->kind == RIR_T_FUNC)
        return PA_CODE;
    if (t->kind == RIR_T_VOID || (t->kind == RIR_T_PTR && t->elem == RIR_NONE))
        return PA_LIB;
    if (t->kind == RIR_T_PTR || t->kind == RIR_T_ARRAY || t->kind == RIR_T_TYPEDEF)
        return pa_code_behind(a, t->elem);
    for (uint32_t i = 0; i < t->nfields; i++)
        found = worse(found, pa_code_behind(a, t->fields[i].type));
    return found;
}

void pa_code_types(struct phase_a *a)
{
    a->code_behind = ARENA_ARRAY(&a->arena, uint32_t, a->m->types.len + 1);
    for (bool again = true; again;) {
        again = false;
        for (uint32_t t = 0; t < a->m->types.len; t++) {
            uint32_t now = behind(a, &a->m->types.data[t]);
            again |= now != a->code_behind[t];
            a->code_behind[t] = now;
        }
    }
}

/* ---- code that we do not know ---- */

static bool same_kind(const struct phase_a *a, struct rir_scalar given, uint32_t type)
{
    uint32_t t = rir_type_strip(a->m, type);
    if (t == RIR_NONE)
        return true;
    uint8_t kind = a->m->types.data[t].kind;
    bool wide = kind == RIR_T_PTR || (int64_t)a->m->types.data[t].size >= a->ptr;
    if (kind == RIR_T_STRUCT || kind == RIR_T_UNION)
        return true;
    return (kind == RIR_T_FLOAT) == (given.cls == RIR_FLOAT) &&
           (kind == RIR_T_FLOAT || wide == rir_may_hold_pointer(a->m, given));
}

/* May the call be meant for a function of this type? As pa_fits, which knows the function. */
static bool type_fits(const struct phase_a *a, const struct pa_site *s, const struct rir_type *t)
{
    const struct rir_func *f = &a->m->funcs.data[s->func];
    const struct rir_insn *in = &f->insns[s->insn];
    uint32_t last = 0;
    for (uint32_t i = pa_first_arg(in); i < in->nargs; i++) {
        uint32_t n = rir_call_position(in, i - pa_first_arg(in));
        last = n > last ? n : last;
        if (n <= t->nfields && !same_kind(a, f->values[in->args[i]].type, t->fields[n - 1].type))
            return false;
    }
    return last == t->nfields || (t->variadic && last > t->nfields);
}

static bool has_unknown(const struct phase_a *a, const struct pa_site *s, const struct pa_code *c)
{
    for (uint32_t i = c->nknown; i < c->n && c->funcs[i] != given_code(a); i++)
        if (c->funcs[i] == unknown_code(a) || s->ann != RIR_NONE || s->unfiltered ||
            type_fits(a, s, &a->m->types.data[c->funcs[i] - unknown_of_type(a, 0)]))
            return true;
    return false;
}

const struct pa_code *pa_code_given(const struct phase_a *a, uint32_t cell)
{
    const struct pa_code *c = pa_code(a, cell);
    bool given = c->n > c->nknown && c->funcs[c->n - 1] == given_code(a);
    return given ? &a->codes.data[a->library_code] : NULL;
}

bool pa_code_open(const struct phase_a *a, const struct pa_site *s)
{
    const struct pa_code *given = pa_code_given(a, s->cell);
    return has_unknown(a, s, pa_code(a, s->cell)) || (given != NULL && has_unknown(a, s, given));
}
