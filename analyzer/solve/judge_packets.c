/* Packets: what is touched after it was sent away, sent a second time, written after it was frozen.
 *
 * B-V9 (I4). An access is proved only if none of its targets may have the mark there, by what this
 * function did since its entry or by what the object was at its entry (status_marked). No target at
 * all proves nothing where something was sent. B-V10 (I5). A violation needs a target that on every
 * path to the access is this very object, and that on some path certainly has the mark: by this
 * function, then there is a path through what did it to the access; or by a caller, then a chain on
 * which every step is so. Which of several objects it is, and whether a path that sends one of them
 * uses that one, is not known: unproven. */
#include "solve/judge_int.h"
#include "solve/named_open.h"
#include "solve/publish.h"
#include "solve/unplaced.h"

struct question { /* about one access: has what it touches the mark? */
    struct judge *j;
    uint32_t ctx;
    const struct access *a;
    uint32_t operand;
    enum mark mark;
    enum kind kind;
};

/* ---- what marks an object in a function ---- */

/* B-K9. */
static bool says_it_marks(const struct contexts *x, const struct call_rec *r,
                          const struct body *callee, enum mark m, uint32_t node)
{
    bool says = false;
    for (uint32_t i = 0; i < callee->f->nanns && !r->start; i++) {
        const struct rir_ann *a = &callee->f->anns[i];
        bool sends = a->kind == RIR_ANN_SENDS || a->kind == RIR_ANN_SENDS_IF;
        if (m == MARK_SENT ? !sends : a->kind != RIR_ANN_FREEZES)
            continue;
        for (uint32_t k = 0; k < r->nbind; k++) {
            const struct node *n = &callee->nodes.data[k];
            says |= n->kind == N_PARAM && callee->f->params[n->ref].pos.cpos == a->a &&
                    set_has_node(&x->s->sets, r->bind[k], node);
        }
    }
    return says;
}

/* B-X4. Some place behind the callee's arguments in which it puts things may be seen by others. */
static bool puts_where_seen(const struct contexts *x, const struct call_rec *r,
                            const struct body *caller, const struct body *callee)
{
    for (uint32_t i = 0; i < callee->put_into.len; i++) {
        uint32_t at = callee->put_into.data[i], n = 0;
        const struct target *v = at < r->nbind ? set_get(&x->s->sets, r->bind[at], &n) : NULL;
        for (uint32_t k = 0; k < n; k++)
            if (caller->nodes.data[v[k].node].kind != N_STACK)
                return true;
    }
    return false;
}

/* An exit by which the object surely got the mark: one that the call binds to the node, or, with
 * `made`, one that the callee has made. What a callee does on some of its paths is no evidence:
 * perhaps not on those that this call takes. */
static bool exit_marks(const struct contexts *x, const struct call_rec *r, const struct exit *out,
                       enum mark m, uint32_t node, bool made, bool shows, enum certain least)
{
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    for (uint32_t i = 0; i < image_len(out->mem); i++) {
        const struct node *mark = &callee->nodes.data[out->mem->data[i].node];
        uint32_t n = 0;
        bool put = shows && m == MARK_FROZEN && mark->ref == MARK_PUT;
        if (mark->kind == N_MARK && (mark->ref == (uint32_t)m || put))
            set_get(&x->s->sets, out->mem->data[i].set, &n);
        for (uint32_t k = 0; k < n; k++) {
            struct target t = set_get(&x->s->sets, out->mem->data[i].set, &(uint32_t){0})[k];
            bool bound = t.node < r->nbind && node_is_entry(callee, t.node) &&
                         set_has_node(&x->s->sets, r->bind[t.node], node);
            if ((enum certain)t.cert >= least && (bound || (made && node_is_local(callee, t.node))))
                return true;
        }
    }
    return false;
}

static bool same_numbers(const struct exit *a, const struct exit *b)
{
    struct fact_vec x = {0}, y = {0};
    facts_copy(&x, &a->facts);
    facts_copy(&y, &b->facts);
    facts_remove(&x, FACT_GIVEN);
    facts_remove(&y, FACT_GIVEN);
    bool same = facts_same(&x, &y);
    vec_free(&x);
    vec_free(&y);
    return same;
}

/* Which class of the callee's exits a call takes is seen by numbers. Of classes that differ in
 * nothing but what was given away (B-Q9) nobody knows which one it is: no evidence. */
static bool is_seen(const struct body *callee, uint32_t cls)
{
    for (uint32_t i = 0; i < callee->nclasses; i++)
        if (i != cls && same_numbers(&callee->classes[i], &callee->classes[cls]))
            return false;
    return true;
}

static bool call_marks(const struct contexts *x, const struct body *b, const struct call_rec *r,
                       enum mark m, uint32_t node, bool made, enum certain least)
{
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    if (says_it_marks(x, r, callee, m, node))
        return true;
    bool shows = puts_where_seen(x, r, b, callee);
    bool marks = exit_marks(x, r, &callee->exit, m, node, made, shows, least);
    for (uint32_t i = 0; i < callee->nclasses; i++)
        marks |= (least < CERT_SURE || is_seen(callee, i)) &&
                 exit_marks(x, r, &callee->classes[i], m, node, made, shows, least);
    return marks && !(r->start && m == MARK_SENT);
}

bool access_gives(const struct access *a, enum mark m)
{
    return m == MARK_SENT ? a->kind == ACCESS_SEND
                          : a->kind == ACCESS_FREEZE || a->kind == ACCESS_SHOW;
}

/* The instructions of a body, in order, by which an object gets the mark, no less certainly than
 * `least`. */
uint32_t judge_markers(struct judge *j, uint32_t ctx, enum mark m, uint32_t node,
                       enum certain least, const uint32_t **out)
{
    const struct body *b = j->x->all.data[ctx].body;
    struct id_vec list = {0};
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        if (access_gives(a, m) && set_has_node(&j->x->s->sets, a->targets, node))
            ids_add(&list, a->insn);
    }
    for (uint32_t i = 0; i < b->calls.len; i++)
        if (call_marks(j->x, b, &b->calls.data[i], m, node,
                       b->nodes.data[node].kind == N_HEAP &&
                           b->nodes.data[node].ref == b->calls.data[i].insn,
                       least))
            ids_add(&list, b->calls.data[i].insn);
    *out = arena_copy(j->arena, list.data, list.len * sizeof *list.data);
    uint32_t n = list.len;
    vec_free(&list);
    return n;
}

/* The described function takes the packet if its result is zero, and only then. */
bool judge_zero_sends(const struct judge *j, const struct rir_insn *in)
{
    const struct rir_ann *a = in->op == RIR_CALL
                                  ? rir_func_ann(&j->x->s->m->funcs.data[in->ref], RIR_ANN_SENDS_IF)
                                  : NULL;
    return a != NULL && a->when == RIR_ZERO && in->result != RIR_NONE &&
           rir_func_is_described(&j->x->s->m->funcs.data[in->ref]);
}

enum { MAX_STEPS = 4 };

/* A path that has a number for the operand computes these. */
static bool is_computed(const struct rir_insn *in)
{
    return in->op == RIR_BIN &&
           (in->sub == RIR_B_ADD || in->sub == RIR_B_SUB || in->sub == RIR_B_OR ||
            in->sub == RIR_B_XOR || in->sub == RIR_B_AND);
}

static bool is_float_conversion(const struct rir_insn *in)
{
    return in->op == RIR_UN && (in->sub == RIR_U_SITOFP || in->sub == RIR_U_UITOFP);
}

/* The value is only compared with constants, returned, or kept: no arithmetic that a path would
 * have to see through. number: a path knows which number it is. */
static bool is_plainly_tested(const struct rir_func *f, uint32_t value, bool number, int depth)
{
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t k = 0; k < in->nargs; k++) {
            if (in->args[k] != value || (number && is_computed(in)))
                continue;
            bool step = in->op == RIR_UN && depth < MAX_STEPS && !is_float_conversion(in);
            if (step && !is_plainly_tested(f, in->result, number, depth + 1))
                return false;
            if (!step && (in->op == RIR_BIN || in->op == RIR_UN || in->op == RIR_ELEM ||
                          in->op == RIR_OFFSET || in->op == RIR_SELECT))
                return false;
        }
    }
    return true;
}

/* What the call did depends on its result, and the result is used in a way that is not followed. */
bool judge_is_doubtful(const struct judge *j, const struct body *b, const struct rir_insn *in)
{
    return in->op == RIR_CALL && in->result != RIR_NONE &&
           !is_plainly_tested(b->f, in->result, judge_zero_sends(j, in), 0);
}

struct evidence_query judge_path_to(struct judge *j, const struct rir_func *f, uint32_t insn)
{
    return (struct evidence_query){.m = j->x->s->m,
                                   .f = f,
                                   .insn = insn,
                                   .value = RIR_NONE,
                                   .global = RIR_NONE,
                                   .param = RIR_NONE,
                                   .at_last = RIR_NONE,
                                   .wanted = 1,
                                   .nstarts = 1,
                                   .runs = chains_runs(&j->chains)};
}

/* A path through the function on which the object gets the mark and then gets to the instruction;
 * *by: what gives it that. */
static bool marked_before(struct question *q, uint32_t ctx, uint32_t insn, uint32_t node,
                          uint32_t *by)
{
    struct judge *j = q->j;
    const struct body *b = j->x->all.data[ctx].body;
    const uint32_t *list;
    uint32_t n = judge_markers(j, ctx, q->mark, node, CERT_SURE, &list);
    struct evidence_query e = judge_path_to(j, b->f, insn);
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_insn *in = &b->f->insns[list[i]];
        e.starts = &list[i];
        e.zero_succeeds = judge_zero_sends(j, in);
        *by = list[i];
        if (!judge_is_doubtful(j, b, in) &&
            evidence_find(&j->chains.evidence, &e)->answer == EVIDENCE_FOUND)
            return true;
    }
    return false;
}

/* ---- evidence ---- */

/* By this function itself: is there a way here, and a path that marks it first? */
static bool by_itself(struct question *q, struct target t, struct judgement *r)
{
    struct chain_query c = {
        .ctx = q->ctx, .insn = q->a->insn, .operand = RIR_NONE, .at = {.node = RIR_NONE}};
    r->since_ctx = q->ctx;
    return marked_before(q, q->ctx, q->a->insn, t.node, &r->since) &&
           judge_feasible(q->j, &c, &r->chain);
}

/* The call that the context at the end of a chain makes; RIR_NONE: the place is in that itself. */
static uint32_t call_from(const struct contexts *x, const struct chain *c, uint32_t ctx)
{
    for (uint32_t i = c->n; i-- > 0;)
        if (c->links[i].ctx == ctx)
            return x->all.data[ctx].body->calls.data[c->links[i].call].insn;
    return RIR_NONE;
}

/* By the start itself, before the task begins. */
static bool is_published_by(const struct contexts *x, uint32_t ctx, uint32_t insn, uint32_t node)
{
    const struct body *b = x->all.data[ctx].body;
    bool starts = map_get(&x->s->start_index, (uint64_t)b->func << 32 | insn, &(uint32_t){0});
    for (uint32_t i = 0; i < b->accesses.len && starts; i++)
        if (b->accesses.data[i].insn == insn && b->accesses.data[i].kind == ACCESS_SHOW &&
            set_has_node(&x->s->sets, b->accesses.data[i].targets, node))
            return true;
    return false;
}

/* By a caller, that passed it on afterwards. */
static bool by_caller(struct question *q, struct target t, struct judgement *r)
{
    struct chain_query c = {.ctx = q->ctx,
                            .insn = q->a->insn,
                            .operand = q->operand,
                            .at = t,
                            .st = status_of_mark(q->mark)};
    if (!judge_feasible(q->j, &c, &r->chain))
        return false;
    r->since_ctx = r->chain->end_ctx;
    uint32_t call = call_from(q->j->x, r->chain, r->since_ctx);
    if (call != RIR_NONE && is_published_by(q->j->x, r->since_ctx, call, r->chain->end.node)) {
        r->since = call;
        return true;
    }
    return call != RIR_NONE && marked_before(q, r->since_ctx, call, r->chain->end.node, &r->since);
}

static const char *reason_for(struct question *q, struct target t)
{
    const struct body *b = q->j->x->all.data[q->ctx].body;
    const char *did = q->mark == MARK_SENT ? "sent" : "frozen";
    const uint32_t *list;
    uint32_t n = judge_markers(q->j, q->ctx, q->mark, t.node, CERT_MAY, &list);
    if (q->mark != MARK_SENT && !q->j->x->s->freezes)
        return n == 0 ? "others may be able to reach it"
                      : arena_printf(q->j->arena, "it may be what others can reach from line %u on",
                                     position_within(b->f, list[0]).line);
    if (n == 0)
        return arena_printf(q->j->arena, "it may be something that was %s before", did);
    return arena_printf(q->j->arena, "it may be what is %s in line %u", did,
                        position_within(b->f, list[0]).line);
}

/* In all states in which the instruction is executed the operand is the object, or null: that they
 * are kept apart (B-Q9) is not known to a path. */
static bool is_it_everywhere(const struct question *q, const struct body *b, uint32_t node)
{
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        uint32_t n;
        if (a->insn != q->a->insn || a->kind != q->a->kind || a->arg != q->a->arg)
            continue;
        const struct target *v = set_get(&q->j->x->s->sets, a->targets, &n);
        bool surely = false, others = false;
        for (uint32_t k = 0; k < n; k++) {
            bool itself = v[k].node == node && !v[k].linked;
            surely |= itself && v[k].cert == CERT_SURE;
            others |= !itself && !v[k].linked &&
                      (node_is_local(b, v[k].node) || node_is_entry(b, v[k].node));
        }
        if (others && !surely)
            return false;
    }
    return true;
}

/* B-X8: on some path, as far as its type is known. */
static bool is_published(const struct question *q, struct target t)
{
    const struct solver *s = q->j->x->s;
    return publish_any(s) && !s->freezes &&
           status_marked(q->j->x, q->ctx, q->a->point, MARK_FROZEN, t) >= MARKED_PATH;
}

static struct judgement judge_one(struct question *q, struct target t)
{
    struct contexts *x = q->j->x;
    struct judgement r = judge_fine(true);
    const uint32_t untouched = ST_OPEN | ST_BIT(ST_CONST);
    struct node_status st = judge_status(q->j, q->ctx, q->a, t);
    if ((st.may & untouched) != 0 && (st.may & ~(untouched | ST_MARKED)) == 0)
        return r; /* a channel or a constant in it stays what it is */
    enum marked is = status_marked(x, q->ctx, q->a->point, q->mark, t);
    if (is == MARKED_NOT)
        return r;
    const struct body *b = x->all.data[q->ctx].body;
    bool here = marks_of(b, b->points.data[q->a->point].marks[q->mark], t) >= MARKED_PATH;
    bool surely = t.cert == CERT_SURE && q->a->kind != ACCESS_ANY && is >= MARKED_PATH &&
                  !b->nodes.data[t.node].summary && is_it_everywhere(q, b, t.node);
    if (q->mark == MARK_SENT && ((st.may & ST_BIT(ST_FROZEN)) || is_published(q, t)))
        surely = false; /* what is frozen stays where it is */
    r.kind = q->kind;
    r.at = t;
    r.has_target = true;
    r.by_mark = true;
    r.mark = q->mark;
    if (surely && (here ? by_itself(q, t, &r) : by_caller(q, t, &r))) {
        r.certainty = CERTAINTY_VIOLATION;
        return r;
    }
    r.certainty = CERTAINTY_UNPROVEN;
    r.since = RIR_NONE;
    r.reason = reason_for(q, t);
    return r;
}

/* Where nothing is known of what the pointer refers to. */
static struct judgement judge_none(struct question *q)
{
    struct judgement r = judge_fine(true);
    const struct context *c = &q->j->x->all.data[q->ctx];
    if (c->body->points.data[q->a->point].marks[q->mark] == SET_EMPTY && !c->marked[q->mark])
        return r;
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = q->kind;
    r.by_mark = true;
    r.mark = q->mark;
    r.reason = "the pointer refers to no object that is known";
    return r;
}

/* ... as its operand: not a packet with all its parts, nor what lies behind an argument. */
bool access_is_of_operand(const struct access *a)
{
    bool whole = a->kind == ACCESS_SEND || a->kind == ACCESS_FREEZE || a->kind == ACCESS_ANY ||
                 a->kind == ACCESS_LEND;
    return !whole && (!a->described || a->arg != 0);
}

/* Only what is of an immutable type is frozen in this program, and what that leads to; and what is
 * written is neither, as its type says (B-X1). */
static bool is_apart(const struct question *q)
{
    const struct solver *s = q->j->x->s;
    return q->mark == MARK_FROZEN && publish_any(s) && !s->freezes && q->operand != RIR_NONE &&
           publish_says(s, q->j->x->all.data[q->ctx].body->func, q->operand) == SAYS_APART;
}

static struct judgement ask(struct question *q)
{
    const struct set_table *t = &q->j->x->s->sets;
    struct judgement worst = judge_fine(q->j->x->all.data[q->ctx].role == ROLE_TASK);
    uint32_t n, func = q->j->x->all.data[q->ctx].body->func;
    uint32_t value = access_is_of_operand(q->a) ? q->operand : RIR_NONE;
    if (!marks_may_have(q->j->x->s, q->mark, func, value) || MUTANT(q->j->x->s, 56))
        return worst;
    if (is_apart(q))
        return worst;
    set_get(t, q->a->targets, &n);
    if (n == 0 && q->a->kind != ACCESS_SEND && q->a->kind != ACCESS_LEND) /* null is no packet */
        return judge_none(q);
    for (uint32_t i = 0; i < n; i++) {
        struct judgement one = judge_one(q, set_get(t, q->a->targets, &(uint32_t){0})[i]);
        if (one.certainty > worst.certainty)
            worst = one;
    }
    return judge_doubted(worst, q->a->doubt);
}

struct judgement judge_packet(struct judge *j, uint32_t ctx, const struct access *a)
{
    const struct body *b = j->x->all.data[ctx].body;
    struct question q = {.j = j, .ctx = ctx, .a = a, .operand = access_operand(b, a)};
    struct judgement worst = judge_fine(j->x->all.data[ctx].role == ROLE_TASK);
    if (a->kind == ACCESS_SHOW)
        return judge_fine(false);
    if (q.operand != RIR_NONE && b->w->private_slot[flow_base(b->f, q.operand)])
        return judge_fine(false);
    if (q.operand != RIR_NONE &&
        named_open(j->x->s->m, b->f, q.operand, judge_written_size(j, ctx, a)) == NAMED_OPEN)
        return judge_fine(worst.place);
    if (a->kind == ACCESS_WRITE || a->kind == ACCESS_FREE ||
        a->kind == ACCESS_ANY) { /* the first of the kinds */
        q.mark = MARK_FROZEN;
        q.kind = KIND_FROZEN_WRITE;
        worst = ask(&q);
        struct judgement found =
            publish_any(j->x->s) && worst.certainty != CERTAINTY_VIOLATION && a->kind != ACCESS_ANY
                ? judge_doubted(judge_published(j, ctx, a, q.operand), a->doubt)
                : worst;
        worst = found.certainty > worst.certainty ? found : worst;
    } else if (publish_any(j->x->s) && q.operand != RIR_NONE && a->kind == ACCESS_READ &&
               publish_is_used_as(j->x->s, b->func, q.operand)) {
        return worst; /* if it was sent, it was published, and everybody may read it */
    }
    q.mark = MARK_SENT;
    q.kind =
        a->kind == ACCESS_SEND || a->kind == ACCESS_LEND ? KIND_DOUBLE_SEND : KIND_USE_AFTER_SEND;
    struct judgement sent = ask(&q);
    worst = sent.certainty > worst.certainty ? sent : worst;
    struct judgement lent = judge_lent(j, ctx, a);
    worst = lent.certainty > worst.certainty ? lent : worst;
    worst.open = lent.open;
    return worst;
}
