/* Tasks and the roots of main: who runs without being called.
 *
 * A task is found at each call that starts one (START, FBP_SPAWNS), for each function its operand
 * may be; it is also what FBP_TASK, --task or (for a library) being exported makes one. Roots of
 * main: main, constructors, destructors, what is called later (atexit) and, in a program without
 * main, every function that is exported or that nothing calls.
 *
 * A-I18  Every function that may begin to run without being called by code that we see is a task or
 * a root of main: functions that unknown code was given are roots of main, and tasks of every start
 * whose function may be unknown. So is a function that is not known, by its name where it has one.
 * A handler that is set again after it was saved (RIR_ANN_STARTED) is a task already, or code that
 * we do not see set it. A-I33  What leads to the start of a task and somebody may call whom we do
 * not see is a root of main, too. A-I34  A function with a body that is said to start one
 * (FBP_SPAWNS) is judged by its body; where that is not seen to start what it is given, the
 * function is a task all the same, declared. A-I35  Which copies are calls of a memcpy of the
 * program's own only the compiler knows: any task may run it, with anything. */
#include <stdlib.h>
#include <string.h>

#include "solve/pa.h"

/* Results meet in one cell (A-I16), but only in a program where some join looks at them. */
void pa_task_result(struct phase_a *a, uint32_t cell)
{
    if (a->joins_results)
        pa_assign(a, cell, a->joined);
    else if (cell != RIR_NONE)
        vec_push(&a->results, cell);
}

uint32_t pa_task_joined(struct phase_a *a)
{
    a->joins_results = true;
    while (a->results.len > 0)
        pa_assign(a, a->results.data[--a->results.len], a->joined);
    return a->joined;
}

/* Some task is code that we do not know: what it returns is unknown. */
void pa_task_unknown(struct phase_a *a)
{
    a->unknown_called = true;
    if (a->task_unknown)
        return;
    a->task_unknown = true;
    uint32_t result = pa_cell_new(a);
    pa_cell_mark(a, result, PA_UNK | PA_CODE);
    pa_task_result(a, result);
}

void pa_task_starts(struct phase_a *a, uint32_t target, uint32_t arg_cell)
{
    const struct rir_func *f = &a->m->funcs.data[target];
    if ((f->flags & RIR_FUNC_DEFINED) == 0 || a->funcs[target].described) {
        pa_use_add(a, arg_cell, PA_MARK, 0, PA_ESC | PA_CODE, 0);
        if (a->funcs[target].unknown)
            pa_task_unknown(a);
        return;
    }
    for (uint32_t p = 0; p < f->nparams; p++)
        if (f->params[p].pos.cpos == 1)
            pa_assign(a, arg_cell, pa_value(a, target, f->params[p].value));
    for (uint32_t r = 0; r < a->funcs[target].nret; r++)
        pa_task_result(a, a->funcs[target].ret + r);
}

static bool named(const struct rir_func *f, const char *name)
{
    return strcmp(f->name, name) == 0 || (f->source != NULL && strcmp(f->source, name) == 0);
}

/* How a function became a task without being started; NULL: it did not. */
static const char *declared(const struct phase_a *a, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    if ((f->flags & RIR_FUNC_DEFINED) == 0)
        return NULL;
    if (rir_func_ann(f, RIR_ANN_TASK) != NULL)
        return "FBP_TASK";
    for (uint32_t i = 0; i < a->opt.ntask_names; i++)
        if (named(f, a->opt.task_names[i]))
            return "--task";
    if (a->opt.library && f->linkage != RIR_INTERNAL && !named(f, "main"))
        return "exported";
    return NULL;
}

bool pa_is_declared_task(const struct phase_a *a, uint32_t func)
{
    return declared(a, func) != NULL;
}

/* The parameters of main: an array of strings that is nobody else's. */
static void main_parameters(struct phase_a *a)
{
    if (a->main == RIR_NONE)
        return;
    uint32_t strings = pa_node_new(a, 0, 1), array = pa_node_new(a, PA_MUTABLE, 1);
    uint32_t string = pa_cell_new(a), args = pa_cell_new(a);
    pa_cell_point(a, string, strings, pa_off_exact(0));
    pa_cell_point(a, args, array, pa_off_range(0, a->ptr, 0, PA_OFF_MAX));
    pa_use_add(a, args, PA_STORE, string, a->ptr, 0);
    const struct rir_func *f = &a->m->funcs.data[a->main];
    for (uint32_t p = 0; p < f->nparams; p++)
        if (f->params[p].type.cls == RIR_PTR)
            pa_cell_point(a, pa_value(a, a->main, f->params[p].value), array, pa_off_exact(0));
}

static void declared_parameters(struct phase_a *a, uint32_t func, const char *how)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    if (strcmp(how, "exported") == 0) {
        a->funcs[func].shown = true;
        return;
    }
    if (a->funcs[func].described)
        return;
    for (uint32_t p = 0; p < f->nparams; p++)
        if (f->params[p].type.cls == RIR_PTR)
            pa_transit_receive(a, func, f->params[p].value);
    for (uint32_t r = 0; r < a->funcs[func].nret; r++)
        pa_task_result(a, a->funcs[func].ret + r);
}

/* Said to start tasks, and judged by its body. */
static bool starts_by_body(const struct phase_a *a, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    return (f->flags & RIR_FUNC_DEFINED) != 0 && !a->funcs[func].described && rir_func_starts(f);
}

void pa_tasks_declared(struct phase_a *a)
{
    main_parameters(a);
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        a->starts_by_body |= starts_by_body(a, f);
        const char *how = declared(a, f);
        if (how != NULL)
            declared_parameters(a, f, how);
        for (uint32_t i = 0; i < a->opt.ntask_names; i++)
            a->name_found[i] |= (a->m->funcs.data[f].flags & RIR_FUNC_DEFINED) != 0 &&
                                named(&a->m->funcs.data[f], a->opt.task_names[i]);
    }
}

static void add_task(struct phase_a *a, uint32_t func, uint32_t start, uint32_t insn, int arg,
                     const char *how)
{
    struct pa_task t = {
        .func = func, .start_func = start, .start_insn = insn, .arg = arg, .how = how};
    vec_push(&a->tasks, t);
}

static bool is_start(const struct rir_ann *n)
{
    return n->kind == RIR_ANN_SPAWNS || n->kind == RIR_ANN_SPAWNS_IF;
}

/* For display: what is started without an argument by a library is a handler or a destructor. */
static const char *start_word(const struct rir_func *callee, const struct rir_ann *n)
{
    if (n->b != 0)
        return "started";
    if (strstr(callee->name, "key_create") != NULL || strstr(callee->name, "tss_create") != NULL)
        return HOW_DESTRUCTOR;
    if (strstr(callee->name, "atfork") != NULL)
        return HOW_FORK;
    return strstr(callee->name, "sig") != NULL ? HOW_SIGNAL : "started";
}

static int by_number(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static bool holds(const pa_u32s *list, uint32_t func)
{
    for (uint32_t i = 0; i < list->len; i++)
        if (list->data[i] == func)
            return true;
    return false;
}

/* The start may be one of these. */
static void guessed_tasks(struct phase_a *a, const struct pa_site *s, const pa_u32s *funcs)
{
    const struct rir_func *g = &a->m->funcs.data[s->callee];
    const struct rir_ann *n = &g->anns[s->ann];
    for (uint32_t i = 0; i < funcs->len; i++) {
        uint32_t f = funcs->data[i];
        if (a->funcs[f].described || (a->m->funcs.data[f].flags & RIR_FUNC_DEFINED) == 0 ||
            a->m->funcs.data[f].ncparams > 1 || holds(&s->funcs, f) ||
            (funcs != &s->given && holds(&s->given, f)))
            continue;
        add_task(a, f, s->func, s->insn, n->b, start_word(g, n));
        a->tasks.data[a->tasks.len - 1].guess = true;
    }
}

/* Functions come in the order of the program, whatever the order in which they were found. */
static void tasks_of_site(struct phase_a *a, const struct pa_site *s)
{
    if (s->funcs.len > 1)
        qsort(s->funcs.data, s->funcs.len, sizeof *s->funcs.data, by_number);
    const struct rir_func *g = &a->m->funcs.data[s->callee];
    const struct rir_ann *n = &g->anns[s->ann];
    for (uint32_t i = 0; i < s->funcs.len; i++) /* not `free` as a destructor, say */
        if ((a->m->funcs.data[s->funcs.data[i]].flags & RIR_FUNC_DEFINED) != 0 ||
            a->funcs[s->funcs.data[i]].unknown)
            add_task(a, s->funcs.data[i], s->func, s->insn, n->b, start_word(g, n));
    guessed_tasks(a, s, &s->given);
    if (!pa_site_open(a, s))
        return;
    guessed_tasks(a, s, &a->escaped);
    add_task(a, phase_a_outside(a), s->func, s->insn, n->b, start_word(g, n));
    a->tasks.data[a->tasks.len - 1].guess = true;
}

static void add_root(struct phase_a *a, bool *is_root, uint32_t func)
{
    if (!is_root[func] && (a->m->funcs.data[func].flags & RIR_FUNC_DEFINED) != 0)
        vec_push(&a->main_roots, func);
    is_root[func] = true;
}

static void find_tasks(struct phase_a *a)
{
    a->tasks.len = 0;
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        const struct rir_func *fn = &a->m->funcs.data[f];
        const char *how = declared(a, f);
        if (how != NULL)
            add_task(a, f, RIR_NONE, RIR_NONE, 0, how);
        for (uint32_t i = 0; i < fn->ninsns && !a->funcs[f].described; i++)
            if (fn->insns[i].op == RIR_START)
                add_task(a, fn->insns[i].ref, f, i, 1, "started");
    }
    for (uint32_t s = 0; s < a->sites.len; s++) {
        const struct pa_site *site = &a->sites.data[s];
        if (site->ann != RIR_NONE && is_start(&a->m->funcs.data[site->callee].anns[site->ann]))
            tasks_of_site(a, site);
    }
}

static bool is_task(const struct phase_a *a, uint32_t func)
{
    for (uint32_t i = 0; i < a->tasks.len; i++)
        if (a->tasks.data[i].func == func)
            return true;
    return false;
}

/* Such a function is a task, if no start of it was seen. True: what calls it is new. */
static bool add_handed(struct phase_a *a, uint32_t func)
{
    if ((a->m->funcs.data[func].flags & RIR_FUNC_DEFINED) == 0 || is_task(a, func))
        return false;
    add_task(a, func, RIR_NONE, RIR_NONE, 0, "started");
    a->tasks.data[a->tasks.len - 1].open = true;
    bool is_new = !a->handed[func];
    a->handed[func] = true;
    if (is_new)
        pa_call_outside(a, func);
    return is_new;
}

/* The functions that this call passes where the callee, which has a body, is said to start them. */
static bool handed_by(struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t callee)
{
    const struct rir_func *g = &a->m->funcs.data[callee];
    bool any = false;
    for (uint32_t n = 0; n < g->nanns && starts_by_body(a, callee); n++) {
        if (!is_start(&g->anns[n]))
            continue;
        for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++) {
            uint32_t value = in->args[i + pa_first_arg(in)];
            uint32_t cell = rir_ann_covers(g, g->anns[n].a, rir_call_position(in, i))
                                ? pa_value(a, func, value)
                                : RIR_NONE;
            const struct pa_code *code = cell == RIR_NONE ? NULL : pa_code(a, cell);
            for (uint32_t k = 0; code != NULL && k < code->nknown; k++)
                any |= add_handed(a, code->funcs[k]);
        }
    }
    return any;
}

static bool find_handed(struct phase_a *a)
{
    bool any = false;
    if (!a->starts_by_body)
        return false;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0; i < a->m->funcs.data[f].ninsns && !a->funcs[f].described; i++)
            if (a->m->funcs.data[f].insns[i].op == RIR_CALL)
                any |= handed_by(a, f, &a->m->funcs.data[f].insns[i],
                                 a->m->funcs.data[f].insns[i].ref);
    for (uint32_t s = 0; s < a->sites.len; s++) {
        const struct pa_site *site = &a->sites.data[s];
        const struct rir_insn *in = &a->m->funcs.data[site->func].insns[site->insn];
        for (uint32_t i = 0; i < site->funcs.len && site->ann == RIR_NONE; i++)
            any |= handed_by(a, site->func, in, site->funcs.data[i]);
    }
    return any;
}

static void add_late_roots(struct phase_a *a, bool *is_root, const pa_u32s *funcs)
{
    for (uint32_t i = 0; i < funcs->len; i++) {
        add_root(a, is_root, funcs->data[i]);
        a->late[funcs->data[i]] = true;
    }
}

bool pa_tasks_find(struct phase_a *a)
{
    bool *is_root = arena_alloc(&a->arena, a->m->funcs.len + 1);
    find_tasks(a);
    bool again = find_handed(a);
    a->main_roots.len = 0;
    if (a->main != RIR_NONE)
        add_root(a, is_root, a->main);
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if (a->uncalled[f] || (a->m->funcs.data[f].flags & (RIR_FUNC_CTOR | RIR_FUNC_DTOR)) != 0)
            add_root(a, is_root, f);
    for (uint32_t s = 0; s < a->sites.len; s++) {
        const struct pa_site *site = &a->sites.data[s];
        if (site->ann == RIR_NONE ||
            a->m->funcs.data[site->callee].anns[site->ann].kind != RIR_ANN_CALLS_LATER)
            continue;
        add_late_roots(a, is_root, &site->funcs);
        add_late_roots(a, is_root, &site->given);
    }
    for (uint32_t i = 0; i < a->tasks.len; i++)
        is_root[a->tasks.data[i].func] = true;
    a->sure_roots = a->main_roots.len;
    for (uint32_t i = 0; i < a->escaped.len; i++)
        add_root(a, is_root, a->escaped.data[i]);
    return again;
}

bool pa_called_by_compiler(const struct rir_func *f)
{
    static const char *const names[] = {"memcpy", "memmove", "memset"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        is_one |= strcmp(f->name, names[i]) == 0;
    return is_one && (f->flags & RIR_FUNC_DEFINED) != 0 && f->linkage != RIR_INTERNAL;
}

static bool root_candidate(const struct phase_a *a, uint32_t func)
{
    return (a->m->funcs.data[func].flags & RIR_FUNC_DEFINED) != 0 && !a->funcs[func].described &&
           !a->uncalled[func];
}

/* What is exported to be run as a task is not called like a function as well. */
static bool is_exported(const struct phase_a *a, uint32_t func)
{
    return a->m->funcs.data[func].linkage != RIR_INTERNAL && !is_task(a, func);
}

static void uncalled_root(struct phase_a *a, uint32_t func)
{
    a->uncalled[func] = true;
    pa_call_outside(a, func);
}

/* In a program without main what is exported, or called by nothing, is called from outside; so is
 * one function of every cycle that nothing else reaches. */
bool pa_tasks_uncalled(struct phase_a *a)
{
    if (a->uncalled_done || a->main != RIR_NONE || a->opt.library)
        return false;
    a->uncalled_done = true;
    pa_u32s roots = {0};
    for (uint32_t i = 0; i < a->tasks.len; i++)
        vec_push(&roots, a->tasks.data[i].func);
    for (uint32_t i = 0; i < a->main_roots.len; i++)
        vec_push(&roots, a->main_roots.data[i]);
    uint32_t known = roots.len;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if (root_candidate(a, f) &&
            (is_exported(a, f) || a->callers.first[f] == a->callers.first[f + 1]))
            vec_push(&roots, f);
    uint64_t *reached = pa_graph_reach(a, roots.data, known);
    for (uint32_t i = known; i < roots.len; i++)
        if (is_exported(a, roots.data[i]) || !pa_bit(reached, roots.data[i]))
            uncalled_root(a, roots.data[i]);
    vec_release(reached);
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        reached = pa_graph_reach(a, roots.data, roots.len);
        while (f < a->m->funcs.len && (pa_bit(reached, f) || !root_candidate(a, f)))
            f++;
        vec_release(reached);
        if (f == a->m->funcs.len)
            break;
        uncalled_root(a, f);
        vec_push(&roots, f);
    }
    vec_free(&roots);
    return true;
}

/* ---- starts that nothing is seen to reach (A-I33) ---- */

/* What a body that is not looked at calls (FBP_TRUSTED). */
static void add_called_by_described(const struct phase_a *a, pa_u32s *roots)
{
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        const struct rir_func *fn = &a->m->funcs.data[f];
        for (uint32_t i = 0; i < fn->ninsns && a->funcs[f].described; i++)
            if (fn->insns[i].op == RIR_CALL)
                vec_push(roots, fn->insns[i].ref);
    }
}

/* Bits of what somebody may call whom we do not see: by its name, which is looked up or stands in
 * assembly, or in the body of a trusted function. All else that nothing calls is dead. */
static uint64_t *callable(const struct phase_a *a)
{
    pa_u32s roots = {0};
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        if ((a->m->funcs.data[f].flags & RIR_FUNC_DEFINED) != 0 &&
            a->m->funcs.data[f].linkage != RIR_INTERNAL && !a->funcs[f].described)
            vec_push(&roots, f);
    add_called_by_described(a, &roots);
    uint64_t *bits = pa_graph_reach(a, roots.data, roots.len);
    vec_free(&roots);
    return bits;
}

/* A trusted function may be called at any time. */
static void mark_late(struct phase_a *a)
{
    pa_u32s roots = {0};
    add_called_by_described(a, &roots);
    uint64_t *bits = pa_graph_reach(a, roots.data, roots.len);
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        a->late[f] |= a->uncalled[f] && pa_bit(bits, f);
    vec_release(bits);
    vec_free(&roots);
}

/* No task that may be started goes without a root that leads to its start. */
bool pa_tasks_unreached(struct phase_a *a, const uint64_t *reached)
{
    uint64_t *may = NULL; /* made when it is asked for: nearly always all are reached */
    bool any = false;
    for (uint32_t i = 0; i < a->tasks.len; i++) {
        uint32_t f = a->tasks.data[i].start_func;
        if (f == RIR_NONE || pa_bit(reached, f) || a->uncalled[f])
            continue;
        may = may == NULL ? callable(a) : may;
        if (!pa_bit(may, f))
            continue;
        uncalled_root(a, f);
        any = true;
    }
    vec_release(may);
    if (any)
        mark_late(a);
    return any;
}

/* A dead function may start a task that starts another. */
void pa_tasks_drop_dead(struct phase_a *a)
{
    for (bool any = true; any;) {
        uint64_t *reached = pa_reach_all(a);
        uint32_t n = 0;
        for (uint32_t i = 0; i < a->tasks.len; i++) {
            uint32_t f = a->tasks.data[i].start_func;
            if (f == RIR_NONE || pa_bit(reached, f))
                a->tasks.data[n++] = a->tasks.data[i];
        }
        any = n != a->tasks.len;
        a->tasks.len = n;
        vec_release(reached);
    }
}
