/* What is said of a place: the message, the path that leads to it, how it is ordered with other
 * writes, and the declaration that would accept it. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/c_names.h"
#include "solve/declaration.h"
#include "solve/unplaced.h"

struct source_pos verdict_source_pos(struct rir_pos p)
{
    return (struct source_pos){p.file, p.line, p.col};
}

struct notes {
    VEC(struct finding_note) list;
    uint32_t task; /* function of the task in which the path begins; RIR_NONE: main */
};

static void add_note(struct notes *n, struct rir_pos pos, const char *text)
{
    struct finding_note note = {verdict_source_pos(pos), text};
    vec_push(&n->list, note);
}

/* A context may be run by several tasks: the path says which one is meant. */
static uint32_t task_of_path(struct collect *c, uint32_t ctx, const struct link *chain,
                             uint32_t len)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(c->x->s->a, &n);
    const struct context *top = &c->x->all.data[len == 0 ? ctx : chain[len - 1].ctx];
    if (c->x->all.data[ctx].role != ROLE_TASK)
        return RIR_NONE;
    for (uint32_t i = 0; i < len; i++) { /* from the place upwards: the last start counts */
        const struct call_rec *r = &c->x->all.data[chain[i].ctx].body->calls.data[chain[i].call];
        if (r->start)
            return r->callee;
    }
    return top->task < n && t[top->task].func != phase_a_outside(c->x->s->a) ? t[top->task].func
                                                                             : RIR_NONE;
}

const struct copy_site *verdict_copied_for(const struct solver *s, uint32_t func)
{
    if (!is_copy(s->spec, func))
        return NULL;
    const struct copy_site *at = copy_site(s->spec, func);
    const struct rir_insn *in = &s->m->funcs.data[at->func].insns[at->insn];
    return in->op == RIR_CALL && in->ref == func ? at : NULL;
}

/* The calls by which a copy was reached, outermost first: each has one. */
static void add_ways_in(struct collect *c, uint32_t func, struct notes *n)
{
    const struct solver *s = c->x->s;
    const struct copy_site *at = verdict_copied_for(s, func);
    if (at == NULL)
        return;
    const struct rir_func *caller = &s->m->funcs.data[at->func];
    add_ways_in(c, at->func, n);
    add_note(n, position_within(caller, at->insn),
             arena_printf(&c->out->result.arena, "'%s' is called here by '%s'",
                          source_name(&s->m->funcs.data[func]), source_name(caller)));
}

/* A function without a body that is called here and calls the callee back (qsort); or NULL. */
static const char *called_through(struct collect *c, const struct body *b, const struct call_rec *r)
{
    const struct rir_insn *in = &b->f->insns[r->insn];
    if (in->op != RIR_CALL || in->ref == r->callee)
        return NULL;
    const struct rir_func *f = &c->x->s->m->funcs.data[in->ref];
    return (f->flags & RIR_FUNC_DEFINED) ? NULL : source_name(f);
}

const char *verdict_by_pointer(struct collect *c, const struct body *b, uint32_t insn)
{
    const struct rir_insn *in = &b->f->insns[insn];
    const struct solver *s = c->x->s;
    const struct rir_func *f = b->f;
    if (in->op != RIR_CALLI && is_copy(s->spec, b->func)) { /* it was one in the source */
        f = &s->m->funcs.data[verdict_origin(c, b->func)];
        in = insn < f->ninsns ? &f->insns[insn] : in;
    }
    const char *name =
        in->op == RIR_CALLI ? c_name_of_value(s->m, f, in->args[0], &c->out->result.arena) : NULL;
    return name == NULL ? "" : arena_printf(&c->out->result.arena, ", as '%s'", name);
}

static const char *new_step_text(struct collect *c, const struct body *caller,
                                 const struct call_rec *r)
{
    struct arena *a = &c->out->result.arena;
    const char *who = source_name(caller->f);
    if (r->start)
        return verdict_start_text(c, caller->func, r->insn, r->callee);
    const char *callee = source_name(&c->x->s->m->funcs.data[r->callee]);
    const char *through = called_through(c, caller, r);
    if (through != NULL)
        return arena_printf(a, "'%s' is called here by '%s', which '%s' calls", callee, through,
                            who);
    return arena_printf(a, "'%s' is called here by '%s'%s", callee, who,
                        verdict_by_pointer(c, caller, r->insn));
}

/* What a step of the path says. Most steps are in many paths. */
static const char *step_text(struct collect *c, const struct body *caller, uint32_t call)
{
    uint64_t key = (uint64_t)caller->func << 33 | (uint64_t)caller->aliased << 32 | call;
    uint32_t at;
    if (!map_get(&c->step_of, key, &at)) {
        at = c->steps.len;
        map_put(&c->step_of, key, at);
        vec_push(&c->steps, new_step_text(c, caller, &caller->calls.data[call]));
    }
    return c->steps.data[at];
}

static void add_since(struct collect *c, const struct place *p, struct notes *n)
{
    struct finding_note notes[PACKET_NOTES];
    uint32_t len = verdict_packet_since(c, p, notes);
    for (uint32_t i = 0; i < len; i++)
        vec_push(&n->list, notes[i]);
}

static void add_ties(struct collect *c, const struct place *p, struct target end, uint32_t end_ctx,
                     struct notes *n)
{
    struct finding_note notes[PACKET_NOTES];
    uint32_t len = p->j.tied ? verdict_aliased_since(c, p, end, end_ctx, notes)
                             : verdict_unowned_since(c, p, notes);
    for (uint32_t i = 0; i < len; i++)
        vec_push(&n->list, notes[i]);
}

/* What was done to the object was done in this context, and not in that of the place. */
static bool is_since(const struct place *p, uint32_t ctx)
{
    return p->j.by_mark && p->j.certainty == CERTAINTY_VIOLATION && p->j.since_ctx != p->ctx &&
           (ctx == RIR_NONE || ctx == p->j.since_ctx);
}

/* What the callers call the thing that the place is about: with[i] is said of the chain's link i.
 */
static void passed_on(struct collect *c, const struct place *p, const struct chain *chain,
                      const char *with[CHAIN_MAX])
{
    const struct rir_func *f = c->x->all.data[p->ctx].body->f;
    uint32_t value = p->j.certainty == CERTAINTY_VIOLATION ? verdict_operand(c, p) : RIR_NONE;
    for (uint32_t i = 0; i < chain->n; i++) {
        value = verdict_passed(c, chain->links[i], f, value, &with[i]);
        f = c->x->all.data[chain->links[i].ctx].body->f;
    }
}

/* The path, from the task to the place, then the declaration of the object. */
static void add_path(struct collect *c, const struct place *p, struct notes *n, struct target *end,
                     uint32_t *end_ctx)
{
    struct chain chain;
    if (p->shown != NULL)
        chain = *p->shown;
    else
        verdict_chain(c, p->ctx, &p->j, &chain);
    *end = chain.end;
    *end_ctx = chain.end_ctx;
    n->task = task_of_path(c, p->ctx, chain.links, chain.n);
    const char *with[CHAIN_MAX];
    passed_on(c, p, &chain, with);
    for (uint32_t i = chain.n; i-- > 0;) {
        const struct context *caller = &c->x->all.data[chain.links[i].ctx];
        const struct call_rec *r = &caller->body->calls.data[chain.links[i].call];
        if (is_since(p, chain.links[i].ctx))
            add_since(c, p, n);
        if (is_since(p, chain.links[i].ctx) && verdict_packet_elsewhere(p))
            continue; /* that is where the finding stands */
        if (r->start)
            add_ways_in(c, caller->body->func, n);
        const char *text = step_text(c, caller->body, chain.links[i].call);
        if (*with[i] != '\0')
            text = arena_printf(&c->out->result.arena, "%s%s", text, with[i]);
        add_note(
            n,
            verdict_position(c, chain.links[i].ctx, r->insn, chain.links + i + 1, chain.n - i - 1),
            text);
    }
}

static void add_declaration(struct collect *c, const struct place *p, struct target end,
                            uint32_t end_ctx, enum meeting other, enum ordering order,
                            struct notes *n)
{
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g == NULL || g->pos.line == 0)
        return;
    if ((g->flags & RIR_GLOBAL_STRING) != 0) {
        add_note(n, g->pos, "the literal stands here");
        return;
    }
    bool written = p->j.kind == KIND_GLOBAL_WRITE && p->j.certainty == CERTAINTY_VIOLATION;
    add_note(n, g->pos,
             arena_printf(&c->out->result.arena, "'%s' is declared here%s", plain_name(g),
                          written ? verdict_declared_as(c, g, end, end_ctx, n->task, other, order)
                          : (g->flags & RIR_GLOBAL_CONST) != 0 ? ", const"
                                                               : ""));
}

static bool is_taken(struct collect *c, const struct place *p, struct target end, uint32_t end_ctx,
                     struct finding_note *out)
{
    struct chain chain;
    if (p->shown == NULL)
        verdict_chain(c, p->ctx, &p->j, &chain);
    return verdict_taken(c, p, p->shown == NULL ? &chain : p->shown,
                         verdict_global(c, end, end_ctx), verdict_is_below(c, end, end_ctx), out);
}

/* Whose it is that is written, how the task came to it, and who else uses it. */
static void add_written(struct collect *c, const struct place *p, struct target end,
                        uint32_t end_ctx, const struct finding *f, struct notes *n)
{
    struct finding_note came, user;
    bool asked = p->j.kind == KIND_GLOBAL_WRITE && p->j.certainty == CERTAINTY_VIOLATION &&
                 !p->is_event && verdict_global(c, end, end_ctx) != NULL;
    enum meeting other = asked ? verdict_user(c, p, end, end_ctx, n->task, &user) : MEETS_NOBODY;
    if (asked && (verdict_came_from(c, p, f->object, &came) || is_taken(c, p, end, end_ctx, &came)))
        vec_push(&n->list, came);
    add_declaration(c, p, end, end_ctx, other, f->order, n);
    if (other != MEETS_NOBODY)
        vec_push(&n->list, user);
}

static const char *message(struct collect *c, const struct place *p, uint32_t task,
                           struct target end, uint32_t end_ctx, const char **object)
{
    const char *who = verdict_who(c, task);
    *object = NULL;
    if (p->j.tied)
        return verdict_aliased_message(c, p, who, end, end_ctx, object);
    if (p->j.by_mark)
        return verdict_packet_message(c, p, who, object);
    if (p->j.is_given)
        return verdict_unowned_message(c, p, who, end, end_ctx, object);
    return verdict_written_message(c, p, task, end, end_ctx, object);
}

/* ---- how it is ordered ---- */

static const char *memory_of(struct collect *c, const struct place *p, struct target end,
                             uint32_t end_ctx)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->is_event) {
        const struct event *v = &b->events.data[p->index];
        return !v->hidden || v->callee == RIR_NONE
                   ? NULL
                   : arena_printf(a, "the hidden state of '%s'",
                                  source_name(&c->x->s->m->funcs.data[v->callee]));
    }
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g == NULL || (g->flags & (RIR_GLOBAL_STRING | RIR_GLOBAL_CONST)))
        return NULL;
    bool below = c->x->all.data[end_ctx].body->nodes.data[end.node].kind == N_GREST;
    return arena_printf(a, below ? "memory reachable from global '%s'" : "global '%s'",
                        plain_name(g));
}

/* A lock inside the object, or memory that no declaration of a variable covers: the struct is a
 * channel. Else the variable is shared, or the member, if the lock is not that of the others. */
static const char *declaration_for(struct collect *c, const struct order *o, const char *why,
                                   struct target end, uint32_t end_ctx)
{
    const struct rir_module *m = c->x->s->m;
    struct arena *a = &c->out->result.arena;
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (o->lock != NULL && o->lock->root == LOCK_MEMBER)
        return declare_channel(m, o->lock->ref, a);
    if (g == NULL || c->x->all.data[end_ctx].body->nodes.data[end.node].kind == N_GREST)
        return o->type == RIR_NONE ? NULL : declare_channel(m, o->type, a);
    bool own =
        o->lock != NULL && lock_path_is_static(o->lock) && &m->globals.data[o->lock->ref] == g;
    const char *channel = own && o->whole ? declare_channel(m, g->type, a) : NULL;
    if (channel != NULL)
        return channel;
    const char *member = o->whole || g->type == RIR_NONE || end.off < 0
                             ? NULL
                             : declare_shared_member(m, g->type, (uint64_t)end.off, why, a);
    return member != NULL ? member : declare_shared(m, g, why, a);
}

static void add_order(struct collect *c, const struct place *p, struct target end, uint32_t end_ctx,
                      struct finding *f)
{
    struct arena *a = &c->out->result.arena;
    const struct body *top = c->x->all.data[end_ctx].body;
    struct order o = orders_of(&c->orders, p->write, top, end);
    f->order = o.ordering;
    f->memory = memory_of(c, p, end, end_ctx);
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g != NULL && g->pos.line != 0)
        f->declared = verdict_source_pos(g->pos);
    f->held = ARENA_ARRAY(a, const char *, o.nheld);
    for (; f->nheld < o.nheld; f->nheld++)
        f->held[f->nheld] =
            lock_path_name(c->x->s->m, locks_path(c->orders.l, o.held[f->nheld]), a);
    if (o.lock != NULL)
        f->lock = lock_path_name(c->x->s->m, o.lock, a);
    if (f->memory == NULL || p->is_event || o.ordering == ORDER_UNSYNCHRONISED)
        return;
    const char *why = o.lock == NULL ? "atomic" : arena_printf(a, "guarded by %s", f->lock);
    f->accept = declaration_for(c, &o, why, end, end_ctx);
}

/* Where the task that main's write disturbs is started. */
static void add_start(struct collect *c, uint32_t task, struct notes *n)
{
    const struct pa_task *t = &phase_a_tasks(c->x->s->a, &(uint32_t){0})[task];
    if (t->start_func == RIR_NONE)
        return;
    add_note(n, position_within(&c->x->s->m->funcs.data[t->start_func], t->start_insn),
             verdict_start_text(c, t->start_func, t->start_insn, t->func));
}

static const char *help(struct collect *c, const struct place *p, uint32_t task, struct target end,
                        uint32_t end_ctx, const struct finding *f)
{
    if (p->j.certainty != CERTAINTY_VIOLATION)
        return NULL;
    if (p->j.tied)
        return verdict_aliased_help(c, p, end, end_ctx);
    if (p->j.by_mark)
        return verdict_packet_help(c, p);
    if (p->j.is_given)
        return verdict_unowned_help(c, p, end, end_ctx);
    return verdict_written_help(c, p, task, end, end_ctx, f->order,
                                f->nheld == 0 ? NULL : f->held[0]);
}

struct finding verdict_finding(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct context *x = &c->x->all.data[p->ctx];
    struct notes n = {.task = RIR_NONE};
    struct target end = {.node = RIR_NONE};
    uint32_t end_ctx = p->ctx;
    add_path(c, p, &n, &end, &end_ctx);
    if (p->j.tied && p->j.held != NULL) {
        end = (struct target){.node = RIR_NONE};
    } else if (p->j.tied && end.node == RIR_NONE) {
        end = p->j.at;
        end_ctx = p->ctx;
    }
    if (p->j.task != RIR_NONE)
        add_start(c, p->j.task, &n);
    struct finding f = {
        .kind = p->j.kind, .certainty = p->j.certainty, .pos = verdict_source_pos(p->pos)};
    if (!p->j.by_mark && !p->j.tied && !p->j.is_given)
        add_order(c, p, end, end_ctx, &f);
    f.message = message(c, p, n.task, end, end_ctx, &f.object);
    f.function = arena_strdup(a, source_name(x->body->f));
    f.task = n.task == RIR_NONE ? NULL : task_name(c->x->s, n.task);
    f.reason = p->j.certainty == CERTAINTY_UNPROVEN && p->j.reason != NULL
                   ? arena_strdup(a, p->j.reason)
                   : NULL;
    uint64_t h = hash_mem(f.function, strlen(f.function));
    if (p->pos.file != NULL) /* the file's own name: the same in every checkout */
        h ^= hash_mem(strrchr(p->pos.file, '/') != NULL ? strrchr(p->pos.file, '/') + 1
                                                        : p->pos.file,
                      strlen(strrchr(p->pos.file, '/') != NULL ? strrchr(p->pos.file, '/') + 1
                                                               : p->pos.file));
    f.id = arena_printf(a, "%04x-%u", (unsigned)(hash64(h) & 0xffff),
                        (unsigned)(p->pos.line * 100 + p->pos.col));
    if (verdict_packet_elsewhere(p)) {
        struct finding_note at = verdict_packet_access(c, p);
        vec_push(&n.list, at);
    } else if (p->j.by_mark && !is_since(p, RIR_NONE)) {
        add_since(c, p, &n);
    } else if (p->j.certainty == CERTAINTY_VIOLATION || p->j.has_target) {
        if (p->j.tied || p->j.is_given)
            add_ties(c, p, end, end_ctx, &n);
        add_written(c, p, end, end_ctx, &f, &n);
    }
    f.help = help(c, p, n.task, end, end_ctx, &f);
    f.notes = arena_copy(a, n.list.data, n.list.len * sizeof *n.list.data);
    f.nnotes = n.list.len;
    vec_free(&n.list);
    return f;
}
