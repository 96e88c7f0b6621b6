/* Every access and event of every context is judged; a place (a source position) keeps all that is
 * not proved there. What the user has switched off or believes is taken away, and what is left may
 * be said of another object or by another task (remains.c). The worst of it is the place's verdict
 * and its finding; of violations one that nothing orders comes first. What is found in a copy of a
 * function is said of the function. */
#include "solve/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "solve/declaration.h"
#include "solve/orders.h"
#include "solve/remains.h"
#include "solve/thunk.h"
#include "solve/unplaced.h"

struct place {
    uint32_t ctx;
    bool is_event;
    uint32_t index; /* in the body's accesses or events */
    struct judgement j;
    struct rir_pos pos;
    uint32_t func;
    uint32_t write;            /* in `orders`, RIR_NONE if it is proved */
    const struct chain *shown; /* by which it is so; NULL: by the judgement's own */
    uint32_t next;             /* in `others`: the next at this position, or RIR_NONE */
};

struct collect {
    struct judge j;
    struct contexts *x;
    struct solve_result *out;
    VEC(struct place) places; /* the worst of each position */
    VEC(struct place) others; /* the rest of what is not proved */
    struct map by_pos, by_insn;
    struct orders orders;
    VEC(const char *) steps; /* what paths say of calls */
    struct map step_of;      /* function << 33 | its entry << 32 | call -> index in `steps` */
};

/* Of an instruction of a context, or of the innermost call that leads to it and has one: up a
 * chain, as far as that goes, and then the way in which contexts were first reached. Line 0: none
 * has. */
static struct rir_pos position_on(const struct collect *c, uint32_t ctx, uint32_t insn,
                                  const struct link *up, uint32_t n)
{
    for (;;) {
        const struct context *x = &c->x->all.data[ctx];
        struct rir_pos p = position_within(x->body->f, insn);
        struct link out = n > 0 ? *up : (struct link){x->from, x->from_call};
        if (p.line != 0 || out.ctx == RIR_NONE)
            return p;
        ctx = out.ctx;
        insn = c->x->all.data[ctx].body->calls.data[out.call].insn;
        up += n > 0;
        n -= n > 0;
    }
}

static uint64_t key_of(struct rir_pos p, uint32_t func, uint32_t insn)
{
    uint64_t h = p.file == NULL ? 0 : hash_mem(p.file, strlen(p.file));
    if (p.line == 0) /* no position: each instruction by itself */
        h ^= hash64((uint64_t)func << 32 | insn);
    return hash64(h ^ ((uint64_t)p.line << 20) ^ p.col);
}

/* The function of the input, where the context's may be a copy. */
static uint32_t origin_of(const struct collect *c, uint32_t func)
{
    return c->x->s->spec->origin.data[func];
}

static void note_verdict(struct collect *c, uint32_t func, uint32_t insn, const struct judgement *j)
{
    uint32_t at;
    uint64_t key = (uint64_t)func << 32 | insn;
    if (!map_get(&c->by_insn, key, &at)) {
        at = c->out->verdicts.len;
        struct solve_verdict v = {.func = func, .insn = insn, .reached = true};
        vec_push(&c->out->verdicts, v);
        map_put(&c->by_insn, key, at);
    }
    enum certainty *worst = &c->out->verdicts.data[at].worst[j->kind];
    if (j->certainty > *worst)
        *worst = j->certainty;
}

static bool kind_enabled(const struct collect *c, enum kind k)
{
    return c->x->s->o->enabled[k];
}

static uint32_t note_order(struct collect *c, uint32_t ctx, bool is_event, uint32_t index,
                           const struct judgement *j)
{
    const struct body *b = c->x->all.data[ctx].body;
    if (j->certainty == CERTAINTY_PROVED)
        return RIR_NONE;
    return is_event ? orders_note_event(&c->orders, ctx, &b->events.data[index], j)
                    : orders_note_access(&c->orders, ctx, &b->accesses.data[index], j);
}

static enum status status_behind(const struct judgement *j)
{
    return j->kind == KIND_FROZEN_WRITE ? ST_CONST : ST_GLOBAL;
}

/* The chain that the finding's path shows. */
static void find_chain(const struct collect *c, uint32_t ctx, const struct judgement *j,
                       struct chain *out)
{
    struct target at = j->has_target ? j->at : (struct target){.node = RIR_NONE};
    enum status st =
        j->certainty == CERTAINTY_UNPROVEN && !j->has_target ? ST_UNKNOWN : status_behind(j);
    if (j->certainty == CERTAINTY_VIOLATION && j->chain != NULL)
        *out = *j->chain;
    else
        chain_of_witness(c->x, ctx, at, st, out);
}

static struct rir_pos place_position(const struct collect *c, uint32_t ctx, uint32_t insn,
                                     const struct judgement *j)
{
    struct rir_pos p = position_within(c->x->all.data[ctx].body->f, insn);
    if (p.line != 0)
        return p;
    struct chain chain;
    find_chain(c, ctx, j, &chain);
    return position_on(c, ctx, insn, chain.links, chain.n);
}

/* Of two that are equally bad, the one with the shorter path. */
static bool tells_more(const struct judgement *a, const struct judgement *b)
{
    if (a->certainty != b->certainty)
        return a->certainty > b->certainty;
    return a->kind == b->kind && a->chain != NULL && b->chain != NULL && a->chain->n < b->chain->n;
}

static void note_other(struct collect *c, struct place *first, const struct place *p)
{
    if (p->j.certainty == CERTAINTY_PROVED)
        return;
    uint32_t at = c->others.len;
    vec_push(&c->others, *p);
    c->others.data[at].next = first->next;
    first->next = at;
}

static void note_place(struct collect *c, uint32_t ctx, bool is_event, uint32_t index,
                       uint32_t insn, const struct judgement *j)
{
    const struct body *b = c->x->all.data[ctx].body;
    uint32_t func = origin_of(c, b->func);
    note_verdict(c, func, insn, j);
    uint32_t write = note_order(c, ctx, is_event, index, j);
    if (!j->place && j->certainty == CERTAINTY_PROVED)
        return;
    struct place p = {.ctx = ctx, .is_event = is_event, .index = index, .j = *j, .func = func};
    p.write = write;
    p.next = RIR_NONE;
    p.pos = place_position(c, ctx, insn, j);
    uint64_t key = key_of(p.pos, func, insn);
    uint32_t at;
    if (!map_get(&c->by_pos, key, &at)) {
        map_put(&c->by_pos, key, c->places.len);
        vec_push(&c->places, p);
        return;
    }
    struct place *first = &c->places.data[at];
    if (tells_more(j, &first->j)) {
        struct place worst = p;
        p = *first;
        worst.next = first->next;
        *first = worst;
    }
    note_other(c, first, &p);
}

static void judge_context(struct collect *c, uint32_t ctx)
{
    const struct body *b = c->x->all.data[ctx].body;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        struct judgement j = judge_access(&c->j, ctx, &b->accesses.data[i]);
        note_place(c, ctx, false, i, b->accesses.data[i].insn, &j);
    }
    for (uint32_t i = 0; i < b->events.len; i++) {
        struct judgement j = judge_event(&c->j, ctx, &b->events.data[i]);
        note_place(c, ctx, true, i, b->events.data[i].insn, &j);
    }
}

/* ---- findings ---- */

static struct source_pos source_pos(struct rir_pos p)
{
    return (struct source_pos){p.file, p.line, p.col};
}

struct notes {
    VEC(struct finding_note) list;
    const char *task; /* in which the path begins; NULL: main */
};

static void add_note(struct notes *n, struct rir_pos pos, const char *text)
{
    struct finding_note note = {source_pos(pos), text};
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

/* The call that a copy was made for; NULL: it was made for a start, or another function calls it.
 */
static const struct copy_site *call_of_copy(const struct solver *s, uint32_t func)
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
    const struct copy_site *at = call_of_copy(s, func);
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

/* The path, from the task to the place, then the declaration of the object. */
static void add_path(struct collect *c, const struct place *p, struct notes *n, struct target *end,
                     uint32_t *end_ctx)
{
    struct chain chain;
    if (p->shown != NULL)
        chain = *p->shown;
    else
        find_chain(c, p->ctx, &p->j, &chain);
    *end = chain.end;
    *end_ctx = chain.end_ctx;
    n->task = task_of_path(c, p->ctx, chain.links, chain.n);
    for (uint32_t i = chain.n; i-- > 0;) {
        const struct context *caller = &c->x->all.data[chain.links[i].ctx];
        const struct call_rec *r = &caller->body->calls.data[chain.links[i].call];
        if (r->start)
            add_ways_in(c, caller->body->func, n);
        add_note(n,
                 position_on(c, chain.links[i].ctx, r->insn, chain.links + i + 1, chain.n - i - 1),
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
        f->declared = source_pos(g->pos);
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

static struct finding finding_at(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct context *x = &c->x->all.data[p->ctx];
    struct notes n = {.task = NULL};
    struct target end = {.node = RIR_NONE};
    uint32_t end_ctx = p->ctx;
    add_path(c, p, &n, &end, &end_ctx);
    if (p->j.task != RIR_NONE)
        add_start(c, p->j.task, &n);
    struct finding f = {.kind = p->j.kind, .certainty = p->j.certainty, .pos = source_pos(p->pos)};
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
    if (p->j.certainty == CERTAINTY_VIOLATION || p->j.has_target)
        add_declaration(c, end, end_ctx, &n);
    f.notes = arena_copy(a, n.list.data, n.list.len * sizeof *n.list.data);
    f.nnotes = n.list.len;
    vec_free(&n.list);
    return f;
}

static bool before(const struct rir_pos *a, const struct rir_pos *b)
{
    int c = strcmp(a->file == NULL ? "" : a->file, b->file == NULL ? "" : b->file);
    if (c != 0)
        return c < 0;
    return a->line != b->line ? a->line < b->line : a->col < b->col;
}

static int place_order(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    return before(&a->pos, &b->pos) ? -1 : before(&b->pos, &a->pos) ? 1 : 0;
}

static int verdict_order(const void *x, const void *y)
{
    const struct solve_verdict *a = x, *b = y;
    if (a->func != b->func)
        return a->func < b->func ? -1 : 1;
    return a->insn < b->insn ? -1 : a->insn > b->insn;
}

/* ---- what is left of a place ---- */

struct settling {
    struct collect *c;
    struct place at;      /* the candidate whose other ways are looked at */
    bool asked;           /* some kind that is found here is switched on */
    bool any;             /* something is left: */
    struct finding worst; /* the worst of it */
};

/* Is it not taken away? Then *f is the finding. */
static bool is_left(struct settling *s, const struct place *p, struct finding *f)
{
    const struct solve_options *o = s->c->x->s->o;
    struct trusted_info info = {0};
    if (!kind_enabled(s->c, p->j.kind))
        return false;
    s->asked = true;
    *f = finding_at(s->c, p);
    if (o->believed == NULL || !o->believed(o->believed_with, f, &info))
        return true;
    result_add_believed(&s->c->out->result, f, info);
    return false;
}

static bool way_is_left(void *with, const struct judgement *j, const struct chain *chain)
{
    struct settling *s = with;
    struct place p = s->at;
    struct finding f;
    p.j = *j;
    p.shown = chain;
    if (s->c->x->s->o->believed == NULL) { /* then nobody looks at the finding */
        s->asked |= kind_enabled(s->c, j->kind);
        return kind_enabled(s->c, j->kind);
    }
    return is_left(s, &p, &f);
}

/* Violations before others, and of them what nothing orders. */
static void keep_worst(struct settling *s, const struct finding *f)
{
    bool worse = !s->any || f->certainty > s->worst.certainty ||
                 (f->certainty == CERTAINTY_VIOLATION && f->certainty == s->worst.certainty &&
                  f->order < s->worst.order);
    if (worse)
        s->worst = *f;
    s->any = true;
}

/* What is left of a candidate; `taken`: itself is taken away. Else it is asked for those who are
 * told of everything. */
static void settle_rest(struct settling *s, const struct place *p, bool taken)
{
    const struct body *b = s->c->x->all.data[p->ctx].body;
    struct remains_query q = {
        .ctx = p->ctx, .left = way_is_left, .with = s, .all = s->c->x->s->o->believed_by_way};
    struct place other = *p;
    struct chain shown;
    struct finding f;
    if (p->is_event)
        q.v = &b->events.data[p->index];
    else
        q.a = &b->accesses.data[p->index];
    s->at = *p;
    if (!remains_find(&s->c->j, &q, &other.j, &shown) || !taken)
        return;
    other.shown = &shown;
    if (is_left(s, &other, &f))
        keep_worst(s, &f);
}

/* Neither the candidate nor what is left of it could take the place of the worst one. What is taken
 * away is listed, and what is left of it may be worse. */
static bool is_settled(const struct settling *s, const struct judgement *next)
{
    const struct solve_options *o = s->c->x->s->o;
    if (!s->any || o->believed_by_way)
        return false;
    if (s->worst.certainty == CERTAINTY_VIOLATION)
        return next->certainty != CERTAINTY_VIOLATION || s->worst.order == ORDER_UNSYNCHRONISED;
    return next->certainty != CERTAINTY_VIOLATION && o->believed == NULL &&
           kind_enabled(s->c, next->kind);
}

static void settle_candidate(struct settling *s, const struct place *p)
{
    struct finding f;
    if (is_settled(s, &p->j))
        return;
    bool left = is_left(s, p, &f);
    if (left)
        keep_worst(s, &f);
    if (!left || s->c->x->s->o->believed_by_way)
        settle_rest(s, p, !left);
}

static void settle(struct settling *s, const struct place *p)
{
    settle_candidate(s, p);
    for (int worst = CERTAINTY_VIOLATION; worst >= CERTAINTY_UNPROVEN; worst--)
        for (uint32_t at = p->next; at != RIR_NONE; at = s->c->others.data[at].next)
            if ((int)s->c->others.data[at].j.certainty == worst)
                settle_candidate(s, &s->c->others.data[at]);
}

static void count_place(struct collect *c, const struct place *p)
{
    struct result *r = &c->out->result;
    struct settling s = {.c = c};
    if (p->j.certainty == CERTAINTY_PROVED) {
        r->places++;
        r->proved++;
        return;
    }
    settle(&s, p);
    r->places += s.asked; /* a kind switched off is not asked about: no verdict, no place */
    if (!s.any)
        return;
    if (s.worst.certainty == CERTAINTY_VIOLATION)
        r->violations++;
    else
        r->unproven++;
    vec_push(&r->findings, s.worst);
}

static void count_places(struct collect *c)
{
    if (c->places.len > 1)
        qsort(c->places.data, c->places.len, sizeof *c->places.data, place_order);
    for (uint32_t i = 0; i < c->places.len; i++)
        count_place(c, &c->places.data[i]);
}

/* ---- lists ---- */

/* Where the user asked for the task: the call that ends in the start, if that is in a copy. */
static void say_who_starts(struct collect *c, const struct pa_task *t, bool unpacked,
                           struct task_info *info)
{
    const struct solver *s = c->x->s;
    uint32_t func = t->start_func, insn = t->start_insn, starter = func;
    for (const struct copy_site *at; (at = call_of_copy(s, func)) != NULL;) {
        starter = func;
        func = at->func;
        insn = at->insn;
    }
    info->start = source_pos(position_within(&s->m->funcs.data[func], insn));
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
            .name = source_name(f), .pos = source_pos(f->pos), .how = t[i].how};
        if (t[i].start_func != RIR_NONE)
            say_who_starts(c, &t[i], shown != origin_of(c, t[i].func), &info);
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
            uint64_t site = (uint64_t)origin_of(c, b->func) << 32 | v->insn;
            if (v->hidden || v->callee == RIR_NONE || map_get(&sites, site, &at))
                continue;
            map_put(&sites, site, 0);
            if (!map_get(&seen, v->callee, &at)) {
                at = r->unknown.len;
                map_put(&seen, v->callee, at);
                struct unknown_info u = {.name = source_name(&m->funcs.data[v->callee]),
                                         .first = source_pos(position_on(c, i, v->insn, NULL, 0))};
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
                                    source_pos(m->funcs.data[i].pos)};
        vec_push(&r->trusted, info);
    }
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *g = &m->globals.data[i];
        if (!(g->flags & RIR_GLOBAL_SHARED))
            continue;
        struct trusted_info info = {TRUST_SHARED, plain_name(g), g->why, source_pos(g->pos)};
        vec_push(&r->trusted, info);
    }
}

void verdicts_collect(struct solve_result *out, struct contexts *x)
{
    struct collect c = {.x = x, .out = out};
    struct locks *locks = locks_run(x->s->m, x->s->a, x->s->flows);
    judge_init(&c.j, x, &out->result.arena);
    orders_init(&c.orders, x, locks);
    for (int role = ROLE_TASK; role >= ROLE_MAIN; role--)
        for (uint32_t i = 0; i < x->all.len; i++)
            if (x->all.data[i].role == role)
                judge_context(&c, i);
    count_places(&c);
    list_tasks(&c);
    list_unknown(&c);
    count_calls(&c);
    list_trusted(&c);
    if (out->verdicts.len > 1)
        qsort(out->verdicts.data, out->verdicts.len, sizeof *out->verdicts.data, verdict_order);
    judge_free(&c.j);
    orders_free(&c.orders);
    locks_free(locks);
    vec_free(&c.places);
    vec_free(&c.others);
    map_free(&c.by_pos);
    map_free(&c.by_insn);
    vec_free(&c.steps);
    map_free(&c.step_of);
}
