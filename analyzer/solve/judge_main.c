/* Writes by main, and what tasks read.
 *
 * B-V4. A write by main is judged against the tasks that may be running there: phase A says whether
 * one may read the class; a violation needs the same bytes of a named object on both sides and a
 * task that certainly runs and reads them. B-V5: see other_element(). */
#include "solve/judge_int.h"

/* Some context of the task certainly reads what is written: on a chain of calls that is evidence.
 * Another member of the same struct is not it. */
static bool surely_reads(struct judge *j, uint32_t task, uint32_t global, struct touched written)
{
    uint32_t func = phase_a_tasks(j->x->s->a, &(uint32_t){0})[task].func;
    for (uint32_t i = 0; i < j->reads.len; i++) {
        struct sure_read *r = &j->reads.data[i];
        struct chain found;
        if (r->global != global || r->task != func || r->refuted ||
            !touched_meet(&written, &r->bytes))
            continue;
        if (r->confirmed)
            return true;
        r->confirmed =
            chain_find(&j->chains, &r->how, &found) && chain_task(j->x, &r->how, &found) == func;
        r->refuted = !r->confirmed;
        if (r->confirmed)
            return true;
    }
    return false;
}

static void note_read(struct judge *j, uint32_t ctx, const struct access *a, struct target t)
{
    struct contexts *x = j->x;
    if (t.cert < CERT_PATH || t.linked || !(status_of(x, ctx, t).must & ST_GLOBALS))
        return;
    struct chain chain;
    chain_of_witness(x, ctx, t, ST_GLOBAL, &chain);
    uint32_t end_ctx = chain.end_ctx;
    struct target end = chain.end;
    const struct body *b = x->all.data[end_ctx].body;
    if (end.node == RIR_NONE || b->nodes.data[end.node].kind != N_GLOBAL)
        return;
    /* the task on whose chain the context, and the one that names the object, were first reached */
    uint32_t task = x->all.data[ctx].task;
    if (task == RIR_NONE || x->all.data[end_ctx].task != task || x->all.data[ctx].ambiguous)
        return;
    struct sure_read r = {.task = phase_a_tasks(x->s->a, &(uint32_t){0})[task].func,
                          .global = b->nodes.data[end.node].ref};
    const struct body *here = x->all.data[ctx].body;
    r.bytes = touched_by(here, a, end_ctx == ctx ? access_operand(here, a) : RIR_NONE, end);
    r.how = (struct chain_query){
        .ctx = ctx, .insn = a->insn, .operand = access_operand(here, a), .at = t, .st = ST_GLOBAL};
    vec_push(&j->reads, r);
}

void judge_collect_reads(struct judge *j, uint32_t ctx)
{
    const struct body *b = j->x->all.data[ctx].body;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        uint32_t n;
        if (b->accesses.data[i].kind != ACCESS_READ || b->accesses.data[i].doubt != NULL)
            continue;
        set_get(&j->x->s->sets, b->accesses.data[i].targets, &n);
        for (uint32_t k = 0; k < n; k++)
            note_read(j, ctx, &b->accesses.data[i],
                      set_get(&j->x->s->sets, b->accesses.data[i].targets, &(uint32_t){0})[k]);
    }
}

/* The first of these tasks that may read the class. */
static bool task_reads(const struct judge *j, const uint32_t *list, uint32_t n, uint32_t cls,
                       uint32_t *task)
{
    const struct solver *s = j->x->s;
    const struct pa_task *tasks = phase_a_tasks(s->a, &(uint32_t){0});
    for (uint32_t i = 0; i < n && !MUTANT(s, 13); i++) {
        *task = list[i];
        if (cls == RIR_NONE || phase_a_class_unknown(s->a, cls) ||
            phase_a_reads(s->a, tasks[*task].func, cls))
            return true;
    }
    return false;
}

bool judge_may_be_visible(struct judge *j, uint32_t ctx, const struct access *a)
{
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&j->x->s->sets, a->targets, &(uint32_t){0})[i];
        if (judge_status(j, ctx, a, t).may & (ST_GLOBALS | ST_BIT(ST_UNKNOWN)))
            return true;
    }
    return false;
}

/* A shared variable may be written, but what is put there is global from then on. */
bool judge_may_be_shared(struct judge *j, uint32_t ctx, const struct access *a)
{
    uint32_t n;
    set_get(&j->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&j->x->s->sets, a->targets, &(uint32_t){0})[i];
        if (judge_status(j, ctx, a, t).may & ST_BIT(ST_SHARED))
            return true;
    }
    return false;
}

/* The one named static object that this certainly is, or RIR_NONE. */
static uint32_t named_global(struct judge *j, uint32_t ctx, const struct access *a,
                             struct target *at)
{
    uint32_t n;
    const struct target *v = set_get(&j->x->s->sets, a->targets, &n);
    const struct body *b = j->x->all.data[ctx].body;
    for (uint32_t i = 0; i < n; i++)
        if (v[i].cert >= CERT_PATH && !v[i].linked && b->nodes.data[v[i].node].kind == N_GLOBAL) {
            *at = v[i];
            return b->nodes.data[v[i].node].ref;
        }
    return RIR_NONE;
}

static bool leaves_element(struct judge *j, uint32_t ctx, const struct access *a, uint32_t global)
{
    struct contexts *x = j->x;
    const struct body *b = x->all.data[ctx].body;
    uint32_t n, of, operand = access_operand(b, a);
    const struct target *v = set_get(&x->s->sets, a->targets, &n);
    for (uint32_t k = 0; k < n; k++)
        if (part_left(x, ctx, a, operand, v[k], &of) &&
            (of == global || of == RIR_NONE || global == RIR_NONE))
            return true;
    return false;
}

static bool loads_pointer(const struct judge *j, const struct body *b, const struct access *a)
{
    const struct rir_insn *in = &b->f->insns[a->insn];
    return a->kind == ACCESS_READ &&
           (in->op != RIR_READ || phase_a_refers(j->x->s->a, b->func, in->result));
}

/* Does some task touch another element of the array than the one that it was given, or load a
 * pointer there? Asked once for each. */
static bool is_left(struct judge *j, uint32_t global, bool pointers)
{
    uint32_t known = false;
    uint64_t key = (uint64_t)pointers << 32 | global;
    if (map_get(&j->left, key, &known))
        return known != 0;
    for (uint32_t c = 0; c < j->x->all.len && !known; c++) {
        const struct body *b = j->x->all.data[c].body;
        for (uint32_t i = 0; i < b->accesses.len && j->x->all.data[c].role == ROLE_TASK; i++)
            known |= (!pointers || loads_pointer(j, b, &b->accesses.data[i])) &&
                     leaves_element(j, c, &b->accesses.data[i], global);
    }
    map_put(&j->left, key, known);
    return known != 0;
}

bool judge_loads_elsewhere(struct judge *j, uint32_t global)
{
    return is_left(j, global, true);
}

/* B-V5: every task of the record was given another element of the array that is written, stays in
 * it, and knows the array by no other way (B-J3). */
bool judge_other_element(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand,
                         uint32_t record)
{
    const struct context *c = &j->x->all.data[ctx];
    struct solver *s = j->x->s;
    if (operand == RIR_NONE || ids_has(&c->running, record) ||
        !start_takes_other_element(s, c->body->func, insn, operand, record))
        return false;
    uint32_t g = c->body->f->values[flow_base(c->body->f, operand)].ref;
    return !phase_a_named_in_task(s->a, g) && !is_left(j, g, false) &&
           !phase_a_class_held(s->a, phase_a_class_of_global(s->a, g));
}

/* The calls by which a function starts a task of the record: the start itself, or calls of what
 * leaves it running. */
static uint32_t starts_in(struct judge *j, uint32_t ctx, uint32_t record, const uint32_t **starts)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    const struct start_rec *r = &s->starts.data[record];
    uint32_t n = 0, *list = ARENA_ARRAY(j->arena, uint32_t, b->calls.len + 1);
    *starts = list;
    if (r->func == b->func && r->insn != RIR_NONE) {
        list[n++] = r->insn;
        return n;
    }
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *c = &b->calls.data[i];
        const struct body *callee = s->bodies[c->aliased][c->callee];
        bool starts_it = !c->start && callee != NULL && ids_has(&callee->exit.running, record);
        if (starts_it && (n == 0 || list[n - 1] != c->insn))
            list[n++] = c->insn;
    }
    return n;
}

bool judge_is_tested(const struct body *b, uint32_t value)
{
    for (uint32_t i = 0; value != RIR_NONE && i < b->f->ninsns; i++)
        for (uint32_t a = 0; a < b->f->insns[i].nargs; a++)
            if (b->f->insns[i].args[a] == value && b->f->insns[i].op == RIR_CMP)
                return true;
    return false;
}

bool judge_zero_says_started(const struct solver *s, const struct rir_insn *call, uint32_t record,
                             bool itself)
{
    if (call->op != RIR_CALL || call->result == RIR_NONE)
        return false;
    const struct rir_ann *when = rir_func_ann(&s->m->funcs.data[call->ref], RIR_ANN_SPAWNS_IF);
    if (itself)
        return when != NULL && when->when == RIR_ZERO;
    const struct body *b = s->bodies[1][call->ref];
    uint32_t leave = 0, zero = 0;
    for (uint32_t i = 0; b != NULL && i < b->nclasses; i++) {
        const struct known *r = facts_find(&b->classes[i].facts, FACT_RESULT);
        bool runs = ids_has(&b->classes[i].running, record);
        leave += runs;
        zero += runs && r != NULL && r->signs == SIGN_ZERO;
    }
    return leave > 0 && zero == leave;
}

uint32_t judge_ends_in(struct judge *j, const struct body *b, uint32_t record,
                       const uint32_t **ends)
{
    uint32_t n = 0, *list = ARENA_ARRAY(j->arena, uint32_t, b->f->ninsns);
    for (uint32_t i = 0; i < b->f->ninsns; i++)
        if (join_may_be_in(j->x->s, b->func, i, record))
            list[n++] = i;
    *ends = list;
    return n;
}

/* A path through this function on which the task is started and then, without being joined, gets to
 * the instruction. */
static bool starts_before(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t record)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    struct evidence_query q = judge_path_to(j, b->f, insn);
    q.nstarts = starts_in(j, ctx, record, &q.starts);
    if (q.nstarts == 0)
        return true; /* by a way that is not recorded */
    q.nends = judge_ends_in(j, b, record, &q.ends);
    const struct rir_insn *in = &b->f->insns[q.starts[0]];
    const struct start_rec *r = &s->starts.data[record];
    bool itself = r->func == b->func && r->insn == q.starts[0];
    q.zero_succeeds = judge_zero_says_started(s, in, record, itself);
    if (r->insn != RIR_NONE)
        q.start = &s->m->funcs.data[r->func].insns[r->insn];
    if (in->op == RIR_CALL && !itself && !q.zero_succeeds && judge_is_tested(b, in->result))
        return false; /* the result may say that nothing was started: how, is not known */
    return evidence_find(&j->chains.evidence, &q)->answer == EVIDENCE_FOUND;
}

static bool point_has(const struct point *p, uint32_t record)
{
    uint32_t i = 0;
    while (i < p->nsure && p->sure[i] != record)
        i++;
    return i < p->nsure;
}

/* On the chain there is a function that certainly has started the task before it goes on. */
bool judge_feasible_after(struct judge *j, const struct chain_query *q, const struct chain *c)
{
    uint32_t ctx = q->ctx, insn = q->insn, point = q->point;
    for (uint32_t i = 0;; i++) {
        const struct body *b = j->x->all.data[ctx].body;
        if (point_has(&b->points.data[point], *q->running) &&
            starts_before(j, ctx, insn, *q->running))
            return true;
        if (i == c->n)
            return false;
        ctx = c->links[i].ctx;
        const struct call_rec *r = &j->x->all.data[ctx].body->calls.data[c->links[i].call];
        insn = r->insn;
        point = r->point;
    }
}

const char *judge_may_run(struct judge *j, uint32_t task)
{
    const struct solver *s = j->x->s;
    uint32_t func = phase_a_tasks(s->a, &(uint32_t){0})[task].func;
    return arena_printf(j->arena, "%s may be running and may read it",
                        task_in_words(j->arena, s, func));
}

/* The write is unproven because of the task; returns the one static object that it is, if it is
 * one. */
static uint32_t may_be_read(struct judge *j, uint32_t ctx, const struct access *a, uint32_t task,
                            struct judgement *r)
{
    uint32_t g = named_global(j, ctx, a, &r->at);
    r->certainty = CERTAINTY_UNPROVEN;
    r->kind = KIND_GLOBAL_WRITE;
    r->task = task;
    r->has_target = g != RIR_NONE;
    r->reason = judge_may_run(j, task);
    return g;
}

struct judgement judge_main_write(struct judge *j, uint32_t ctx, const struct access *a,
                                  uint32_t operand)
{
    const struct solver *s = j->x->s;
    struct judgement r = j->past_frozen ? judge_fine(true) : judge_write(j, ctx, a, operand);
    r.place = judge_may_be_visible(j, ctx, a);
    if (r.certainty != CERTAINTY_PROVED || !r.place || (s->starts.len == 0 && s->unseen.len == 0))
        return r;
    struct id_vec may = {0}, sure = {0};
    running_at(j->x, ctx, a->point, &may, &sure);
    uint32_t func = j->x->all.data[ctx].body->func, task = RIR_NONE;
    uint32_t cls = operand == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, operand);
    for (uint32_t i = 0; i < may.len && r.certainty != CERTAINTY_VIOLATION; i++) {
        const struct start_rec *rec = &s->starts.data[may.data[i]];
        if (!task_reads(j, rec->tasks, rec->ntasks, cls, &task) ||
            judge_other_element(j, ctx, a->insn, operand, may.data[i]))
            continue;
        uint32_t g = may_be_read(j, ctx, a, task, &r);
        struct chain_query q = {.ctx = ctx,
                                .insn = a->insn,
                                .operand = operand,
                                .at = r.at,
                                .st = ST_GLOBAL,
                                .running = &may.data[i],
                                .point = a->point};
        bool certain =
            g != RIR_NONE && ids_has(&sure, may.data[i]) &&
            surely_reads(j, task, g, touched_by(j->x->all.data[ctx].body, a, operand, r.at)) &&
            !(judge_status(j, ctx, a, r.at).may &
              ~(ST_GLOBALS | ST_BIT(ST_AWAY) | ST_BIT(ST_OPENLY) | ST_BIT(ST_INSIDE))) &&
            judge_feasible(j, &q, &r.chain) && judge_feasible_after(j, &q, r.chain);
        if (certain) {
            r.certainty = CERTAINTY_VIOLATION;
            r.reason = NULL;
        }
    }
    if (r.certainty == CERTAINTY_PROVED && task_reads(j, s->unseen.data, s->unseen.len, cls, &task))
        may_be_read(j, ctx, a, task, &r);
    vec_free(&may);
    vec_free(&sure);
    return r;
}
