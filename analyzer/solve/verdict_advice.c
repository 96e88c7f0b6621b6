/* What to do about a static object that a task writes with nothing that orders it: whose the object
 * could be instead, as it is used here. */
#include "solve/declaration.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

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
                        "to fix it, give %s its own '%s': a local variable, or, if it is needed "
                        "longer or by others, a member of a struct that you pass as the task's "
                        "argument",
                        whose, name);
}

/* A join that waits for nothing, or not for long, behind which main writes: "line 18"; NULL: there
 * is none. */
static const char *short_join(struct collect *c, const struct place *p, const char **callee)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t at = b->accesses.data[p->index].insn;
    const char *line = NULL;
    for (uint32_t i = 0; i < at; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        if (in->op != RIR_CALL ||
            rir_func_ann(&c->x->s->m->funcs.data[in->ref], RIR_ANN_JOINS_IF) == NULL)
            continue;
        line = verdict_line(c, position_within(b->f, i), p->pos);
        *callee = source_name(&c->x->s->m->funcs.data[in->ref]);
    }
    return line;
}

/* "after the join", and what makes that one. */
static const char *after_join(struct collect *c, const struct place *p, const struct starter *by)
{
    struct arena *a = &c->out->result.arena;
    const char *callee, *line = short_join(c, p, &callee);
    if (line != NULL)
        return arena_printf(a,
                            ", or make %s wait until the task has ended ('%s' may return before "
                            "that: pthread_join() does not)",
                            line, callee);
    return by->joins == NULL ? "" : ", or after the join";
}

/* main's write: where the task reads that in a loop, it may be waiting for it. */
static const char *in_time(struct collect *c, const struct place *p, struct target end,
                           uint32_t end_ctx, const char *held)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    uint32_t global = (uint32_t)(g - c->x->s->m->globals.data);
    uint32_t task = phase_a_tasks(c->x->s->a, &(uint32_t){0})[p->j.task].func;
    struct starter by = verdict_starter(c, task, global, p->pos);
    const char *share = verdict_share_help(c, p, task, end, end_ctx, held);
    const char *early = arena_printf(a, "write '%s' before the task starts%s%s", plain_name(g),
                                     by.line == NULL ? "" : arena_printf(a, " (%s)", by.line),
                                     after_join(c, p, &by));
    if (held == NULL && verdict_reads_in_loop(c, global, task))
        return arena_printf(a, "to fix it, %s\nor, if not, %s", share + strlen("or, "), early);
    return arena_printf(a, "to fix it, %s\n%s", early, share);
}

/* It has no name by which it could be declared, or be the task's own. */
static const char *nameless_help(struct arena *a, const char *what)
{
    return arena_printf(a,
                        "to fix it, let the task change an object of its own, a local variable or "
                        "memory from malloc(), instead of %s",
                        what);
}

const char *verdict_unordered_help(struct collect *c, const struct place *p, uint32_t task,
                                   struct target end, uint32_t end_ctx, const char *held)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_module *m = c->x->s->m;
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g == NULL)
        return NULL;
    const char *name = plain_name(g), *nameless = verdict_nameless(c, g);
    uint32_t global = (uint32_t)(g - m->globals.data);
    if (p->j.task != RIR_NONE)
        return in_time(c, p, end, end_ctx, held);
    struct starter by = verdict_starter(c, task, global, p->pos);
    if (verdict_is_below(c, end, end_ctx))
        return below_help(c, p, task, &by, name);
    if (nameless != NULL)
        return nameless_help(a, nameless);
    if (verdict_is_handler(c, task))
        return arena_printf(a,
                            "to fix it, let the handler only set a flag that is volatile "
                            "sig_atomic_t or atomic, and declare that (<fbp/annotate.h>): %s",
                            declare_shared(m, g, "set by a signal handler", a));
    const char *callback = verdict_callback_help(c, task, name);
    const char *share = verdict_share_help(c, p, task, end, end_ctx, held);
    if (callback != NULL)
        return arena_printf(a, "%s\n%s", callback, share);
    if (has_elements(m, g))
        return arena_printf(
            a,
            "to fix it, give each task its own element by its argument (&%s[i]), and "
            "name '%s' in no task\n%s",
            name, name, share);
    if (verdict_is_unread(c, g))
        return arena_printf(a,
                            "to fix it, remove '%s', and what is written into it: nothing in the "
                            "program reads it; or %s",
                            name, own_help(c, p, &by, name) + strlen("to fix it, "));
    return arena_printf(a, "%s\n%s", own_help(c, p, &by, name), share);
}
