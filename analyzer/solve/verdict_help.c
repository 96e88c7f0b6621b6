/* What to do about a packet that is touched after it was sent. */
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

/* It is sent on some paths only that come to where it is sent again. */
static bool is_sent_sometimes(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    return *verdict_when(c, b, p->j.since, packet_meeting(c, p)) != '\0' ||
           *verdict_when_result(c, &b->f->insns[p->j.since], "it") != '\0';
}

/* By a call whose result says whether it has taken the packet. */
static bool is_taken_sometimes(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    return *verdict_when_result(c, &b->f->insns[p->j.since], "it") != '\0';
}

/* " (here it is sent if 'sent' is 0)": on which path from there to here; "": `otherwise`. */
static const char *on_path(struct collect *c, const struct place *p, const char *does,
                           const char *otherwise)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    uint32_t at = packet_meeting(c, p);
    const char *when = at == RIR_NONE ? NULL : verdict_when_behind(c, b, at, p->j.since);
    if (when == NULL)
        return otherwise;
    return arena_printf(
        &c->out->result.arena, " (here it is %s if %s%s)", does, when,
        verdict_when_taken(c, b, at, p->j.since) ? ": is the test the wrong way round?" : "");
}

const char *packet_at_since(struct collect *c, const struct place *p)
{
    const struct rir_func *f = c->x->all.data[p->j.since_ctx].body->f;
    const char *line =
        p->j.since == RIR_NONE ? NULL : verdict_line(c, position_within(f, p->j.since), p->pos);
    return line == NULL ? "" : arena_printf(&c->out->result.arena, " (%s)", line);
}

const char *packet_done_before(struct collect *c, const struct place *p, enum access_kind kind,
                               const char *name)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    const char *line = NULL;
    if (p->j.since_ctx != p->ctx || p->j.since == RIR_NONE || w == NULL)
        return NULL;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        uint32_t operand = a->described || a->kind != kind ? RIR_NONE : access_operand(b, a);
        struct rir_pos at = position_within(b->f, a->insn);
        if (operand != RIR_NONE && at.line != p->pos.line &&
            flow_comes_first(w, a->insn, p->j.since) &&
            strcmp(packet_quoted(c, packet_name(c, p->ctx, operand, false)), name) == 0)
            line = verdict_line(c, at, p->pos);
    }
    return line;
}

const char *packet_called_before(struct collect *c, const struct place *p, uint32_t insn)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    const struct flow *w = c->x->s->flows[b->func];
    const struct rir_insn *call = &b->f->insns[insn];
    const char *line = NULL;
    for (uint32_t i = 0; w != NULL && call->op == RIR_CALL && i < b->f->ninsns; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        if (i == insn || in->op != RIR_CALL || in->ref != call->ref || in->nargs != call->nargs ||
            !flow_comes_first(w, i, p->j.since))
            continue;
        uint32_t k = 0;
        while (k < in->nargs && in->args[k] == call->args[k])
            k++;
        if (k == in->nargs)
            line = verdict_line(c, position_within(b->f, i), p->pos);
    }
    return line;
}

static const char *help_freed(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    if (packet_makes_another(c, p))
        return arena_printf(a, "reallocate before the send%s", packet_at_since(c, p));
    if (verdict_packet_elsewhere(p))
        return arena_printf(a,
                            "call '%s' here only for what was not sent: the receiver "
                            "frees what it has got",
                            source_name(c->x->all.data[p->ctx].body->f));
    if (verdict_packet_name(c, p) == NULL)
        return "free only what was not sent: the receiver frees what it has got";
    return arena_printf(
        a, "free %s only where it was not sent%s: the receiver frees what it has got", name,
        on_path(c, p, "freed",
                arena_printf(a, " (else, return, or set %s to NULL after the send)", name)));
}

/* Two packets share a part: that has to be another one in the second. */
static const char *help_shared(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *access = packet_access(c, p), *first = packet_given_here(c, p);
    const char *part = verdict_stored_name(c, b, p->j.at.node, access->insn);
    struct rir_pos at = {0};
    const char *in = verdict_linked_in(c, b, p->j.at.node, access->member, access->insn, &at);
    const char *given =
        first == NULL ? NULL : packet_name(c, p->ctx, access_operand(b, first), true);
    const char *line = in == NULL ? NULL : verdict_line(c, at, p->pos);
    const char *now = verdict_packet_name(c, p);
    if (given != NULL && now != NULL && packet_has(c, first->member, p->j.at.node))
        return arena_printf(a,
                            "do not send '%s' by itself, or copy '*%s' before the first "
                            "send%s, and let '%s' point to the copy",
                            given, given, packet_at_since(c, p), now);
    if (part == NULL || given == NULL || in == NULL)
        return arena_printf(a,
                            "send only one of the two, or give each its own copy of "
                            "what both point to, made before the first send%s",
                            packet_at_since(c, p));
    return arena_printf(a,
                        "copy '*%s', with all that it points to, before '%s' is sent%s, "
                        "and store the pointer to the copy in '%s'%s",
                        part, given, packet_at_since(c, p), in,
                        line == NULL ? "" : arena_printf(a, " (%s)", line));
}

static const char *help_sent_again(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const char *name =
        verdict_packet_elsewhere(p) ? packet_name_elsewhere(c, p) : verdict_packet_name(c, p);
    if (is_sent_sometimes(c, p))
        return arena_printf(
            a,
            "send it here only if it was not sent before%s, or make a copy before the "
            "first send%s, and send that here",
            on_path(c, p, "sent", " (else, break, continue or return after the first send)"),
            packet_at_since(c, p));
    if (packet_is_part(c, p))
        return help_shared(c, p);
    return arena_printf(a,
                        "remove this send, or the first one%s, or, if two receivers are to have "
                        "it, make a copy of %s before the first one, and send the copy here",
                        packet_at_since(c, p),
                        name == NULL ? "the packet" : packet_quoted(c, name));
}

/* The packet has a pointer to the function that is called here. */
static bool is_called(const struct collect *c, const struct place *p)
{
    const struct rir_func *f = c->x->all.data[p->ctx].body->f;
    uint32_t value = f->insns[packet_access(c, p)->insn].result;
    for (uint32_t i = 0; value != RIR_NONE && i < f->ninsns; i++)
        if (f->insns[i].op == RIR_CALLI && f->insns[i].args[0] == value)
            return true;
    return false;
}

static const char *help_read(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *before = packet_done_before(c, p, ACCESS_READ, name);
    if (is_called(c, p))
        return arena_printf(a,
                            "call %s here only for what was not sent: the receiver has the pointer "
                            "to the function, too, and can call it",
                            name);
    if (before != NULL && packet_done_before(c, p, ACCESS_WRITE, name) == NULL)
        return arena_printf(a,
                            "keep in a local variable what %s reads from %s before the send%s, and "
                            "use that here",
                            before, name, packet_at_since(c, p));
    return arena_printf(a,
                        "read %s into a local variable before the send%s, and use that here (or "
                        "move this whole statement there)",
                        name, packet_at_since(c, p));
}

static const char *help_written(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *before = packet_done_before(c, p, ACCESS_WRITE, name);
    if (packet_is_copied(c, p))
        return arena_printf(a,
                            "write %s before the send%s, or copy what the pointer "
                            "points to as well, not only the pointer",
                            name, packet_at_since(c, p));
    if (before != NULL)
        return arena_printf(a,
                            "if this value is right, write it in %s already, which is before the "
                            "send; if the one that is written there is right, remove this line; or "
                            "write into a new packet",
                            before);
    return arena_printf(a, "write %s before the send%s, or write into a new packet", name,
                        packet_at_since(c, p));
}

/* n++: what was counted before the send is not to be counted twice. */
static const char *help_changed(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *before = packet_done_before(c, p, ACCESS_WRITE, name);
    if (before != NULL)
        return arena_printf(a,
                            "remove this change if the one in %s was enough, or make it before "
                            "the send%s, too, or change a copy that was made before the send",
                            before, packet_at_since(c, p));
    return arena_printf(a,
                        "change %s before the send%s, or change a copy that was made "
                        "before the send",
                        name, packet_at_since(c, p));
}

/* The loop comes to the packet again that it has sent already. */
static const char *help_each_round(struct collect *c, const struct place *p, const char *name)
{
    static const char another[] =
        "send another packet in each round of the loop: one that is allocated or received there, "
        "or a copy that is made there before the send";
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t sent = access_operand(b, packet_access(c, p));
    if (packet_access(c, p)->kind != ACCESS_SEND)
        return "allocate or receive a new packet in each round of the loop";
    if (sent != RIR_NONE && !verdict_packet_elsewhere(p) &&
        verdict_when_set(c, b, packet_access(c, p)->insn, sent))
        return arena_printf(a,
                            "set %s to NULL after the send%s, so that the test before the send "
                            "leaves out the rounds that have no new packet; or %s",
                            name, packet_at_since(c, p), another);
    return another;
}

static const char *help_once_sent(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    enum access_kind kind = packet_access(c, p)->kind;
    if (*packet_earlier_round(c, p) != '\0' && kind == ACCESS_SEND && is_taken_sometimes(c, p))
        return arena_printf(
            a,
            "send %s again only where '%s' has not taken %s (is the "
            "test of its result the wrong way round?), or send another packet in "
            "each round of the loop",
            name,
            source_name(
                &c->x->s->m->funcs.data[c->x->all.data[p->ctx].body->f->insns[p->j.since].ref]),
            name);
    if (*packet_earlier_round(c, p) != '\0' && kind != ACCESS_FREE)
        return help_each_round(c, p, name);
    if (kind == ACCESS_FREE)
        return help_freed(c, p, name);
    if (kind == ACCESS_SEND || kind == ACCESS_LEND)
        return help_sent_again(c, p);
    if (kind == ACCESS_FREEZE)
        return arena_printf(a, "freeze %s before the send%s", name, packet_at_since(c, p));
    if (kind == ACCESS_WRITE && packet_called(c, p) != NULL && !verdict_packet_elsewhere(p))
        return arena_printf(a,
                            "make this call before the send%s, or pass '%s' memory here "
                            "that was not sent",
                            packet_at_since(c, p), packet_called(c, p));
    bool called = kind == ACCESS_ANY || verdict_packet_elsewhere(p) || packet_called(c, p) != NULL;
    uint32_t call = called && p->j.since != RIR_NONE ? packet_meeting(c, p) : RIR_NONE;
    const char *before = call == RIR_NONE ? NULL : packet_called_before(c, p, call);
    if (before != NULL)
        return arena_printf(a,
                            "remove this call (%s has made the same call before the send), or "
                            "pass a copy here that was made before the send%s",
                            before, packet_at_since(c, p));
    if (called)
        return arena_printf(a,
                            "make this call before the send%s, or pass a copy here that "
                            "was made before the send",
                            packet_at_since(c, p));
    if (packet_is_changed(c, p))
        return help_changed(c, p, name);
    return kind == ACCESS_READ ? help_read(c, p, name) : help_written(c, p, name);
}

/* From the case with the send the path runs on into the next one. */
static bool is_fallen_through(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    uint32_t at = p->j.since == RIR_NONE ? RIR_NONE : packet_meeting(c, p);
    return at != RIR_NONE && *packet_earlier_round(c, p) == '\0' &&
           verdict_when_falls(c, b, p->j.since, at);
}

static const char *help_after_send(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *help = help_once_sent(c, p, name);
    if (!is_fallen_through(c, p))
        return arena_printf(a, "to fix it, %s", help);
    return arena_printf(a,
                        "to fix it, end the case after the send%s with break or return, so that it "
                        "does not fall through to here, or %s",
                        packet_at_since(c, p), help);
}

const char *verdict_packet_help(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p);
    if (p->j.certainty != CERTAINTY_VIOLATION)
        return NULL;
    if (p->j.mark == MARK_LENT)
        return verdict_lent_help(c, p);
    const char *called = packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a));
    const char *name = verdict_packet_elsewhere(p) ? "it" : packet_quoted(c, called);
    if (p->j.mark == MARK_SENT)
        return help_after_send(c, p, name);
    return a->kind == ACCESS_FREE ? verdict_release_help(c, p, name)
                                  : verdict_frozen_help(c, p, name);
}
