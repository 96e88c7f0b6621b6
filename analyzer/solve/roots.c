/* What is known where main or a task begins, and where code that is not known runs functions
 * (B-D7): the contexts that have no caller, or none that is seen. */
#include "solve/frozen_statics.h"
#include "solve/publish.h"
#include "solve/status_int.h"

static bool is_constructor(const struct solver *s, uint32_t func)
{
    return (s->m->funcs.data[func].flags & RIR_FUNC_CTOR) != 0;
}

/* Some root of main may have run before this one, other than itself. */
static bool runs_later(const struct solver *s, uint32_t func)
{
    uint32_t n, at = rir_find_func(s->m, "main");
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    bool any = func != at && !is_constructor(s, func);
    for (uint32_t i = 0; i < n; i++)
        any |= roots[i] != func && is_constructor(s, roots[i]);
    return any;
}

static struct node_status thread_local_at_root(const struct solver *s, const struct body *b,
                                               uint32_t node, bool in_main)
{
    struct node_status n = status_of_fresh_tls(s, b, node, in_main && runs_later(s, b->func));
    if (in_main && (n.may & ST_BIT(ST_UNKNOWN)))
        n.may |= ST_BIT(ST_GLOBAL); /* or a constant, which is for the judge to say */
    if (in_main && lent_any(s))     /* main may have lent it before */
        n.may |= ST_BIT(ST_OPENLY);
    return n;
}

static void root_statuses(struct contexts *x, uint32_t ctx, enum status params, bool is_main)
{
    struct context *c = &x->all.data[ctx];
    struct body *b = c->body;
    struct origin root = {.ctx = RIR_NONE};
    for (uint32_t i = 0; i < b->nodes.len; i++) {
        uint8_t kind = b->nodes.data[i].kind;
        if (!node_is_entry(b, i) || kind == N_GLOBAL)
            continue;
        struct node_status n = status_exactly(params);
        if (status_is_of_tls(b, i))
            n = thread_local_at_root(x->s, b, i, c->role == ROLE_MAIN);
        else if (is_main && kind != N_PARAM)
            n = status_exactly(ST_CONST); /* argv's strings */
        if (!is_main && marks_any(x->s, MARK_FROZEN))
            n.may |= ST_BIT(ST_FROZEN); /* it may have come in a packet */
        if (c->role == ROLE_TASK && kind == N_PARAM && publish_any(x->s) &&
            publish_is_named(x->s, b->f->params[b->nodes.data[i].ref].src))
            n.must |= ST_BIT(ST_FROZEN);
        status_add(x, ctx, i, n, CERT_MAY, root);
    }
    c->root = true;
    context_enqueue(x, ctx);
}

void roots_of_main(struct contexts *x)
{
    uint32_t n, at = rir_find_func(x->s->m, "main");
    const uint32_t *roots = phase_a_main_roots(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct body *b = x->s->bodies[1][roots[i]];
        if (b == NULL)
            continue;
        uint32_t ctx = context_get(x, b, ROLE_MAIN, RIR_NONE);
        /* what an exit handler gets was kept by whoever registered it (on_exit) */
        bool own = at != RIR_NONE && (roots[i] == at || is_constructor(x->s, roots[i]));
        if (!own && marks_any(x->s, MARK_SENT))
            status_set_marked(x, ctx, MARK_SENT);
        root_statuses(x, ctx, own ? ST_OWN : ST_UNKNOWN, roots[i] == at);
        frozen_statics_at_root(x, ctx);
        running_at_root(x, ctx, roots, n, roots[i] == at);
        bool guess = i >= phase_a_sure_roots(x->s->a); /* B-D7: no chain begins there */
        x->all.data[ctx].ambiguous = guess;
        x->all.data[ctx].root = !guess;
        if (x->lends_seen && (!own || x->all.data[ctx].running.len != 0))
            status_set_marked(x, ctx, MARK_LENT);
    }
}

void roots_of_tasks(struct contexts *x)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].start_func != RIR_NONE)
            continue; /* started ones are reached through their starts */
        struct body *b = x->s->bodies[1][t[i].func];
        if (b != NULL)
            root_statuses(x, context_get(x, b, ROLE_TASK, i), t[i].open ? ST_UNKNOWN : ST_OWN,
                          false);
    }
}

/* B-D7: in a task, unknown code runs what it was given as part of the task. With what arguments is
 * not known, nor whether it does at all: no chain leads there. */
static void push_called_back(struct contexts *x, uint32_t task)
{
    uint32_t n;
    const uint32_t *funcs = phase_a_given_away(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct body *b = x->s->bodies[1][funcs[i]];
        if (b == NULL)
            continue;
        uint32_t before = x->all.len, ctx = context_get(x, b, ROLE_TASK, task);
        x->all.data[ctx].ambiguous |= ctx == before;
        for (enum mark m = 0; m < MARK_SORTS; m++)
            if (marks_any(x->s, m) && (m != MARK_LENT || x->lends_seen))
                status_set_marked(x, ctx, m);
        for (uint32_t k = 0; k < b->nodes.len; k++)
            if (node_is_entry(b, k))
                status_add(x, ctx, k, status_exactly(ST_UNKNOWN), CERT_MAY,
                           (struct origin){.ctx = RIR_NONE});
        context_enqueue(x, ctx);
    }
}

void roots_called_back(struct contexts *x)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    bool always = phase_a_has_implicit(x->s->a);
    if (MUTANT(x->s, 47))
        return;
    for (uint32_t i = 0; i < n; i++)
        if (phase_a_is_unknown(x->s->a, t[i].func) && !MUTANT(x->s, 49)) {
            push_called_back(x, i);
            return; /* each runs in one task or another */
        }
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.data[i].role == ROLE_TASK && (always || x->all.data[i].body->asks_unknown)) {
            push_called_back(x, x->all.data[i].task);
            return; /* each runs in one task or another */
        }
}
