/* Classes as others see them: dense numbers, their static objects, and what static objects reach.
 *
 * A-I19  A class is global if a static object (not thread-local, not a channel) is in it or leads
 * to it through slots, or if code that we do not know may have a pointer to it. */
#include <string.h>

#include "solve/pa.h"

static void number_roots(struct phase_a *a)
{
    uint32_t n = a->nodes.len;
    a->class_of_node = ARENA_ARRAY(&a->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        if (pa_node_find(a, i, NULL) == i)
            a->class_of_node[i] = a->nclasses++;
    a->classes = ARENA_ARRAY(&a->arena, struct pa_class, a->nclasses + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = pa_node_find(a, i, NULL);
        a->class_of_node[i] = a->class_of_node[root];
        a->classes[a->class_of_node[i]].node = root;
    }
}

static void list_globals(struct phase_a *a, struct pa_class *c)
{
    const struct pa_node *n = &a->nodes.data[c->node];
    c->globals = ARENA_ARRAY(&a->arena, uint32_t, n->nglobals + 1);
    for (uint32_t g = n->ghead; g != RIR_NONE; g = a->global_next[g])
        c->globals[c->nglobals++] = g;
}

static bool is_static(const struct rir_global *g)
{
    return (g->flags & (RIR_GLOBAL_TLS | RIR_GLOBAL_CHANNEL)) == 0;
}

/* Without changing anything: queries are const. */
uint32_t pa_class_of_cell(const struct phase_a *a, uint32_t cell)
{
    const struct pa_cell *cells = a->cells.data;
    while (cells[cell].parent != cell)
        cell = cells[cell].parent;
    if (cells[cell].target == RIR_NONE)
        return RIR_NONE;
    return a->class_of_node[a->targets.data[cells[cell].target].node];
}

/* What lies behind an unknown pointer is whatever unknown code may hold. */
static void reach_outside(const struct phase_a *a, uint64_t *bits, pa_u32s *todo)
{
    for (uint32_t c = 0; c < a->nclasses; c++) {
        if ((a->nodes.data[a->classes[c].node].flags & (PA_UNK | PA_ESC)) == 0 || pa_bit(bits, c))
            continue;
        pa_set(bits, c);
        vec_push(todo, c);
    }
}

static uint64_t *reach_from(const struct phase_a *a, uint32_t from)
{
    uint32_t words = (a->nclasses + 63) / 64;
    uint64_t *bits = vec_reserve(NULL, 0, &(uint32_t){0}, words, sizeof *bits);
    memset(bits, 0, words * sizeof *bits);
    pa_u32s todo = {0};
    bool outside = false;
    pa_set(bits, from);
    vec_push(&todo, from);
    while (todo.len > 0) {
        uint32_t cls = todo.data[--todo.len], node = a->classes[cls].node;
        const pa_slots *slots = &a->nodes.data[node].slots;
        if (!outside && ((pa_content_marks(a, node) & PA_UNK) != 0)) {
            outside = true;
            reach_outside(a, bits, &todo);
        }
        for (uint32_t i = 0; i < slots->len; i++) {
            uint32_t to = pa_class_of_cell(a, slots->data[i].cell);
            if (to == RIR_NONE || pa_bit(bits, to))
                continue;
            pa_set(bits, to);
            vec_push(&todo, to);
        }
    }
    vec_free(&todo);
    return bits;
}

bool phase_a_class_reaches(const struct phase_a *a, uint32_t from, uint32_t to)
{
    if (from == RIR_NONE || to == RIR_NONE)
        return true;
    struct pa_class *c = &a->classes[from];
    if (c->reaches == NULL)
        c->reaches = reach_from(a, from);
    return pa_bit(c->reaches, to);
}

static void found(struct phase_a *a, pa_u32s *todo, uint32_t cls)
{
    if (a->classes[cls].global)
        return;
    a->classes[cls].global = true;
    vec_push(todo, cls);
}

static void follow(struct phase_a *a, pa_u32s *todo, uint32_t cls)
{
    const pa_slots *slots = &a->nodes.data[a->classes[cls].node].slots;
    for (uint32_t i = 0; i < slots->len; i++) {
        uint32_t root;
        struct pa_off off;
        if (!pa_cell_target(a, slots->data[i].cell, &root, &off))
            continue;
        uint32_t to = a->class_of_node[root];
        if (to != cls || a->classes[cls].nglobals > 1)
            a->classes[to].pointed = true;
        found(a, todo, to);
    }
}

static void reach_from_statics(struct phase_a *a)
{
    pa_u32s todo = {0};
    for (uint32_t c = 0; c < a->nclasses; c++) {
        bool outside = (a->nodes.data[a->classes[c].node].flags & (PA_UNK | PA_ESC)) != 0;
        a->classes[c].pointed = outside;
        if (outside)
            found(a, &todo, c);
        for (uint32_t i = 0; i < a->classes[c].nglobals; i++)
            if (is_static(&a->m->globals.data[a->classes[c].globals[i]]))
                found(a, &todo, c);
    }
    while (todo.len > 0)
        follow(a, &todo, todo.data[--todo.len]);
    vec_free(&todo);
}

/* The operation compares the address, or subtracts it from another one: no memory is reached by
 * that. */
static bool measures(const struct rir_insn *in, uint32_t arg)
{
    return in->op == RIR_CMP || (in->op == RIR_BIN && in->sub == RIR_B_SUB && arg == 1);
}

static bool is_move(const struct rir_insn *in)
{
    return in->op == RIR_UN && in->sub == RIR_U_MOVE;
}

/* Nothing else is done with the value, nor with what it is moved to, so many times. */
static bool only_measured(const struct rir_func *f, uint32_t value, int depth)
{
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t a = 0; a < in->nargs; a++)
            if (in->args[a] == value && !measures(in, a) &&
                !(is_move(in) && depth > 0 && only_measured(f, in->result, depth - 1)))
                return false;
    }
    return true;
}

static void name_operand(struct phase_a *a, const struct rir_func *f, const struct rir_insn *in,
                         uint32_t arg)
{
    const struct rir_value *v = &f->values[in->args[arg]];
    if (v->kind == RIR_V_GLOBAL && !a->used[v->ref] && !measures(in, arg))
        a->used[v->ref] = !is_move(in) || !only_measured(f, in->result, 1);
}

static void name_in(struct phase_a *a, const struct rir_func *f)
{
    for (uint32_t v = 0; v < f->nvalues; v++)
        if (f->values[v].kind == RIR_V_GLOBAL)
            a->named[f->values[v].ref] = true;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t arg = 0; arg < f->insns[i].nargs; arg++)
            name_operand(a, f, &f->insns[i], arg);
}

/* Globals that code of a task names, or another global does. */
static void name_globals(struct phase_a *a)
{
    a->named = ARENA_ARRAY(&a->arena, bool, a->m->globals.len + 1);
    a->used = ARENA_ARRAY(&a->arena, bool, a->m->globals.len + 1);
    a->initial = ARENA_ARRAY(&a->arena, bool, a->m->globals.len + 1);
    for (uint32_t g = 0; g < a->m->globals.len; g++)
        for (uint32_t i = 0; i < a->m->globals.data[g].ninit; i++) {
            const struct rir_init *init = &a->m->globals.data[g].init[i];
            if (!init->is_func && init->target != g)
                a->initial[init->target] = true;
        }
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if (pa_bit(a->any_task, f))
            name_in(a, &a->m->funcs.data[f]);
}

static void count(struct phase_a *a)
{
    a->stats.classes = a->nclasses;
    for (uint32_t c = 0; c < a->nclasses; c++) {
        const pa_folds *f = &a->nodes.data[a->classes[c].node].folds;
        for (uint32_t i = 0; i < f->len; i++) {
            if (f->data[i].stride > a->ptr || f->data[i].lo != PA_OFF_MIN)
                continue;
            a->stats.collapsed++;
            break;
        }
    }
    for (uint32_t s = 0; s < a->sites.len; s++) {
        a->stats.indirect_calls += a->sites.data[s].ann == RIR_NONE;
        a->stats.incomplete_calls += pa_site_open(a, &a->sites.data[s]);
    }
}

void pa_number(struct phase_a *a)
{
    number_roots(a);
    for (uint32_t c = 0; c < a->nclasses; c++)
        list_globals(a, &a->classes[c]);
    reach_from_statics(a);
    name_globals(a);
    count(a);
}
