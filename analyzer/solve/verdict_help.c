/* What to do about a packet that is touched after it was sent, frozen or published. */
#include "solve/verdict_int.h"

#include <string.h>

/* It is sent on some paths only that come to where it is sent again. */
static bool is_sent_sometimes(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    return *verdict_when(c, b, p->j.since, packet_meeting(c, p)) != '\0' ||
           *verdict_when_result(c, &b->f->insns[p->j.since], "it") != '\0';
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

static const char *help_freed(struct collect *c, const struct place *p, const char *name)
{
    if (packet_makes_another(c, p))
        return "to fix it, reallocate before the send";
    if (*name != '\'')
        return "to fix it, free only what was not sent: the receiver frees what it has got";
    return arena_printf(
        &c->out->result.arena,
        "to fix it, free %s only where it was not sent%s: the receiver frees what "
        "it has got",
        name, on_path(c, p, "freed", " (else, return, or set it to NULL after the send)"));
}

static const char *help_sent_again(struct collect *c, const struct place *p)
{
    if (!is_sent_sometimes(c, p))
        return "to fix it, leave out one of the two sends, or make a copy before the first one, "
               "and send that";
    return arena_printf(
        &c->out->result.arena,
        "to fix it, send it here only if it was not sent before%s, or make a copy before the first "
        "send",
        on_path(c, p, "sent", " (else, break, continue or return after the first send)"));
}

static const char *help_after_send(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    enum access_kind kind = packet_access(c, p)->kind;
    if (*packet_earlier_round(c, p) != '\0' && kind != ACCESS_FREE)
        return "to fix it, allocate or receive a new one in each round of the loop";
    if (kind == ACCESS_FREE)
        return help_freed(c, p, name);
    if (kind == ACCESS_SEND || kind == ACCESS_LEND)
        return help_sent_again(c, p);
    if (kind == ACCESS_FREEZE)
        return "to fix it, freeze it before the send";
    if (kind == ACCESS_ANY || verdict_packet_elsewhere(p) || packet_called(c, p) != NULL)
        return "to fix it, make this call before the send, or give it a copy that was made before "
               "the send";
    if (kind == ACCESS_READ && strstr(packet_verb(c, p, true), "write") != NULL)
        return arena_printf(a,
                            "to fix it, change %s before the send, or change a copy that was made "
                            "before the send",
                            name);
    if (kind == ACCESS_READ)
        return arena_printf(a,
                            "to fix it, read %s before the send, or make a copy before the send "
                            "and use that",
                            name);
    if (packet_is_copied(c, p))
        return arena_printf(a,
                            "to fix it, write %s before the send, or copy what the pointer points "
                            "to as well, not only the pointer",
                            name);
    return arena_printf(a, "to fix it, write %s before the send, or write into a new packet", name);
}

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

const char *verdict_packet_help(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p);
    if (p->j.certainty != CERTAINTY_VIOLATION)
        return NULL;
    if (p->j.mark == MARK_LENT)
        return verdict_lent_help(c, p);
    const char *name =
        verdict_packet_elsewhere(p)
            ? "it"
            : packet_quoted(c, packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a)));
    if (p->j.mark == MARK_SENT)
        return help_after_send(c, p, name);
    if (a->kind == ACCESS_FREE)
        return "to fix it, leave it to a function that frees it when nobody can read it any more, "
               "declared FBP_TRUSTED(\"why\") (<fbp/annotate.h>)";
    if (packet_is_published(c, p) && comes_from_others(c, p))
        return "to fix it, change a copy";
    const char *then = packet_is_published(c, p) ? "that" : "it is frozen";
    if (packet_called(c, p) != NULL)
        return arena_printf(&c->out->result.arena,
                            "to fix it, call '%s' before %s, or give it a copy",
                            packet_called(c, p), then);
    return arena_printf(&c->out->result.arena, "to fix it, write %s before %s, or change a copy",
                        name, then);
}
