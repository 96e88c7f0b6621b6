/* Packets that leave and come, and what is frozen: the effect of these operations on a state,
 * whether they are instructions or calls of described functions.
 *
 * B-K6. What was sent may be given any contents by whoever receives it, and be shown to anybody:
 * what this function made itself is not called private any more. B-K7. What is received is a new
 * object (its next life), with all that hangs below it; where phase A says so, it may instead be a
 * constant or a static object, which stay what they are when they are sent. It may be frozen, if
 * the program freezes any such object. B-K11. Functions that unknown code calls may send what it
 * has, which it touches afterwards, in the same call. */
#include "solve/packets.h"

#include <stdlib.h>

#include "solve/aliased.h"
#include "solve/behind.h"
#include "solve/kept_names.h"
#include "solve/memory_int.h"
#include "solve/publish.h"

/* B-K8. A channel is no part of a packet, nor is it one. */
static bool is_channel(const struct env *e, uint32_t value)
{
    const struct rir_func *f = e->b->f;
    if (value == RIR_NONE)
        return false;
    uint32_t type = flow_source_type(f, value);
    return type != RIR_NONE && rir_type_channel(e->b->s->m, type) != RIR_NONE;
}

/* The access whose targets are the whole packet. */
static void record_giving(struct env *e, uint32_t insn, enum access_kind kind, uint32_t arg,
                          bool described, set_id packet, set_id roots, enum certain most)
{
    record_access(e, insn, kind, arg, described, packet);
    if (!e->recording)
        return;
    struct access *a = &e->b->accesses.data[e->b->accesses.len - 1];
    a->member = roots;
    a->given = packet;
    if (most == CERT_MAY)
        a->doubt = "whether it is given away there is not known";
}

/* The one value that refers to the packet; RIR_NONE: which it is depends on the function that is
 * called, or there are several. */
static uint32_t given_value(const struct env *e, uint32_t insn, uint32_t arg, bool described)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (!described)
        return in->args[arg];
    bool one = in->op == RIR_CALL && arg <= e->b->s->m->funcs.data[in->ref].ncparams;
    return one ? flow_operand(in, arg) : RIR_NONE;
}

void packet_send(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id roots,
                 enum certain most, bool copy)
{
    uint32_t value = given_value(e, insn, arg, described);
    if (!copy && is_channel(e, value))
        return;
    set_id packet = marks_packet(e, roots, copy ? RIR_NONE : value);
    record_giving(e, insn, ACCESS_SEND, arg, described, packet, roots, most);
    if (e->recording)
        aliased_at_send(e, insn, arg, described, packet, roots, most);
    if (!publish_given(e, insn, copy ? RIR_NONE : value, roots, packet, most))
        marks_put(e, MARK_SENT, packet, most);
    behind_at_send(e, insn);
    memory_send(e, packet);
}

void packet_freeze(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id roots,
                   enum certain most)
{
    uint32_t value = given_value(e, insn, arg, described);
    set_id packet = marks_packet(e, roots, value);
    record_giving(e, insn, ACCESS_FREEZE, arg, described, packet, roots, most);
    marks_put(e, MARK_FROZEN, packet, most);
}

set_id packet_said(struct env *e, uint32_t insn, uint32_t arg, enum mark m, set_id roots,
                   enum certain most)
{
    set_id packet = marks_packet(e, roots, given_value(e, insn, arg, true));
    record_giving(e, insn, m == MARK_SENT ? ACCESS_SEND : ACCESS_FREEZE, arg, true, packet, roots,
                  most);
    return packet;
}

/* Through channels of one type comes what was sent through such; where there is none to tell,
 * anything that was sent. */
static bool gives_what_was_sent(const struct solver *s, const struct rir_insn *in)
{
    if (!marks_any(s, MARK_SENT) && !marks_any(s, MARK_FROZEN))
        return false;
    uint32_t channel = in->op == RIR_CALL
                           ? rir_func_channel(s->m, &s->m->funcs.data[in->ref], &(uint32_t){1})
                           : RIR_NONE;
    return channel == RIR_NONE || s->any_channel || ids_has(&s->sending_channels, channel);
}

/* B-K7. Which of them, the value that refers to it says (packet_may_be_static). */
static set_id not_new(struct env *e)
{
    return set_one(sets_of(e), node_unknown(e->b, in_packet), 0, 1, CERT_MAY);
}

/* Static objects of the class may be in a packet. */
static bool class_has_static(struct solver *s, uint32_t cls)
{
    uint32_t n = 0;
    const uint32_t *g = phase_a_class_globals(s->a, cls, &n);
    if (MUTANT(s, 87))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (kept_name(s, g[i])) /* B-K13 */
            return true;
    return phase_a_class_unknown(s->a, cls) && s->marks[MARK_SENT].statics;
}

/* A constant may be sent; other static objects never (that is the sender's mistake). */
static bool may_be_constant(const struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t cls = phase_a_class(s->a, func, value);
    if (cls == RIR_NONE || !marks_any(s, MARK_SENT))
        return false; /* no object at all; what comes from elsewhere is the receiver's */
    return marks_has_constant(s, cls) ||
           (phase_a_class_unknown(s->a, cls) && s->marks[MARK_SENT].constants);
}

/* Of other packets nobody looks at what they lead to. */
static bool has_parts(const struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, value);
    if (!marks_any(s, MARK_SENT) || cls == RIR_NONE)
        return true;
    return s->read_pointers[cls] || phase_a_holds_pointers(s->a, cls);
}

/* B-K13. Some memory that the packet may lead to may be static. */
static bool may_lead_to_static(struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, func, value);
    uint32_t classes = phase_a_stats(s->a).classes;
    if (cls == RIR_NONE)
        return true;
    if (s->leads_to_static == NULL)
        s->leads_to_static = ARENA_ARRAY(&s->arena, uint8_t, classes + 1);
    if (s->leads_to_static[cls] == 0) {
        bool *reached = calloc(classes + 1, sizeof *reached), any = false;
        if (reached == NULL)
            abort();
        phase_a_mark_reachable(s->a, cls, reached);
        for (uint32_t c = 0; c < classes && !any; c++)
            any = reached[c] && class_has_static(s, c);
        free(reached);
        s->leads_to_static[cls] = any ? 2 : 1;
    }
    return s->leads_to_static[cls] == 2;
}

/* Of which type what is received is, by the variable that it is put into. */
static enum says received_says(const struct env *e, uint32_t insn, uint32_t value)
{
    const struct solver *s = e->b->s;
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (!publish_any(s))
        return SAYS_NOTHING;
    if (value != RIR_NONE)
        return publish_says(s, e->b->func, value);
    const struct rir_func *f = in->op == RIR_CALL ? &s->m->funcs.data[in->ref] : NULL;
    uint32_t type = f == NULL ? RIR_NONE : rir_func_source_type(s->m, f);
    for (uint32_t i = 0; type != RIR_NONE && i < f->nanns; i++) {
        const struct rir_ann *a = &f->anns[i];
        bool into = a->kind == RIR_ANN_RECEIVES_INTO || a->kind == RIR_ANN_RECEIVES_INTO_IF;
        if (into && a->a > 0 && a->a <= (int)s->m->types.data[type].nfields) {
            uint32_t slot = s->m->types.data[type].fields[a->a - 1].type;
            return publish_says_type(s, rir_type_pointee(s->m, slot));
        }
    }
    return SAYS_NOTHING;
}

set_id packet_receive(struct env *e, uint32_t insn, uint32_t ordinal, uint32_t value)
{
    struct solver *s = e->b->s;
    struct set_table *t = sets_of(e);
    set_id root = set_one(t, node_made(e->b, insn, ordinal), 0, 0, CERT_SURE), all = root;
    bool sent = gives_what_was_sent(s, &e->b->f->insns[insn]);
    set_id parts = SET_EMPTY;
    if (has_parts(s, e->b->func, value)) {
        set_id rest = set_one(t, node_made(e->b, insn, MADE_PER_CALL), 0, 1, CERT_MAY);
        set_id back = set_anywhere(t, set_demote(t, root, CERT_MAY)); /* a ring, a parent */
        bool asked = marks_any(s, MARK_SENT) || marks_any(s, MARK_FROZEN);
        set_id below = asked ? set_union(t, rest, back) : rest;
        if (sent && may_lead_to_static(s, e->b->func, value))
            below = set_union(t, below, not_new(e));
        memory_store(e, set_anywhere(t, root), below, true);
        memory_store(e, rest, below, true);
        all = set_union(t, root, rest);
        parts = rest;
    }
    publish_received(e, insn, received_says(e, insn, value), root, parts);
    if (sent && s->freezes && !MUTANT(s, 55))
        marks_put(e, MARK_FROZEN, all, CERT_MAY);
    if (!sent || (value != RIR_NONE && !may_be_constant(s, e->b->func, value)))
        return root;
    return set_union(t, value == RIR_NONE ? root : set_demote(t, root, CERT_PATH), not_new(e));
}

void packet_show(struct env *e, uint32_t insn, set_id args)
{
    const struct solver *s = e->b->s;
    struct set_table *t = sets_of(e);
    if (!e->recording || (!marks_any(s, MARK_SENT) && !marks_any(s, MARK_FROZEN) && !lent_any(s)))
        return;
    set_id all = memory_closure(e, set_union(t, args, memory_exposed_before(e)));
    if (s->marks[MARK_SENT].exported || s->marks[MARK_FROZEN].exported ||
        s->marks[MARK_LENT].exported)
        all = set_union(t, all, set_one(t, node_get(e->b, N_GREST, RIR_NONE), 0, 1, CERT_MAY));
    if (all != SET_EMPTY)
        record_access(e, insn, ACCESS_ANY, 0, true, all);
}

void packet_show_called_back(struct env *e, uint32_t insn, set_id args)
{
    struct set_table *t = sets_of(e);
    if (!e->recording || !e->b->s->called_back.moves)
        return;
    set_id all = memory_closure(e, set_union(t, args, memory_exposed_before(e)));
    set_id own = set_one(t, node_get(e->b, N_GREST, RIR_NONE), 0, 1, CERT_MAY);
    record_access(e, insn, ACCESS_ANY, 0, true, set_union(t, all, own));
}

bool packet_may_be_static(struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t cls = phase_a_class(s->a, func, value);
    return cls != RIR_NONE && marks_any(s, MARK_SENT) && class_has_static(s, cls);
}
