/* What may be put into a static object while tasks run (B-V3), by main, tasks, handlers, or whom
 * these hand memory to: marks on classes of phase A. */
#include "solve/judge_int.h"

#include <stdlib.h>

/* Which tasks main started may be running is known; in a task, some may always be, and so may those
 * that nobody is seen to start. */
static bool others_run(struct judge *j, uint32_t ctx, uint32_t point, uint32_t insn,
                       uint32_t operand)
{
    if (j->x->all.data[ctx].role == ROLE_TASK || j->x->s->unseen.len != 0)
        return true;
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, point, &may, &sure);
    bool any = false;
    for (uint32_t k = 0; k < may.len; k++)
        any |= operand == RIR_NONE || !judge_other_element(j, ctx, insn, operand, may.data[k]);
    vec_free(&may);
    vec_free(&sure);
    return any;
}

/* What a function that starts a task puts there is its handle, and no other argument. */
static bool puts_handle(const struct solver *s, const struct rir_insn *in, const struct access *a)
{
    return a->described && in->op == RIR_CALL &&
           rir_func_ann_at(&s->m->funcs.data[in->ref], RIR_ANN_HANDLE, a->arg);
}

static void mark_late(struct judge *j, uint32_t ctx, bool *into)
{
    struct context *c = &j->x->all.data[ctx];
    struct body *b = c->body;
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        const struct rir_insn *in = &b->f->insns[a->insn];
        if (a->kind != ACCESS_WRITE || (in->op != RIR_STORE && in->op != RIR_COPY &&
                                        in->op != RIR_RMW && in->op != RIR_CAS && !a->described))
            continue;
        if (a->doubt != NULL || puts_handle(s, in, a) ||
            (!judge_may_be_visible(j, ctx, a) && !judge_may_be_shared(j, ctx, a)))
            continue; /* what a %n puts there is no pointer */
        bool tasks = others_run(j, ctx, a->point, a->insn, access_operand(b, a));
        for (uint32_t k = 0; tasks && k < in->nargs; k++) {
            uint32_t cls = phase_a_class(s->a, b->func, in->args[k]);
            if (cls != RIR_NONE && k != a->arg)
                phase_a_mark_reachable(s->a, cls, into);
        }
    }
}

/* Library code that main hands memory to while tasks run may put it anywhere it knows; who reads
 * what main writes to a pipe, too (A-I27: no function does that and keeps its arguments besides).
 */
static void mark_handed(struct judge *j, uint32_t ctx, bool *into)
{
    const struct body *b = j->x->all.data[ctx].body;
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < b->handings.len && !MUTANT(s, 20); i++) {
        const struct rir_insn *in = &b->f->insns[b->handings.data[i].insn];
        bool tasks =
            others_run(j, ctx, b->handings.data[i].point, b->handings.data[i].insn, RIR_NONE);
        uint32_t only = b->handings.data[i].value;
        if (!tasks || phase_a_mark_leaving(s->a, b->func, b->handings.data[i].insn, into))
            continue;
        for (uint32_t k = 0; k < in->nargs; k++) {
            uint32_t cls = phase_a_class(s->a, b->func, in->args[k]);
            if (cls != RIR_NONE && (only == RIR_NONE || only == in->args[k]))
                phase_a_mark_reachable(s->a, cls, into);
        }
    }
}

/* Marks what tasks give to tasks that they start. False: no task starts any. */
static bool mark_given_by_tasks(const struct judge *j, bool *given)
{
    const struct solver *s = j->x->s;
    bool any = false;
    for (uint32_t i = 0; i < s->starts.len; i++) {
        const struct start_rec *r = &s->starts.data[i];
        if (!phase_a_in_task(s->a, r->func))
            continue;
        uint32_t arg = start_argument(s, &s->m->funcs.data[r->func].insns[r->insn]);
        uint32_t cls = arg == RIR_NONE ? RIR_NONE : phase_a_class(s->a, r->func, arg);
        if (cls == RIR_NONE)
            continue;
        phase_a_mark_reachable(s->a, cls, given);
        any = true;
    }
    return any;
}

/* What a task lends to one that it starts it may publish while that runs, as main may (B-V3). */
static void mark_late_in_tasks(struct judge *j)
{
    bool *given = calloc(j->nlate + 1, sizeof *given);
    bool *put = calloc(j->nlate + 1, sizeof *put);
    if (given == NULL || put == NULL)
        abort();
    if (mark_given_by_tasks(j, given) && !MUTANT(j->x->s, 22)) {
        for (uint32_t i = 0; i < j->x->all.len; i++)
            if (j->x->all.data[i].role == ROLE_TASK) {
                mark_late(j, i, put);
                mark_handed(j, i, put);
            }
        for (uint32_t c = 0; c < j->nlate; c++)
            j->late[c] |= given[c] && put[c];
    }
    free(given);
    free(put);
}

/* A handler that runs inside another task reaches this function. */
static bool in_handler(const struct solver *s, uint32_t func)
{
    for (uint32_t i = 0; i < s->starts.len; i++)
        for (uint32_t k = 0; s->starts.data[i].inside && k < s->starts.data[i].ntasks; k++)
            if (phase_a_task_reaches(s->a, s->starts.data[i].tasks[k], func))
                return true;
    return false;
}

/* What the interrupted task keeps in thread-local variables a handler may publish at any time
 * (B-V3).
 */
static void mark_late_by_handlers(struct judge *j)
{
    const struct solver *s = j->x->s;
    bool *local = calloc(j->nlate + 1, sizeof *local);
    bool *put = calloc(j->nlate + 1, sizeof *put);
    if (local == NULL || put == NULL)
        abort();
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if (s->m->globals.data[g].flags & RIR_GLOBAL_TLS)
            phase_a_mark_reachable(s->a, phase_a_class_of_global(s->a, g), local);
    for (uint32_t i = 0; i < j->x->all.len; i++)
        if (j->x->all.data[i].role == ROLE_TASK && in_handler(s, j->x->all.data[i].body->func)) {
            mark_late(j, i, put);
            mark_handed(j, i, put);
        }
    for (uint32_t c = 0; c < j->nlate; c++)
        j->late[c] |= local[c] && put[c];
    free(local);
    free(put);
}

void judge_find_late(struct judge *j)
{
    const struct contexts *x = j->x;
    j->late = calloc(j->nlate + 1, sizeof *j->late);
    if (j->late == NULL)
        abort();
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.data[i].role == ROLE_MAIN) {
            mark_late(j, i, j->late);
            mark_handed(j, i, j->late);
        }
    mark_late_in_tasks(j);
    mark_late_by_handlers(j);
    for (uint32_t i = 0; i < j->nlate; i++)
        j->any_late |= j->late[i];
}
