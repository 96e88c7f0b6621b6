/* The words of findings about what is given away and is not the giver's: what it is, whose, and
 * what would be right. */
#include "solve/verdict_int.h"

#include <string.h>

static const struct access *access_of(const struct collect *c, const struct place *p)
{
    return &c->x->all.data[p->ctx].body->accesses.data[p->index];
}

static const char *verb_of(const struct collect *c, const struct place *p, bool plain)
{
    if (access_of(c, p)->kind == ACCESS_SEND)
        return plain ? "send" : "sends";
    return plain ? "freeze" : "freezes";
}

/* The variable by its name; NULL: it has none (a compound literal, alloca). */
static const char *local_name(const struct rir_func *f, uint32_t insn)
{
    const struct rir_insn *in = &f->insns[insn];
    return in->op == RIR_STACK && in->result != RIR_NONE ? f->values[in->result].name : NULL;
}

struct what { /* it is: "'buf', a local variable of 'worker'", what follows, and what to do */
    const char *name, *is, *so, *todo;
};

static bool is_in_loop(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    return w != NULL && w->in_cycle[b->f->insns[access_of(c, p)->insn].block];
}

/* "send": what one does with it. */
static struct what local_variable(struct collect *c, const struct place *p,
                                  const struct rir_func *f, const char *name, const char *give)
{
    struct arena *a = &c->out->result.arena;
    const char *in = source_name(f);
    struct what w = {.name = name};
    w.is = arena_printf(a, "a local variable of '%s'", in);
    w.so = arena_printf(a, "%s no longer exists when '%s' has returned, and %s",
                        name == NULL ? "it" : arena_printf(a, "'%s'", name), in,
                        strcmp(give, "freeze") == 0 ? "others may still read it"
                                                    : "the receiver may still use it");
    w.todo = arena_printf(a, "to fix it, %s memory from malloc() instead of a local variable%s",
                          give, is_in_loop(c, p) ? ", new memory in each round of the loop" : "");
    return w;
}

/* What is found below a static object: main may take it out of there. */
static struct what below_static(struct collect *c, const struct place *p, const char *name,
                                const char *give)
{
    struct arena *a = &c->out->result.arena;
    bool task = c->x->all.data[p->ctx].role == ROLE_TASK;
    struct what w = {.is = "memory that others can see"};
    if (name != NULL)
        w.is = arena_printf(a, "memory that can be reached from global '%s'", name);
    w.so = "whoever uses that global still has it";
    const char *given = verdict_packet_name(c, p);
    w.todo = given == NULL || p->j.as_part
                 ? arena_printf(a, "to fix it, %s a copy", give)
                 : arena_printf(a, "to fix it, %s a copy of what '%s' points to%s", give, given,
                                verdict_copy_apart(c, p));
    if (task || name == NULL)
        return w;
    if (given != NULL && strcmp(given, name) == 0)
        w.todo = arena_printf(a,
                              "to fix it, move the pointer from '%s' to a local variable, set '%s' "
                              "to NULL, and %s what the local variable points to; or %s a copy",
                              name, name, give, give);
    else
        w.todo = arena_printf(a,
                              "to fix it, take it out of '%s' before (set the pointer there that "
                              "leads to it to NULL), or %s a copy",
                              name, give);
    return w;
}

/* Some function writes it, by its name. */
static bool is_assigned(const struct rir_module *m, const struct rir_global *g)
{
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++) {
            const struct rir_insn *in = &f->insns[k];
            bool writes = in->op == RIR_STORE || in->op == RIR_WRITE || in->op == RIR_RMW ||
                          in->op == RIR_CAS || in->op == RIR_COPY || in->op == RIR_FILL;
            if (!writes)
                continue;
            const struct rir_value *v = &f->values[flow_base(f, in->args[0])];
            if (v->kind == RIR_V_GLOBAL && &m->globals.data[v->ref] == g)
                return true;
        }
    }
    return false;
}

static struct what static_object(struct arena *a, const struct rir_module *m,
                                 const struct rir_global *g, const char *name, const char *give)
{
    const char *todo = arena_printf(a, "to fix it, %s a copy in memory from malloc()", give);
    if (!is_assigned(m, g))
        todo = arena_printf(a, "%s, or declare '%s' const if nobody changes it", todo, name);
    if (verdict_is_function_static(g))
        return (struct what){name, "a static variable of a function",
                             "there is one for all calls, and the next call uses it while the "
                             "receiver still has it",
                             todo};
    return (struct what){name,
                         g->linkage == RIR_INTERNAL ? "a static variable" : "a global variable",
                         "the whole program can still use it by its name", todo};
}

/* It is the variable that holds the pointer: what that points to was meant, most likely. */
static bool is_pointer(const struct rir_module *m, const struct rir_func *f, uint32_t insn)
{
    uint32_t type =
        f->insns[insn].src == RIR_NONE ? RIR_NONE : rir_type_strip(m, f->insns[insn].src);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_PTR;
}

static struct what what_it_is(struct collect *c, const struct place *p, struct target end,
                              uint32_t end_ctx, const char *give)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[end_ctx].body;
    const struct node *n = end.node == RIR_NONE ? NULL : &b->nodes.data[end.node];
    const char *name = NULL;
    if (n != NULL && (n->kind == N_GLOBAL || n->kind == N_GREST) && n->ref != RIR_NONE)
        name = plain_name(&c->x->s->m->globals.data[n->ref]);
    if (p->j.st == ST_STACK && n != NULL && n->kind == N_STACK) {
        const char *local = local_name(b->f, n->ref);
        struct what w = local_variable(c, p, b->f, local, give);
        if (local != NULL && !p->j.as_part && is_pointer(c->x->s->m, b->f, n->ref))
            w.todo = arena_printf(a,
                                  "to fix it, %s '%s' itself, not its address '&%s', if what '%s' "
                                  "points to is meant, or memory from malloc()",
                                  give, local, local, local);
        return w;
    }
    if (p->j.st == ST_STACK && n != NULL && n->kind == N_PARAM) /* by value: a copy of its own */
        return local_variable(c, p, b->f, b->f->params[n->ref].name, give);
    if (p->j.st == ST_TLS)
        return (struct what){name, "a thread-local variable", "it ends with its thread",
                             arena_printf(a, "to fix it, %s a copy in memory from malloc()", give)};
    if (n != NULL && n->kind == N_GLOBAL && n->ref != RIR_NONE)
        return static_object(a, c->x->s->m, &c->x->s->m->globals.data[n->ref], name, give);
    return below_static(c, p, name, give);
}

/* "jobs[3]", "job.next" of "jobs" and "job", or the same. */
static bool is_of(const char *given, const char *name)
{
    size_t n = strlen(name);
    return strncmp(given, name, n) == 0 && (given[n] == '\0' || given[n] == '[' || given[n] == '.');
}

/* "sends 'm', which is 'buf', a local variable of 'worker': ..." */
static const char *in_words(struct collect *c, const struct place *p, const char *who,
                            const char *given, struct what w)
{
    struct arena *a = &c->out->result.arena;
    const char *does = verb_of(c, p, false);
    const char *named = w.name == NULL ? w.is : arena_printf(a, "'%s', %s", w.name, w.is);
    const char *what = given == NULL ? "a packet" : arena_printf(a, "'%s'", given);
    if (p->j.as_part)
        return arena_printf(a, "%s %s %s, and with it %s: %s", who, does, what, named, w.so);
    if (w.name != NULL && given == NULL)
        return arena_printf(a, "%s %s %s: %s", who, does, named, w.so);
    if (w.name != NULL && is_of(given, w.name))
        return arena_printf(a, "%s %s %s, %s: %s", who, does, what, w.is, w.so);
    return arena_printf(a, "%s %s %s, which is %s: %s", who, does, what, named, w.so);
}

const char *verdict_unowned_message(struct collect *c, const struct place *p, const char *who,
                                    struct target end, uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    const char *give = verb_of(c, p, true), *given = verdict_packet_name(c, p);
    *object = given;
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s may %s what is not its to give", who, give);
    struct what w = what_it_is(c, p, end, end_ctx, give);
    if (w.name != NULL)
        *object = w.name;
    return in_words(c, p, who, given, w);
}

/* By which pointers it is a part of what is given away. */
uint32_t verdict_unowned_since(struct collect *c, const struct place *p,
                               struct finding_note out[PACKET_NOTES])
{
    const struct access *a = access_of(c, p);
    if (p->j.certainty != CERTAINTY_VIOLATION || !p->j.as_part)
        return 0;
    return verdict_links(c, c->x->all.data[p->ctx].body, p->j.at.node, a->member, a->insn, out,
                         PACKET_NOTES);
}

const char *verdict_unowned_help(struct collect *c, const struct place *p, struct target end,
                                 uint32_t end_ctx)
{
    return what_it_is(c, p, end, end_ctx, verb_of(c, p, true)).todo;
}
