/* What unknown code may do by functions of the program that it was given, and by itself to what the
 * task owns and it was not given.
 *
 * B-D7. Each of them, and whatever they call, may run at any call of unknown code, any number of
 * times, in the activation that calls. So there the tasks that they start may be running, a task
 * may have been joined, and what a thread-local object that they name leads to is changed like an
 * argument; in a task they run as part of it (roots.c). What they do to arguments and static
 * objects is no more than what unknown code does. Flow-insensitive: also before they were given.
 *
 * B-D5. Exported thread-local objects unknown code uses by their names, though it gives nobody
 * their addresses: what they lead to is handed at each call, and may be something else after it. */
#include "solve/body.h"

#include <string.h>

static bool is_thread_local(const struct solver *s, const struct rir_func *f, uint32_t value)
{
    return f->values[value].kind == RIR_V_GLOBAL &&
           (s->m->globals.data[f->values[value].ref].flags & RIR_GLOBAL_TLS) != 0;
}

/* Does it lead to any object? `all`: every class. */
static bool leads_on(const struct solver *s, uint32_t global, const bool *all)
{
    return phase_a_holds_any(s->a, phase_a_class_of_global(s->a, global), all);
}

static void add_thread_locals(struct solver *s, const struct rir_func *f, const bool *all)
{
    for (uint32_t v = 0; v < f->nvalues; v++)
        if (is_thread_local(s, f, v) && leads_on(s, f->values[v].ref, all))
            ids_add(&s->called_back.locals, f->values[v].ref);
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t a = 0; a < f->insns[i].nargs; a++) {
            uint32_t base = flow_base(f, f->insns[i].args[a]);
            if (!flow_only_addresses(&f->insns[i], a) && is_thread_local(s, f, base))
                ids_add(&s->called_back.shown, f->values[base].ref);
        }
}

static void find_exported(struct solver *s, const bool *all)
{
    for (uint32_t g = 0; g < s->m->globals.len; g++) {
        const struct rir_global *v = &s->m->globals.data[g];
        if ((v->flags & RIR_GLOBAL_TLS) && v->linkage != RIR_INTERNAL && leads_on(s, g, all))
            ids_add(&s->called_back.exported, g);
    }
    ids_join(&s->called_back.locals, &s->called_back.exported);
}

void called_back_prepare(struct solver *s)
{
    struct called_back *c = &s->called_back;
    uint32_t nclasses = phase_a_stats(s->a).classes;
    bool *all = arena_alloc(&s->arena, nclasses + 1);
    memset(all, true, nclasses + 1);
    find_exported(s, all);
    for (uint32_t i = 0; i < s->m->funcs.len; i++) {
        const struct rir_func *f = &s->m->funcs.data[i];
        if (s->flows[i] == NULL || !phase_a_run_by_unknown(s->a, i))
            continue;
        c->any = true;
        add_thread_locals(s, f, all);
        for (uint32_t k = 0; k < f->ninsns; k++)
            if (is_join(s, &f->insns[k]))
                join_doubt_of(s, i, k, &c->joined);
    }
    for (uint32_t r = 0; r < s->starts.len; r++)
        if (phase_a_run_by_unknown(s->a, s->starts.data[r].func))
            ids_add(&c->starts, r);
}

void called_back_free(struct solver *s)
{
    vec_free(&s->called_back.starts);
    vec_free(&s->called_back.locals);
    vec_free(&s->called_back.joined);
    vec_free(&s->called_back.shown);
    vec_free(&s->called_back.exported);
}

/* Where there is one pointer only, that is known exactly: what it led to before is no matter. */
static set_id somewhere_in(struct env *e, uint32_t global)
{
    bool one = e->b->s->m->globals.data[global].size <= e->b->s->word;
    return set_one(sets_of(e), node_get(e->b, N_GLOBAL, global), 0, !one, CERT_MAY);
}

static set_id led_to(struct env *e, const struct id_vec *locals, set_id args)
{
    for (uint32_t i = 0; i < locals->len; i++)
        args = set_union(sets_of(e), args, memory_load(e, somewhere_in(e, locals->data[i])));
    return args;
}

static void replace(struct env *e, const struct id_vec *locals, const char *why)
{
    set_id u = set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY);
    for (uint32_t i = 0; i < locals->len; i++)
        memory_store(e, somewhere_in(e, locals->data[i]), u, true);
}

/* Unknown code may join a task whose handle it gets at. */
static void doubt_handles(struct env *e, set_id args)
{
    uint32_t n;
    if (e->st.sure.len == 0)
        return;
    const struct target *v = set_get(sets_of(e), memory_closure(e, args), &n);
    for (uint32_t i = 0; i < n; i++)
        if (e->b->nodes.data[v[i].node].kind == N_HANDLE)
            ids_remove(&e->st.sure, e->b->nodes.data[v[i].node].ref);
}

set_id called_back_leaf_args(struct env *e, set_id args)
{
    return led_to(e, &e->b->s->called_back.exported, args);
}

void called_back_leaf_effects(struct env *e, set_id args, const char *why)
{
    replace(e, &e->b->s->called_back.exported, why);
    doubt_handles(e, args);
}

set_id called_back_args(struct env *e, set_id args)
{
    const struct called_back *c = &e->b->s->called_back;
    if (MUTANT(e->b->s, 48))
        return args;
    args = led_to(e, &c->locals, args);
    for (uint32_t i = 0; i < c->shown.len; i++)
        args = set_union(sets_of(e), args, somewhere_in(e, c->shown.data[i]));
    return args;
}

void called_back_effects(struct env *e, set_id args, const char *why)
{
    const struct called_back *c = &e->b->s->called_back;
    if (!MUTANT(e->b->s, 48))
        replace(e, &c->locals, why);
    if (MUTANT(e->b->s, 46))
        return;
    doubt_handles(e, args);
    ids_join(&e->st.running, &c->starts);
    for (uint32_t i = 0; i < c->starts.len; i++) {
        ids_remove(&e->st.single, c->starts.data[i]);
        ids_remove(&e->st.joined, c->starts.data[i]);
    }
    for (uint32_t i = 0; i < c->joined.len; i++)
        ids_remove(&e->st.sure, c->joined.data[i]);
    e->st.joins |= c->joined.len != 0;
    if (c->any)
        memory_unlink(e);
}
