/* Hidden state of library functions, and calls of which nothing is known. */
#include "solve/judge_int.h"

#include "solve/nonnull.h"

/* Some context of the task certainly calls a function that reads what `callee` changes. */
static bool surely_reads_state(const struct judge *j, uint32_t task, uint32_t callee)
{
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < j->state_reads.len; i++)
        if (j->state_reads.data[i].task == task &&
            phase_a_same_state(s->a, j->state_reads.data[i].callee, callee))
            return true;
    return false;
}

void judge_collect_state_reads(struct judge *j, uint32_t ctx)
{
    const struct context *c = &j->x->all.data[ctx];
    for (uint32_t i = 0; i < c->body->events.len && c->task != RIR_NONE && !c->ambiguous; i++) {
        const struct event *v = &c->body->events.data[i];
        struct state_read r = {phase_a_tasks(j->x->s->a, &(uint32_t){0})[c->task].func, v->callee};
        if (v->hidden && v->if_null == RIR_NONE)
            vec_push(&j->state_reads, r);
    }
}

static struct chain_query event_query(uint32_t ctx, const struct event *v)
{
    return (struct chain_query){.ctx = ctx,
                                .insn = v->insn,
                                .operand = RIR_NONE,
                                .at = {.node = RIR_NONE},
                                .st = ST_GLOBAL,
                                .point = v->point};
}

/* B-V4 for hidden state: setenv in main, while a task may be running that calls getenv. */
static struct judgement judge_main_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    const struct solver *s = j->x->s;
    uint32_t ntasks;
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    struct judgement r = judge_fine(false);
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, v->point, &may, &sure);
    r.kind = KIND_GLOBAL_WRITE;
    for (uint32_t i = 0; i < may.len && r.certainty != CERTAINTY_VIOLATION; i++) {
        const struct start_rec *rec = &s->starts.data[may.data[i]];
        for (uint32_t k = 0; k < rec->ntasks && r.certainty != CERTAINTY_VIOLATION; k++) {
            uint32_t func = tasks[rec->tasks[k]].func;
            if (!phase_a_reads_state(s->a, func, v->callee))
                continue;
            r = (struct judgement){.certainty = CERTAINTY_UNPROVEN,
                                   .kind = KIND_GLOBAL_WRITE,
                                   .task = rec->tasks[k],
                                   .place = true};
            struct chain_query q = event_query(ctx, v);
            q.running = &may.data[i];
            if (ids_has(&sure, may.data[i]) && surely_reads_state(j, func, v->callee) &&
                judge_feasible(j, &q, &r.chain) && judge_feasible_after(j, &q, r.chain))
                r.certainty = CERTAINTY_VIOLATION;
            else
                r.reason = judge_may_run(j, rec->tasks[k]);
        }
    }
    for (uint32_t i = 0; i < s->unseen.len && r.certainty == CERTAINTY_PROVED; i++)
        if (phase_a_reads_state(s->a, tasks[s->unseen.data[i]].func, v->callee))
            r = (struct judgement){.certainty = CERTAINTY_UNPROVEN,
                                   .kind = KIND_GLOBAL_WRITE,
                                   .task = s->unseen.data[i],
                                   .place = true,
                                   .reason = judge_may_run(j, s->unseen.data[i])};
    vec_free(&may);
    vec_free(&sure);
    return r;
}

static struct judgement judge_task_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    struct chain_query q = event_query(ctx, v);
    struct judgement r = judge_fine(true);
    r.kind = KIND_GLOBAL_WRITE;
    r.certainty = CERTAINTY_VIOLATION;
    return judge_feasible(j, &q, &r.chain)
               ? r
               : judge_doubted(r, judge_why_no_path(j, ctx, q.at, ST_GLOBAL, "call"));
}

static struct judgement judge_state(struct judge *j, uint32_t ctx, const struct event *v)
{
    const struct context *c = &j->x->all.data[ctx];
    const char *doubt = NULL;
    if (!v->changes)
        return judge_fine(false);
    if (v->if_null != RIR_NONE) {
        if (nonnull_at(j->x, c->body, v->insn, v->if_null))
            return judge_fine(false);
        doubt = "the state that is passed may be null, and then there is a static one";
    }
    return judge_doubted(
        c->role == ROLE_MAIN ? judge_main_state(j, ctx, v) : judge_task_state(j, ctx, v), doubt);
}

struct judgement judge_event(struct judge *j, uint32_t ctx, const struct event *v)
{
    if (v->hidden)
        return judge_state(j, ctx, v);
    const struct context *c = &j->x->all.data[ctx];
    struct judgement r = judge_fine(true);
    r.kind = KIND_GLOBAL_WRITE;
    if (c->role == ROLE_MAIN) {
        struct id_vec may = {0}, sure = {0};
        running_at(j->x, ctx, v->point, &may, &sure);
        r.place = may.len != 0 || j->x->s->unseen.len != 0;
        vec_free(&may);
        vec_free(&sure);
        if (!r.place)
            return r;
    }
    r.certainty = CERTAINTY_UNPROVEN;
    r.reason = v->text;
    return r;
}
