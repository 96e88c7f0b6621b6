/* Which static objects may be frozen where a function names them.
 *
 * Other nodes get what callers did to them with their status; a static object is no entry node, and
 * any function may name it. So what was frozen by a mark that has the object's own name is handed
 * down with the context: a list of statics, and of `anything` where the mark has objects that are
 * not known, or that others see.
 *
 * B-X6 (I2). A context's list has whatever its callers may have frozen before the call, and what
 * theirs did. Main's roots, other than main, begin with all that some code of main freezes; main
 * itself with what the others freeze; a task may find anything frozen at any time, and so may main
 * what a task freezes. B-X7. Of what a call does that is not followed (coarse) no mark with the
 * object's name is left: a function that may make such a call may find frozen, at any point, what
 * any function freezes. A thread-local object is an entry node; but where a part of main begins, it
 * is what others of its parts have left. All this is perhaps so: no evidence. */
#include "solve/frozen_statics.h"

#include <stdlib.h>

#include "solve/status_int.h"

enum by { EVER = 1, BY_TASK = 2, BY_OTHER_ROOT = 4 };

struct frozen_statics {
    uint8_t *by;       /* per global, and one for anything: enum by */
    bool any;          /* there are such statics at all */
    uint32_t *callers; /* functions that make a call which is not followed */
    uint32_t ncallers;
    uint8_t *astray; /* per function: may get to such a call (2), or not (1); 0: nobody asked */
};

/* ---- who freezes what ---- */

static uint32_t anything(const struct solver *s)
{
    return s->m->globals.len;
}

/* B-K5: what such a function is given was given by nobody who would know that it was frozen. */
static bool is_given_by_nobody(const struct solver *s, uint32_t func)
{
    uint32_t n, at = rir_find_func(s->m, "main");
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    bool any = phase_a_run_by_unknown(s->a, func);
    for (uint32_t i = 0; i < n; i++)
        any |= roots[i] == func && func != at;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        any |= t[i].func == func && t[i].open;
    return any;
}

static void each_static(const struct solver *s, const struct body *b, set_id mark,
                        struct id_vec *out)
{
    uint32_t n;
    const struct target *v = set_get(&s->sets, mark, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t kind = b->nodes.data[v[i].node].kind;
        if (kind == N_GLOBAL)
            ids_add(out, b->nodes.data[v[i].node].ref);
        else if (kind == N_GREST || kind == N_UNKNOWN ||
                 (node_is_entry(b, v[i].node) && is_given_by_nobody(s, b->func)))
            ids_add(out, anything(s));
    }
}

static void frozen_in(const struct solver *s, const struct body *b, struct id_vec *out)
{
    set_id last = SET_EMPTY;
    for (uint32_t i = 0; i < b->points.len; i++) {
        set_id mark = b->points.data[i].marks[MARK_FROZEN];
        if (mark != last)
            each_static(s, b, mark, out);
        last = mark;
    }
    for (uint32_t i = 0; i < image_len(b->exit.mem); i++) {
        const struct slot *slot = &b->exit.mem->data[i];
        const struct node *n = &b->nodes.data[slot->node];
        if (n->kind == N_MARK && n->ref == MARK_FROZEN)
            each_static(s, b, slot->set, out);
    }
}

static bool runs(const struct solver *s, uint32_t root, uint32_t func)
{
    return root == func || (root < s->m->funcs.len && phase_a_leads_to(s->a, root, func));
}

static uint8_t run_by(const struct solver *s, uint32_t func)
{
    uint32_t n, at = rir_find_func(s->m, "main");
    uint8_t by = EVER;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        by |= runs(s, t[i].func, func) ? BY_TASK : 0;
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        by |= roots[i] != at && runs(s, roots[i], func) ? BY_OTHER_ROOT : 0;
    return by;
}

/* ---- calls that are not followed ---- */

static bool calls_astray(const struct body *b)
{
    bool any = b->coarse;
    for (uint32_t i = 0; i < b->calls.len && !any; i++)
        any = b->calls.data[i].coarse;
    return any;
}

static void find_astray(struct solver *s, struct frozen_statics *f)
{
    struct id_vec those = {0};
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        if (s->bodies[1][i] != NULL && calls_astray(s->bodies[1][i]))
            ids_add(&those, i);
    f->callers = arena_copy(&s->arena, those.data, those.len * sizeof *those.data);
    f->ncallers = those.len;
    vec_free(&those);
}

/* Of few functions anybody asks that. */
static bool goes_astray(const struct contexts *x, uint32_t func)
{
    struct frozen_statics *f = x->frozen;
    if (f->astray[func] == 0) {
        f->astray[func] = 1;
        for (uint32_t k = 0; k < f->ncallers && f->astray[func] == 1; k++)
            f->astray[func] = runs(x->s, func, f->callers[k]) ? 2 : 1;
    }
    return f->astray[func] == 2;
}

void frozen_statics_find(struct contexts *x)
{
    struct solver *s = x->s;
    struct frozen_statics *f = ARENA_ARRAY(&s->arena, struct frozen_statics, 1);
    x->frozen = f;
    if (!marks_any(s, MARK_FROZEN))
        return;
    f->by = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    f->astray = ARENA_ARRAY(&s->arena, uint8_t, s->m->funcs.len + 1);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (int k = 0; k < 2; k++) {
            struct id_vec here = {0};
            if (s->bodies[k][i] != NULL)
                frozen_in(s, s->bodies[k][i], &here);
            uint8_t by = here.len > 0 ? run_by(s, i) : 0;
            for (uint32_t n = 0; n < here.len; n++)
                f->by[here.data[n]] |= by;
            f->any |= here.len > 0;
            vec_free(&here);
        }
    if (f->any)
        find_astray(s, f);
}

/* ---- what a context finds ---- */

static bool is_listed(const struct contexts *x, const struct context *c, uint32_t g)
{
    uint8_t by = x->frozen->by[g];
    if (by == 0)
        return false;
    bool local = g < anything(x->s) && (x->s->m->globals.data[g].flags & RIR_GLOBAL_TLS) != 0;
    if (local && !goes_astray(x, c->body->func))
        return ids_has(&c->frozen, g); /* else its status says so */
    if (c->role == ROLE_TASK || goes_astray(x, c->body->func))
        return true;
    return (by & BY_TASK) != 0 || ids_has(&c->frozen, g);
}

bool frozen_static(const struct contexts *x, const struct context *c, uint32_t node)
{
    const struct node *n = &c->body->nodes.data[node];
    if (!x->frozen->any || n->kind != N_GLOBAL ||
        global_is(c->body, node, RIR_GLOBAL_CONST | RIR_GLOBAL_STRING))
        return false;
    if (MUTANT(x->s, 99))
        return false;
    return is_listed(x, c, n->ref) ||
           (!global_is(c->body, node, RIR_GLOBAL_TLS) && is_listed(x, c, anything(x->s)));
}

static bool add(struct contexts *x, uint32_t to, uint32_t g)
{
    struct context *c = &x->all.data[to];
    if (ids_has(&c->frozen, g))
        return false;
    ids_add(&c->frozen, g);
    c->marked_since = ++x->growths;
    return true;
}

void frozen_statics_at_root(struct contexts *x, uint32_t ctx)
{
    uint32_t at = rir_find_func(x->s->m, "main");
    uint8_t by = x->all.data[ctx].body->func == at ? BY_OTHER_ROOT : EVER;
    for (uint32_t g = 0; x->frozen->any && g <= anything(x->s); g++)
        if (x->frozen->by[g] & by)
            add(x, ctx, g);
}

bool frozen_statics_push(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to)
{
    bool grew = false;
    if (!x->frozen->any || r->start || ctx == to || x->all.data[to].role == ROLE_TASK)
        return false;
    const struct context *c = &x->all.data[ctx];
    struct id_vec here = {0};
    each_static(x->s, c->body, c->body->points.data[r->point].marks[MARK_FROZEN], &here);
    for (uint32_t i = 0; i < here.len; i++)
        grew |= add(x, to, here.data[i]);
    for (uint32_t i = 0; i < c->frozen.len; i++)
        grew |= add(x, to, c->frozen.data[i]);
    vec_free(&here);
    return grew;
}
