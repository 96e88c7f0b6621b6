/* What is said of a place: the message, the path that leads to it, how it is ordered with other
 * writes, and the declaration that would accept it. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/declaration.h"
#include "solve/unplaced.h"

struct source_pos verdict_source_pos(struct rir_pos p)
{
    return (struct source_pos){p.file, p.line, p.col};
}

struct notes {
    VEC(struct finding_note) list;
    const char *task; /* in which the path begins; NULL: main */
};

static void add_note(struct notes *n, struct rir_pos pos, const char *text)
{
    struct finding_note note = {verdict_source_pos(pos), text};
    vec_push(&n->list, note);
}

static const char *name_of_task(struct collect *c, uint32_t task)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(c->x->s->a, &n);
    bool known = task < n && t[task].func != phase_a_outside(c->x->s->a);
    return known ? task_name(c->x->s, t[task].func) : NULL;
}

static const char *words_of_task(struct collect *c, uint32_t task)
{
    const struct pa_task *t = phase_a_tasks(c->x->s->a, &(uint32_t){0});
    return task_in_words(&c->out->result.arena, c->x->s, t[task].func);
}

/* A context may be run by several tasks: the path says which one is meant. */
static const char *task_of_path(struct collect *c, uint32_t ctx, const struct link *chain,
                                uint32_t len)
{
    const struct context *top = &c->x->all.data[len == 0 ? ctx : chain[len - 1].ctx];
    if (c->x->all.data[ctx].role != ROLE_TASK)
        return NULL;
    for (uint32_t i = 0; i < len; i++) { /* from the place upwards: the last start counts */
        const struct call_rec *r = &c->x->all.data[chain[i].ctx].body->calls.data[chain[i].call];
        if (r->start)
            return task_name(c->x->s, r->callee);
    }
    return name_of_task(c, top->task);
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

static const char *new_step_text(struct collect *c, const struct body *caller,
                                 const struct call_rec *r)
{
    struct arena *a = &c->out->result.arena;
    const char *who = source_name(caller->f);
    const char *callee =
        r->start ? task_name(c->x->s, r->callee) : source_name(&c->x->s->m->funcs.data[r->callee]);
    const char *through = called_through(c, caller, r);
    if (r->start)
        return arena_printf(a, "task '%s' is started here by '%s'", callee, who);
    if (through != NULL)
        return arena_printf(a, "'%s' is called here by '%s', which '%s' calls", callee, through,
                            who);
    return arena_printf(a, "'%s' is called here by '%s'", callee, who);
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
    uint32_t len = verdict_aliased_since(c, p, end, end_ctx, notes);
    for (uint32_t i = 0; i < len; i++)
        vec_push(&n->list, notes[i]);
}

/* What was done to the object was done in this context, and not in that of the place. */
static bool is_since(const struct place *p, uint32_t ctx)
{
    return p->j.by_mark && p->j.certainty == CERTAINTY_VIOLATION && p->j.since_ctx != p->ctx &&
           (ctx == RIR_NONE || ctx == p->j.since_ctx);
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
    for (uint32_t i = chain.n; i-- > 0;) {
        const struct context *caller = &c->x->all.data[chain.links[i].ctx];
        const struct call_rec *r = &caller->body->calls.data[chain.links[i].call];
        if (is_since(p, chain.links[i].ctx))
            add_since(c, p, n);
        if (is_since(p, chain.links[i].ctx) && verdict_packet_elsewhere(p))
            continue; /* that is where the finding stands */
        if (r->start)
            add_ways_in(c, caller->body->func, n);
        add_note(
            n,
            verdict_position(c, chain.links[i].ctx, r->insn, chain.links + i + 1, chain.n - i - 1),
            step_text(c, caller->body, chain.links[i].call));
    }
}

/* The static object that a target is, or is reached from; NULL: neither. */
static const struct rir_global *global_at(struct collect *c, struct target end, uint32_t end_ctx)
{
    if (end.node == RIR_NONE)
        return NULL;
    const struct node *node = &c->x->all.data[end_ctx].body->nodes.data[end.node];
    if ((node->kind != N_GLOBAL && node->kind != N_GREST) || node->ref == RIR_NONE)
        return NULL;
    return &c->x->s->m->globals.data[node->ref];
}

static void add_declaration(struct collect *c, struct target end, uint32_t end_ctx, struct notes *n)
{
    const struct rir_global *g = global_at(c, end, end_ctx);
    if (g == NULL || g->pos.line == 0 || (g->flags & RIR_GLOBAL_STRING) != 0)
        return;
    add_note(n, g->pos,
             arena_printf(&c->out->result.arena, "'%s' is declared here", plain_name(g)));
}

/* How many bytes an access writes; 0: not known. */
static uint64_t written_size(const struct place *p, const struct body *b)
{
    if (p->is_event || b->accesses.data[p->index].described)
        return 0;
    const struct rir_insn *in = &b->f->insns[b->accesses.data[p->index].insn];
    if (in->op == RIR_STORE || in->op == RIR_WRITE || in->op == RIR_RMW)
        return rir_scalar_bytes(b->f->values[in->args[1]].type);
    if ((in->op == RIR_COPY || in->op == RIR_FILL) && b->f->values[in->args[2]].kind == RIR_V_CONST)
        return (uint64_t)b->f->values[in->args[2]].imm;
    return 0;
}

/* "writes global 'total'", "writes memory reachable from global 'head'". */
static const char *what_is_written(struct collect *c, const struct place *p, struct target end,
                                   uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    uint64_t size = written_size(p, c->x->all.data[p->ctx].body);
    *object = end.node == RIR_NONE ? NULL : name_of_target(&c->j, end_ctx, end, size);
    if (*object == NULL)
        return p->j.kind == KIND_FROZEN_WRITE ? "a constant" : "memory that others may see";
    const struct body *b = c->x->all.data[end_ctx].body;
    const struct node *node = &b->nodes.data[end.node];
    const struct rir_global *g = &c->x->s->m->globals.data[node->ref];
    if (g->flags & RIR_GLOBAL_STRING)
        return "a string literal";
    if (g->source == NULL && strncmp(g->name, ".compoundliteral", 16) == 0)
        return "a compound literal outside functions, which is global";
    if (node->kind == N_GREST)
        return arena_printf(a, "memory reachable from global '%s'", *object);
    return arena_printf(a, g->flags & RIR_GLOBAL_CONST ? "constant '%s'" : "global '%s'", *object);
}

/* A replacement is named, anything else to do is said in words. */
static const char *advice(struct arena *a, const char *instead)
{
    if (instead == NULL || *instead == '\0')
        return "";
    return arena_printf(a, strchr(instead, ' ') != NULL ? "; %s" : "; use '%s'", instead);
}

static const char *hidden_message(struct collect *c, const struct place *p, const char *who)
{
    const struct event *v = &c->x->all.data[p->ctx].body->events.data[p->index];
    struct arena *a = &c->out->result.arena;
    const char *callee =
        v->callee == RIR_NONE ? "a function" : source_name(&c->x->s->m->funcs.data[v->callee]);
    if (p->j.task != RIR_NONE)
        return arena_printf(a,
                            "%s calls '%s', which changes hidden state, while %s, which "
                            "reads it, may be running%s",
                            who, callee, words_of_task(c, p->j.task), advice(a, v->text));
    return arena_printf(a, "%s calls '%s', which has hidden static state%s", who, callee,
                        advice(a, v->text));
}

static const char *verb(const struct place *p, const struct body *b)
{
    if (p->is_event)
        return "calls";
    return b->accesses.data[p->index].kind == ACCESS_FREE ? "frees" : "writes";
}

static const char *message(struct collect *c, const struct place *p, const char *task,
                           struct target end, uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    const struct context *x = &c->x->all.data[p->ctx];
    const char *who = task == NULL ? "'main'" : arena_printf(a, "task '%s'", task);
    *object = NULL;
    if (p->j.tied)
        return verdict_aliased_message(c, p, who, end, end_ctx, object);
    if (p->j.by_mark)
        return verdict_packet_message(c, p, who, object);
    if (p->j.is_given)
        return verdict_unowned_message(c, p, who, end, end_ctx, object);
    if (p->is_event && x->body->events.data[p->index].hidden)
        return hidden_message(c, p, who);
    if (p->is_event)
        return arena_printf(a, "%s calls code that may write memory that others can see", who);
    const char *what = what_is_written(c, p, end, end_ctx, object);
    const char *does = verb(p, x->body);
    if (p->j.task != RIR_NONE && p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s %s %s", who, does, what);
    if (p->j.task != RIR_NONE)
        return arena_printf(a, "%s %s %s while %s, which reads it, may be running", who, does, what,
                            words_of_task(c, p->j.task));
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s may %s memory that others can see", who,
                            strcmp(does, "frees") == 0 ? "free" : "write");
    return arena_printf(a, "%s %s %s", who, does, what);
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
    const struct rir_global *g = global_at(c, end, end_ctx);
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
    const struct rir_global *g = global_at(c, end, end_ctx);
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
    const struct rir_global *g = global_at(c, end, end_ctx);
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
    const struct rir_func *f = &c->x->s->m->funcs.data[t->start_func];
    add_note(n, position_within(f, t->start_insn),
             arena_printf(&c->out->result.arena, "%s is started here by '%s'",
                          words_of_task(c, task), source_name(f)));
}

struct finding verdict_finding(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct context *x = &c->x->all.data[p->ctx];
    struct notes n = {.task = NULL};
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
    f.task = n.task;
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
        if (p->j.tied)
            add_ties(c, p, end, end_ctx, &n);
        add_declaration(c, end, end_ctx, &n);
    }
    f.notes = arena_copy(a, n.list.data, n.list.len * sizeof *n.list.data);
    f.nnotes = n.list.len;
    vec_free(&n.list);
    return f;
}
