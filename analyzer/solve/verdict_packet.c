/* The words of findings about packets: what is touched, and after what. */
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
bool packet_makes_another(const struct collect *c, const struct place *p)
{
    const struct access *a = packet_access(c, p);
    const struct rir_insn *in = &c->x->all.data[p->ctx].body->f->insns[a->insn];
    return a->described && in->op == RIR_CALL &&
           rir_func_ann(&c->x->s->m->funcs.data[in->ref], RIR_ANN_MALLOC) != NULL;
}

bool packet_is_changed(const struct collect *c, const struct place *p)
{
    if (packet_access(c, p)->kind != ACCESS_READ)
        return false;
    for (uint32_t at = p->next; at != RIR_NONE; at = c->others.data[at].next) {
        const struct place *q = &c->others.data[at];
        if (q->j.by_mark && q->j.mark == p->j.mark && q->ctx == p->ctx && q->func == p->func &&
            q->j.certainty == p->j.certainty && packet_access(c, q)->kind == ACCESS_WRITE)
            return true;
    }
    return false;
}

const char *packet_verb(const struct collect *c, const struct place *p, bool plain)
{
    const struct access *a = packet_access(c, p);
    if (a->kind == ACCESS_FREE && packet_makes_another(c, p))
        return plain ? "reallocate" : "reallocates";
    switch ((enum access_kind)a->kind) {
    case ACCESS_READ:
        if (packet_is_changed(c, p))
            return plain ? "read and write" : "reads and writes";
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
    if (name == NULL || name[0] != '&')
        return name;
    size_t n = strlen(++name);
    bool array = whole && n > 3 && strcmp(name + n - 3, "[0]") == 0; /* as C says it: its name */
    return array ? arena_printf(a, "%.*s", (int)(n - 3), name) : name;
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

bool packet_has(const struct collect *c, set_id s, uint32_t node)
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
           !packet_has(c, a->member, p->j.at.node);
}

/* The type of what is touched is immutable, or that of what leads to it. */
bool packet_is_published(const struct collect *c, const struct place *p)
{
    const struct solver *s = c->x->s;
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    if (p->j.mark == MARK_SENT || !publish_any(s))
        return false;
    return !s->freezes ||
           (operand != RIR_NONE && publish_says(s, b->func, operand) == SAYS_IMMUTABLE);
}

const char *packet_done(const struct collect *c, const struct place *p)
{
    return p->j.mark == MARK_SENT ? "sent" : packet_is_published(c, p) ? "published" : "frozen";
}

const struct access *packet_giving_at(const struct body *b, uint32_t insn, enum mark m)
{
    for (uint32_t i = 0; i < b->accesses.len; i++)
        if (b->accesses.data[i].insn == insn && access_gives(&b->accesses.data[i], m))
            return &b->accesses.data[i];
    return NULL;
}

/* Of several packets that one call gives away, the one that it is about. */
const struct access *packet_giving_of(const struct collect *c, const struct place *p,
                                      const struct body *b, uint32_t insn)
{
    const struct access *first = packet_giving_at(b, insn, p->j.mark);
    for (uint32_t i = 0; i < b->accesses.len && b == c->x->all.data[p->ctx].body; i++) {
        const struct access *a = &b->accesses.data[i];
        if (a->insn == insn && a->kind == first->kind && packet_has(c, a->member, p->j.at.node))
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

/* That of the parameter in the function that touches it is another one. */
const char *packet_name_elsewhere(struct collect *c, const struct place *p)
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
    const char *did = packet_done(c, p), *name = packet_name_elsewhere(c, p);
    const char *does = packet_verb(c, p, false);
    struct arena *a = &c->out->result.arena;
    if (packet_access(c, p)->kind == ACCESS_SEND && p->j.mark == MARK_SENT)
        return arena_printf(a, "%s calls '%s', which sends %s a second time", who,
                            source_name(b->f),
                            name == NULL ? "the packet" : packet_quoted(c, name));
    if (name == NULL)
        return arena_printf(a, "%s calls '%s', which %s the packet, after it was %s", who,
                            source_name(b->f), does, did);
    return arena_printf(a, "%s calls '%s', which %s '%s', after '%s' was %s", who,
                        source_name(b->f), does, name, name, did);
}

const char *packet_base_name(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    return operand == RIR_NONE || packet_is_whole(packet_access(c, p))
               ? NULL
               : packet_name(c, p->ctx, flow_base(b->f, operand), true);
}

bool packet_is_said_of(const char *name, const char *whole)
{
    size_t n = strlen(whole);
    while (*name == '*')
        name++;
    return strncmp(name, whole, n) == 0 &&
           (name[n] == '\0' || name[n] == '-' || name[n] == '.' || name[n] == '[');
}

/* What was given away, where this function did so itself; NULL: it did not. */
const struct access *packet_given_here(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->j.since_ctx != p->ctx || p->j.since == RIR_NONE ||
        packet_giving_at(b, p->j.since, p->j.mark) == NULL)
        return NULL;
    return packet_giving_of(c, p, b, p->j.since);
}

/* What was given away by this function: " as 'a'", or " as a part of 'a'"; "": by the name that it
 * has now. *whole: that name; NULL: it is not known. */
static const char *as_what(struct collect *c, const struct place *p, const char *name,
                           const char **whole)
{
    struct arena *a = &c->out->result.arena;
    const struct access *giving = packet_given_here(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    *whole = NULL;
    if (giving != NULL && giving->kind != ACCESS_SHOW)
        *whole = packet_name(c, p->ctx, access_operand(b, giving), true);
    if (*whole == NULL)
        return "";
    if (!packet_has(c, giving->member, p->j.at.node))
        return arena_printf(a, " as a part of '%s'", *whole);
    return name == NULL || packet_is_said_of(name, *whole) ? ""
                                                           : arena_printf(a, " as '%s'", *whole);
}

/* A store is told as that: that others can reach it then does not show there. */
static const char *after_published(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_func *f = c->x->all.data[p->j.since_ctx].body->f;
    const struct rir_insn *in = p->j.since == RIR_NONE ? NULL : &f->insns[p->j.since];
    const char *by = packet_published_by(c, p);
    if (by != NULL)
        return by;
    if (in == NULL || in->op != RIR_STORE)
        return "after others could reach it";
    const char *into =
        p->j.since_ctx == p->ctx ? c_name_of_place(c->x->s->m, f, in->args[0], a) : NULL;
    const struct access *giving = packet_given_here(c, p);
    const char *what = giving != NULL && packet_has(c, giving->member, p->j.at.node)
                           ? "a pointer to the object"
                           : "what leads to it";
    return into == NULL ? arena_printf(a, "after %s was stored", what)
                        : arena_printf(a, "after %s was stored in '%s'", what, into);
}

/* "after 'm' was sent", "after it was sent as a part of 'm'", "after others could reach it". */
static const char *after_what(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *whole, *as = as_what(c, p, name, &whole), *did = packet_done(c, p);
    if (packet_is_published(c, p))
        return after_published(c, p);
    if (*as == '\0' && whole == NULL)
        whole = packet_base_name(c, p);
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
static const char *why_frozen(struct collect *c, const struct place *p)
{
    const char *type = packet_is_published(c, p) ? packet_immutable_type(c, p) : NULL;
    return type == NULL
               ? ""
               : arena_printf(&c->out->result.arena,
                              ": '%s' is declared FBP_IMMUTABLE, so nobody may %s it then", type,
                              packet_access(c, p)->kind == ACCESS_FREE ? "change or free"
                                                                       : "change");
}

/* "sends 'right', and with it 'root', which was sent before as a part of 'left'" */
static const char *part_message(struct collect *c, const struct place *p, const char *who,
                                const char *what)
{
    struct arena *arena = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    const char *did = packet_done(c, p), *does = packet_verb(c, p, false), *whole;
    const char *part = verdict_stored_name(c, b, p->j.at.node, packet_access(c, p)->insn);
    const char *as = as_what(c, p, part, &whole);
    const struct access *first = packet_given_here(c, p);
    if (part == NULL && whole != NULL && packet_has(c, first->member, p->j.at.node)) {
        part = whole;
        as = "";
    }
    if (part == NULL)
        return arena_printf(arena, "%s %s %s, a part of which was %s before", who, does, what, did);
    return arena_printf(arena, "%s %s %s, and with it '%s', which was %s before%s", who, does, what,
                        part, did, as);
}

const char *packet_called(const struct collect *c, const struct place *p)
{
    const struct access *a = packet_access(c, p);
    const struct rir_insn *in = &c->x->all.data[p->ctx].body->f->insns[a->insn];
    bool touches = a->kind == ACCESS_READ || a->kind == ACCESS_WRITE;
    return touches && a->described && in->op == RIR_CALL
               ? source_name(&c->x->s->m->funcs.data[in->ref])
               : NULL;
}

/* "*values", not "values"; of an array its name, and not that of its first element. */
static const char *place_called(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t operand = access_operand(b, packet_access(c, p));
    const struct rir_insn *elem =
        operand == RIR_NONE ? NULL : flow_defined_by(b->f, operand, RIR_ELEM);
    if (elem != NULL && flow_is_null(b->f, elem->args[1]) && (elem->flags & RIR_IN_ARRAY) != 0)
        operand = elem->args[0];
    return packet_name(c, p->ctx, operand, false);
}

const char *verdict_packet_message(struct collect *c, const struct place *p, const char *who,
                                   const char **object)
{
    struct arena *arena = &c->out->result.arena;
    const struct access *a = packet_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->j.mark == MARK_LENT)
        return verdict_lent_message(c, p, who, object);
    const char *did = packet_done(c, p);
    *object = packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a));
    if (verdict_packet_elsewhere(p))
        return message_elsewhere(c, p, who);
    if (p->j.certainty == CERTAINTY_UNPROVEN && packet_is_published(c, p))
        return arena_printf(arena, "%s may %s something immutable that others can reach", who,
                            packet_verb(c, p, true));
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(arena, "%s may %s a packet that was %s before", who,
                            packet_verb(c, p, true), did);
    const char *what = packet_quoted(c, *object);
    if (packet_is_part(c, p))
        return part_message(c, p, who, what);
    if (a->kind == ACCESS_SEND || a->kind == ACCESS_LEND)
        return arena_printf(arena, "%s %s %s%s", who, packet_verb(c, p, false), what,
                            once_more(c, p, *object));
    const char *by = packet_called(c, p), *place = by == NULL ? NULL : place_called(c, p);
    if (place != NULL)
        return arena_printf(arena, "%s calls '%s', which %s '%s', %s%s", who, by,
                            packet_verb(c, p, false), place, after_what(c, p, *object),
                            why_frozen(c, p));
    return arena_printf(arena, "%s %s %s %s%s", who, packet_verb(c, p, false), what,
                        after_what(c, p, *object), why_frozen(c, p));
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
