/* How it is declared that tasks are meant to share a static object that they write.
 *
 * A lock that is held here only, or something else that tasks may share and that calls before and
 * after the write are given (a semaphore), is named: if it is what guards every access, it is
 * enough to say so. Where no two were found that use the object at the same time, no lock is asked
 * for; a single number may be atomic instead. */
#include "solve/declaration.h"
#include "solve/verdict_int.h"

#include <string.h>

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

/* One number, which can be made atomic. */
static bool is_number(const struct rir_module *m, const struct rir_global *g)
{
    uint32_t type = g->type == RIR_NONE ? RIR_NONE : rir_type_strip(m, g->type);
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_INT;
}

/* A struct of which some members are declared to be shared, one by one. */
static bool is_shared_by_members(const struct rir_module *m, const struct rir_global *g)
{
    uint32_t type = g->type == RIR_NONE ? RIR_NONE : rir_type_strip(m, g->type);
    const struct rir_type *t = type == RIR_NONE ? NULL : &m->types.data[type];
    for (uint32_t i = 0; t != NULL && t->kind == RIR_T_STRUCT && i < t->nfields; i++)
        if (t->fields[i].flags & RIR_FIELD_SHARED)
            return true;
    return false;
}

struct share {
    struct collect *c;
    const struct rir_global *g;
    struct target end;
    bool as_member;
};

static const char *declared(const struct share *s, const char *why)
{
    const struct rir_module *m = s->c->x->s->m;
    struct arena *a = &s->c->out->result.arena;
    const char *member =
        s->as_member ? declare_shared_member(m, s->g->type, (uint64_t)s->end.off, why, a) : NULL;
    return member != NULL ? member : declare_shared(m, s->g, why, a);
}

static const char text[] = "(<fbp/annotate.h>; the text is your reason, for readers)";

/* Main writes what a task reads. */
static const char *seen_in_time(const struct share *s)
{
    struct arena *a = &s->c->out->result.arena;
    if (is_number(s->c->x->s->m, s->g))
        return arena_printf(a,
                            "if the task is to see the new value while it runs, make the variable "
                            "_Atomic (or guard every use by one lock), and declare that %s: %s",
                            text, declare_atomic(s->c->x->s->m, s->g, a));
    return arena_printf(a,
                        "if the task is to see the new value while it runs, guard every use by "
                        "one lock, and declare that %s: %s",
                        text, declared(s, "guarded by YOUR_LOCK"));
}

const char *verdict_share_help(struct collect *c, const struct place *p, uint32_t task,
                               struct target end, uint32_t end_ctx, const char *held)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_module *m = c->x->s->m;
    struct finding_note user;
    struct share s = {.c = c, .g = verdict_global(c, end, end_ctx), .end = end};
    s.as_member = end.off >= 0 && is_shared_by_members(m, s.g);
    const char *guard = held == NULL ? guard_around(c, p) : NULL;
    if (held != NULL)
        return arena_printf(a, "or hold '%s' at every use, and declare that %s: %s", held, text,
                            declared(&s, arena_printf(a, "guarded by %s", held)));
    if (guard != NULL)
        return arena_printf(a,
                            "or, if '%s' guards every use, which fbp-check does not see by itself, "
                            "declare that %s: %s",
                            guard, text, declared(&s, arena_printf(a, "guarded by %s", guard)));
    if (p->j.task != RIR_NONE)
        return arena_printf(a, "or, %s", seen_in_time(&s));
    if (!verdict_is_contended(c, (uint32_t)(s.g - m->globals.data), task) &&
        verdict_user(c, p, end, end_ctx, task, &user) != MEETS_SOMEBODY)
        return arena_printf(a,
                            "or, if it is to stay where it is, declare that no two tasks use it at "
                            "the same time %s: %s",
                            text, declared(&s, "one at a time"));
    if (is_number(m, s.g))
        return arena_printf(a,
                            "or, if tasks are meant to share it, guard every use by one lock (or "
                            "make it _Atomic), and declare that %s: %s",
                            text, declared(&s, "guarded by YOUR_LOCK"));
    return arena_printf(a,
                        "or, if tasks are meant to share it, guard every use by one lock, and "
                        "declare that %s: %s",
                        text, declared(&s, "guarded by YOUR_LOCK"));
}
