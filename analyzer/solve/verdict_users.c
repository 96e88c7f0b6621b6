/* Who else uses a static object: for the person who reads that a task writes it, the places that
 * show that it is not the task's own.
 *
 * They are hints. Of each context, what it surely touches, if it names the object itself; and what
 * judge_main.c knows of the tasks' reads through pointers. Another task comes before main, a read
 * before a write, and then the order of positions. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/thunk.h"

static void add_user(struct collect *c, uint32_t global, struct user u)
{
    u.next = RIR_NONE;
    map_get(&c->users_of, global, &u.next);
    map_put(&c->users_of, global, c->users.len);
    vec_push(&c->users, u);
}

static uint32_t task_of(const struct collect *c, uint32_t ctx)
{
    const struct context *x = &c->x->all.data[ctx];
    return x->task == RIR_NONE ? RIR_NONE : phase_a_tasks(c->x->s->a, &(uint32_t){0})[x->task].func;
}

static void add_access(struct collect *c, uint32_t ctx, const struct access *a)
{
    const struct context *x = &c->x->all.data[ctx];
    uint32_t n, task = task_of(c, ctx);
    if ((a->kind != ACCESS_READ && a->kind != ACCESS_WRITE) || a->doubt != NULL || x->ambiguous ||
        (x->role == ROLE_TASK && (task == RIR_NONE || task == phase_a_outside(c->x->s->a))))
        return;
    const struct target *t = set_get(&c->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *node = &x->body->nodes.data[t[i].node];
        if (node->kind != N_GLOBAL || t[i].cert < CERT_PATH || t[i].linked)
            continue;
        struct user u = {.ctx = ctx, .insn = a->insn, .task = task, .at = t[i]};
        u.writes = a->kind == ACCESS_WRITE;
        u.point = a->point;
        u.bytes = touched_by(x->body, a, access_operand(x->body, a), t[i]);
        add_user(c, node->ref, u);
    }
}

static void collect_users(struct collect *c)
{
    for (uint32_t i = 0; i < c->x->all.len; i++)
        for (uint32_t k = 0; k < c->x->all.data[i].body->accesses.len; k++)
            add_access(c, i, &c->x->all.data[i].body->accesses.data[k]);
    for (uint32_t i = 0; i < c->j.reads.len; i++) {
        const struct sure_read *r = &c->j.reads.data[i];
        const struct body *b = c->x->all.data[r->how.ctx].body;
        struct user u = {.ctx = r->how.ctx, .insn = r->how.insn, .task = r->task, .at = r->how.at};
        u.bytes = r->bytes;
        if (b->nodes.data[r->how.at.node].kind != N_GLOBAL && !r->refuted)
            add_user(c, r->global, u);
    }
}

static struct rir_pos position_of(const struct collect *c, const struct user *u)
{
    return verdict_position(c, u->ctx, u->insn, NULL, 0);
}

static bool comes_before(const struct rir_pos *a, const struct rir_pos *b)
{
    int order = strcmp(a->file == NULL ? "" : a->file, b->file == NULL ? "" : b->file);
    return order != 0 ? order < 0 : a->line != b->line ? a->line < b->line : a->col < b->col;
}

/* Main uses it where the task may be running. */
static bool is_at_once(const struct collect *c, const struct user *u, uint32_t task)
{
    const struct solver *s = c->x->s;
    const struct pa_task *tasks = phase_a_tasks(s->a, &(uint32_t){0});
    struct id_vec may = {0}, sure = {0};
    bool found = false;
    running_at(c->x, u->ctx, u->point, &may, &sure);
    for (uint32_t i = 0; i < may.len; i++) {
        const struct start_rec *r = &s->starts.data[may.data[i]];
        for (uint32_t k = 0; k < r->ntasks; k++)
            found |= task_shown_as(s, tasks[r->tasks[k]].func) == task_shown_as(s, task);
    }
    vec_free(&may);
    vec_free(&sure);
    return found;
}

struct written { /* what others may use */
    uint32_t global, task;
    const struct touched *bytes;
    struct rir_pos at;
};

/* 0: it says nothing new. What main writes is set up before, mostly; and of what both main and the
 * task run it is not sure that main comes to it: that is shown if there is nothing else. */
static int worth(const struct collect *c, const struct user *u, const struct written *w)
{
    enum { SHARED_CODE = 1, OWN_CODE = 2, AT_ONCE = 3, WRITES = 5, READS = 6 };
    const struct solver *s = c->x->s;
    if (u->task == RIR_NONE && w->task == RIR_NONE)
        return 0;
    if (u->task == RIR_NONE) {
        bool own = !phase_a_in_task(s->a, c->x->all.data[u->ctx].body->func);
        bool at_once = is_at_once(c, u, w->task);
        return u->writes && !at_once ? 0
                                     : (own ? OWN_CODE : SHARED_CODE) + (at_once ? AT_ONCE - 1 : 0);
    }
    if (w->task != RIR_NONE && task_shown_as(s, u->task) == task_shown_as(s, w->task))
        return 0;
    return u->writes ? WRITES : READS;
}

static const struct user *best_user(struct collect *c, const struct written *w)
{
    const struct user *best = NULL;
    uint32_t at = RIR_NONE;
    int than = 0;
    map_get(&c->users_of, w->global, &at);
    for (; at != RIR_NONE; at = c->users.data[at].next) {
        const struct user *u = &c->users.data[at];
        int more = touched_meet(&u->bytes, w->bytes) ? worth(c, u, w) : 0;
        if (more < than || more == 0)
            continue;
        struct rir_pos p = position_of(c, u), q = {0};
        if (best != NULL)
            q = position_of(c, best);
        if (p.line != 0 && (best == NULL || more > than || comes_before(&p, &q))) {
            best = u;
            than = more;
        }
    }
    return best;
}

/* "reads", "writes", or both at one place (n++). */
static const char *verb_of(struct collect *c, uint32_t global, const struct user *best)
{
    struct rir_pos p = position_of(c, best);
    uint32_t at = RIR_NONE;
    bool also = false;
    map_get(&c->users_of, global, &at);
    for (; at != RIR_NONE && !also; at = c->users.data[at].next) {
        const struct user *u = &c->users.data[at];
        struct rir_pos q = position_of(c, u);
        also = u->task == best->task && u->writes != best->writes && !comes_before(&p, &q) &&
               !comes_before(&q, &p);
    }
    return also ? "reads and writes" : best->writes ? "writes" : "reads";
}

/* Main touches some of the bytes where the task may be running: to write them is enough. */
static bool meets_main(const struct collect *c, const struct written *w)
{
    uint32_t at = RIR_NONE;
    map_get(&c->users_of, w->global, &at);
    for (; at != RIR_NONE; at = c->users.data[at].next) {
        const struct user *u = &c->users.data[at];
        if (u->task == RIR_NONE && touched_meet(&u->bytes, w->bytes) && is_at_once(c, u, w->task))
            return true;
    }
    return false;
}

enum meeting verdict_other_user(struct collect *c, uint32_t global, const struct touched *bytes,
                                uint32_t task, struct rir_pos at, struct finding_note *out)
{
    const struct written w = {global, task, bytes, at};
    if (!c->users_known)
        collect_users(c);
    c->users_known = true;
    const struct user *u = best_user(c, &w);
    if (u == NULL)
        return MEETS_NOBODY;
    struct rir_pos p = position_of(c, u);
    const struct body *b = c->x->all.data[u->ctx].body;
    const char *name = NULL;
    if (b->nodes.data[u->at.node].kind == N_GLOBAL)
        name = name_of_target(&c->j, u->ctx, u->at, u->bytes.size);
    if (name == NULL)
        name = plain_name(&c->x->s->m->globals.data[global]);
    out->pos = verdict_source_pos(p);
    out->text = verdict_use_text(c, u->task, verb_of(c, global, u), name, p);
    if (!comes_before(&p, &at) && !comes_before(&at, &p))
        out->text =
            arena_printf(&c->out->result.arena, "%s runs this line, too", verdict_who(c, u->task));
    return u->task == RIR_NONE && !meets_main(c, &w) ? MEETS_APART : MEETS_SOMEBODY;
}

bool verdict_others_may(const struct collect *c, uint32_t global, uint32_t task)
{
    const struct solver *s = c->x->s;
    uint32_t n, cls = phase_a_class_of_global(s->a, global);
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if ((task == RIR_NONE || task_shown_as(s, t[i].func) != task_shown_as(s, task)) &&
            (phase_a_reads(s->a, t[i].func, cls) || phase_a_writes(s->a, t[i].func, cls)))
            return true;
    return false;
}

bool verdict_read_by(struct collect *c, uint32_t global, const struct touched *bytes, uint32_t task,
                     struct finding_note *out)
{
    for (uint32_t i = 0; i < c->j.reads.len; i++) {
        const struct sure_read *r = &c->j.reads.data[i];
        if (r->global != global || r->task != task || !r->confirmed ||
            !touched_meet(&r->bytes, bytes))
            continue;
        struct rir_pos p = verdict_position(c, r->how.ctx, r->how.insn, NULL, 0);
        if (p.line == 0)
            continue;
        out->pos = verdict_source_pos(p);
        out->text = arena_printf(&c->out->result.arena, "%s reads '%s' here", verdict_who(c, task),
                                 plain_name(&c->x->s->m->globals.data[global]));
        return true;
    }
    return false;
}

bool verdict_reads_in_loop(const struct collect *c, uint32_t global, uint32_t task)
{
    for (uint32_t i = 0; i < c->j.reads.len; i++) {
        const struct sure_read *r = &c->j.reads.data[i];
        const struct body *b = c->x->all.data[r->how.ctx].body;
        const struct flow *w = c->x->s->flows[b->func];
        if (r->global == global && r->task == task && r->confirmed && w != NULL &&
            w->in_cycle[b->f->insns[r->how.insn].block])
            return true;
    }
    return false;
}
