/* The words of findings about loans: what is touched, to which task it is lent, where that was
 * started. */
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

const char *lent_borrower(struct collect *c, const struct place *p)
{
    const struct solver *s = c->x->s;
    if (p->j.record >= s->starts.len)
        return "a task";
    uint32_t task = s->starts.data[p->j.record].tasks[0];
    return task_in_words(&c->out->result.arena, s, phase_a_tasks(s->a, &(uint32_t){0})[task].func);
}

/* The task that the start at the place begins. */
static const char *begun(struct collect *c, const struct place *p)
{
    const struct solver *s = c->x->s;
    uint32_t record;
    const struct body *b = c->x->all.data[p->ctx].body;
    if (!map_get(&s->start_index, (uint64_t)b->func << 32 | packet_access(c, p)->insn, &record))
        return "a task";
    uint32_t task = s->starts.data[record].tasks[0];
    return task_in_words(&c->out->result.arena, s, phase_a_tasks(s->a, &(uint32_t){0})[task].func);
}

/* Of two with one name: "another task 'work'". */
static const char *another(struct collect *c, const struct place *p, const char *to)
{
    bool same = strcmp(begun(c, p), to) == 0 && strncmp(to, "task ", 5) == 0;
    return same ? arena_printf(&c->out->result.arena, "another %s", to) : to;
}

/* The access by which a start lends something, in the body that starts. */
static const struct access *lending_at(const struct body *b, uint32_t insn)
{
    for (uint32_t i = 0; i < b->accesses.len; i++)
        if (b->accesses.data[i].kind == ACCESS_LEND && b->accesses.data[i].insn == insn)
            return &b->accesses.data[i];
    return NULL;
}

const char *lent_given(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *lent = p->j.since_ctx == p->ctx ? lending_at(b, p->j.since) : NULL;
    const char *name = lent == NULL ? NULL : packet_name(c, p->ctx, access_operand(b, lent), true);
    return name == NULL ? NULL : packet_quoted(c, name);
}

const char *lent_part(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct node *n = &b->nodes.data[p->j.at.node];
    const char *name = NULL;
    if (n->kind == N_GLOBAL)
        name = plain_name(&c->x->s->m->globals.data[n->ref]);
    else if ((n->kind == N_HEAP || n->kind == N_STACK) && b->f->insns[n->ref].result != RIR_NONE)
        name = b->f->values[b->f->insns[n->ref].result].name;
    return name == NULL ? NULL : packet_quoted(c, name);
}

static const char *unproven(struct collect *c, const struct place *p, const char *who)
{
    struct arena *arena = &c->out->result.arena;
    if (packet_access(c, p)->kind == ACCESS_LEND)
        return arena_printf(arena,
                            "%s may start %s with something that another task was given, and may "
                            "be using",
                            who, begun(c, p));
    return arena_printf(arena, "%s may %s something that a task was given, and may be using", who,
                        packet_verb(c, p, true));
}

const char *verdict_lent_message(struct collect *c, const struct place *p, const char *who,
                                 const char **object)
{
    struct arena *arena = &c->out->result.arena;
    const struct access *a = packet_access(c, p);
    const struct body *b = c->x->all.data[p->ctx].body;
    const char *to = lent_borrower(c, p);
    *object = packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a));
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return unproven(c, p, who);
    const char *what = *object == NULL ? "memory" : packet_quoted(c, *object);
    const char *given = lent_given(c, p);
    const char *got = packet_is_part(c, p) ? "a part of it" : given == NULL ? "it" : given;
    if (a->kind == ACCESS_LEND && verdict_packet_elsewhere(p))
        return arena_printf(arena,
                            "%s calls '%s', which starts %s with what %s was given, and that is "
                            "not joined yet",
                            who, source_name(b->f), begun(c, p), another(c, p, to));
    if (verdict_packet_elsewhere(p))
        return arena_printf(arena,
                            "%s calls '%s', which %s what %s was given, and that is not joined yet",
                            who, source_name(b->f), packet_verb(c, p, false), to);
    const char *part = packet_is_part(c, p) ? lent_part(c, p) : NULL;
    if (a->kind == ACCESS_LEND && part != NULL)
        return arena_printf(arena,
                            "%s starts %s with %s, and with it %s, while %s, which got %s before, "
                            "is not joined yet",
                            who, begun(c, p), what, part, another(c, p, to), part);
    if (a->kind == ACCESS_LEND)
        return arena_printf(arena,
                            "%s starts %s with %s while %s, which got %s before, is not joined yet",
                            who, begun(c, p), what, another(c, p, to), got);
    return arena_printf(arena, "%s %s %s while %s, which got %s, is not joined yet", who,
                        packet_verb(c, p, false), what, to, got);
}

/* ---- where it was lent ---- */

static const char *lent_text(struct collect *c, const struct place *p, const struct body *b,
                             bool last)
{
    struct arena *arena = &c->out->result.arena;
    const char *what = NULL;
    const char *round = b == c->x->all.data[p->ctx].body ? packet_earlier_round(c, p) : "";
    const struct access *lent = last ? lending_at(b, p->j.since) : NULL;
    if (lent != NULL)
        what = packet_name(c, p->j.since_ctx, access_operand(b, lent), true);
    what = what == NULL ? "it" : arena_printf(arena, "'%s'", what);
    return arena_printf(
        arena, "%s is given to %s here by '%s'%s: nobody else may use it until that is joined",
        what, lent_borrower(c, p), source_name(b->f), round);
}

uint32_t verdict_lent_since(struct collect *c, const struct place *p,
                            struct finding_note out[PACKET_NOTES])
{
    const struct start_rec *r = &c->x->s->starts.data[p->j.record];
    const struct body *b = c->x->all.data[p->j.since_ctx].body;
    bool here = r->func == b->func && r->insn == p->j.since;
    out[0].pos = verdict_source_pos(position_within(b->f, p->j.since));
    if (here) {
        out[0].text = lent_text(c, p, b, true);
        return 1;
    }
    const struct rir_insn *call = &b->f->insns[p->j.since];
    const struct rir_func *f = &c->x->s->m->funcs.data[r->func];
    const char *name =
        call->op == RIR_CALL ? source_name(&c->x->s->m->funcs.data[call->ref]) : "a function";
    out[0].text = arena_printf(&c->out->result.arena,
                               "'%s', which starts %s with it, is called here by '%s'%s", name,
                               lent_borrower(c, p), source_name(b->f),
                               b == c->x->all.data[p->ctx].body ? packet_earlier_round(c, p) : "");
    out[1].pos = verdict_source_pos(position_within(f, r->insn));
    out[1].text = arena_printf(
        &c->out->result.arena,
        "%s is started here by '%s': nobody else may use what it is given until it is joined",
        lent_borrower(c, p), source_name(f));
    return 2;
}
