/* The words of findings about what stays and refers into a packet that is sent, or that a packet
 * refers to. */
#include "solve/c_names.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

static const struct tie *tie_of(const struct collect *c, const struct place *p)
{
    return &c->x->all.data[p->ctx].body->ties.data[p->index];
}

/* The operand that is given away. */
static uint32_t packet_value(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->j.held != NULL)
        return access_operand(b, &b->accesses.data[p->index]);
    const struct tie *t = tie_of(c, p);
    const struct rir_insn *in = &b->f->insns[t->insn];
    return t->described ? flow_operand(in, t->arg) : in->args[t->arg];
}

uint32_t verdict_operand(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->is_event)
        return RIR_NONE;
    return p->j.tied ? packet_value(c, p) : access_operand(b, &b->accesses.data[p->index]);
}

/* "'m'": what is given away. */
static const char *aliased_name(struct collect *c, const struct place *p, const char **plain)
{
    const struct rir_func *f = c->x->all.data[p->ctx].body->f;
    struct arena *a = &c->out->result.arena;
    uint32_t value = packet_value(c, p);
    const char *name = value == RIR_NONE ? NULL : c_name_of_value(c->x->s->m, f, value, a);
    *plain = name != NULL && name[0] == '&' ? name + 1 : name;
    return *plain == NULL ? "a packet" : arena_printf(a, "'%s'", *plain);
}

/* ---- what the sender keeps itself ---- */

/* Where the reference was stored, in the function that waits; RIR_NONE: it came from elsewhere. */
static uint32_t held_since(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->j.held_ctx].body;
    const struct waiting *w = p->j.held;
    for (uint32_t i = 0; i < b->storings.len; i++) {
        const struct storing *s = &b->storings.data[i];
        uint32_t n;
        const struct target *at = set_get(&c->x->s->sets, s->at, &n);
        for (uint32_t k = 0; k < n; k++)
            if (at[k].node == w->holder && at[k].off == w->off && at[k].cert >= CERT_PATH)
                return s->insn;
    }
    return RIR_NONE;
}

static bool sends_one_of(const struct collect *c, const struct access *a, set_id value)
{
    uint32_t n;
    const struct target *t = set_get(&c->x->s->sets, value, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].cert >= CERT_PATH && packet_has(c, a->member, t[i].node))
            return true;
    return false;
}

/* The same in the function that sends, where that is another one: *b becomes its body. */
static uint32_t held_since_send(const struct collect *c, const struct place *p,
                                const struct body **b)
{
    const struct body *in = c->x->all.data[p->ctx].body;
    for (uint32_t i = 0; i < in->storings.len; i++) {
        const struct storing *s = &in->storings.data[i];
        uint32_t n;
        const struct target *at = set_get(&c->x->s->sets, s->at, &n);
        if (!sends_one_of(c, &in->accesses.data[p->index], s->value))
            continue;
        for (uint32_t k = 0; k < n; k++)
            if (in->nodes.data[at[k].node].kind != N_STACK && at[k].off == p->j.held->off &&
                at[k].cert >= CERT_PATH) {
                *b = in;
                return s->insn;
            }
    }
    return RIR_NONE;
}

/* Where the reference was stored; RIR_NONE: not known. */
static uint32_t held_store(const struct collect *c, const struct place *p, const struct body **b)
{
    *b = c->x->all.data[p->j.held_ctx].body;
    uint32_t insn = held_since(c, p);
    return insn != RIR_NONE || p->ctx == p->j.held_ctx ? insn : held_since_send(c, p, b);
}

/* "'c->last'" */
static const char *holder_name(struct collect *c, const struct place *p)
{
    const struct body *b;
    uint32_t insn = held_store(c, p, &b);
    struct arena *a = &c->out->result.arena;
    const char *name =
        insn == RIR_NONE ? NULL : c_name_of_place(c->x->s->m, b->f, b->f->insns[insn].args[0], a);
    return name == NULL ? "other memory of its own" : arena_printf(a, "'%s'", name);
}

/* "'m->body'": what a store puts there; NULL: it has no name. */
static const char *stored_name(struct collect *c, const struct body *b, uint32_t insn)
{
    const struct rir_insn *in = &b->f->insns[insn];
    struct arena *a = &c->out->result.arena;
    const char *what =
        in->op == RIR_STORE ? c_name_of_value(c->x->s->m, b->f, in->args[1], a) : NULL;
    return what == NULL ? NULL : arena_printf(a, "'%s'", what[0] == '&' ? what + 1 : what);
}

static const char *held_message(struct collect *c, const struct place *p, const char *who,
                                const char **object)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = &b->accesses.data[p->index];
    const char *packet = aliased_name(c, p, object), *part = NULL;
    const struct body *in;
    uint32_t n, insn = held_store(c, p, &in);
    bool root = p->j.held_ctx != p->ctx;
    const struct target *t = set_get(&c->x->s->sets, a->member, &n);
    for (uint32_t i = 0; i < n; i++)
        root |= t[i].node == p->j.at.node;
    if (!root && insn != RIR_NONE)
        part = stored_name(c, in, insn);
    return arena_printf(&c->out->result.arena, "%s sends %s while %s still points to %s", who,
                        packet, holder_name(c, p),
                        root           ? "it"
                        : part != NULL ? part
                                       : "a part of it");
}

/* "'m' is stored in 'c->last' here by 'filter'", at a store. */
static struct finding_note stored_note(struct collect *c, const struct body *b, uint32_t insn,
                                       const char *where)
{
    struct arena *a = &c->out->result.arena;
    const char *what = stored_name(c, b, insn);
    return (struct finding_note){verdict_source_pos(position_within(b->f, insn)),
                                 arena_printf(a, "%s is stored in %s here by '%s'",
                                              what == NULL ? "it" : what, where,
                                              source_name(b->f))};
}

/* "'c->last' is set to NULL here, if 'number' < 3": what the program does, on some paths only. */
static uint32_t cleared_note(struct collect *c, const struct place *p, const char *holder,
                             struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    for (uint32_t i = b->accesses.data[p->index].insn + 1; i < b->f->ninsns; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        const char *into = in->op != RIR_STORE || !flow_is_null(b->f, in->args[1])
                               ? NULL
                               : c_name_of_place(c->x->s->m, b->f, in->args[0], a);
        struct rir_pos at = position_within(b->f, i);
        if (into == NULL || at.line == 0 || strcmp(arena_printf(a, "'%s'", into), holder) != 0)
            continue;
        const char *when = verdict_when(c, b, i, RIR_NONE);
        if (*when == '\0')
            continue;
        out->pos = verdict_source_pos(at);
        out->text = arena_printf(a, "%s is set to NULL here, but only%s", holder, when + 1);
        return 1;
    }
    return 0;
}

static uint32_t held_notes(struct collect *c, const struct place *p,
                           struct finding_note out[PACKET_NOTES])
{
    const struct body *b = c->x->all.data[p->j.held_ctx].body, *in;
    const char *who = source_name(b->f), *name = holder_name(c, p);
    struct arena *a = &c->out->result.arena;
    uint32_t insn = held_store(c, p, &in), n = 0;
    bool ends = b->f->insns[p->j.held->insn].op == RIR_RET;
    if (insn != RIR_NONE)
        out[n++] = stored_note(c, in, insn, name);
    n += cleared_note(c, p, name, &out[n]);
    if (ends) { /* a return has no position */
        out[n].pos = verdict_source_pos(p->pos);
        out[n++].text = arena_printf(
            a, "'%s' returns after this, and %s still points to what belongs to the receiver then",
            who, name);
        return n;
    }
    out[n].pos = verdict_source_pos(position_within(b->f, p->j.held->insn));
    out[n++].text = arena_printf(
        a,
        "'%s' waits for another packet here, and %s still points to the one before, which belongs "
        "to its receiver by now",
        who, name);
    return n;
}

/* "m->body": what the global points to, where that is only a part of what is sent; NULL: it is the
 * packet, or has no name. */
static const char *part_kept(struct collect *c, const struct place *p)
{
    uint32_t insn = tie_of(c, p)->root || p->j.since_ctx != p->ctx ? RIR_NONE : p->j.since;
    return insn == RIR_NONE ? NULL : stored_name(c, c->x->all.data[p->ctx].body, insn);
}

const char *verdict_aliased_message(struct collect *c, const struct place *p, const char *who,
                                    struct target end, uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    if (p->j.held != NULL && p->j.certainty == CERTAINTY_VIOLATION)
        return held_message(c, p, who, object);
    const char *packet = aliased_name(c, p, object);
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s may send a packet while something else still points into it",
                            who);
    const struct body *b = c->x->all.data[end_ctx].body;
    const char *name = name_of_target(&c->j, end_ctx, end, 0);
    bool itself = b->nodes.data[end.node].kind == N_GLOBAL && tie_of(c, p)->kind != TIE_LINKED;
    if (itself)
        return arena_printf(
            a,
            "%s sends %s, which points to variable '%s': the receiver and all who use "
            "'%s' by its name would share it",
            who, packet, name, name);
    const char *part = part_kept(c, p);
    return arena_printf(a, "%s sends %s while global '%s' still points to %s", who, packet,
                        name == NULL ? "?" : name,
                        tie_of(c, p)->root ? "it"
                        : part != NULL     ? part
                                           : "a part of it");
}

/* By which member of the packet. */
static uint32_t pointing_notes(struct collect *c, const struct place *p,
                               struct finding_note out[PACKET_NOTES])
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct tie *t = tie_of(c, p);
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        if (a->insn == t->insn && a->kind == ACCESS_SEND && a->arg == t->arg)
            return verdict_links(c, b, t->part.node, a->member, t->insn, out, PACKET_NOTES);
    }
    return 0;
}

/* Where the path has put it there. */
static uint32_t storing_insn(const struct collect *c, const struct place *p, struct target end,
                             uint32_t end_ctx)
{
    const struct body *b = c->x->all.data[end_ctx].body;
    if (p->j.since != RIR_NONE)
        return p->j.since;
    for (uint32_t i = 0; i < b->storings.len; i++) {
        uint32_t n;
        const struct target *at = set_get(&c->x->s->sets, b->storings.data[i].at, &n);
        for (uint32_t k = 0; k < n; k++)
            if (b->nodes.data[at[k].node].kind == N_GLOBAL && at[k].cert >= CERT_PATH &&
                b->nodes.data[at[k].node].ref == b->nodes.data[end.node].ref)
                return b->storings.data[i].insn;
    }
    return RIR_NONE;
}

/* It is a static object that the packet points to, and not one that points to the packet. */
static bool is_pointed_to(const struct collect *c, const struct place *p, struct target end,
                          uint32_t end_ctx)
{
    const struct body *b = c->x->all.data[end_ctx].body;
    return b->nodes.data[end.node].kind == N_GLOBAL && tie_of(c, p)->kind != TIE_LINKED;
}

uint32_t verdict_aliased_since(struct collect *c, const struct place *p, struct target end,
                               uint32_t end_ctx, struct finding_note out[PACKET_NOTES])
{
    if (p->j.certainty != CERTAINTY_VIOLATION)
        return 0;
    if (p->j.held != NULL)
        return held_notes(c, p, out);
    uint32_t ctx = p->j.since != RIR_NONE ? p->j.since_ctx : end_ctx;
    const struct body *b = c->x->all.data[ctx].body;
    struct arena *a = &c->out->result.arena;
    if (is_pointed_to(c, p, end, end_ctx))
        return pointing_notes(c, p, out);
    uint32_t insn = storing_insn(c, p, end, end_ctx);
    if (insn == RIR_NONE)
        return 0;
    const struct rir_insn *in = &b->f->insns[insn];
    const char *name = name_of_target(&c->j, end_ctx, end, 0);
    const char *where = name == NULL ? "a global" : arena_printf(a, "global '%s'", name);
    if (in->op != RIR_CALL) {
        out[0] = stored_note(c, b, insn, where);
        return 1;
    }
    out[0].pos = verdict_source_pos(position_within(b->f, insn));
    out[0].text =
        arena_printf(a, "'%s', which stores it in %s, is called here by '%s'",
                     source_name(&c->x->s->m->funcs.data[in->ref]), where, source_name(b->f));
    return 1;
}

/* What is kept may be cleared until the function waits, or returns: after the send as well. */
static const char *held_help(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_func *f = c->x->all.data[p->j.held_ctx].body->f;
    const char *name = holder_name(c, p), *who = source_name(f);
    struct rir_pos at = position_within(f, p->j.held->insn);
    struct finding_note cleared;
    const char *line = verdict_line(c, at, p->pos);
    const char *every = cleared_note(c, p, name, &cleared) != 0 ? " on every path" : "";
    if (name[0] != '\'')
        name = "that pointer";
    if (f->insns[p->j.held->insn].op == RIR_RET || line == NULL)
        return arena_printf(a,
                            "to fix it, set %s to NULL%s before '%s' returns (after this send is "
                            "early enough), or store a copy there",
                            name, every, who);
    return arena_printf(a,
                        "to fix it, set %s to NULL%s before '%s' waits for the next packet (%s; "
                        "after this send is early enough), or store a copy there",
                        name, every, who, line);
}

static const char *kept_help(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const char *plain, *packet = aliased_name(c, p, &plain), *part = part_kept(c, p);
    const char *copy = part != NULL ? arena_printf(a,
                                                   "let '%s' point to a copy of what %s points "
                                                   "to",
                                                   name, part)
                       : tie_of(c, p)->root
                           ? arena_printf(a, "send a copy of what %s points to%s",
                                          plain == NULL ? "it" : packet, verdict_copy_apart(c, p))
                           : "send a copy that shares no memory with it";
    if (c->x->all.data[p->ctx].role == ROLE_TASK)
        return arena_printf(a, "to fix it, do not store %s in '%s', or %s",
                            part != NULL    ? part
                            : plain == NULL ? "the packet"
                                            : packet,
                            name, copy);
    return arena_printf(a, "to fix it, set '%s' to NULL before this send, or %s", name, copy);
}

const char *verdict_aliased_help(struct collect *c, const struct place *p, struct target end,
                                 uint32_t end_ctx)
{
    struct arena *a = &c->out->result.arena;
    if (p->j.held != NULL)
        return held_help(c, p);
    const char *name = name_of_target(&c->j, end_ctx, end, 0);
    if (name == NULL)
        return "to fix it, send a copy";
    if (is_pointed_to(c, p, end, end_ctx))
        return arena_printf(a,
                            "to fix it, declare '%s' const if nobody writes it, or let the packet "
                            "point to a copy",
                            name);
    return kept_help(c, p, name);
}
