/* What stays behind and refers into a packet that is sent (send-aliased): what is recorded of it at
 * the send.
 *
 * B-U1 (I4). For each object of a packet there is a tie to each thing that may lead to it and stays
 * when the packet goes: to static memory, to code that is not known, to what a caller has. Objects
 * that came from a caller, or out of memory that others see, are ties by themselves: what they are
 * is known where the statuses are. So a send without ties, or with ties that all turn out to be
 * harmless (judge_aliased.c), leaves no such reference. B-U2. What a packet refers to may be a
 * static object: then that is the tie. What is surely frozen, constants, channels and shared
 * variables are no part of a packet. */
#include "solve/aliased.h"

#include <stdlib.h>

struct noting {
    struct env *e;
    struct tie t;
};

static bool same_tie(const struct tie *a, const struct tie *b)
{
    return a->insn == b->insn && a->point == b->point && a->kind == b->kind && a->arg == b->arg &&
           a->by == b->by && a->cert == b->cert && a->part.node == b->part.node &&
           a->part.cert == b->part.cert && a->part.linked == b->part.linked;
}

/* A block is executed for several states: each thing once. */
static void note(struct noting *k, enum tie_kind kind, uint32_t by, enum certain cert)
{
    struct body *b = k->e->b;
    struct tie t = k->t;
    t.kind = (uint8_t)kind;
    t.by = by;
    t.cert = (uint8_t)cert;
    for (uint32_t i = b->ties.len; i-- > 0 && b->ties.data[i].insn == t.insn;)
        if (same_tie(&b->ties.data[i], &t))
            return;
    vec_push(&b->ties, t);
}

/* ---- what may come from elsewhere ---- */

static bool is_mutable(const struct rir_global *g)
{
    return (g->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING | RIR_GLOBAL_CHANNEL |
                        RIR_GLOBAL_SHARED | RIR_GLOBAL_TLS)) == 0;
}

static bool has_mutable(const struct solver *s, uint32_t cls)
{
    uint32_t n = 0;
    const uint32_t *g = phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        if (is_mutable(&s->m->globals.data[g[i]]))
            return true;
    return phase_a_class_unknown(s->a, cls) && s->marks[MARK_SENT].statics;
}

/* B-U2. What came in a packet, or from outside, lies wherever it may: does anything that the packet
 * leads to, by phase A, hold a static object? */
static bool may_refer_to_statics(const struct env *e, uint32_t value)
{
    const struct solver *s = e->b->s;
    uint32_t n = phase_a_stats(s->a).classes;
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, e->b->func, value);
    if (cls == RIR_NONE)
        return true;
    bool any = false, *below = calloc(n + 1, sizeof *below);
    if (below == NULL)
        abort();
    phase_a_mark_reachable(s->a, cls, below);
    for (uint32_t c = 0; c < n && !any; c++)
        any = below[c] && has_mutable(s, c);
    free(below);
    return any;
}

static uint32_t operand_of(const struct env *e, const struct tie *t)
{
    const struct rir_insn *in = &e->b->f->insns[t->insn];
    return t->described ? flow_operand(in, t->arg) : in->args[t->arg];
}

static void note_unknown(struct noting *k)
{
    const struct body *b = k->e->b;
    uint32_t node = k->t.part.node;
    if (node_is_unknown_code(b, node) || may_refer_to_statics(k->e, operand_of(k->e, &k->t)))
        note(k, TIE_UNKNOWN, node, CERT_MAY);
}

/* ---- who leads to it ---- */

static void note_holders(struct noting *k)
{
    uint32_t n;
    struct reach r = reach_of(k->e, k->t.part.node);
    if (r.published != RIR_NONE && !MUTANT(k->e->b->s, 59))
        note(k, TIE_SHOWN, r.published, (enum certain)r.cert);
    if (r.exposed != RIR_NONE)
        note(k, TIE_UNKNOWN, r.exposed, CERT_MAY);
    set_get(sets_of(k->e), r.linked, &n);
    for (uint32_t i = 0; i < n && !MUTANT(k->e->b->s, 62); i++) {
        struct target by = set_get(sets_of(k->e), r.linked, &(uint32_t){0})[i];
        note(k, TIE_LINKED, by.node, (enum certain)by.cert);
    }
}

static void note_part(struct noting *k)
{
    const struct body *b = k->e->b;
    uint32_t node = k->t.part.node;
    switch ((enum node_kind)b->nodes.data[node].kind) {
    case N_UNKNOWN:
        note_unknown(k);
        break;
    case N_GREST:
        note(k, TIE_PART, RIR_NONE, CERT_MAY);
        break;
    case N_GLOBAL:
        if (global_is(b, node, RIR_GLOBAL_TLS))
            note_holders(k);
        else if (is_mutable(&b->s->m->globals.data[b->nodes.data[node].ref]) && !MUTANT(b->s, 60))
            note(k, TIE_STATIC, RIR_NONE, CERT_SURE);
        break;
    case N_PARAM:
    case N_PATH:
    case N_REST:
    case N_VARARGS:
        if (!MUTANT(b->s, 61))
            note(k, TIE_PART, RIR_NONE, CERT_MAY);
        note_holders(k);
        break;
    case N_STACK:
    case N_HEAP:
    case N_OLD:
        note_holders(k);
        break;
    default:
        break;
    }
}

void aliased_at_send(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id packet,
                     set_id roots, enum certain most)
{
    uint32_t n;
    set_get(sets_of(e), packet, &n);
    struct noting k = {
        .e = e,
        .t = {.insn = insn, .point = record_point(e), .arg = (uint8_t)arg, .described = described}};
    if (most == CERT_MAY)
        k.t.doubt = "whether it is given away there is not known";
    for (uint32_t i = 0; i < n; i++) {
        k.t.part = set_get(sets_of(e), packet, &(uint32_t){0})[i];
        k.t.root = set_has_node(sets_of(e), roots, k.t.part.node);
        if (!marks_any(e->b->s, MARK_FROZEN) ||
            marks_of(e->b, marks_get(e, MARK_FROZEN), k.t.part) != MARKED_SURE)
            note_part(&k);
    }
}

void aliased_note_store(struct env *e, uint32_t insn, set_id at, uint32_t value)
{
    bool any = marks_any(e->b->s, MARK_SENT) || marks_any(e->b->s, MARK_FROZEN);
    set_id held = e->recording && any ? env_get(e, value) : SET_EMPTY;
    struct storing s = {insn, at, held};
    if (held != SET_EMPTY)
        vec_push(&e->b->storings, s);
}
