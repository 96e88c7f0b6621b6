/* What others ask Phase A: plain look-ups in what phase_a_run left behind. */
#include "solve/pa.h"

const struct pa_task *phase_a_tasks(const struct phase_a *a, uint32_t *n)
{
    *n = a->tasks.len;
    return a->tasks.data;
}

uint32_t phase_a_outside(const struct phase_a *a)
{
    return a->m->funcs.len;
}

bool phase_a_is_unknown(const struct phase_a *a, uint32_t func)
{
    return func == phase_a_outside(a) || a->funcs[func].unknown;
}

const uint32_t *phase_a_main_roots(const struct phase_a *a, uint32_t *n)
{
    *n = a->main_roots.len;
    return a->main_roots.data;
}

uint32_t phase_a_sure_roots(const struct phase_a *a)
{
    return a->sure_roots;
}

bool phase_a_task_name_found(const struct phase_a *a, uint32_t name)
{
    return name < a->opt.ntask_names && a->name_found[name];
}

static const uint32_t *list(const struct phase_a *a, const struct map *which, uint64_t key,
                            uint32_t *n, bool *complete)
{
    uint32_t i;
    if (!map_get(which, key, &i)) {
        *n = 0;
        *complete = true;
        return NULL;
    }
    *n = a->lists[i].funcs.len;
    *complete = a->lists[i].complete;
    return a->lists[i].funcs.data;
}

const uint32_t *phase_a_callees(const struct phase_a *a, uint32_t func, uint32_t insn, uint32_t *n,
                                bool *complete)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    const uint32_t *found = list(a, &a->callees, pa_key(func, insn), n, complete);
    uint32_t site;
    if (in->op == RIR_CALLI && *n == 0) /* also in bodies that were not looked at */
        *complete = map_get(&a->site_of, pa_key(func, insn), &site) && a->sites.data[site].null;
    if (*n > 0 || !*complete || in->op != RIR_CALL)
        return found;
    *n = 1;
    const struct pa_func *callee = &a->funcs[in->ref];
    bool alias = callee->alias != RIR_NONE && !callee->described &&
                 (a->m->funcs.data[in->ref].flags & (RIR_FUNC_DEFINED | RIR_FUNC_IFUNC)) == 0;
    return alias ? &callee->alias : &in->ref;
}

bool phase_a_callee_is_guess(const struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee)
{
    uint32_t at;
    if (!map_get(&a->callees, pa_key(func, insn), &at))
        return false;
    const struct pa_list *l = &a->lists[at];
    for (uint32_t i = 0; i < l->nknown; i++)
        if (l->funcs.data[i] == callee)
            return false;
    return true;
}

const uint32_t *phase_a_callbacks(const struct phase_a *a, uint32_t func, uint32_t insn,
                                  uint32_t *n, bool *complete)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    if (in->op == RIR_CALL && a->funcs[in->ref].unknown) {
        *n = a->escaped.len;
        *complete = false;
        return a->escaped.data;
    }
    return list(a, &a->callbacks, pa_key(func, insn), n, complete);
}

uint32_t phase_a_nsccs(const struct phase_a *a)
{
    return a->nsccs;
}

const uint32_t *phase_a_scc(const struct phase_a *a, uint32_t scc, uint32_t *n)
{
    *n = a->scc_first[scc + 1] - a->scc_first[scc];
    return a->scc_funcs + a->scc_first[scc];
}

uint32_t phase_a_scc_of(const struct phase_a *a, uint32_t func)
{
    return a->scc_of[func];
}

bool phase_a_in_task(const struct phase_a *a, uint32_t func)
{
    return pa_bit(a->any_task, func);
}

bool phase_a_in_main(const struct phase_a *a, uint32_t func)
{
    return pa_bit(a->in_main, func);
}

bool phase_a_has_implicit(const struct phase_a *a)
{
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if (pa_called_by_compiler(&a->m->funcs.data[f]))
            return true;
    return false;
}

bool phase_a_runs_late(const struct phase_a *a, uint32_t func)
{
    return a->late[func];
}

const uint32_t *phase_a_given_away(const struct phase_a *a, uint32_t *n)
{
    *n = a->escaped.len;
    return a->escaped.data;
}

bool phase_a_run_by_unknown(const struct phase_a *a, uint32_t func)
{
    return pa_bit(a->by_unknown, func);
}

bool phase_a_leads_to(const struct phase_a *a, uint32_t from, uint32_t to)
{
    if (a->reach_of[from] == NULL) /* made when asked for: few are */
        a->reach_of[from] = pa_graph_reach(a, &from, 1);
    return pa_bit(a->reach_of[from], to);
}

bool phase_a_task_reaches(const struct phase_a *a, uint32_t task, uint32_t func)
{
    return pa_bit(a->task_reach[task], func);
}

uint32_t phase_a_class(const struct phase_a *a, uint32_t func, uint32_t value)
{
    const struct rir_value *v = &a->m->funcs.data[func].values[value];
    if (v->kind == RIR_V_GLOBAL)
        return phase_a_class_of_global(a, v->ref);
    if (v->kind == RIR_V_FUNC)
        return a->class_of_node[a->code_node];
    uint32_t cell = a->value_cell[a->value_base[func] + value];
    if (cell == RIR_NONE)
        return RIR_NONE;
    uint32_t cls = pa_class_of_cell(a, cell);
    return cls == RIR_NONE && pa_code(a, cell)->n != 0 ? a->class_of_node[a->code_node] : cls;
}

uint32_t phase_a_class_of_global(const struct phase_a *a, uint32_t global)
{
    return a->class_of_node[a->global_node[global]];
}

static uint32_t flags(const struct phase_a *a, uint32_t cls)
{
    return a->nodes.data[a->classes[cls].node].flags;
}

bool phase_a_class_unknown(const struct phase_a *a, uint32_t cls)
{
    return cls == RIR_NONE || (flags(a, cls) & PA_UNK) != 0;
}

bool phase_a_class_escaped(const struct phase_a *a, uint32_t cls)
{
    return cls == RIR_NONE || (flags(a, cls) & PA_ESC) != 0;
}

bool phase_a_classes_overlap(const struct phase_a *a, uint32_t x, uint32_t y)
{
    if (x == RIR_NONE || y == RIR_NONE || x == y)
        return true;
    uint32_t fx = flags(a, x), fy = flags(a, y);
    return ((fx & PA_UNK) != 0 && (fy & (PA_UNK | PA_ESC)) != 0) ||
           ((fy & PA_UNK) != 0 && (fx & (PA_UNK | PA_ESC)) != 0);
}

bool phase_a_class_global(const struct phase_a *a, uint32_t cls)
{
    return cls == RIR_NONE || a->classes[cls].global;
}

const uint32_t *phase_a_class_globals(const struct phase_a *a, uint32_t cls, uint32_t *n)
{
    *n = cls == RIR_NONE ? 0 : a->classes[cls].nglobals;
    return cls == RIR_NONE ? NULL : a->classes[cls].globals;
}

bool phase_a_class_is_static(const struct phase_a *a, uint32_t cls)
{
    const struct pa_node *n = &a->nodes.data[a->classes[cls].node];
    return (n->flags & PA_UNK) == 0 && n->nobjects == n->nglobals;
}

bool phase_a_named_in_task(const struct phase_a *a, uint32_t global)
{
    return a->named[global] || a->classes[phase_a_class_of_global(a, global)].pointed;
}

bool phase_a_named_doubtfully(const struct phase_a *a, uint32_t global)
{
    const struct pa_class *c = &a->classes[phase_a_class_of_global(a, global)];
    const struct pa_node *n = &a->nodes.data[c->node];
    if (a->named[global])
        return !a->used[global] && !c->pointed;
    /* what is pointed to may be another object of its class, or one that is not known */
    bool others = n->nobjects > 1 || c->nglobals > 1 || (n->flags & PA_UNK) != 0;
    return others && !a->initial[global];
}

struct phase_a_stats phase_a_stats(const struct phase_a *a)
{
    return a->stats;
}
