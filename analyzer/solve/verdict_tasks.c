/* The words for who runs: tasks, signal handlers and the like, where they begin, and whether
 * several of one may run at the same time. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/thunk.h"
#include "solve/unplaced.h"

/* What begins with that function, at that call if it is one of several; NULL: not known. */
static const struct pa_task *task_at(const struct solver *s, uint32_t func, uint32_t start_func,
                                     uint32_t start_insn)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n), *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].func != func)
            continue;
        if (t[i].start_func == start_func && t[i].start_insn == start_insn)
            return &t[i];
        if (first == NULL)
            first = &t[i];
    }
    return first;
}

const struct pa_task *verdict_start_of(struct collect *c, uint32_t func)
{
    return task_at(c->x->s, func, RIR_NONE, RIR_NONE);
}

static bool is_how(const struct pa_task *t, const char *how)
{
    return t != NULL && strcmp(t->how, how) == 0;
}

static const char *kind_of(const struct pa_task *t)
{
    return is_how(t, HOW_SIGNAL) || is_how(t, HOW_FORK) || is_how(t, HOW_DESTRUCTOR) ? t->how
                                                                                     : "task";
}

const char *verdict_who(struct collect *c, uint32_t func)
{
    struct arena *a = &c->out->result.arena;
    if (func == RIR_NONE)
        return "'main'";
    if (func == phase_a_outside(c->x->s->a))
        return "a task that is not known";
    return arena_printf(a, "%s '%s'", kind_of(task_at(c->x->s, func, RIR_NONE, RIR_NONE)),
                        task_name(c->x->s, func));
}

const char *verdict_task(struct collect *c, uint32_t task)
{
    return verdict_who(c, phase_a_tasks(c->x->s->a, &(uint32_t){0})[task].func);
}

bool verdict_is_handler(struct collect *c, uint32_t func)
{
    return func != RIR_NONE && is_how(task_at(c->x->s, func, RIR_NONE, RIR_NONE), HOW_SIGNAL);
}

const char *verdict_callback_help(struct collect *c, uint32_t func, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const struct pa_task *t = func == RIR_NONE ? NULL : verdict_start_of(c, func);
    if (is_how(t, HOW_FORK))
        return arena_printf(a,
                            "to fix it, do not write '%s' in a handler of fork(): do that where "
                            "fork() is called, in memory that only the caller's task has",
                            name);
    if (is_how(t, HOW_DESTRUCTOR))
        return arena_printf(a,
                            "to fix it, do not write '%s' in a destructor, but what its argument "
                            "points to",
                            name);
    return NULL;
}

/* "SIGINT", "a signal": the first argument of signal(), sigaction(). Only numbers that mean the
 * same everywhere have names. */
static const char *signal_name(const struct rir_func *f, const struct rir_insn *in, struct arena *a)
{
    static const struct {
        int number;
        const char *name;
    } names[] = {{1, "SIGHUP"},   {2, "SIGINT"},   {3, "SIGQUIT"},  {6, "SIGABRT"}, {8, "SIGFPE"},
                 {11, "SIGSEGV"}, {13, "SIGPIPE"}, {14, "SIGALRM"}, {15, "SIGTERM"}};
    const struct rir_value *v =
        in->op == RIR_CALL && in->nargs > 0 ? &f->values[in->args[0]] : NULL;
    if (v == NULL || v->kind != RIR_V_CONST)
        return "a signal";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (v->imm == names[i].number)
            return names[i].name;
    return arena_printf(a, "signal %lld", (long long)v->imm);
}

/* The call that starts it is in a loop of its function. */
static bool in_loop(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct flow *w = s->flows[func];
    return w != NULL && w->in_cycle[s->m->funcs.data[func].insns[insn].block];
}

/* In the loop in which the block is there is a call that joins. */
static bool joins_in_loop(const struct solver *s, uint32_t func, uint32_t block)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op == RIR_CALL && w->in_cycle[in->block] &&
            rir_func_ann(&s->m->funcs.data[in->ref], RIR_ANN_JOINS) != NULL &&
            flow_reaches(w, block, in->block, RIR_NONE, NULL, NULL) &&
            flow_reaches(w, in->block, block, RIR_NONE, NULL, NULL))
            return true;
    }
    return false;
}

/* The start is in a loop that starts one function only, and joins nothing. */
static bool starts_several(const struct solver *s, uint32_t func, uint32_t insn)
{
    uint32_t record;
    bool known = map_get(&s->start_index, (uint64_t)func << 32 | insn, &record);
    return in_loop(s, func, insn) && (!known || s->starts.data[record].ntasks == 1) &&
           !joins_in_loop(s, func, s->m->funcs.data[func].insns[insn].block);
}

bool verdict_several(struct collect *c, uint32_t func)
{
    const struct solver *s = c->x->s;
    uint32_t n, same = 0;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n && func != RIR_NONE; i++) {
        if (task_shown_as(s, t[i].func) != task_shown_as(s, func) || t[i].start_func == RIR_NONE ||
            strcmp(kind_of(&t[i]), "task") != 0)
            continue;
        same++;
        if (starts_several(s, t[i].start_func, t[i].start_insn))
            return true;
    }
    return same > 1;
}

const char *verdict_start_text(struct collect *c, uint32_t func, uint32_t insn, uint32_t callee)
{
    const struct solver *s = c->x->s;
    struct arena *a = &c->out->result.arena;
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct pa_task *t = task_at(s, callee, func, insn);
    const char *name = task_name(s, callee), *by = source_name(f);
    if (is_how(t, HOW_SIGNAL))
        return arena_printf(a,
                            "'%s' is made the handler of %s here by '%s': it may run at any time, "
                            "in the middle of anything else",
                            name, signal_name(f, &f->insns[insn], a), by);
    if (is_how(t, HOW_FORK))
        return arena_printf(a, "'%s' is made a handler of fork() here by '%s'", name, by);
    if (is_how(t, HOW_DESTRUCTOR))
        return arena_printf(
            a, "'%s' is made a destructor here by '%s': each thread runs it at its end", name, by);
    return arena_printf(a, "%s is started here by '%s'%s", verdict_who(c, callee), by,
                        starts_several(s, func, insn)
                            ? ", in a loop: several can run at the same time"
                        : in_loop(s, func, insn) ? ", in a loop"
                                                 : "");
}

/* "task 'report' (started in line 40)", for a text that stands at `here`. */
static const char *who_and_since(struct collect *c, uint32_t func, struct rir_pos here)
{
    const struct solver *s = c->x->s;
    const struct pa_task *t = task_at(s, func, RIR_NONE, RIR_NONE);
    const char *who = verdict_who(c, func);
    if (t == NULL || t->start_func == RIR_NONE)
        return who;
    struct arena *a = &c->out->result.arena;
    const char *did = strcmp(kind_of(t), "task") == 0 ? "started" : "set";
    struct rir_pos p = position_within(&s->m->funcs.data[t->start_func], t->start_insn);
    if (p.line == 0)
        return who;
    if (p.file != NULL && here.file != NULL && strcmp(p.file, here.file) == 0)
        return arena_printf(a, "%s (%s in line %u)", who, did, p.line);
    return arena_printf(a, "%s (%s in %s:%u)", who, did, p.file == NULL ? "?" : p.file, p.line);
}

const char *verdict_use_text(struct collect *c, uint32_t func, const char *verb, const char *object,
                             struct rir_pos here)
{
    struct arena *a = &c->out->result.arena;
    return arena_printf(a, "%s %s %s here",
                        func == RIR_NONE ? "'main'" : who_and_since(c, func, here), verb,
                        verdict_object_words(a, "", object));
}
