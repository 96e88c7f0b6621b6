/* What is listed beside the findings: which tasks there are and who starts them, which functions
 * are not known, and what is believed without proof. */
#include "solve/verdict_int.h"

#include "solve/thunk.h"
#include "solve/unplaced.h"

/* Where the user asked for the task: the call that ends in the start, if that is in a copy. */
static void say_who_starts(struct collect *c, const struct pa_task *t, bool unpacked,
                           struct task_info *info)
{
    const struct solver *s = c->x->s;
    uint32_t func = t->start_func, insn = t->start_insn, starter = func;
    for (const struct copy_site *at; (at = verdict_copied_for(s, func)) != NULL;) {
        starter = func;
        func = at->func;
        insn = at->insn;
    }
    info->start = verdict_source_pos(position_within(&s->m->funcs.data[func], insn));
    if (func != starter || unpacked)
        info->how = arena_printf(&c->out->result.arena, "%s by '%s'", t->how,
                                 source_name(&s->m->funcs.data[starter]));
}

static void list_tasks(struct collect *c)
{
    const struct solver *s = c->x->s;
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    struct map listed = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].func == phase_a_outside(s->a))
            continue;
        uint32_t shown = task_shown_as(s, t[i].func), at;
        if (map_get(&listed, shown, &at))
            continue;
        map_put(&listed, shown, i);
        const struct rir_func *f = &s->m->funcs.data[shown];
        struct task_info info = {
            .name = source_name(f), .pos = verdict_source_pos(f->pos), .how = t[i].how};
        if (t[i].start_func != RIR_NONE)
            say_who_starts(c, &t[i], shown != verdict_origin(c, t[i].func), &info);
        vec_push(&c->out->result.tasks, info);
    }
    map_free(&listed);
}

static void list_unknown(struct collect *c)
{
    const struct rir_module *m = c->x->s->m;
    struct map seen = {0};
    struct result *r = &c->out->result;
    struct map sites = {0};
    for (uint32_t i = 0; i < c->x->all.len; i++) {
        const struct body *b = c->x->all.data[i].body;
        for (uint32_t k = 0; k < b->events.len; k++) {
            const struct event *v = &b->events.data[k];
            uint32_t at;
            uint64_t site = (uint64_t)verdict_origin(c, b->func) << 32 | v->insn;
            if (v->hidden || v->callee == RIR_NONE || map_get(&sites, site, &at))
                continue;
            map_put(&sites, site, 0);
            if (!map_get(&seen, v->callee, &at)) {
                at = r->unknown.len;
                map_put(&seen, v->callee, at);
                struct unknown_info u = {
                    .name = source_name(&m->funcs.data[v->callee]),
                    .first = verdict_source_pos(verdict_position(c, i, v->insn, NULL, 0))};
                vec_push(&r->unknown, u);
            }
            r->unknown.data[at].calls++;
            c->out->stats.unknown_calls++;
        }
    }
    r->functions_unknown = r->unknown.len;
    map_free(&seen);
    map_free(&sites);
}

/* The calls of source code that is judged: what the unknown ones are a share of. */
static void count_calls(struct collect *c)
{
    struct map seen = {0};
    for (uint32_t i = 0; i < c->x->all.len; i++) {
        const struct body *b = c->x->all.data[i].body;
        uint32_t at;
        if (map_get(&seen, b->func, &at))
            continue;
        map_put(&seen, b->func, 0);
        for (uint32_t k = 0; k < b->f->ninsns; k++)
            c->out->stats.calls += b->f->insns[k].op == RIR_CALL || b->f->insns[k].op == RIR_CALLI;
    }
    map_free(&seen);
}

static void list_trusted(struct collect *c)
{
    const struct rir_module *m = c->x->s->m;
    struct result *r = &c->out->result;
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_ann *t = rir_func_ann(&m->funcs.data[i], RIR_ANN_TRUSTED);
        if (t == NULL)
            continue;
        struct trusted_info info = {TRUST_FUNCTION, source_name(&m->funcs.data[i]), t->text,
                                    verdict_source_pos(m->funcs.data[i].pos)};
        vec_push(&r->trusted, info);
    }
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *g = &m->globals.data[i];
        if (!(g->flags & RIR_GLOBAL_SHARED))
            continue;
        struct trusted_info info = {TRUST_SHARED, plain_name(g), g->why,
                                    verdict_source_pos(g->pos)};
        vec_push(&r->trusted, info);
    }
}

void verdict_lists(struct collect *c)
{
    list_tasks(c);
    list_unknown(c);
    count_calls(c);
    list_trusted(c);
}
