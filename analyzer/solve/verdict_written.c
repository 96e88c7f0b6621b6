/* The words of findings about what is written and others may see, or nobody may change: what it is,
 * whose, and what to do. */
#include "solve/verdict_int.h"

#include <ctype.h>
#include <string.h>

#include "solve/c_names.h"

const struct rir_global *verdict_global(struct collect *c, struct target end, uint32_t end_ctx)
{
    if (end.node == RIR_NONE)
        return NULL;
    const struct node *node = &c->x->all.data[end_ctx].body->nodes.data[end.node];
    if ((node->kind != N_GLOBAL && node->kind != N_GREST) || node->ref == RIR_NONE)
        return NULL;
    return &c->x->s->m->globals.data[node->ref];
}

bool verdict_is_below(const struct collect *c, struct target end, uint32_t end_ctx)
{
    return c->x->all.data[end_ctx].body->nodes.data[end.node].kind == N_GREST;
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

/* ---- what it is ---- */

/* "a[...].b" of the first n bytes of "a[].b[]". */
static const char *with_dots(struct arena *a, const char *object, size_t n)
{
    const char *done = "";
    for (size_t len; n > 0; object += len, n -= len) {
        const char *gap = n > 2 ? strstr(object, "[]") : NULL;
        bool here = gap == object;
        len = here ? 2 : gap != NULL && (size_t)(gap - object) < n ? (size_t)(gap - object) : n;
        done = here ? arena_printf(a, "%s[...]", done)
                    : arena_printf(a, "%s%.*s", done, (int)len, object);
    }
    return done;
}

/* "global 'total'"; of "jobs[].count": "'count' of an element of global 'jobs'". */
const char *verdict_object_words(struct arena *a, const char *adjective, const char *object)
{
    size_t end = strlen(object);
    while (end >= 2 && strncmp(object + end - 2, "[]", 2) != 0)
        end--;
    if (end < 2)
        return arena_printf(a, "%s'%s'", adjective, object);
    const char *inside = object[end] == '.' ? object + end + 1 : object + end;
    while (end >= 2 && strncmp(object + end - 2, "[]", 2) == 0)
        end -= 2;
    const char *array = with_dots(a, object, end);
    if (*inside == '\0')
        return arena_printf(a, "an element of %s'%s'", adjective, array);
    return arena_printf(a, "'%s' of an element of %s'%s'", inside, adjective, array);
}

/* As it stands in the source, cut short; NULL: not known. */
static const char *literal_text(struct arena *a, const struct rir_global *g)
{
    enum { SHOWN = 24 };
    char text[SHOWN * 2 + 1];
    size_t n = 0;
    uint64_t i = 0;
    for (; g->data != NULL && i < g->ndata && g->data[i] != '\0' && i < SHOWN; i++) {
        unsigned char byte = g->data[i];
        const char *escaped = byte == '\n' ? "\\n" : byte == '\t' ? "\\t" : NULL;
        if (byte == '"' || byte == '\\' || escaped != NULL)
            text[n++] = '\\';
        text[n++] = escaped != NULL ? escaped[1] : isprint(byte) ? (char)byte : '?';
    }
    text[n] = '\0';
    if (n == 0)
        return NULL;
    return arena_printf(a, "\"%s%s\"", text, i < g->ndata && g->data[i] != '\0' ? "..." : "");
}

/* ", as '*text'": what the program calls it where it is written; "": nothing. */
static const char *by_name(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    struct arena *a = &c->out->result.arena;
    uint32_t operand = access_operand(b, &b->accesses.data[p->index]);
    const char *name = operand == RIR_NONE ? NULL : c_name_of_place(c->x->s->m, b->f, operand, a);
    return name == NULL ? "" : arena_printf(a, ", as '%s'", name);
}

static const char *literal_in_words(struct collect *c, const struct place *p,
                                    const struct rir_global *g)
{
    struct arena *a = &c->out->result.arena;
    const char *text = literal_text(a, g);
    return arena_printf(
        a, "a string literal%s%s%s: string literals are read-only memory, with tasks or without",
        text == NULL ? "" : ", ", text == NULL ? "" : text, by_name(c, p));
}

/* "global 'total'", "memory reachable from global 'head'", and why that is not the task's own; of
 * what is constant, why it may not be changed. */
static const char *what_is_written(struct collect *c, const struct place *p, struct target end,
                                   uint32_t end_ctx, const char *share, const char **object)
{
    struct arena *a = &c->out->result.arena;
    uint64_t size = written_size(p, c->x->all.data[p->ctx].body);
    *object = end.node == RIR_NONE ? NULL : name_of_target(&c->j, end_ctx, end, size);
    if (*object == NULL && p->j.kind == KIND_FROZEN_WRITE)
        return arena_printf(a, "a constant%s: a string literal, const data or the environment",
                            by_name(c, p));
    if (*object == NULL)
        return "memory that others may see";
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (g->flags & RIR_GLOBAL_STRING)
        return literal_in_words(c, p, g);
    const char *nameless = verdict_nameless(c, g);
    if (nameless != NULL)
        return arena_printf(a, "%s%s", nameless, share);
    const char *as = p->j.certainty == CERTAINTY_VIOLATION ? verdict_written_as(c, p) : NULL;
    const char *then = as == NULL || *share != '\0' ? share : ",";
    if (verdict_is_below(c, end, end_ctx))
        return arena_printf(a, "%s%smemory reachable from global '%s'%s", as == NULL ? "" : as,
                            as == NULL ? "" : ", ", *object, then);
    as = as == NULL ? "" : arena_printf(a, "%s, that is ", as);
    if (g->flags & RIR_GLOBAL_CONST)
        return arena_printf(a, "%s%s, which is declared const", as,
                            verdict_object_words(a, "constant ", *object));
    return arena_printf(a, "%s%s%s", as, verdict_object_words(a, "global ", *object), then);
}

bool verdict_is_contended(struct collect *c, uint32_t global, uint32_t task)
{
    return task == RIR_NONE || verdict_several(c, task) || verdict_others_may(c, global, task);
}

bool verdict_is_function_static(const struct rir_global *g)
{
    return g->source != NULL && strchr(g->name, '.') != NULL;
}

const char *verdict_nameless(struct collect *c, const struct rir_global *g)
{
    const struct rir_module *m = c->x->s->m;
    uint32_t number = (uint32_t)(g - m->globals.data);
    if (g->source != NULL || g->name[0] != '.')
        return NULL;
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *from = &m->globals.data[i];
        for (uint32_t k = 0; k < from->ninit; k++)
            if (!from->init[k].is_func && from->init[k].target == number)
                return arena_printf(&c->out->result.arena,
                                    "the compound literal that global '%s' points to",
                                    plain_name(from));
    }
    return "a compound literal outside of all functions";
}

/* ---- the message ---- */

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
                            who, callee, verdict_task(c, p->j.task), advice(a, v->text));
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct rir_insn *in = &b->f->insns[v->insn];
    const char *state = "hidden static state that all tasks share", *todo = advice(a, v->text);
    const struct rir_ann *null =
        v->callee == RIR_NONE
            ? NULL
            : rir_func_ann(&c->x->s->m->funcs.data[v->callee], RIR_ANN_HIDDEN_IF_NULL);
    if (null != NULL && p->j.certainty == CERTAINTY_VIOLATION)
        return arena_printf(a,
                            "%s calls '%s' with NULL as argument %d: then it uses hidden static "
                            "state that all tasks share%s",
                            who, callee, null->a, todo);
    if (in->op == RIR_CALL && in->ref != v->callee)
        return arena_printf(a, "%s calls '%s' through '%s': '%s' has %s%s", who, callee,
                            source_name(&c->x->s->m->funcs.data[in->ref]), callee, state, todo);
    return arena_printf(a, "%s calls '%s', which has %s%s", who, callee, state, todo);
}

/* Why it is not the task's own. */
static const char *whose(struct collect *c, const struct place *p, uint32_t task, struct target end,
                         uint32_t end_ctx)
{
    struct finding_note user;
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (p->j.task != RIR_NONE)
        return "";
    if (p->j.certainty != CERTAINTY_VIOLATION || g == NULL || verdict_is_below(c, end, end_ctx) ||
        verdict_is_contended(c, (uint32_t)(g - c->x->s->m->globals.data), task))
        return ", which all tasks share";
    return verdict_user(c, p, end, end_ctx, task, &user) != MEETS_NOBODY
               ? ", which 'main' uses, too"
               : ", which is not its own";
}

const char *verdict_written_message(struct collect *c, const struct place *p, uint32_t task,
                                    struct target end, uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    const char *who = verdict_who(c, task);
    const struct context *x = &c->x->all.data[p->ctx];
    if (p->is_event && x->body->events.data[p->index].hidden)
        return hidden_message(c, p, who);
    if (p->is_event)
        return arena_printf(a, "%s calls code that may write memory that others can see", who);
    bool main_only = p->j.task != RIR_NONE;
    const char *share = whose(c, p, task, end, end_ctx);
    const char *what = what_is_written(c, p, end, end_ctx, share, object);
    const char *does = verdict_does(c, p);
    if (main_only && p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s %s %s", who, does, what);
    if (main_only)
        return arena_printf(a, "%s %s %s while %s, which reads it, may be running", who, does, what,
                            verdict_task(c, p->j.task));
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s may %s memory that others can see", who,
                            strcmp(does, "frees") == 0 ? "free" : "write");
    return arena_printf(a, "%s %s %s", who, does, what);
}

/* ---- who else, and what to do ---- */

const char *verdict_declared_as(struct collect *c, const struct rir_global *g, struct target end,
                                uint32_t end_ctx, uint32_t task, enum meeting other,
                                enum ordering order)
{
    static const char own[] = "a task changes only what no other code can reach (its local "
                              "variables, its argument, what it allocates or receives)";
    struct arena *a = &c->out->result.arena;
    uint32_t global = (uint32_t)(g - c->x->s->m->globals.data);
    const char *is = verdict_is_function_static(g) ? ", static" : "";
    const char *race =
        order == ORDER_UNSYNCHRONISED
            ? "its value depends on timing (a data race: nothing is seen that orders the uses)"
            : "its value depends on timing";
    if (verdict_is_below(c, end, end_ctx))
        return arena_printf(
            a, ": all tasks can reach what it points to%s%s",
            other != MEETS_NOBODY ? "" : ". The rule: ", other != MEETS_NOBODY ? "" : own);
    if (other == MEETS_NOBODY && verdict_several(c, task))
        return arena_printf(a, "%s, one for all tasks that run '%s': %s", is,
                            task_name(c->x->s, task), race);
    if (other == MEETS_SOMEBODY || verdict_is_contended(c, global, task))
        return arena_printf(a, "%s: %s", is, race);
    if (other == MEETS_APART)
        return arena_printf(a,
                            "%s: 'main' uses it, too, though no such use was seen while the task "
                            "runs: no race as it stands. But the rule is: %s",
                            is, own);
    if (verdict_is_function_static(g))
        return arena_printf(a, "%s: there is one for all calls, whoever makes them. The rule: %s",
                            is, own);
    return arena_printf(
        a, "%s: any code can use it by its name, also if none was found that does. The rule: %s",
        is, own);
}

enum meeting verdict_user(struct collect *c, const struct place *p, struct target end,
                          uint32_t end_ctx, uint32_t task, struct finding_note *out)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = &b->accesses.data[p->index];
    uint32_t global = c->x->all.data[end_ctx].body->nodes.data[end.node].ref;
    struct touched bytes = {.from = 0, .to = INT64_MAX};
    if (!verdict_is_below(c, end, end_ctx))
        bytes = touched_by(b, a, end_ctx == p->ctx ? access_operand(b, a) : RIR_NONE, end);
    if (p->j.task != RIR_NONE)
        return verdict_read_by(c, global, &bytes,
                               phase_a_tasks(c->x->s->a, &(uint32_t){0})[p->j.task].func, out)
                   ? MEETS_SOMEBODY
                   : MEETS_NOBODY;
    return verdict_other_user(c, global, &bytes, task, p->pos, out);
}

const char *verdict_written_help(struct collect *c, const struct place *p, uint32_t task,
                                 struct target end, uint32_t end_ctx, enum ordering order,
                                 const char *held)
{
    const struct rir_global *g = verdict_global(c, end, end_ctx);
    if (p->is_event)
        return NULL;
    if (p->j.kind == KIND_FROZEN_WRITE && g != NULL && (g->flags & RIR_GLOBAL_STRING) != 0)
        return "to fix it, copy the text into an array or allocated memory, and change the copy";
    if (p->j.kind == KIND_FROZEN_WRITE && g == NULL)
        return "to fix it, copy the text into an array or allocated memory (strdup), and change "
               "the copy";
    if (p->j.kind == KIND_FROZEN_WRITE)
        return "to fix it, change a copy, or do not declare it const";
    if (order == ORDER_LOCKED)
        return "the lock keeps writes apart, but tasks still affect each other by what they write "
               "here (--accept=locked accepts such writes)";
    if (order == ORDER_ATOMIC)
        return "each write is atomic, but tasks still affect each other by what they write here "
               "(--accept=atomic accepts such writes)";
    return verdict_unordered_help(c, p, task, end, end_ctx, held);
}
