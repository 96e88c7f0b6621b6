/* Packets that are sent while something that stays refers into them, or that refer to what stays.
 *
 * B-U3 (I4). A send is proved of this kind if each of its ties (aliased.h) is harmless in this
 * context: the part, or what leads to it, has only statuses of what is the sender's own, or may be
 * used by everybody. What the sender's own memory, or a caller's, keeps is judged where the sender
 * waits or ends. B-U8. A static object that the task was only lent stays a static object. B-U4
 * (I5). A violation needs a part that is surely in the packet on every path to the send, is surely
 * not frozen, and a path on which it gets into static memory, or that names the static object; or a
 * chain of calls by which it came from there. That a static object itself is what is sent is
 * another kind's business. */
#include "solve/judge_int.h"

struct asking { /* about one tie */
    struct judge *j;
    uint32_t ctx;
    const struct tie *t;
    const struct body *b;
};

static bool has_node(const struct contexts *x, set_id s, uint32_t node, enum certain least)
{
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (v[i].node == node && !v[i].linked && (enum certain)v[i].cert >= least)
            return true;
    return false;
}

/* ---- where it came to be known there ---- */

/* The place is in the static object that the tie names, or in what hangs below it; or in the object
 * of that entry node. */
static bool is_the_holder(const struct body *b, const struct tie *t, uint32_t node)
{
    const struct node *by = &b->nodes.data[t->by], *n = &b->nodes.data[node];
    if (t->kind == TIE_LINKED)
        return node == t->by;
    return (n->kind == N_GLOBAL || n->kind == N_GREST) && n->ref == by->ref;
}

static bool stores_there(const struct asking *q, const struct storing *s)
{
    uint32_t n;
    const struct target *at = set_get(&q->j->x->s->sets, s->at, &n);
    bool there = false;
    for (uint32_t i = 0; i < n; i++)
        there |= at[i].cert >= CERT_PATH && is_the_holder(q->b, q->t, at[i].node);
    return there && has_node(q->j->x, s->value, q->t->part.node, CERT_SURE);
}

/* The callee's node is the holder, in the caller's terms. */
static bool is_bound_holder(const struct asking *q, const struct call_rec *r,
                            const struct body *callee, uint32_t node)
{
    const struct node *n = &callee->nodes.data[node];
    if (n->kind == N_GLOBAL || n->kind == N_GREST)
        return q->t->kind == TIE_SHOWN && n->ref == q->b->nodes.data[q->t->by].ref;
    if (node >= r->nbind || !node_is_entry(callee, node))
        return false;
    uint32_t len;
    const struct target *v = set_get(&q->j->x->s->sets, r->bind[node], &len);
    return len == 1 && is_the_holder(q->b, q->t, v->node);
}

/* Whatever the callee does, it leaves the part there. */
static bool call_stores_there(const struct asking *q, const struct call_rec *r)
{
    const struct contexts *x = q->j->x;
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    if (r->start || r->coarse || r->several)
        return false;
    for (uint32_t i = 0; i < image_len(callee->exit.mem); i++) {
        const struct slot *s = &callee->exit.mem->data[i];
        uint32_t n;
        if (!node_is_object(callee, s->node) || !is_bound_holder(q, r, callee, s->node))
            continue;
        set_get(&x->s->sets, s->set, &n);
        for (uint32_t k = 0; k < n; k++) {
            struct target v = set_get(&x->s->sets, s->set, &(uint32_t){0})[k];
            if (v.cert == CERT_SURE && v.node < r->nbind && node_is_entry(callee, v.node) &&
                has_node(x, r->bind[v.node], q->t->part.node, CERT_SURE))
                return true;
        }
    }
    return false;
}

/* The instructions by which it surely did. */
static uint32_t ties_made(const struct asking *q, const uint32_t **out)
{
    struct id_vec list = {0};
    for (uint32_t i = 0; i < q->b->storings.len; i++)
        if (stores_there(q, &q->b->storings.data[i]))
            ids_add(&list, q->b->storings.data[i].insn);
    for (uint32_t i = 0; i < q->b->calls.len; i++)
        if (call_stores_there(q, &q->b->calls.data[i]))
            ids_add(&list, q->b->calls.data[i].insn);
    *out = arena_copy(q->j->arena, list.data, list.len * sizeof *list.data);
    uint32_t n = list.len;
    vec_free(&list);
    return n;
}

/* A path through the function on which that happens, and then the send. */
static bool made_before(const struct asking *q, struct judgement *r)
{
    const uint32_t *list;
    uint32_t n = ties_made(q, &list);
    struct evidence_query e = judge_path_to(q->j, q->b->f, q->t->insn);
    for (uint32_t i = 0; i < n; i++) {
        e.starts = &list[i];
        r->since = list[i];
        if (evidence_find(&q->j->chains.evidence, &e)->answer == EVIDENCE_FOUND)
            return true;
    }
    r->since = RIR_NONE;
    return n == 0 && q->t->cert == CERT_SURE;
}

/* ---- what the statuses say ---- */

static struct judgement unproven(const struct asking *q, const char *reason)
{
    struct judgement r = judge_fine(true);
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = KIND_SEND_ALIASED;
    r.tied = true;
    r.reason = reason;
    r.since_ctx = q->ctx;
    r.since = RIR_NONE;
    return r;
}

static bool surely_goes(const struct asking *q)
{
    const struct tie *t = q->t;
    return t->part.cert == CERT_SURE && !t->part.linked && t->doubt == NULL &&
           !q->b->nodes.data[t->part.node].summary &&
           status_marked(q->j->x, q->ctx, t->point, MARK_FROZEN, t->part) == MARKED_NOT;
}

static uint32_t operand_of(const struct asking *q)
{
    const struct rir_insn *in = &q->b->f->insns[q->t->insn];
    if (!q->t->root)
        return RIR_NONE;
    return q->t->described ? flow_operand(in, q->t->arg) : in->args[q->t->arg];
}

/* Is there a way here at all? */
static bool is_reached(const struct asking *q, struct judgement *r)
{
    struct chain_query c = {
        .ctx = q->ctx, .insn = q->t->insn, .operand = RIR_NONE, .at = {.node = RIR_NONE}};
    return judge_feasible(q->j, &c, &r->chain);
}

/* The object is global in this context, or what leads to it is. */
static bool comes_from_static(const struct asking *q, struct target t, uint32_t operand,
                              struct judgement *r)
{
    struct chain_query c = {
        .ctx = q->ctx, .insn = q->t->insn, .operand = operand, .at = t, .st = ST_GLOBAL};
    if (!judge_feasible(q->j, &c, &r->chain))
        return false;
    r->since_ctx = r->chain->end_ctx;
    return true;
}

/* The task's own memory may be put into a static object by main while the task runs (B-V3). */
static bool may_be_shown_late(const struct asking *q)
{
    const struct judge *j = q->j;
    const struct solver *s = j->x->s;
    const struct rir_insn *in = &q->b->f->insns[q->t->insn];
    uint32_t value = q->t->described ? flow_operand(in, q->t->arg) : in->args[q->t->arg];
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(s->a, q->b->func, value);
    if (j->x->all.data[q->ctx].role != ROLE_TASK || !j->any_late)
        return false;
    for (uint32_t c = 0; c < j->nlate && cls != RIR_NONE; c++)
        if (j->late[c] && phase_a_class_reaches(s->a, cls, c))
            return true;
    return cls == RIR_NONE;
}

/* ---- ties ---- */

static struct judgement judge_part(const struct asking *q)
{
    const struct tie *t = q->t;
    struct node_status st = status_of(q->j->x, q->ctx, t->part);
    uint32_t shown = ST_GLOBALS;
    if (t->root) /* a static object that is sent itself */
        shown &= ~ST_STATICS;
    struct judgement r;
    if (st.may & shown) {
        r = unproven(q, judge_may_be_reason(q->j, q->ctx, t->part, ST_GLOBAL));
        r.at = t->part;
        r.has_target = true;
        if ((st.must & shown) && surely_goes(q) && comes_from_static(q, t->part, operand_of(q), &r))
            r.certainty = CERTAINTY_VIOLATION;
        return r;
    }
    if (st.may & ST_BIT(ST_UNKNOWN)) {
        r = unproven(q, judge_unknown_reason(q->j, q->ctx, t->part));
        r.at = t->part;
        return r;
    }
    if (!t->root && (st.may & ST_BIT(ST_LENT))) { /* B-U8 */
        r = unproven(q, "a part of it may be a static object, which was only lent to the task");
        r.at = t->part;
        return r;
    }
    if (node_is_entry(q->b, t->part.node) && may_be_shown_late(q))
        return unproven(q, "it may be put into a static object while the task runs");
    return judge_fine(true);
}

static struct judgement judge_static(const struct asking *q)
{
    const struct tie *t = q->t;
    struct node_status st = status_of(q->j->x, q->ctx, t->part);
    if (t->root || (st.may & ST_GLOBALS) == 0)
        return judge_fine(true);
    const char *name = plain_name(&q->j->x->s->m->globals.data[q->b->nodes.data[t->part.node].ref]);
    struct judgement r = unproven(
        q, arena_printf(q->j->arena, "it may refer to '%s', a static object that is not constant",
                        name));
    r.at = t->part;
    r.has_target = true;
    if (surely_goes(q) && is_reached(q, &r))
        r.certainty = CERTAINTY_VIOLATION;
    return r;
}

static struct judgement judge_shown(const struct asking *q)
{
    struct target by = {.node = q->t->by, .stride = 1, .cert = q->t->cert};
    struct judgement r = unproven(q, judge_may_be_reason(q->j, q->ctx, by, ST_GLOBAL));
    r.at = by;
    r.has_target = true;
    if (q->t->cert >= CERT_PATH && surely_goes(q) && made_before(q, &r) && is_reached(q, &r))
        r.certainty = CERTAINTY_VIOLATION;
    return r;
}

/* What it was linked beneath may be global in this context. */
static struct judgement judge_linked(const struct asking *q)
{
    struct target by = {.node = q->t->by, .stride = 1, .cert = CERT_SURE};
    struct node_status st = status_of(q->j->x, q->ctx, by);
    struct judgement r = judge_fine(true);
    if (st.may & ST_GLOBALS) {
        r = unproven(q, judge_may_be_reason(q->j, q->ctx, by, ST_GLOBAL));
        r.at = by;
        r.has_target = true;
        bool sure = (st.must & ST_GLOBALS) && q->t->cert >= CERT_PATH && surely_goes(q);
        if (sure && made_before(q, &r) && comes_from_static(q, by, RIR_NONE, &r)) {
            r.since_ctx = q->ctx; /* it is here that it was linked */
            r.certainty = CERTAINTY_VIOLATION;
        }
    } else if (st.may & ST_BIT(ST_UNKNOWN)) {
        r = unproven(q, judge_unknown_reason(q->j, q->ctx, by));
        r.at = by;
    }
    return r;
}

struct judgement judge_tie(struct judge *j, uint32_t ctx, const struct tie *t)
{
    struct asking q = {.j = j, .ctx = ctx, .t = t, .b = j->x->all.data[ctx].body};
    struct node_status st = status_of(j->x, ctx, t->part);
    const uint32_t untouched = ST_OPEN | ST_BIT(ST_CONST);
    if ((st.may & untouched) != 0 && (st.may & ~(untouched | ST_MARKED)) == 0)
        return judge_fine(true);
    if (t->kind != TIE_STATIC && (st.must & ST_BIT(ST_FROZEN)) && (st.may & ST_BIT(ST_SENT)) == 0 &&
        !t->part.linked)
        return judge_fine(true); /* it was frozen before the function was entered */
    switch ((enum tie_kind)t->kind) {
    case TIE_PART:
        return judge_part(&q);
    case TIE_STATIC:
        return judge_static(&q);
    case TIE_SHOWN:
        return judge_shown(&q);
    case TIE_LINKED:
        return judge_linked(&q);
    default:
        break;
    }
    struct judgement r = unproven(&q, node_reason(q.b, t->by));
    r.at = (struct target){.node = t->by, .stride = 1};
    return r;
}
