/* Who starts a task, for advice: the function that can make what the task is to have of its own,
 * and can use that when the task has ended.
 *
 * Where a function was copied for its callers it is only a way to start tasks: then it is the one
 * that calls it. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/unplaced.h"

/* The function runs in some task: then what it gathers has to be passed on. */
static bool runs_in_task(const struct collect *c, uint32_t func)
{
    for (uint32_t i = 0; i < c->x->all.len; i++)
        if (c->x->all.data[i].role == ROLE_TASK && c->x->all.data[i].body->func == func)
            return true;
    return false;
}

static bool is_in_loop(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct flow *w = s->flows[func];
    return w != NULL && w->in_cycle[s->m->funcs.data[func].insns[insn].block];
}

static bool joins(const struct rir_module *m, const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_CALL &&
            rir_func_ann(&m->funcs.data[f->insns[i].ref], RIR_ANN_JOINS) != NULL)
            return true;
    return false;
}

/* The function, if that joins tasks; else the only one that does, by its name. */
static const char *joiner(const struct rir_module *m, uint32_t func)
{
    const char *only = NULL;
    if (joins(m, &m->funcs.data[func]))
        return source_name(&m->funcs.data[func]);
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const char *name = source_name(&m->funcs.data[i]);
        if (!joins(m, &m->funcs.data[i]))
            continue;
        if (only != NULL && strcmp(only, name) != 0)
            return NULL;
        only = name;
    }
    return only;
}

const char *verdict_line(struct collect *c, struct rir_pos at, struct rir_pos here)
{
    struct arena *a = &c->out->result.arena;
    if (at.line == 0)
        return NULL;
    if (at.file == NULL || here.file == NULL || strcmp(at.file, here.file) == 0)
        return arena_printf(a, "line %u", at.line);
    const char *slash = strrchr(at.file, '/');
    return arena_printf(a, "%s:%u", slash == NULL ? at.file : slash + 1, at.line);
}

struct starter verdict_starter(struct collect *c, uint32_t task, uint32_t global,
                               struct rir_pos here)
{
    const struct solver *s = c->x->s;
    const struct pa_task *t = task == RIR_NONE ? NULL : verdict_start_of(c, task);
    struct starter r = {.func = RIR_NONE, .several = true};
    if (t == NULL || t->start_func == RIR_NONE)
        return r;
    uint32_t func = t->start_func, insn = t->start_insn;
    bool again = is_in_loop(s, func, insn);
    for (const struct copy_site *up; (up = verdict_copied_for(s, func)) != NULL;) {
        func = up->func;
        insn = up->insn;
        again |= is_in_loop(s, func, insn);
    }
    r.func = func;
    r.name = source_name(&s->m->funcs.data[func]);
    r.line = verdict_line(c, position_within(&s->m->funcs.data[func], insn), here);
    r.joins = joiner(s->m, func);
    r.in_task = runs_in_task(c, func);
    r.several =
        again || r.in_task || verdict_several(c, task) || verdict_others_may(c, global, task);
    return r;
}
