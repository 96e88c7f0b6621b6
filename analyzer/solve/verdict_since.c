/* The words of findings about packets: where what is touched was sent, frozen or published, step by
 * step, and on which path. */
#include "solve/c_names.h"
#include "solve/publish.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

/* ", through 'q_send'" */
static const char *through(struct collect *c, const struct rir_insn *in, const char *what)
{
    if (in->op != RIR_CALL)
        return "";
    return arena_printf(&c->out->result.arena, ", through '%s'%s",
                        source_name(&c->x->s->m->funcs.data[in->ref]),
                        verdict_when_result(c, in, what));
}

/* "it", "'m'": what was given away. */
static const char *what_is_given(struct collect *c, const struct body *b,
                                 const struct access *giving)
{
    struct arena *a = &c->out->result.arena;
    uint32_t operand = access_operand(b, giving);
    const char *name = operand == RIR_NONE ? NULL : c_name_of_value(c->x->s->m, b->f, operand, a);
    return name == NULL ? "it" : arena_printf(a, "'%s'", name[0] == '&' ? name + 1 : name);
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
const char *packet_immutable_type(struct collect *c, const struct place *p)
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

uint32_t packet_meeting(struct collect *c, const struct place *p)
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
const char *packet_when(struct collect *c, const struct place *p, const struct body *b,
                        uint32_t insn)
{
    bool here = b == c->x->all.data[p->j.since_ctx].body;
    uint32_t then = here ? packet_meeting(c, p) : RIR_NONE;
    const struct flow *w = c->x->s->flows[b->func];
    const char *when = verdict_when(c, b, insn, then);
    bool left = then != RIR_NONE && w != NULL && w->in_cycle[b->f->insns[insn].block] &&
                !w->in_cycle[b->f->insns[then].block];
    return left ? arena_printf(&c->out->result.arena, "%s, in the loop before", when) : when;
}

static struct finding_note found_note(struct collect *c, const struct place *p,
                                      const struct body *b, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    const char *where = c_name_of_place(c->x->s->m, b->f, in->args[0], a);
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, p->j.since))};
    n.text = arena_printf(a, "it is found here by '%s'%s%s%s, where others can find it, too",
                          source_name(b->f), where == NULL ? "" : " in '",
                          where == NULL ? "" : where, where == NULL ? "" : "'");
    return n;
}

static const char rule[] =
    " (the rule: once a pointer to an object of an immutable type was stored anywhere but in a "
    "local variable, or given away, the object stays as it is, with all that it points to)";

/* "'c' is stored into 'm->config' here by 'producer': from then on nobody may change it (...)" */
static const char *stored_text(struct collect *c, const struct place *p, const struct body *b,
                               const struct access *giving, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    const char *name = NULL, *with = "";
    if (b == c->x->all.data[p->ctx].body)
        name = c_name_of_value(c->x->s->m, b->f, in->args[1], a);
    if (name != NULL)
        name = packet_quoted(c, name[0] == '&' ? name + 1 : name);
    if (name != NULL && !packet_has(c, giving->member, p->j.at.node))
        with = arena_printf(a, ", with all that %s points to", name);
    return arena_printf(a, "%s is %s here by '%s'%s: from then on nobody may change it%s",
                        name == NULL ? "it" : name, how_published(c, b, in), source_name(b->f),
                        with, rule);
}

/* "'t' is received here by 'show': ...", "it is given to a task here by 'main': ..." */
static const char *shown_text(struct collect *c, const struct place *p, const struct body *b,
                              const struct access *giving, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    const char *how = how_published(c, b, in), *name = NULL;
    if (in->op == RIR_STORE)
        return stored_text(c, p, b, giving, in);
    if (strcmp(how, "received") != 0)
        return arena_printf(a, "%s is %s here by '%s': from then on nobody may change it",
                            what_is_given(c, b, giving), how, source_name(b->f));
    if (in->result != RIR_NONE)
        name = c_name_of_value(c->x->s->m, b->f, in->result, a);
    return arena_printf(a,
                        "%s is received here by '%s': others may have it, too, and nobody may "
                        "change it",
                        name == NULL ? "it" : packet_quoted(c, name), source_name(b->f));
}

static const char *since_text(struct collect *c, const struct place *p, const struct body *b,
                              const struct access *giving, const struct rir_insn *in)
{
    struct arena *a = &c->out->result.arena;
    uint32_t insn = (uint32_t)(in - b->f->insns);
    bool here = b == c->x->all.data[p->ctx].body;
    if (giving->kind == ACCESS_SHOW)
        return shown_text(c, p, b, giving, in);
    bool whole = here && p->j.since_ctx == p->ctx && !packet_has(c, giving->member, p->j.at.node);
    const char *then = p->j.mark == MARK_SENT
                           ? "from then on it belongs to the receiver, who may change or free it"
                           : "from then on nobody may change it";
    const char *what = what_is_given(c, b, giving);
    const char *with = whole ? arena_printf(a, ", with all that %s points to", what) : "";
    return arena_printf(a, "%s is %s here by '%s'%s%s%s%s: %s", what, packet_done(c, p),
                        source_name(b->f), through(c, in, what), with, packet_earlier_round(c, p),
                        packet_when(c, p, b, insn), then);
}

/* The store by which the callee puts what is of an immutable type behind an argument: that others
 * can find it there shows in the caller only (B-X4). RIR_NONE: there is none. */
static uint32_t putting(const struct collect *c, const struct body *callee)
{
    uint32_t found = RIR_NONE;
    for (uint32_t i = 0; i < callee->f->ninsns && callee->put_into.len > 0; i++) {
        const struct rir_insn *in = &callee->f->insns[i];
        if (in->op != RIR_STORE ||
            publish_says(c->x->s, callee->func, in->args[1]) != SAYS_IMMUTABLE ||
            callee->f->values[flow_base(callee->f, in->args[0])].kind != RIR_V_PARAM)
            continue;
        if (found != RIR_NONE)
            return RIR_NONE; /* which one is not known */
        found = i;
    }
    return found;
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
            if (packet_giving_at(callee, *at, m) != NULL)
                return callee;
        for (uint32_t k = 0; k < callee->calls.len; k++) {
            const struct call_rec *inner = &callee->calls.data[k];
            *at = inner->insn;
            if (!inner->start && marks_something(c->x->s->bodies[inner->aliased][inner->callee], m))
                return callee;
        }
        *at = m == MARK_FROZEN ? putting(c, callee) : RIR_NONE;
        if (*at != RIR_NONE)
            return callee;
    }
    return NULL;
}

/* It was found by putting(). */
static bool is_put(const struct body *b, uint32_t at, enum mark m)
{
    return b->f->insns[at].op == RIR_STORE && packet_giving_at(b, at, m) == NULL;
}

/* "as a 'struct config *'": what a function returns as an immutable type is published. */
static const char *returned_as(struct collect *c, const struct place *p,
                               const struct rir_insn *call)
{
    const struct solver *s = c->x->s;
    uint32_t type = call->op == RIR_CALL && packet_is_published(c, p)
                        ? rir_func_source_type(s->m, &s->m->funcs.data[call->ref])
                        : RIR_NONE;
    uint32_t to = type == RIR_NONE ? RIR_NONE : rir_type_pointee(s->m, s->m->types.data[type].elem);
    if (!(rir_type_flags(s->m, to) & RIR_TYPE_IMMUTABLE))
        return NULL;
    const char *name = publish_name_of(s, to, &c->out->result.arena);
    return name == NULL ? "its own type" : name;
}

static struct finding_note returned_note(struct collect *c, const struct body *b, uint32_t at,
                                         const char *type)
{
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, at))};
    n.text = arena_printf(&c->out->result.arena,
                          "'%s' returns it to '%s' here, as '%s *': from then on nobody may "
                          "change it (the rule: an object of an immutable type stays as it is once "
                          "a function has returned it as that type)",
                          source_name(&c->x->s->m->funcs.data[b->f->insns[at].ref]),
                          source_name(b->f), type);
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
    bool published = p->j.mark != MARK_SENT && packet_is_published(c, p);
    n.text = arena_printf(&c->out->result.arena,
                          "'%s', which %s it, is called here by '%s'%s%s%s%s", name,
                          p->j.mark == MARK_SENT ? "sends"
                          : published            ? "stores or gives away a pointer to"
                                                 : "freezes",
                          source_name(b->f), verdict_by_pointer(c, b, at),
                          b == c->x->all.data[p->ctx].body ? packet_earlier_round(c, p) : "",
                          packet_when(c, p, b, at), published && callee == NULL ? rule : "");
    return n;
}

/* "'c' is stored into '*out' here by 'config_new': from then on nobody may change it (...)" */
static struct finding_note put_note(struct collect *c, const struct body *b, uint32_t at)
{
    struct arena *a = &c->out->result.arena;
    const struct rir_insn *in = &b->f->insns[at];
    const char *name = c_name_of_value(c->x->s->m, b->f, in->args[1], a);
    struct finding_note n = {.pos = verdict_source_pos(position_within(b->f, at))};
    n.text = arena_printf(a, "%s is %s here by '%s': from then on nobody may change it%s",
                          name == NULL ? "it" : packet_quoted(c, name), how_published(c, b, in),
                          source_name(b->f), rule);
    return n;
}

const char *packet_published_by(struct collect *c, const struct place *p)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->j.since_ctx].body, *callee;
    const struct rir_insn *in = p->j.since == RIR_NONE ? NULL : &b->f->insns[p->j.since];
    uint32_t at;
    if (in == NULL || in->op != RIR_CALL)
        return NULL;
    if (packet_giving_at(b, p->j.since, p->j.mark) != NULL) {
        const char *how = how_published(c, b, in);
        return strcmp(how, "received") == 0 ? NULL
                                            : arena_printf(a, "after the object was %s", how);
    }
    const char *type = returned_as(c, p, in), *name = source_name(&c->x->s->m->funcs.data[in->ref]);
    if (type != NULL)
        return arena_printf(a, "after '%s' returned the object as '%s *'", name, type);
    callee = giver(c, b, p->j.since, p->j.mark, &at);
    if (callee != NULL && callee->f->insns[at].op == RIR_STORE)
        return arena_printf(a, "after '%s' stored a pointer to the object", name);
    return arena_printf(a, "after '%s' stored or gave away a pointer to the object", name);
}

const char *packet_made_by(struct collect *c, const struct place *p, const char **when)
{
    const struct body *b = c->x->all.data[p->j.since_ctx].body, *callee;
    const struct rir_insn *in = p->j.since == RIR_NONE ? NULL : &b->f->insns[p->j.since];
    uint32_t at;
    if (in == NULL || in->op != RIR_CALL || p->j.since_ctx != p->ctx ||
        b->nodes.data[p->j.at.node].kind != N_HEAP || b->nodes.data[p->j.at.node].ref != p->j.since)
        return NULL;
    *when = "before the return";
    callee = returned_as(c, p, in) != NULL ? NULL : giver(c, b, p->j.since, p->j.mark, &at);
    if (callee != NULL && callee->f->insns[at].op == RIR_STORE) {
        const char *line = verdict_line(c, position_within(callee->f, at), p->pos);
        *when = line == NULL
                    ? *when
                    : arena_printf(&c->out->result.arena, "before %s stores the pointer", line);
    } else if (callee != NULL && packet_giving_at(callee, at, p->j.mark) != NULL) {
        const char *line = verdict_line(c, position_within(callee->f, at), p->pos);
        *when = line == NULL ? *when
                             : arena_printf(&c->out->result.arena, "before %s %s it", line,
                                            packet_is_published(c, p) ? "gives away" : "freezes");
    }
    return (c->x->s->m->funcs.data[in->ref].flags & RIR_FUNC_DEFINED)
               ? source_name(&c->x->s->m->funcs.data[in->ref])
               : NULL;
}

bool packet_is_copied(struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p), *giving;
    struct finding_note note;
    if (p->j.since_ctx != p->ctx || p->j.since == RIR_NONE ||
        packet_giving_at(b, p->j.since, p->j.mark) == NULL)
        return false;
    giving = packet_giving_of(c, p, b, p->j.since);
    return !packet_has(c, giving->member, p->j.at.node) &&
           verdict_copied(c, b, giving->member, a->insn,
                          packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a)),
                          &note) != 0;
}

/* By which pointers it is a part of what was given away, and of what is given away now. */
static uint32_t part_notes(struct collect *c, const struct place *p, const struct access *giving,
                           struct finding_note out[PACKET_NOTES])
{
    const struct body *b = c->x->all.data[p->ctx].body;
    const struct access *a = packet_access(c, p);
    uint32_t n =
        verdict_links(c, b, p->j.at.node, giving->member, p->j.since, out, PACKET_NOTES / 2);
    const char *name = packet_name(c, p->ctx, access_operand(b, a), packet_is_whole(a));
    const char *given = packet_name(c, p->ctx, access_operand(b, giving), true);
    bool whole = packet_has(c, giving->member, p->j.at.node);
    if (n == 0 && !whole)
        n = verdict_copied(c, b, giving->member, a->insn, name, out);
    if (whole && name != NULL && given != NULL && !packet_is_said_of(name, given))
        n = verdict_renamed(c, b, p->j.at.node, a->insn, name, given, out);
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
    while (packet_giving_at(b, at, p->j.mark) == NULL) { /* in a function that is called there */
        uint32_t inside;
        const char *type = returned_as(c, p, &b->f->insns[at]);
        if (type != NULL) {
            out[n++] = returned_note(c, b, at, type);
            return n;
        }
        const struct body *callee = giver(c, b, at, p->j.mark, &inside);
        out[n++] = called_note(c, p, b, at, callee);
        if (callee == NULL || n + 1 == PACKET_NOTES)
            return n;
        b = callee;
        at = inside;
        if (is_put(b, at, p->j.mark)) {
            out[n++] = put_note(c, b, at);
            return n;
        }
    }
    const struct access *giving = packet_giving_of(c, p, b, at);
    if (b == c->x->all.data[p->ctx].body && at == p->j.since)
        n = part_notes(c, p, giving, out);
    out[n].pos = verdict_source_pos(position_within(b->f, at));
    out[n++].text = since_text(c, p, b, giving, &b->f->insns[at]);
    return n;
}
