/* By which pointers a packet leads to an object: the stores of the function that made it so, which
 * tell a person by which members two things meet.
 *
 * Only what the function itself stores is known here, and only stores that stand before the place
 * are looked at; what comes from outside has its members in its name already. */
#include "solve/verdict_int.h"

#include <string.h>

#include "solve/c_names.h"
#include "solve/unplaced.h"

enum { MAX_STEPS = 3, MAX_SEEN = 32 };

struct step { /* the pointer to `node` was stored into another object by that instruction */
    uint32_t node, insn,
        from; /* from: index of the step to what it is in; RIR_NONE: it is asked for */
};

struct steps {
    struct step list[MAX_SEEN];
    uint32_t n;
};

static bool has(const struct collect *c, set_id set, uint32_t node)
{
    uint32_t n;
    const struct target *t = set_get(&c->x->s->sets, set, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].node == node && t[i].cert >= CERT_PATH)
            return true;
    return false;
}

static bool is_seen(const struct steps *s, uint32_t node)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->list[i].node == node)
            return true;
    return false;
}

/* Adds the objects that a pointer to list[at] was stored into. */
static void add_holders(const struct collect *c, const struct body *b, uint32_t before, uint32_t at,
                        struct steps *s)
{
    for (uint32_t i = 0; i < b->storings.len; i++) {
        const struct storing *st = &b->storings.data[i];
        uint32_t n;
        if (st->insn >= before || b->f->insns[st->insn].op != RIR_STORE ||
            !has(c, st->value, s->list[at].node))
            continue;
        const struct target *into = set_get(&c->x->s->sets, st->at, &n);
        for (uint32_t k = 0; k < n && s->n < MAX_SEEN; k++)
            if (into[k].cert >= CERT_PATH && !is_seen(s, into[k].node))
                s->list[s->n++] = (struct step){into[k].node, st->insn, at};
    }
}

static bool note_of(struct collect *c, const struct body *b, uint32_t insn,
                    struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_insn *in = &b->f->insns[insn];
    const char *what = c_name_of_value(c->x->s->m, b->f, in->args[1], a);
    const char *into = c_name_of_place(c->x->s->m, b->f, in->args[0], a);
    struct rir_pos p = position_within(b->f, insn);
    if (what == NULL || into == NULL || p.line == 0)
        return false;
    *out = (struct finding_note){verdict_source_pos(p),
                                 arena_printf(a, "'%s' is stored in '%s' here", what, into)};
    return true;
}

const char *verdict_stored_name(struct collect *c, const struct body *b, uint32_t node,
                                uint32_t before)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < b->storings.len; i++) {
        const struct storing *st = &b->storings.data[i];
        const struct rir_insn *in = &b->f->insns[st->insn];
        if (st->insn >= before || in->op != RIR_STORE || !has(c, st->value, node))
            continue;
        const char *is = c_name_of_value(c->x->s->m, b->f, in->args[1], &c->out->result.arena);
        if (is != NULL)
            name = is[0] == '&' ? is + 1 : is;
    }
    return name;
}

const char *verdict_linked_in(struct collect *c, const struct body *b, uint32_t node, set_id roots,
                              uint32_t before, struct rir_pos *at)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < b->storings.len; i++) {
        const struct storing *st = &b->storings.data[i];
        const struct rir_insn *in = &b->f->insns[st->insn];
        uint32_t n;
        const struct target *into = set_get(&c->x->s->sets, st->at, &n);
        if (st->insn >= before || in->op != RIR_STORE || !has(c, st->value, node) || n != 1 ||
            !has(c, roots, into[0].node))
            continue;
        name = c_name_of_place(c->x->s->m, b->f, in->args[0], &c->out->result.arena);
        *at = position_within(b->f, st->insn);
    }
    return name;
}

static const char *whole_name(const char *place)
{
    return place != NULL && (place[0] == '*' || place[0] == '&') ? place + 1 : place;
}

static bool writes_or_reads_one_of(struct collect *c, const struct body *b, uint32_t insn,
                                   enum access_kind kind, set_id roots)
{
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        uint32_t n;
        const struct target *t = set_get(&c->x->s->sets, b->accesses.data[i].targets, &n);
        if (b->accesses.data[i].insn == insn && b->accesses.data[i].kind == kind && n == 1)
            return has(c, roots, t[0].node);
    }
    return false;
}

static uint32_t copied_note(struct collect *c, const struct body *b, uint32_t insn,
                            struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_insn *in = &b->f->insns[insn];
    out->pos = verdict_source_pos(position_within(b->f, insn));
    out->text = arena_printf(a, "'%s' is copied to '%s' here: both then have the same pointers",
                             c_name_of_place(c->x->s->m, b->f, in->args[1], a),
                             c_name_of_place(c->x->s->m, b->f, in->args[0], a));
    return 1;
}

uint32_t verdict_copied(struct collect *c, const struct body *b, set_id roots, uint32_t before,
                        const char *said, struct finding_note *out)
{
    struct arena *a = &c->out->result.arena;
    for (uint32_t i = before; i-- > 0 && said != NULL;) {
        const struct rir_insn *in = &b->f->insns[i];
        struct rir_pos p = position_within(b->f, i);
        if (in->op != RIR_COPY || p.line == 0)
            continue;
        const char *to = c_name_of_place(c->x->s->m, b->f, in->args[0], a);
        const char *from = c_name_of_place(c->x->s->m, b->f, in->args[1], a);
        if (to == NULL || from == NULL ||
            !((packet_is_said_of(said, whole_name(from)) &&
               writes_or_reads_one_of(c, b, i, ACCESS_WRITE, roots)) ||
              (packet_is_said_of(said, whole_name(to)) &&
               writes_or_reads_one_of(c, b, i, ACCESS_READ, roots))))
            continue;
        return copied_note(c, b, i, out);
    }
    return 0;
}

uint32_t verdict_renamed(struct collect *c, const struct body *b, uint32_t node, uint32_t before,
                         const char *said, const char *given, struct finding_note *out)
{
    const struct rir_module *m = c->x->s->m;
    struct arena *a = &c->out->result.arena;
    for (uint32_t i = b->storings.len; i-- > 0;) {
        const struct storing *st = &b->storings.data[i];
        const struct rir_insn *in = &b->f->insns[st->insn];
        if (st->insn >= before || in->op != RIR_STORE || !has(c, st->value, node))
            continue;
        const char *into = c_name_of_place(m, b->f, in->args[0], a);
        if (into != NULL && packet_is_said_of(said, into))
            return note_of(c, b, st->insn, out);
    }
    for (uint32_t i = before; i-- > 0;) {
        const struct rir_insn *in = &b->f->insns[i];
        if (in->op != RIR_COPY || position_within(b->f, i).line == 0)
            continue;
        const char *to = whole_name(c_name_of_place(m, b->f, in->args[0], a));
        const char *from = whole_name(c_name_of_place(m, b->f, in->args[1], a));
        if (to != NULL && from != NULL &&
            ((packet_is_said_of(said, to) && packet_is_said_of(given, from)) ||
             (packet_is_said_of(said, from) && packet_is_said_of(given, to))))
            return copied_note(c, b, i, out);
    }
    return 0;
}

uint32_t verdict_links(struct collect *c, const struct body *b, uint32_t node, set_id roots,
                       uint32_t before, struct finding_note *out, uint32_t max)
{
    struct steps s = {.list = {{node, RIR_NONE, RIR_NONE}}, .n = 1};
    uint32_t n = 0;
    if (has(c, roots, node))
        return 0;
    for (uint32_t at = 0; at < s.n; at++) {
        if (!has(c, roots, s.list[at].node)) {
            add_holders(c, b, before, at, &s);
            continue;
        }
        for (; s.list[at].from != RIR_NONE && n < max && n < MAX_STEPS; at = s.list[at].from)
            n += note_of(c, b, s.list[at].insn, &out[n]);
        return n;
    }
    return 0;
}

/* ---- through calls ---- */

/* The parameter that the value is, or leads to; RIR_NONE: neither. */
static uint32_t parameter_behind(const struct rir_func *f, uint32_t value)
{
    for (;;) {
        value = flow_base(f, value);
        const struct rir_value *v = &f->values[value];
        if (v->kind == RIR_V_PARAM)
            return v->ref;
        if (v->kind != RIR_V_INSN || f->insns[v->ref].op != RIR_LOAD)
            return RIR_NONE;
        value = f->insns[v->ref].args[0];
    }
}

uint32_t verdict_passed(struct collect *c, struct link l, const struct rir_func *callee,
                        uint32_t value, const char **with)
{
    const struct body *b = c->x->all.data[l.ctx].body;
    const struct call_rec *r = &b->calls.data[l.call];
    const struct rir_insn *in = &b->f->insns[r->insn];
    uint32_t param = value == RIR_NONE ? RIR_NONE : parameter_behind(callee, value);
    uint32_t first = in->op == RIR_CALLI ? 1 : 0;
    bool direct = in->op == RIR_CALLI || (in->op == RIR_CALL && in->ref == r->callee);
    if (with != NULL)
        *with = "";
    if (param == RIR_NONE || r->start || !direct || param + first >= in->nargs)
        return RIR_NONE;
    struct arena *a = &c->out->result.arena;
    const char *name = c_name_of_value(c->x->s->m, b->f, in->args[param + first], a);
    const char *as = callee->params[param].name;
    if (with != NULL && name != NULL && as != NULL && strcmp(name, as) != 0)
        *with = arena_printf(a, ", with '%s' as '%s'", name, as);
    return in->args[param + first];
}
