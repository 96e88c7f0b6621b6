/* What to do about a write of what was frozen, or of an object of an immutable type that others
 * could see: where the value can be set in time, and what to make a copy of. */
#include "solve/declaration.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

/* Who received it, or found it, has no time before that. */
static bool comes_from_others(const struct collect *c, const struct place *p)
{
    const struct rir_func *f = c->x->all.data[p->j.since_ctx].body->f;
    const struct rir_insn *in = p->j.since == RIR_NONE ? NULL : &f->insns[p->j.since];
    const struct rir_func *callee =
        in != NULL && in->op == RIR_CALL ? &c->x->s->m->funcs.data[in->ref] : NULL;
    return in == NULL || in->op == RIR_LOAD || in->op == RIR_RECEIVE ||
           (callee != NULL && rir_func_ann(callee, RIR_ANN_RECEIVES) != NULL);
}

/* What was given away, by its name in the function that did so, or called one that does; NULL: it
 * has none there. */
static const char *given_name(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    const struct access *first = packet_given_here(c, p);
    if (first == NULL && p->j.since != RIR_NONE && p->j.since_ctx != p->ctx)
        first = packet_giving_at(b, p->j.since, p->j.mark);
    if (first != NULL)
        return packet_name(c, p->j.since_ctx, access_operand(b, first), true);
    return p->j.since_ctx == p->ctx ? packet_base_name(c, p) : NULL;
}

/* "before 'c' is frozen (line 17)", "before line 17": until when it may be changed. */
static const char *before_what(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const char *at = packet_at_since(c, p), *given = given_name(c, p);
    if (packet_is_published(c, p))
        return arena_printf(a, "before others can reach it%s", at);
    return given == NULL ? arena_printf(a, "before it is frozen%s", at)
                         : arena_printf(a, "before '%s' is frozen%s", given, at);
}

/* What is written is a part of what that points to: "make a copy of '*c', ...". */
static const char *by_copy(struct collect *c, const struct place *p)
{
    static const char then[] = "change that, and use the copy instead";
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    const char *of =
        operand == RIR_NONE ? NULL : packet_name(c, p->ctx, flow_base(b->f, operand), true);
    if (of == NULL || verdict_packet_elsewhere(p))
        return arena_printf(a, "make a copy, %s", then);
    return arena_printf(a, "make a copy of what '%s' points to, %s", of, then);
}

/* An atomic member, made to be changed by several. */
static const char *declared_shared(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct rir_insn *in = &b->f->insns[packet_access(c, p)->insn];
    uint32_t operand = access_operand(b, packet_access(c, p)), type;
    int64_t off = 0;
    if ((in->op != RIR_RMW && in->op != RIR_CAS) || operand == RIR_NONE)
        return NULL;
    const struct rir_insn *step = flow_defined_by(b->f, operand, RIR_FIELD);
    if (step == NULL || !flow_step_bytes(b->f, step, &off) || off < 0)
        return NULL;
    type = rir_type_pointee(c->x->s->m, b->f->values[step->args[0]].src);
    return type == RIR_NONE ? NULL
                            : declare_shared_member(c->x->s->m, type, (uint64_t)off, "atomic",
                                                    &c->out->result.arena);
}

/* It is written in a function that is called by the one that froze it: that call comes too late. */
static const char *help_call(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    uint32_t at =
        p->j.since_ctx == p->ctx || p->j.since == RIR_NONE ? RIR_NONE : packet_meeting(c, p);
    if (at == RIR_NONE || at <= p->j.since || b->f->insns[at].op != RIR_CALL ||
        map_get(&c->x->s->start_index, (uint64_t)b->func << 32 | at, &(uint32_t){0}))
        return NULL;
    const char *line = verdict_line(c, position_within(b->f, at), p->pos);
    const char *same = packet_called_before(c, p, at);
    const char *callee = source_name(&c->x->s->m->funcs.data[b->f->insns[at].ref]);
    if (line == NULL)
        return NULL;
    if (same != NULL)
        return arena_printf(a,
                            "to fix it, remove the call of '%s' in %s (%s has made the same call "
                            "before), or pass a copy there",
                            callee, line, same);
    return arena_printf(a, "to fix it, call '%s' %s, not in %s, or pass a copy there", callee,
                        before_what(c, p), line);
}

static const char *help_published(struct collect *c, const struct place *p, const char *name,
                                  const char *copy)
{
    struct arena *a = &c->out->result.arena;
    const struct body *since = c->x->all.data[p->j.since_ctx].body;
    const char *when, *maker;
    if (comes_from_others(c, p))
        return arena_printf(a, "to fix it, %s", copy);
    if (map_get(&c->x->s->start_index, (uint64_t)since->func << 32 | p->j.since, &(uint32_t){0}))
        return arena_printf(a, "to fix it, let '%s' set the value before the start%s, or %s",
                            source_name(since->f), packet_at_since(c, p), copy);
    maker = packet_made_by(c, p, &when);
    if (maker != NULL)
        return arena_printf(a, "to fix it, let '%s' set the value itself, %s, or %s", maker, when,
                            copy);
    return arena_printf(a, "to fix it, write %s before others can reach it%s, or %s", name,
                        packet_at_since(c, p), copy);
}

const char *verdict_frozen_help(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *before = packet_done_before(c, p, ACCESS_WRITE, name), *copy = by_copy(c, p);
    const char *shared = declared_shared(c, p);
    if (shared != NULL)
        return arena_printf(a,
                            "to fix it, declare this member so, if it is meant to change all the "
                            "time (<fbp/annotate.h>): %s\nor %s",
                            shared, copy);
    const char *call = help_call(c, p);
    if (call != NULL)
        return call;
    if (packet_called(c, p) != NULL)
        return arena_printf(a, "to fix it, call '%s' %s, or pass a copy here", packet_called(c, p),
                            before_what(c, p));
    if (packet_is_copied(c, p))
        return arena_printf(a,
                            "to fix it, write %s %s, or copy what the pointer points to as well, "
                            "not only the pointer",
                            name, before_what(c, p));
    if (before != NULL)
        return arena_printf(a,
                            "to fix it, if this value is right, write it in %s already, which is "
                            "before that; if the one that is written there is right, remove this "
                            "line; or %s",
                            before, copy);
    if (packet_is_published(c, p))
        return help_published(c, p, name, copy);
    const char *when, *maker = packet_made_by(c, p, &when);
    if (maker != NULL)
        return arena_printf(a, "to fix it, let '%s' set the value itself, %s, or %s", maker, when,
                            copy);
    if (p->j.since_ctx != p->ctx && p->j.since != RIR_NONE)
        return arena_printf(a, "to fix it, let '%s' change that %s, or %s",
                            source_name(c->x->all.data[p->j.since_ctx].body->f), before_what(c, p),
                            copy);
    return arena_printf(a, "to fix it, write %s %s, or %s", name, before_what(c, p), copy);
}
