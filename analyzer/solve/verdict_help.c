/* What to do about a packet that is touched after it was sent, frozen or published. */
#include "solve/verdict_int.h"

/* It is sent on some paths only that come to where it is sent again. */
static bool is_sent_sometimes(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    return *packet_when(c, p, b, p->j.since) != '\0' ||
           *verdict_when_result(c, &b->f->insns[p->j.since]) != '\0';
}

static const char *help_after_send(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    enum access_kind kind = packet_access(c, p)->kind;
    if (*packet_earlier_round(c, p) != '\0' && kind != ACCESS_FREE)
        return "to fix it, allocate or receive a new one in each round of the loop";
    switch (kind) {
    case ACCESS_READ:
        return arena_printf(a, "to fix it, read %s before the send, or send a copy", name);
    case ACCESS_FREE:
        return packet_makes_another(c, p)
                   ? "to fix it, reallocate before the send"
                   : "to fix it, free only what was not sent: the receiver frees what "
                     "it has got";
    case ACCESS_SEND:
    case ACCESS_LEND:
        return is_sent_sometimes(c, p)
                   ? "to fix it, send it only on paths that have not sent it, or send a copy"
                   : "to fix it, send each receiver a copy of its own";
    case ACCESS_FREEZE:
        return "to fix it, freeze it before the send";
    case ACCESS_ANY:
        return "to fix it, call this before the send, or send a copy";
    default:
        return arena_printf(a, "to fix it, write %s before the send, or send a copy", name);
    }
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
    return arena_printf(&c->out->result.arena,
                        "to fix it, write %s before it is %s, or change a copy", name,
                        packet_done(c, p));
}
