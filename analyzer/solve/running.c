/* Which tasks may be running, and which surely are: on the way from the roots of main downwards,
 * what a context finds running when it is entered, and what runs at its points. A join ends what it
 * joins (joins.c); that is known per function, in its points and exits. */
#include "solve/status.h"

/* While a task runs, whatever it may start may be running as well: it may join that before it
 * returns, so its exit does not say so. Per start record: it, and what its tasks start, to any
 * depth. */
static void find_inner_tasks(struct contexts *x)
{
    const struct solver *s = x->s;
    uint32_t n = s->starts.len;
    x->inner = ARENA_ARRAY(&x->s->arena, struct id_vec, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct start_rec *r = &s->starts.data[i];
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t t = 0; t < r->ntasks; t++)
                if (phase_a_task_reaches(s->a, r->tasks[t], s->starts.data[k].func))
                    ids_add(&x->inner[i], k);
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < x->inner[i].len; k++)
                grew |= ids_join(&x->inner[i], &x->inner[x->inner[i].data[k]]);
    }
}

static void add_inner_tasks(const struct contexts *x, struct id_vec *may)
{
    struct id_vec outer = {0};
    ids_join(&outer, may);
    for (uint32_t i = 0; i < outer.len; i++)
        ids_join(may, &x->inner[outer.data[i]]);
    vec_free(&outer);
}

static void find_running(const struct contexts *x, uint32_t ctx, uint32_t point, struct id_vec *may,
                         struct id_vec *sure)
{
    const struct context *c = &x->all.data[ctx];
    const struct point *p = &c->body->points.data[point];
    for (uint32_t i = 0; i < c->running.len; i++) {
        bool ended = false;
        for (uint32_t k = 0; k < p->njoined; k++)
            ended |= p->joined[k] == c->running.data[i];
        /* the join ended what this activation started, not what an earlier one left behind */
        if (!ended || ids_has(&x->left, c->running.data[i]))
            ids_add(may, c->running.data[i]);
        if (!ended && !p->joins && ids_has(&c->sure, c->running.data[i]))
            ids_add(sure, c->running.data[i]);
    }
    for (uint32_t i = 0; i < p->nrunning; i++)
        ids_add(may, p->running[i]);
    add_inner_tasks(x, may);
    for (uint32_t i = 0; i < p->nsure; i++)
        ids_add(sure, p->sure[i]);
}

struct running_known { /* at this point, while the context knew of so many */
    uint32_t ctx, point, nrunning, nsure;
    struct id_vec may, sure;
};

void running_at(const struct contexts *x, uint32_t ctx, uint32_t point, struct id_vec *may,
                struct id_vec *sure)
{
    const struct context *c = &x->all.data[ctx];
    struct running_known *k = x->running;
    if (k->ctx != ctx || k->point != point || k->nrunning != c->running.len ||
        k->nsure != c->sure.len) {
        k->ctx = ctx;
        k->point = point;
        k->nrunning = c->running.len;
        k->nsure = c->sure.len;
        k->may.len = k->sure.len = 0;
        find_running(x, ctx, point, &k->may, &k->sure);
    }
    ids_join(may, &k->may);
    ids_join(sure, &k->sure);
}

bool running_push(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to)
{
    struct id_vec may = {0}, sure = {0};
    running_at(x, ctx, r->point, &may, &sure);
    bool grew = ids_join(&x->all.data[to].running, &may);
    grew |= ids_join(&x->all.data[to].sure, &sure);
    vec_free(&may);
    vec_free(&sure);
    return grew;
}

/* What may be running when a part of main begins: for main and constructors, what constructors
 * started, and functions that somebody may call at any time; for all others (exit handlers,
 * destructors, functions that somebody calls), anything. */
void running_at_root(struct contexts *x, uint32_t ctx, const uint32_t *roots, uint32_t n,
                     bool is_main)
{
    const struct solver *s = x->s;
    uint32_t self = x->all.data[ctx].body->func;
    bool early = is_main || (s->m->funcs.data[self].flags & RIR_FUNC_CTOR) != 0;
    for (uint32_t r = 0; !early && r < s->starts.len; r++)
        ids_add(&x->all.data[ctx].running, r);
    if (!early) /* it may be called again */
        ids_join(&x->left, &x->all.data[ctx].body->exit.running);
    for (uint32_t i = 0; early && i < n; i++)
        if (roots[i] != self && s->bodies[1][roots[i]] != NULL &&
            ((s->m->funcs.data[roots[i]].flags & RIR_FUNC_CTOR) != 0 ||
             phase_a_runs_late(s->a, roots[i])))
            ids_join(&x->all.data[ctx].running, &s->bodies[1][roots[i]]->exit.running);
}

void running_init(struct contexts *x)
{
    x->running = arena_alloc(&x->s->arena, sizeof *x->running);
    *x->running = (struct running_known){.ctx = RIR_NONE};
    find_inner_tasks(x);
}

void running_forget(struct contexts *x)
{
    vec_free(&x->running->may);
    vec_free(&x->running->sure);
    *x->running = (struct running_known){.ctx = RIR_NONE};
    vec_free(&x->left);
}

void running_free(struct contexts *x)
{
    for (uint32_t i = 0; i < x->s->starts.len; i++)
        vec_free(&x->inner[i]);
}
