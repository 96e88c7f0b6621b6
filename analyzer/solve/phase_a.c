/* Phase A: the driver, and what others ask it.
 *
 * Once through the program for constraints (pa_constrain.c), then rounds: run the work list
 * (pa_cell.c), resolve what calls and callbacks may reach (pa_calls.c), until nothing is new; then
 * the call graph, components, reachability, numbered classes and effects. Every round adds a call
 * edge or marks something, so there are few; in practice fewer than ten.
 *
 * Context-insensitive: a function has one set of parameters, an allocation site one class. No order
 * of instructions, no kills. Channels and FBP_SHARED stop nothing here. */
#include "solve/phase_a.h"

#include <stdlib.h>
#include <string.h>

#include "solve/pa.h"

static uint32_t new_cells(struct phase_a *a, uint32_t n)
{
    uint32_t first = a->cells.len;
    for (uint32_t i = 0; i < n; i++)
        pa_cell_new(a);
    return first;
}

static void init_names(struct phase_a *a)
{
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        map_put(&a->names, hash_ptr(a->m->funcs.data[f].name), f);
}

/* The function at the end of a chain of aliases; RIR_NONE if the name means nothing. */
static uint32_t aliased(const struct phase_a *a, uint32_t func)
{
    uint32_t at = func;
    for (int hops = 0; hops < 16; hops++) {
        const char *name = a->m->funcs.data[at].alias;
        if (name == NULL || (a->m->funcs.data[at].flags & RIR_FUNC_DEFINED) != 0)
            return at == func ? RIR_NONE : at;
        if (!map_get(&a->names, hash_ptr(name), &at))
            return RIR_NONE;
        if ((a->m->funcs.data[func].flags & RIR_FUNC_IFUNC) != 0)
            return at;
    }
    return RIR_NONE;
}

static void init_func(struct phase_a *a, uint32_t index)
{
    const struct rir_func *f = &a->m->funcs.data[index];
    struct pa_func *p = &a->funcs[index];
    p->nret = f->nresults;
    p->ret = new_cells(a, f->nresults);
    p->va_cell = pa_cell_new(a);
    p->va_list_ = pa_cell_new(a);
    p->alias = aliased(a, index);
    p->described = rir_func_is_described(f);
    p->shown = pa_called_by_compiler(f);
    p->unknown = !p->described && (f->flags & RIR_FUNC_DEFINED) == 0 && p->alias == RIR_NONE;
    p->leaf = p->unknown && rir_func_ann(f, RIR_ANN_LEAF) != NULL;
    if ((f->flags & RIR_FUNC_DEFINED) == 0)
        return;
    uint32_t area = pa_node_new(a, PA_MUTABLE, 1);
    pa_cell_point(a, p->va_list_, area, pa_off_any());
    pa_use_add(a, p->va_list_, PA_STORE, p->va_cell, a->ptr, 0);
}

/* A parameter by value is a copy of its own. */
static void init_byval(struct phase_a *a, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    for (uint32_t p = 0; p < f->nparams; p++)
        if ((f->params[p].pos.flags & RIR_ARG_BYVAL) != 0 && f->params[p].value != RIR_NONE)
            pa_cell_point(a, pa_value(a, func, f->params[p].value), pa_node_new(a, PA_MUTABLE, 1),
                          pa_off_exact(0));
}

static void init_global(struct phase_a *a, uint32_t g)
{
    const struct rir_global *x = &a->m->globals.data[g];
    bool constant = (x->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)) != 0;
    uint32_t node = pa_node_new(a, constant ? 0 : PA_MUTABLE, 1);
    a->global_node[g] = node;
    a->global_next[g] = RIR_NONE;
    a->nodes.data[node].ghead = a->nodes.data[node].gtail = g;
    a->nodes.data[node].nglobals = 1;
    if ((x->flags & RIR_GLOBAL_DEFINED) == 0 && x->alias == NULL)
        pa_node_mark(a, node, PA_ESC | PA_CUNK | pa_code_behind(a, x->type));
}

static void alias_globals(struct phase_a *a)
{
    struct map names = {0};
    for (uint32_t g = 0; g < a->m->globals.len; g++)
        map_put(&names, hash_ptr(a->m->globals.data[g].name), g);
    for (uint32_t g = 0; g < a->m->globals.len; g++) {
        uint32_t of;
        const char *alias = a->m->globals.data[g].alias;
        if (alias != NULL && map_get(&names, hash_ptr(alias), &of))
            pa_node_merge(a, a->global_node[of], a->global_node[g], 0);
    }
    map_free(&names);
}

/* A large table of structs is folded by its element before it is filled. */
static void fold_table(struct phase_a *a, uint32_t g)
{
    const struct rir_global *x = &a->m->globals.data[g];
    uint32_t t = rir_type_strip(a->m, x->type);
    if (x->ninit < 512 || t == RIR_NONE || a->m->types.data[t].kind != RIR_T_ARRAY)
        return;
    uint32_t e = rir_type_strip(a->m, a->m->types.data[t].elem);
    if (e != RIR_NONE && a->m->types.data[e].size > 0)
        pa_node_fold(a, pa_node_find(a, a->global_node[g], NULL), PA_OFF_MIN, PA_OFF_MAX,
                     (int64_t)a->m->types.data[e].size);
}

static void init_values(struct phase_a *a, uint32_t g)
{
    const struct rir_global *x = &a->m->globals.data[g];
    fold_table(a, g);
    for (uint32_t i = 0; i < x->ninit; i++) {
        const struct rir_init *init = &x->init[i];
        int64_t delta;
        uint32_t root = pa_node_find(a, a->global_node[g], &delta);
        uint32_t cell = pa_node_slot(a, root, pa_off_exact((int64_t)init->offset + delta), a->ptr);
        if (init->is_func)
            pa_code_add(a, cell, init->target);
        else
            pa_cell_point(a, cell, a->global_node[init->target], pa_off_exact(init->addend));
    }
}

static bool sends_copies(const struct rir_module *m)
{
    for (uint32_t f = 0; f < m->funcs.len; f++)
        if (rir_func_ann(&m->funcs.data[f], RIR_ANN_SENDS_COPY) != NULL)
            return true;
    return false;
}

/* Packets on their way, whole or as bytes: what comes from outside the program is one object. */
static void init_transit(struct phase_a *a)
{
    pa_transit_init(a);
    a->joined = pa_cell_new(a);
    a->transit_copy = pa_node_new(a, PA_MUTABLE, 1);
    a->copies_sent = sends_copies(a->m);
    if (!a->copies_sent)
        return;
    uint32_t bytes = pa_cell_new(a), held = pa_cell_new(a);
    pa_cell_point(a, bytes, a->transit_copy, pa_off_any());
    pa_use_add(a, bytes, PA_LOAD, held, a->ptr, 0);
    pa_transit_any(a, held, true);
    uint32_t whole = pa_cell_new(a);
    pa_transit_any(a, whole, false);
    pa_use_add(a, bytes, PA_STORE, whole, a->ptr, 0);
}

static void init(struct phase_a *a)
{
    const struct rir_module *m = a->m;
    uint32_t nf = m->funcs.len, ng = m->globals.len, values = 0;
    a->ptr = m->ptr_bits / 8;
    a->funcs = ARENA_ARRAY(&a->arena, struct pa_func, nf + 1);
    a->global_node = ARENA_ARRAY(&a->arena, uint32_t, ng + 1);
    a->global_next = ARENA_ARRAY(&a->arena, uint32_t, ng + 1);
    a->value_base = ARENA_ARRAY(&a->arena, uint32_t, nf + 1);
    a->name_found = ARENA_ARRAY(&a->arena, bool, a->opt.ntask_names + 1);
    a->uncalled = ARENA_ARRAY(&a->arena, bool, nf + 1);
    a->late = ARENA_ARRAY(&a->arena, bool, nf + 1);
    a->handed = ARENA_ARRAY(&a->arena, bool, nf + 1);
    for (uint32_t f = 0; f < nf; f++) {
        a->value_base[f] = values;
        values += m->funcs.data[f].nvalues;
    }
    a->value_cell = ARENA_ARRAY(&a->arena, uint32_t, values + 1);
    memset(a->value_cell, 0xff, values * sizeof *a->value_cell);
    a->pieces = ARENA_ARRAY(&a->arena, uint64_t, values / 64 + 1);
    a->main = rir_find_func(m, "main");
    if (a->main != RIR_NONE && (m->funcs.data[a->main].flags & RIR_FUNC_DEFINED) == 0)
        a->main = RIR_NONE;
    init_names(a);
    a->code_node = pa_node_new(a, 0, 0);
    pa_code_types(a);
    for (uint32_t f = 0; f < nf; f++)
        init_func(a, f);
    for (uint32_t f = 0; f < nf; f++)
        init_byval(a, f);
    for (uint32_t g = 0; g < ng; g++)
        init_global(a, g);
    alias_globals(a);
    init_transit(a);
    for (uint32_t g = 0; g < ng; g++)
        init_values(a, g);
}

uint64_t *pa_reach_all(const struct phase_a *a)
{
    pa_u32s roots = {0};
    for (uint32_t i = 0; i < a->main_roots.len; i++)
        vec_push(&roots, a->main_roots.data[i]);
    for (uint32_t i = 0; i < a->tasks.len; i++)
        vec_push(&roots, a->tasks.data[i].func);
    uint64_t *bits = pa_graph_reach(a, roots.data, roots.len);
    vec_free(&roots);
    return bits;
}

static void solve(struct phase_a *a)
{
    pa_gone_early(a);
    for (;;) {
        pa_run(a);
        pa_code_run(a);
        if (pa_resolve(a))
            continue;
        pa_graph_build(a);
        if (pa_tasks_find(a) || pa_tasks_uncalled(a))
            continue;
        uint64_t *reached = pa_reach_all(a);
        bool again = pa_tasks_unreached(a, reached);
        again |= pa_resolve_empty(a, reached);
        again |= pa_constrain_numbers(a, reached);
        again |= pa_pieces(a, reached);
        if (!again)
            again = pa_text(a, reached) || pa_gone(a);
        vec_release(reached);
        if (!again)
            return;
    }
}

/* ---- after the last round ---- */

/* In a program that has a main, what nothing else calls somebody may call who looks up its name. */
static void reach_by_unknown(struct phase_a *a)
{
    pa_u32s roots = {0};
    for (uint32_t i = 0; i < a->escaped.len; i++)
        vec_push(&roots, a->escaped.data[i]);
    for (uint32_t f = 0; f < a->m->funcs.len && a->main != RIR_NONE; f++)
        if (a->uncalled[f])
            vec_push(&roots, f);
    a->by_unknown = pa_graph_reach(a, roots.data, roots.len);
    vec_free(&roots);
}

static void reach_tasks(struct phase_a *a)
{
    struct map known = {0};
    pa_u32s roots = {0};
    a->task_reach = ARENA_ARRAY(&a->arena, uint64_t *, a->tasks.len + 1);
    for (uint32_t t = 0; t < a->tasks.len; t++) {
        uint32_t f = a->tasks.data[t].func, same;
        vec_push(&roots, f);
        if (map_get(&known, f, &same)) {
            a->task_reach[t] = a->task_reach[same];
            continue;
        }
        map_put(&known, f, t);
        a->task_reach[t] = pa_graph_reach(a, &f, 1);
    }
    a->reach_of = ARENA_ARRAY(&a->arena, uint64_t *, a->m->funcs.len + 1);
    a->any_task = pa_graph_reach(a, roots.data, roots.len);
    a->in_main = pa_graph_reach(a, a->main_roots.data, a->main_roots.len);
    reach_by_unknown(a);
    vec_free(&roots);
    map_free(&known);
}

static void add_targets(struct pa_list *l, const pa_u32s *funcs)
{
    for (uint32_t i = 0; i < funcs->len; i++) {
        bool known = false;
        for (uint32_t k = 0; k < l->funcs.len; k++)
            known |= l->funcs.data[k] == funcs->data[i];
        if (!known)
            vec_push(&l->funcs, funcs->data[i]);
    }
}

/* What unknown code was given, as far as it fits the call (A-I12). */
static void add_escaped(struct phase_a *a, struct pa_list *l, const struct pa_site *s)
{
    const struct rir_insn *in = &a->m->funcs.data[s->func].insns[s->insn];
    pa_u32s fitting = {0};
    for (uint32_t i = 0; i < a->escaped.len; i++)
        if (s->ann != RIR_NONE || s->unfiltered || pa_fits(a, s->func, in, a->escaped.data[i]))
            vec_push(&fitting, a->escaped.data[i]);
    add_targets(l, &fitting);
    vec_free(&fitting);
}

/* A call that may reach unknown code may reach what unknown code was given. */
static void add_site(struct phase_a *a, struct pa_list *l, const struct pa_site *s)
{
    bool guesses = l->nknown != l->funcs.len;
    if (s->hub != RIR_NONE) {
        add_targets(l, &a->hubs.data[s->hub].funcs);
        add_targets(l, &a->hubs.data[s->hub].special);
    } else {
        add_targets(l, &s->funcs);
    }
    if (!guesses)
        l->nknown = l->funcs.len;
    add_targets(l, &s->given);
    if (pa_site_open(a, s)) {
        l->complete = false;
        add_escaped(a, l, s);
    }
}

static uint32_t new_list(struct phase_a *a)
{
    a->lists[a->nlists].complete = true;
    return a->nlists++;
}

/* The sites of a hub share one list: one class, one shape. */
static void site_list(struct phase_a *a, struct map *which, struct map *of_hub,
                      const struct pa_site *s)
{
    uint32_t i;
    bool shared = s->hub != RIR_NONE, filled = shared && map_get(of_hub, s->hub, &i);
    if (!filled && (shared || !map_get(which, pa_key(s->func, s->insn), &i)))
        i = new_list(a);
    if (shared)
        map_put(of_hub, s->hub, i);
    map_put(which, pa_key(s->func, s->insn), i);
    if (!filled)
        add_site(a, &a->lists[i], s);
}

/* Sites become lists that others can ask for. */
static void build_lists(struct phase_a *a)
{
    struct map of_hub = {0};
    a->lists = ARENA_ARRAY(&a->arena, struct pa_list, a->sites.len + 1);
    for (uint32_t i = 0; i < a->sites.len; i++) {
        const struct pa_site *s = &a->sites.data[i];
        if (s->ann == RIR_NONE)
            site_list(a, &a->callees, &of_hub, s);
        else if (a->m->funcs.data[s->callee].anns[s->ann].kind == RIR_ANN_CALLS)
            site_list(a, &a->callbacks, &of_hub, s);
    }
    map_free(&of_hub);
}

/* What only the solving needs: a tenth of it all. */
static void free_constraints(struct phase_a *a)
{
    for (uint32_t i = 0; i < a->notes.len; i++)
        if (pa_class_of_cell(a, a->notes.data[i].cell) != RIR_NONE)
            a->nodes.data[pa_node_find(a, a->notes.data[i].node, NULL)].flags |= PA_NOTED;
    vec_free(&a->uses);
    vec_free(&a->copies);
    vec_free(&a->notes);
    vec_free(&a->code_from);
    vec_free(&a->code_to);
    vec_free(&a->todo_uses);
    vec_free(&a->todo_unify);
    vec_free(&a->todo_flag);
    vec_free(&a->todo_dirty);
}

static struct phase_a *run(const struct rir_module *m, const struct phase_a_options *o,
                           bool one_transit)
{
    struct phase_a *a = calloc(1, sizeof *a);
    if (a == NULL)
        abort();
    a->m = m;
    a->one_transit = one_transit;
    if (o != NULL)
        a->opt = *o;
    init(a);
    pa_constrain(a);
    pa_tasks_declared(a);
    solve(a);
    pa_tasks_drop_dead(a);
    pa_sinks_look(a);
    pa_graph_sccs(a);
    reach_tasks(a);
    build_lists(a);
    pa_number(a);
    pa_effects_build(a);
    free_constraints(a);
    return a;
}

static void free_classes(struct phase_a *a)
{
    for (uint32_t i = 0; i < a->nodes.len; i++) {
        vec_free(&a->nodes.data[i].slots);
        vec_free(&a->nodes.data[i].folds);
    }
    for (uint32_t i = 0; i < a->sites.len; i++) {
        vec_free(&a->sites.data[i].funcs);
        vec_free(&a->sites.data[i].given);
        vec_free(&a->sites.data[i].only);
    }
    for (uint32_t i = 0; i < a->nlists; i++)
        vec_free(&a->lists[i].funcs);
    for (uint32_t i = 0; i < a->nclasses; i++)
        vec_release(a->classes[i].reaches);
    for (uint32_t i = 0; i < a->hubs.len; i++) {
        vec_free(&a->hubs.data[i].funcs);
        vec_free(&a->hubs.data[i].special);
    }
    vec_free(&a->hubs);
    vec_free(&a->nodes);
    vec_free(&a->cells);
    vec_free(&a->targets);
    for (uint32_t i = 0; i < a->sinks.len; i++)
        vec_free(&a->sinks.data[i].held);
    vec_free(&a->sinks);
    vec_free(&a->transits);
    vec_free(&a->codes);
    vec_free(&a->sites);
}

static void free_tasks(struct phase_a *a)
{
    struct map known = {0};
    for (uint32_t t = 0; t < a->tasks.len; t++) {
        uint32_t seen;
        if (!map_get(&known, a->tasks.data[t].func, &seen))
            vec_release(a->task_reach[t]);
        map_put(&known, a->tasks.data[t].func, 1);
    }
    map_free(&known);
    vec_release(a->any_task);
    vec_release(a->in_main);
    vec_release(a->by_unknown);
    for (uint32_t f = 0; a->reach_of != NULL && f < a->m->funcs.len; f++)
        vec_release(a->reach_of[f]);
    vec_free(&a->tasks);
    vec_free(&a->main_roots);
    vec_free(&a->escaped);
    vec_free(&a->borrowed);
    vec_free(&a->results);
}

void phase_a_free(struct phase_a *a)
{
    if (a == NULL)
        return;
    pa_effects_free(a);
    free_classes(a);
    free_tasks(a);
    pa_graph_free(a);
    struct map *maps[] = {&a->piece_flows, &a->copy_edges, &a->names,    &a->site_of,
                          &a->pairs,       &a->fresh,      &a->leaving,  &a->callbacks,
                          &a->callees,     &a->hub_of,     &a->code_ids, &a->code_unions};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_free(maps[i]);
    arena_free(&a->arena);
    free(a);
}

uint32_t phase_a_mutant(const struct phase_a *a)
{
    return a->opt.mutant;
}

struct phase_a *phase_a_run(const struct rir_module *m, const struct phase_a_options *o)
{
    struct phase_a *a = run(m, o, false);
    if (!pa_transit_lies(a))
        return a;
    phase_a_free(a);
    return run(m, o, true);
}
