/* What to do about a static object that a task writes with nothing that orders it: whose the object
 * could be instead, as it is used here, and how to declare that it is meant to be shared.
 *
 * A lock that is held here only, or something else that tasks may share and that calls before and
 * after the write are given (a semaphore), is named: if it is what guards every access, it is
 * enough to say so. */
#include "solve/c_names.h"
#include "solve/declaration.h"
#include "solve/verdict_int.h"

#include <string.h>

/* ---- how it is guarded ---- */

/* The channel that the call is given by its name; RIR_NONE: none. */
static uint32_t channel_of(const struct rir_module *m, const struct rir_func *f,
                           const struct rir_insn *call)
{
    for (uint32_t i = 0; call->op == RIR_CALL && i < call->nargs; i++) {
        const struct rir_value *v = &f->values[call->args[i]];
        const struct rir_global *g = v->kind == RIR_V_GLOBAL ? &m->globals.data[v->ref] : NULL;
        if (g != NULL && v->imm == 0 && !(g->flags & RIR_GLOBAL_STRING) &&
            ((g->flags & RIR_GLOBAL_CHANNEL) ||
             (g->type != RIR_NONE && (rir_type_flags_at(m, g->type, 0) & RIR_FIELD_CHANNEL))))
            return v->ref;
    }
    return RIR_NONE;
}

/* What it guards is found (orders.h); one that is held for reading only guards no write. */
static bool is_known_lock(const struct rir_func *callee)
{
    return rir_func_ann(callee, RIR_ANN_ACQUIRES) != NULL ||
           rir_func_ann(callee, RIR_ANN_ACQUIRES_IF) != NULL ||
           rir_func_ann(callee, RIR_ANN_ACQUIRES_SHARED) != NULL;
}

/* The channel that one function is called with before the write, and another one after it. */
static const char *guard_around(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct rir_module *m = c->x->s->m;
    const struct flow *w = c->x->s->flows[b->func];
    uint32_t at = b->accesses.data[p->index].insn;
    for (uint32_t i = at; w != NULL && i-- > 0;) {
        const struct rir_insn *first = &b->f->insns[i];
        uint32_t channel = channel_of(m, b->f, first);
        if (channel == RIR_NONE || is_known_lock(&m->funcs.data[first->ref]) ||
            !flow_comes_first(w, i, at))
            continue;
        for (uint32_t k = at + 1; k < b->f->ninsns; k++) {
            const struct rir_insn *last = &b->f->insns[k];
            if (last->op == RIR_CALL && last->ref != first->ref &&
                channel_of(m, b->f, last) == channel && flow_comes_first(w, at, k))
                return plain_name(&m->globals.data[channel]);
        }
        return NULL;
    }
    return NULL;
}

static bool is_scalar(const struct rir_module *m, const struct rir_global *g)
{
    uint32_t type = g->type == RIR_NONE ? RIR_NONE : rir_type_strip(m, g->type);
    return type != RIR_NONE && m->types.data[type].kind != RIR_T_ARRAY &&
           m->types.data[type].kind != RIR_T_STRUCT && m->types.data[type].kind != RIR_T_UNION;
}

/* How it is declared that tasks are meant to share it; `held`: a lock, or NULL. */
static const char *or_share(struct collect *c, const struct place *p, const struct rir_global *g,
                            const char *held)
{
    static const char text[] =
        "(<fbp/annotate.h>; the text in it is for people, it is not checked)";
    struct arena *a = &c->out->result.arena;
    const char *guard = held == NULL ? guard_around(c, p) : NULL;
    const char *by = held != NULL ? held : guard != NULL ? guard : "YOUR_LOCK";
    const char *declared = declare_shared(c->x->s->m, g, arena_printf(a, "guarded by %s", by), a);
    if (held != NULL)
        return arena_printf(a, "or hold '%s' at every access, and declare that %s: %s", held, text,
                            declared);
    if (guard != NULL)
        return arena_printf(a,
                            "or, if '%s' guards every access, which fbp-check does not see by "
                            "itself, declare that %s: %s",
                            guard, text, declared);
    if (p->j.task != RIR_NONE)
        return arena_printf(a,
                            "if the task is to see the new value while running, %suse one lock for "
                            "every access, and declare that %s: %s",
                            is_scalar(c->x->s->m, g) ? "make the variable _Atomic or " : "", text,
                            declared);
    return arena_printf(a, "or use one lock for every access, and declare that %s: %s", text,
                        declared);
}

/* ---- whose it could be ---- */

/* An array of structs, of which each task may be given an element. */
static bool has_elements(const struct rir_module *m, const struct rir_global *g)
{
    uint32_t type = rir_type_strip(m, g->type);
    if (type == RIR_NONE || m->types.data[type].kind != RIR_T_ARRAY)
        return false;
    uint32_t elem = rir_type_strip(m, m->types.data[type].elem);
    return elem != RIR_NONE && m->types.data[elem].kind == RIR_T_STRUCT;
}

/* "argument": the task's parameter by which it comes to what it writes; NULL: it does otherwise. */
static const char *by_argument(struct collect *c, const struct place *p, uint32_t task)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, &b->accesses.data[p->index]);
    const struct rir_value *v =
        operand == RIR_NONE ? NULL : &b->f->values[flow_base(b->f, operand)];
    bool top = task != RIR_NONE && verdict_origin(c, b->func) == verdict_origin(c, task);
    return top && v != NULL && v->kind == RIR_V_PARAM ? b->f->params[v->ref].name : NULL;
}

/* What a global leads to: whoever starts the task can see to it that nothing does. */
static const char *below_help(struct collect *c, const struct place *p, uint32_t task,
                              const struct starter *by, const char *name)
{
    static const char lock[] =
        "or use one lock for every access, and declare FBP_CHANNEL (<fbp/annotate.h>) the struct "
        "that holds the lock and the data: tasks may share such a struct and what it holds";
    struct arena *a = &c->out->result.arena;
    const char *start = by->line == NULL || by->several
                            ? "the task starts"
                            : arena_printf(a, "the task starts (%s)", by->line);
    const char *argument = by_argument(c, p, task);
    if (argument != NULL)
        return arena_printf(a,
                            "to fix it, take what '%s' points to out of '%s' before %s: unlink it "
                            "there, or set the pointer to NULL (it is the task's own if nothing in "
                            "'%s' leads to it any more); or pass memory from malloc() that was "
                            "never in there\n%s",
                            argument, name, start, name, lock);
    return arena_printf(
        a,
        "to fix it, pass %s memory from malloc() as its argument, and let nothing in '%s' point to "
        "that memory: do not put it there, or take it out (set the pointers to it to NULL) before "
        "%s; or let the task allocate what it changes\n%s",
        by->several ? "each task its own" : "the task", name, start, lock);
}

/* Without what C's conversions put around it. */
static uint32_t bare(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in;
    while ((in = flow_defined_by(f, value, RIR_UN)) != NULL && in->nargs == 1)
        value = in->args[0];
    return value;
}

static bool is_same_place(const struct rir_func *f, uint32_t a, uint32_t b)
{
    const struct rir_value *v = &f->values[a], *w = &f->values[b];
    return a == b || (v->kind == RIR_V_GLOBAL && w->kind == RIR_V_GLOBAL && v->ref == w->ref &&
                      v->imm == w->imm);
}

/* n++, n += 3: what is written is what was there, and something is added. */
static bool is_counted(const struct body *b, const struct access *a)
{
    const struct rir_func *f = b->f;
    const struct rir_insn *in = &f->insns[a->insn];
    if (in->op != RIR_STORE && in->op != RIR_WRITE)
        return false;
    const struct rir_insn *sum = flow_defined_by(f, bare(f, in->args[1]), RIR_BIN);
    for (uint32_t i = 0; sum != NULL && sum->sub == RIR_B_ADD && i < sum->nargs; i++) {
        uint32_t was = bare(f, sum->args[i]);
        const struct rir_insn *read = flow_defined_by(f, was, RIR_READ);
        if (read == NULL)
            read = flow_defined_by(f, was, RIR_LOAD);
        if (read != NULL && is_same_place(f, read->args[0], in->args[0]))
            return true;
    }
    return false;
}

/* Who makes the counters, and who adds them up. */
static const char *count_help(struct arena *a, const struct starter *by, const char *name)
{
    const char *line = by->line == NULL ? "" : arena_printf(a, " (%s)", by->line);
    if (by->func == RIR_NONE)
        return arena_printf(a,
                            "to fix it, give each task its own '%s', in a struct that is the "
                            "task's argument: who starts the tasks makes the structs, and who "
                            "waits for the end of the tasks adds up",
                            name);
    bool self = by->joins != NULL && strcmp(by->joins, by->name) == 0;
    const char *who = self                ? "and"
                      : by->joins != NULL ? arena_printf(a, "and '%s'", by->joins)
                                          : "and who needs that";
    const char *when = by->joins != NULL ? "after the join"
                       : by->several     ? "when the tasks have ended"
                                         : "when the task has ended";
    if (!by->several)
        return arena_printf(a,
                            "to fix it, give the task its own '%s', in a struct that is the task's "
                            "argument: '%s' makes the struct before the start%s, %s reads the "
                            "result %s",
                            name, by->name, line, who, when);
    return arena_printf(
        a,
        "to fix it, give each task its own '%s', in a struct that is the task's argument: '%s' "
        "makes one for each start, %s adds up %s%s",
        name, by->name, who, when,
        by->in_task && self
            ? arena_printf(a,
                           "; '%s' runs in a task, too, and hands on the sum in the same way, in "
                           "the struct that is the argument there",
                           by->name)
            : "");
}

/* "give each task its own 'total': a local variable, ...": as it is used. What is written through a
 * pointer may be kept by somebody longer than a local variable lives; so may what a library gets.
 */
static const char *own_help(struct collect *c, const struct place *p, const struct starter *by,
                            const char *name)
{
    static const char member[] = "in a struct that you pass as the task's argument";
    struct arena *a = &c->out->result.arena;
    const char *whose = by->several ? "each task" : "the task";
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *access = &b->accesses.data[p->index];
    const struct rir_insn *in = &b->f->insns[access->insn];
    if (access->described && in->op == RIR_CALL &&
        !rir_func_starts(&c->x->s->m->funcs.data[in->ref]))
        return arena_printf(a,
                            "to fix it, give '%s' memory that only this task has instead of '%s': "
                            "from malloc(), or %s",
                            source_name(&c->x->s->m->funcs.data[in->ref]), name, member);
    if (is_counted(b, access))
        return count_help(a, by, name);
    if (verdict_written_as(c, p) != NULL)
        return arena_printf(a,
                            "to fix it, give %s its own '%s': from malloc(), or %s (or a local "
                            "variable, if nobody keeps its address)",
                            whose, name, member);
    return arena_printf(a,
                        "to fix it, give %s its own '%s': a local variable, or, if others need it "
                        "afterwards, a member of a struct that you pass as the task's argument",
                        whose, name);
}

/* main's write: where the task reads that in a loop, it may be waiting for it. */
static const char *in_time(struct collect *c, const struct place *p, const struct rir_global *g,
                           const char *held)
{
    struct arena *a = &c->out->result.arena;
    uint32_t global = (uint32_t)(g - c->x->s->m->globals.data);
    uint32_t task = phase_a_tasks(c->x->s->a, &(uint32_t){0})[p->j.task].func;
    struct starter by = verdict_starter(c, task, global, p->pos);
    const char *share = or_share(c, p, g, held);
    bool live = strncmp(share, "if ", 3) == 0;
    const char *early = arena_printf(a, "write '%s' before the task starts%s%s", plain_name(g),
                                     by.line == NULL ? "" : arena_printf(a, " (%s)", by.line),
                                     by.joins == NULL ? "" : ", or after the join");
    if (live && verdict_reads_in_loop(c, global, task))
        return arena_printf(a, "to fix it, %s\nor, if not, %s", share, early);
    return arena_printf(a, "to fix it, %s\n%s%s", early, live ? "or, " : "", share);
}

const char *verdict_unordered_help(struct collect *c, const struct place *p, uint32_t task,
                                   struct target end, uint32_t end_ctx, const char *held)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_module *m = c->x->s->m;
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g == NULL)
        return NULL;
    const char *name = plain_name(g);
    uint32_t global = (uint32_t)(g - m->globals.data);
    if (p->j.task != RIR_NONE)
        return in_time(c, p, g, held);
    struct starter by = verdict_starter(c, task, global, p->pos);
    if (verdict_is_below(c, end, end_ctx))
        return below_help(c, p, task, &by, name);
    if (verdict_is_handler(c, task))
        return arena_printf(a,
                            "to fix it, let the handler only set a flag that is volatile "
                            "sig_atomic_t or atomic, and declare that (<fbp/annotate.h>): %s",
                            declare_shared(m, g, "set by a signal handler", a));
    const char *callback = verdict_callback_help(c, task, name);
    if (callback != NULL)
        return arena_printf(a, "%s\n%s", callback, or_share(c, p, g, held));
    if (has_elements(m, g))
        return arena_printf(
            a,
            "to fix it, give each task its own element by its argument (&%s[i]), and "
            "name '%s' in no task\n%s",
            name, name, or_share(c, p, g, held));
    return arena_printf(a, "%s\n%s", own_help(c, p, &by, name), or_share(c, p, g, held));
}
