/* Which tasks may be running, and which surely are: on the way from the roots of main downwards,
 * what a context finds running when it is entered, and what runs at its points. A join ends what it
 * joins (joins.c); that is known per function, in its points and exits. */
#include "solve/status.h"

#include <string.h>

enum { WORD = 64 };

static uint32_t row_words(const struct contexts *x)
{
    return x->s->starts.len / WORD + 1;
}

static uint64_t *inner_row(const struct contexts *x, uint32_t record)
{
    return x->inner + (size_t)record * row_words(x);
}

static bool row_has(const uint64_t *row, uint32_t record)
{
    return row[record / WORD] >> record % WORD & 1;
}

static void row_put(uint64_t *row, uint32_t record)
{
    row[record / WORD] |= (uint64_t)1 << record % WORD;
}

/* True: there were some that it did not have. */
static bool row_join(uint64_t *into, const uint64_t *from, uint32_t words)
{
    uint64_t more = 0;
    for (uint32_t i = 0; i < words; i++) {
        more |= from[i] & ~into[i];
        into[i] |= from[i];
    }
    return more != 0;
}

/* While a task runs, whatever it may start may be running as well: it may join that before it
 * returns, so its exit does not say so. Per start record a row of bits: what its tasks start, to
 * any depth. */
static void find_inner_tasks(struct contexts *x)
{
    const struct solver *s = x->s;
    uint32_t n = s->starts.len, words = row_words(x);
    x->inner = ARENA_ARRAY(&x->s->arena, uint64_t, (size_t)n *words);
    for (uint32_t i = 0; i < n; i++) {
        const struct start_rec *r = &s->starts.data[i];
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t t = 0; t < r->ntasks; t++)
                if (phase_a_task_reaches(s->a, r->tasks[t], s->starts.data[k].func))
                    row_put(inner_row(x, i), k);
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < n; k++)
                if (row_has(inner_row(x, i), k))
                    grew |= row_join(inner_row(x, i), inner_row(x, k), words);
    }
}

struct running_known { /* at this point, while the context knew of so many */
    uint32_t ctx, point, nrunning, nsure;
    struct id_vec may, sure;
    uint64_t *row; /* while `may` is made */
};

/* The task of this record, and what it may have started. */
static void add_task(const struct contexts *x, uint32_t record)
{
    row_put(x->running->row, record);
    row_join(x->running->row, inner_row(x, record), row_words(x));
}

static void take_row(const struct contexts *x, struct id_vec *may)
{
    for (uint32_t r = 0; r < x->s->starts.len; r++)
        if (row_has(x->running->row, r))
            vec_push(may, r);
    memset(x->running->row, 0, row_words(x) * sizeof *x->running->row);
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
            add_task(x, c->running.data[i]);
        if (!ended && !p->joins && ids_has(&c->sure, c->running.data[i]))
            ids_add(sure, c->running.data[i]);
    }
    for (uint32_t i = 0; i < p->nrunning; i++)
        add_task(x, p->running[i]);
    take_row(x, may);
    for (uint32_t i = 0; i < p->nsure; i++)
        ids_add(sure, p->sure[i]);
}

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
    if (!early) { /* it may be called again */
        ids_all(&x->all.data[ctx].running, s->starts.len);
        ids_join(&x->left, &x->all.data[ctx].body->exit.running);
    }
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
    x->running->row = ARENA_ARRAY(&x->s->arena, uint64_t, row_words(x));
    find_inner_tasks(x);
}

void running_forget(struct contexts *x)
{
    vec_free(&x->running->may);
    vec_free(&x->running->sure);
    *x->running = (struct running_known){.ctx = RIR_NONE, .row = x->running->row};
    vec_free(&x->left);
}
