/* The words of findings about packets: what is touched, after what, and where. */
#include <string.h>

#include "solve/c_names.h"
#include "solve/publish.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

const struct access *packet_access(const struct collect *c, const struct place *p)
{
    return &c->x->all.data[p->ctx].body->accesses.data[p->index];
}

/* realloc() */
static bool makes_another(const struct collect *c, const struct place *p)
{
    const struct access *a = packet_access(c, p);
    const struct rir_insn *in = &c->x->all.data[p->ctx].body->f->insns[a->insn];
    return a->described && in->op == RIR_CALL &&
           rir_func_ann(&c->x->s->m->funcs.data[in->ref], RIR_ANN_MALLOC) != NULL;
}

const char *packet_verb(const struct collect *c, const struct place *p, bool plain)
{
    const struct access *a = packet_access(c, p);
    if (a->kind == ACCESS_FREE && makes_another(c, p))
        return plain ? "reallocate" : "reallocates";
    switch ((enum access_kind)a->kind) {
    case ACCESS_READ:
        return plain ? "read" : "reads";
    case ACCESS_WRITE:
        return plain ? "write" : "writes";
    case ACCESS_FREE:
        return plain ? "free" : "frees";
    case ACCESS_SEND:
        return plain ? "send" : "sends";
    case ACCESS_LEND:
        return plain ? "start a task with" : "starts a task with";
    case ACCESS_ANY:
        return plain ? "hand to unknown code" : "hands to unknown code";
    default:
        return plain ? "freeze" : "freezes";
    }
}

/* "'m->next'": of what is given away, the pointer itself. */
const char *packet_name(struct collect *c, uint32_t ctx, uint32_t operand, bool whole)
{
    const struct rir_module *m = c->x->s->m;
    const struct rir_func *f = c->x->all.data[ctx].body->f;
    struct arena *a = &c->out->result.arena;
    if (operand == RIR_NONE)
        return NULL;
    const char *name =
        whole ? c_name_of_value(m, f, operand, a) : c_name_of_place(m, f, operand, a);
    return name != NULL && name[0] == '&' ? name + 1 : name;
}

bool packet_is_whole(const struct access *a)
{
    return a->kind == ACCESS_SEND || a->kind == ACCESS_LEND || a->kind == ACCESS_FREEZE ||
           a->kind == ACCESS_FREE || a->described;
}

const char *verdict_packet_name(struct collect *c, const struct place *p)
{
    const struct access *a = packet_access(c, p);
    return packet_name(c, p->ctx, access_operand(c->x->all.data[p->ctx].body, a), true);
}

const char *packet_quoted(struct collect *c, const char *name)
{
    return name == NULL ? "a packet" : arena_printf(&c->out->result.arena, "'%s'", name);
}

static bool is_among(const struct collect *c, set_id s, uint32_t node)
{
    uint32_t n;
    const struct target *t = set_get(&c->x->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].node == node)
            return true;
    return false;
}

/* What was given away before is not what the pointer refers to here, but something that it leads
 * to. */
bool packet_is_part(const struct collect *c, const struct place *p)
{
    const struct access *a = packet_access(c, p);
    return (a->kind == ACCESS_SEND || a->kind == ACCESS_LEND || a->kind == ACCESS_FREEZE) &&
           !is_among(c, a->member, p->j.at.node);
}

/* The type of what is touched is immutable, or that of what leads to it. */
static bool is_published(const struct collect *c, const struct place *p)
{
    const struct solver *s = c->x->s;
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    if (p->j.mark == MARK_SENT || !publish_any(s))
        return false;
    return !s->freezes ||
           (operand != RIR_NONE && publish_says(s, b->func, operand) == SAYS_IMMUTABLE);
}

static const char *what_was_done(const struct collect *c, const struct place *p)
{
    return p->j.mark == MARK_SENT ? "sent" : is_published(c, p) ? "published" : "frozen";
}

/* The name in the function that sent it; that of the parameter in the function that touches it is
 * another one. NULL: it has none. */
static const char *name_elsewhere(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    struct chain chain;
    verdict_chain(c, p->ctx, &p->j, &chain);
    uint32_t value = access_operand(b, packet_access(c, p));
    for (uint32_t i = 0; i < chain.n && value != RIR_NONE; i++) {
        if (b->f->values[flow_base(b->f, value)].kind != RIR_V_PARAM)
            return NULL; /* it is something that the parameter leads to */
        value = verdict_passed(c, chain.links[i], b->f, value, NULL);
        b = c->x->all.data[chain.links[i].ctx].body;
        if (chain.links[i].ctx == p->j.since_ctx)
            return value == RIR_NONE ? NULL : packet_name(c, p->j.since_ctx, value, true);
    }
    return NULL;
}

static const char *message_elsewhere(struct collect *c, const struct place *p, const char *who)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const char *did = what_was_done(c, p), *name = name_elsewhere(c, p);
    const char *does = packet_verb(c, p, false);
    struct arena *a = &c->out->result.arena;
    if (name == NULL)
        return arena_printf(a, "%s calls '%s', which %s the packet, after it was %s", who,
                            source_name(b->f), does, did);
    return arena_printf(a, "%s calls '%s', which %s '%s', after '%s' was %s", who,
                        source_name(b->f), does, name, name, did);
}

/* "m->size" is said of "m", "jobs[3]" of "jobs". */
static bool is_said_of(const char *name, const char *whole)
{
    size_t n = strlen(whole);
    while (*name == '*')
        name++;
    return strncmp(name, whole, n) == 0 &&
           (name[n] == '\0' || name[n] == '-' || name[n] == '.' || name[n] == '[');
}

static const struct access *giving_at(const struct body *b, uint32_t insn, enum mark m);
static const struct access *giving_of(const struct collect *c, const struct place *p,
                                      const struct body *b, uint32_t insn);

/* What was given away, where this function did so itself; NULL: it did not. */
static const struct access *given_here(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->j.since_ctx != p->ctx || p->j.since == RIR_NONE ||
        giving_at(b, p->j.since, p->j.mark) == NULL)
        return NULL;
    return giving_of(c, p, b, p->j.since);
}

/* What was given away by this function: " as 'a'", or " as a part of 'a'"; "": by the name that it
 * has now. *whole: that name; NULL: it is not known. */
static const char *as_what(struct collect *c, const struct place *p, const char *name,
                           const char **whole)
{
    struct arena *a = &c->out->result.arena;
    const struct access *giving = given_here(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    *whole = NULL;
    if (giving != NULL && giving->kind != ACCESS_SHOW)
        *whole = packet_name(c, p->ctx, access_operand(b, giving), true);
    if (*whole == NULL)
        return "";
    if (!is_among(c, giving->member, p->j.at.node))
        return arena_printf(a, " as a part of '%s'", *whole);
    return name == NULL || is_said_of(name, *whole) ? "" : arena_printf(a, " as '%s'", *whole);
}

/* "after 'm' was sent", "after it was sent as a part of 'm'". */
static const char *after_what(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *whole, *as = as_what(c, p, name, &whole), *did = what_was_done(c, p);
    if (*as == '\0' && whole != NULL)
        return arena_printf(a, "after '%s' was %s", whole, did);
    return arena_printf(a, "after it was %s%s", did, as);
}

/* "a second time", "which was sent before as a part of 'm'". */
static const char *once_more(struct collect *c, const struct place *p, const char *name)
{
    const char *whole, *as = as_what(c, p, name, &whole);
    if (*as == '\0')
        return " a second time";
    return arena_printf(&c->out->result.arena, ", which was sent before%s", as);
}

/* Why nobody may change it, where nobody has frozen it by a call. */
static const char *why_frozen(struct collect *c, const struct place *p);

const char *verdict_packet_message(struct collect *c, const struct place *p, const char *who,
                                   const char **object)
{
    struct arena *arena = &c->out->result.arena;
    const struct access *a = packet_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->j.mark == MARK_LENT)
        return verdict_lent_message(c, p, who, object);
    const char *did = what_was_done(c, p);
    *object = packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a));
    if (verdict_packet_elsewhere(p))
        return message_elsewhere(c, p, who);
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(arena, "%s may %s %s that was %s before", who, packet_verb(c, p, true),
                            is_published(c, p) ? "something immutable" : "a packet", did);
    const char *what = packet_quoted(c, *object);
    if (packet_is_part(c, p))
        return arena_printf(arena, "%s %s %s, a part of which was %s before", who,
                            packet_verb(c, p, false), what, did);
    if (a->kind == ACCESS_SEND || a->kind == ACCESS_LEND)
        return arena_printf(arena, "%s %s %s%s", who, packet_verb(c, p, false), what,
                            once_more(c, p, *object));
    return arena_printf(arena, "%s %s %s %s%s", who, packet_verb(c, p, false), what,
                        after_what(c, p, *object), why_frozen(c, p));
}

const char *packet_earlier_round(const struct collect *c, const struct place *p);
static const char *when_of(struct collect *c, const struct place *p, const struct body *b,
                           uint32_t insn);

/* It is sent on some paths only that come to where it is sent again. */
static bool is_sent_sometimes(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    return *when_of(c, p, b, p->j.since) != '\0' ||
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
        return makes_another(c, p)
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
                        what_was_done(c, p));
}

/* ---- where it was done ---- */

/* ", through 'q_send'" */
static const char *through(struct collect *c, const struct rir_insn *in)
{
    if (in->op != RIR_CALL)
        return "";
    return arena_printf(&c->out->result.arena, ", through '%s'%s",
                        source_name(&c->x->s->m->funcs.data[in->ref]), verdict_when_result(c, in));
}

static const struct access *giving_at(const struct body *b, uint32_t insn, enum mark m)
{
    for (uint32_t i = 0; i < b->accesses.len; i++)
        if (b->accesses.data[i].insn == insn && access_gives(&b->accesses.data[i], m))
            return &b->accesses.data[i];
    return NULL;
}

/* Of several packets that one call gives away, the one that it is about. */
static const struct access *giving_of(const struct collect *c, const struct place *p,
                                      const struct body *b, uint32_t insn)
{
    const struct access *first = giving_at(b, insn, p->j.mark);
    for (uint32_t i = 0; i < b->accesses.len && b == c->x->all.data[p->ctx].body; i++) {
        const struct access *a = &b->accesses.data[i];
        if (a->insn == insn && a->kind == first->kind && is_among(c, a->member, p->j.at.node))
            return a;
    }
    return first;
}

/* The call and the access are in one loop, and the call stands below. */
const char *packet_earlier_round(const struct collect *c, const struct place *p)
{
    bool below = p->j.since_ctx == p->ctx && p->j.since >= packet_access(c, p)->insn;
    return below ? ", in an earlier round of the loop" : "";
}

/* "it is", "'m' is": what was given away. */
static const char *what_is(struct collect *c, const struct body *b, const struct access *giving)
{
    struct arena *a = &c->out->result.arena;
    uint32_t operand = access_operand(b, giving);
    const char *name = operand == RIR_NONE ? NULL : c_name_of_value(c->x->s->m, b->f, operand, a);
    return name == NULL ? "it is" : arena_printf(a, "'%s' is", name[0] == '&' ? name + 1 : name);
}

/* By what somebody else may see it from there on. */
static const char *how_published(struct collect *c, const struct body *b, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_module *m = c->x->s->m;
    const struct rir_func *callee = in->op == RIR_CALL ? &m->funcs.data[in->ref] : NULL;
    const char *where = NULL;
    if (map_get(&c->x->s->start_index, (uint64_t)b->func << 32 | (uint64_t)(in - b->f->insns),
                &(uint32_t){0}))
        return "given to a task";
    if (in->op == RIR_STORE || in->op == RIR_CAS || in->op == RIR_RMW)
        where = c_name_of_place(m, b->f, in->args[0], a);
    if (where != NULL)
        return arena_printf(a, "stored into '%s'", where);
    if (in->op == RIR_RECEIVE ||
        (callee != NULL &&
         (rir_func_ann(callee, RIR_ANN_RECEIVES) || rir_func_ann(callee, RIR_ANN_RECEIVES_INTO) ||
          rir_func_ann(callee, RIR_ANN_RECEIVES_INTO_IF))))
        return "received";
    if (in->op == RIR_SEND || (callee != NULL && (rir_func_ann(callee, RIR_ANN_SENDS) ||
                                                  rir_func_ann(callee, RIR_ANN_SENDS_IF))))
        return callee == NULL ? "sent" : arena_printf(a, "sent through '%s'", source_name(callee));
    if (callee != NULL)
        return arena_printf(a, "given to '%s'", source_name(callee));
    return in->op == RIR_COPY ? "copied to where others may find it"
                              : "stored where others may find it";
}

/* "struct config": the immutable type by which it is used; NULL: it has no name. */
static const char *immutable_type(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    const char *type = NULL;
    while (operand != RIR_NONE && type == NULL) {
        const struct rir_value *v = &b->f->values[operand];
        type = publish_type_name(c->x->s, b->func, operand, &c->out->result.arena);
        bool step = v->kind == RIR_V_INSN && flow_is_step(&b->f->insns[v->ref]);
        operand = step ? b->f->insns[v->ref].args[0] : RIR_NONE;
    }
    return type;
}

static const char *why_immutable(struct collect *c, const struct place *p)
{
    const char *type = immutable_type(c, p);
    return type == NULL
               ? "from then on nobody may change it"
               : arena_printf(&c->out->result.arena,
                              "'%s' is FBP_IMMUTABLE, so nobody may change it from then on", type);
}

static const char *why_frozen(struct collect *c, const struct place *p)
{
    const char *type = is_published(c, p) ? immutable_type(c, p) : NULL;
    return type == NULL
               ? ""
               : arena_printf(&c->out->result.arena, ": '%s' is declared FBP_IMMUTABLE", type);
}

/* Where the function that did it comes to what is wrong: the access, or the call that leads there.
 */
static uint32_t meeting_insn(struct collect *c, const struct place *p)
{
    struct chain chain;
    if (p->j.since_ctx == p->ctx)
        return packet_access(c, p)->insn;
    verdict_chain(c, p->ctx, &p->j, &chain);
    for (uint32_t i = 0; i < chain.n; i++) {
        const struct body *b = c->x->all.data[chain.links[i].ctx].body;
        if (chain.links[i].ctx == p->j.since_ctx)
            return b->calls.data[chain.links[i].call].insn;
    }
    return RIR_NONE;
}

/* Not on every path that comes to it. */
static const char *when_of(struct collect *c, const struct place *p, const struct body *b,
                           uint32_t insn)
{
    bool here = b == c->x->all.data[p->j.since_ctx].body;
    return verdict_when(c, b, insn, here ? meeting_insn(c, p) : RIR_NONE);
}

static struct finding_note found_note(struct collect *c, const struct place *p,
                                      const struct body *b, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    const char *where = c_name_of_place(c->x->s->m, b->f, in->args[0], a);
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, p->j.since))};
    n.text =
        arena_printf(a, "it is found here by '%s'%s%s%s, where others may find it, too: %s",
                     source_name(b->f), where == NULL ? "" : " in '", where == NULL ? "" : where,
                     where == NULL ? "" : "'", why_immutable(c, p));
    return n;
}

static const char *since_text(struct collect *c, const struct place *p, const struct body *b,
                              const struct access *giving, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    uint32_t insn = (uint32_t)(in - b->f->insns);
    bool here = b == c->x->all.data[p->ctx].body;
    if (giving->kind == ACCESS_SHOW)
        return arena_printf(a, "it is %s here by '%s', and so published: %s",
                            how_published(c, b, in), source_name(b->f), why_immutable(c, p));
    bool whole = here && p->j.since_ctx == p->ctx && !is_among(c, giving->member, p->j.at.node);
    const char *with = whole ? ", with all that it points to" : "";
    const char *then = p->j.mark == MARK_SENT ? "from then on it belongs to the receiver"
                                              : "from then on nobody may change it";
    return arena_printf(a, "%s %s here by '%s'%s%s%s%s: %s", what_is(c, b, giving),
                        what_was_done(c, p), source_name(b->f), through(c, in), with,
                        packet_earlier_round(c, p), when_of(c, p, b, insn), then);
}

static bool marks_something(const struct body *callee, enum mark m)
{
    for (uint32_t i = 0; i < image_len(callee->exit.mem); i++) {
        const struct node *n = &callee->nodes.data[callee->exit.mem->data[i].node];
        bool put = m == MARK_FROZEN && n->ref == MARK_PUT;
        if (n->kind == N_MARK && (n->ref == (uint32_t)m || put))
            return true;
    }
    return false;
}

/* The callee by which a call gives its argument away, and where in it: itself, or by another call.
 * NULL: none is known. */
static const struct body *giver(const struct collect *c, const struct body *b, uint32_t insn,
                                enum mark m, uint32_t *at)
{
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *r = &b->calls.data[i];
        const struct body *callee = c->x->s->bodies[r->aliased][r->callee];
        if (r->insn != insn || r->start || !marks_something(callee, m))
            continue;
        for (*at = 0; *at < callee->f->ninsns; ++*at)
            if (giving_at(callee, *at, m) != NULL)
                return callee;
        for (uint32_t k = 0; k < callee->calls.len; k++) {
            const struct call_rec *inner = &callee->calls.data[k];
            *at = inner->insn;
            if (!inner->start && marks_something(c->x->s->bodies[inner->aliased][inner->callee], m))
                return callee;
        }
    }
    return NULL;
}

/* "as a 'struct config *'": what a function returns as an immutable type is published. */
static const char *returned_as(struct collect *c, const struct place *p,
                               const struct rir_insn *call)
{
    const struct solver *s = c->x->s;
    uint32_t type = call->op == RIR_CALL && is_published(c, p)
                        ? rir_func_source_type(s->m, &s->m->funcs.data[call->ref])
                        : RIR_NONE;
    uint32_t to = type == RIR_NONE ? RIR_NONE : rir_type_pointee(s->m, s->m->types.data[type].elem);
    if (!(rir_type_flags(s->m, to) & RIR_TYPE_IMMUTABLE))
        return NULL;
    const char *name = publish_name_of(s, to, &c->out->result.arena);
    return name == NULL ? "its own type" : name;
}

static struct finding_note returned_note(struct collect *c, const struct place *p,
                                         const struct body *b, uint32_t at, const char *type)
{
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, at))};
    n.text = arena_printf(&c->out->result.arena,
                          "'%s' returns it to '%s' here, as '%s *', and so publishes it: %s",
                          source_name(&c->x->s->m->funcs.data[b->f->insns[at].ref]),
                          source_name(b->f), type, why_immutable(c, p));
    return n;
}

static struct finding_note called_note(struct collect *c, const struct place *p,
                                       const struct body *b, uint32_t at, const struct body *callee)
{
    const struct rir_insn *call = &b->f->insns[at];
    const char *name = callee != NULL         ? source_name(callee->f)
                       : call->op == RIR_CALL ? source_name(&c->x->s->m->funcs.data[call->ref])
                                              : "a function";
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, at))};
    n.text = arena_printf(
        &c->out->result.arena, "'%s', which %s it, is called here by '%s'%s%s", name,
        p->j.mark == MARK_SENT ? "sends"
        : is_published(c, p)   ? "publishes"
                               : "freezes",
        source_name(b->f), b == c->x->all.data[p->ctx].body ? packet_earlier_round(c, p) : "",
        when_of(c, p, b, at));
    return n;
}

/* By which pointers it is a part of what was given away, and of what is given away now. */
static uint32_t part_notes(struct collect *c, const struct place *p, const struct access *giving,
                           struct finding_note out[PACKET_NOTES])
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p);
    uint32_t n =
        verdict_links(c, b, p->j.at.node, giving->member, p->j.since, out, PACKET_NOTES / 2);
    if (packet_is_part(c, p))
        n += verdict_links(c, b, p->j.at.node, a->member, a->insn, out + n, PACKET_NOTES / 2 - 1);
    return n;
}

uint32_t verdict_packet_since(struct collect *c, const struct place *p,
                              struct finding_note out[PACKET_NOTES])
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    uint32_t at = p->j.since, n = 0;
    if (p->j.certainty != CERTAINTY_VIOLATION || at == RIR_NONE)
        return 0;
    if (p->j.mark == MARK_LENT)
        return verdict_lent_since(c, p, out);
    if (b->f->insns[at].op == RIR_LOAD) {
        out[0] = found_note(c, p, b, &b->f->insns[at]);
        return 1;
    }
    while (giving_at(b, at, p->j.mark) == NULL) { /* in a function that is called there */
        uint32_t inside;
        const char *type = returned_as(c, p, &b->f->insns[at]);
        if (type != NULL) {
            out[n++] = returned_note(c, p, b, at, type);
            return n;
        }
        const struct body *callee = giver(c, b, at, p->j.mark, &inside);
        out[n++] = called_note(c, p, b, at, callee);
        if (callee == NULL || n + 1 == PACKET_NOTES)
            return n;
        b = callee;
        at = inside;
    }
    const struct access *giving = giving_of(c, p, b, at);
    if (b == c->x->all.data[p->ctx].body && at == p->j.since)
        n = part_notes(c, p, giving, out);
    out[n].pos = verdict_source_pos(position_within(b->f, at));
    out[n++].text = since_text(c, p, b, giving, &b->f->insns[at]);
    return n;
}

bool verdict_packet_elsewhere(const struct place *p)
{
    return judgement_is_elsewhere(&p->j, p->ctx);
}

struct finding_note verdict_packet_access(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p);
    const char *what =
        packet_quoted(c, packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a)));
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, a->insn))};
    n.text = arena_printf(&c->out->result.arena, "'%s' %s %s here", source_name(b->f),
                          packet_verb(c, p, false), what);
    return n;
}
