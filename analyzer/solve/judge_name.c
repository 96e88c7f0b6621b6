/* Names in messages: of functions, tasks, objects and their members. */
#include "solve/judge_int.h"

#include "solve/thunk.h"

const char *source_name(const struct rir_func *f)
{
    return f->source != NULL ? f->source : f->name;
}

const char *task_name(const struct solver *s, uint32_t func)
{
    return source_name(&s->m->funcs.data[task_shown_as(s, func)]);
}

const char *task_in_words(struct arena *a, const struct solver *s, uint32_t func)
{
    return func == phase_a_outside(s->a) ? "a task that is not known"
                                         : arena_printf(a, "task '%s'", task_name(s, func));
}

const char *plain_name(const struct rir_global *g)
{
    return g->source != NULL ? g->source : g->name;
}

const char *name_of_target(struct judge *j, uint32_t ctx, struct target t, uint64_t size)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct node *n = &b->nodes.data[t.node];
    if ((n->kind != N_GLOBAL && n->kind != N_GREST) || n->ref == RIR_NONE)
        return NULL;
    const struct rir_module *m = j->x->s->m;
    const struct rir_global *g = &m->globals.data[n->ref];
    if (n->kind == N_GREST || t.off < 0 || g->type == RIR_NONE)
        return plain_name(g);
    struct rir_place place = {(uint64_t)t.off, size, t.stride};
    const char *path = rir_type_path_at(m, g->type, place, j->arena);
    if (path == NULL || *path == '\0')
        return plain_name(g);
    return arena_printf(j->arena, path[0] == '[' || path[0] == '.' ? "%s%s" : "%s.%s",
                        plain_name(g), path);
}
