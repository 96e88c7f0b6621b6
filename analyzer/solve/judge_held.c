/* What a task still has in memory of its own where it waits for a packet, or ends, and that refers
 * into what it has sent: said of the send.
 *
 * B-U7 (I5). A violation needs a member that surely led to the packet when that was surely sent, by
 * this function or by one that it calls; and a path from there to where it waits on which nothing
 * may be stored into that member, the object that it is in is not freed, and neither of the two is
 * made again. Else the send is unproven.
 *
 * B-U9 (I4). It is said of each send of a function that is called there, and of those that it
 * calls, however deep. */
#include "solve/judge_int.h"
#include "solve/unplaced.h"

struct asking {
    struct judge *j;
    uint32_t ctx;
    const struct waiting *w;
    const struct body *b;
};

static bool may_hit(const struct contexts *x, set_id s, const struct waiting *w)
{
    uint32_t n;
    const struct target *t = set_get(&x->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].node == w->holder &&
            range_overlap(t[i].off, t[i].stride, w->off, w->stride, x->s->word))
            return true;
    return false;
}

static bool access_ends(const struct asking *q, const struct access *a)
{
    if (a->kind == ACCESS_WRITE && a->described)
        return may_hit(q->j->x, a->targets, &(struct waiting){.holder = q->w->holder, .stride = 1});
    return (a->kind == ACCESS_WRITE || a->kind == ACCESS_FREE) &&
           may_hit(q->j->x, a->targets,
                   a->kind == ACCESS_FREE ? &(struct waiting){.holder = q->w->holder, .stride = 1}
                                          : q->w);
}

/* The callee may store something into the object. */
static bool call_ends(const struct asking *q, const struct call_rec *r)
{
    const struct contexts *x = q->j->x;
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    const struct waiting any = {.holder = q->w->holder, .stride = 1};
    for (uint32_t k = 0; k < r->nbind; k++) {
        bool stores = r->coarse;
        for (uint32_t i = 0; i < image_len(callee->exit.mem) && !stores; i++)
            stores = callee->exit.mem->data[i].node == k;
        if (stores && may_hit(x, r->bind[k], &any))
            return true;
    }
    return false;
}

static bool makes(const struct body *b, uint32_t node, uint32_t insn)
{
    const struct node *n = &b->nodes.data[node];
    return n->kind == N_HEAP && n->ref == insn;
}

/* What is stored may be what was sent: so it comes to be there. */
static bool stores_the_packet(const struct asking *q, uint32_t insn)
{
    bool found = false;
    for (uint32_t i = 0; i < q->b->storings.len && !found; i++) {
        const struct storing *s = &q->b->storings.data[i];
        found = s->insn == insn && set_has_node(&q->j->x->s->sets, s->value, q->w->part.node);
    }
    return found;
}

/* Something else is stored there, or the object is freed. */
static bool surely_ends(const struct asking *q, const struct access *a)
{
    uint32_t n;
    const struct target *t = set_get(&q->j->x->s->sets, a->targets, &n);
    if (a->kind == ACCESS_WRITE && stores_the_packet(q, a->insn))
        return false;
    bool there = n == 1 && !a->described && t->node == q->w->holder && t->cert == CERT_SURE;
    return there && (a->kind == ACCESS_FREE ||
                     (a->kind == ACCESS_WRITE && t->off == q->w->off && t->stride == 0));
}

/* Where the reference ends; `perhaps`: or may do so, or means something else from then on. (What
 * was sent before the object was made may have been stored there since.) */
static uint32_t ends_of(const struct asking *q, bool perhaps, const uint32_t **out)
{
    struct id_vec list = {0};
    for (uint32_t i = 0; i < q->b->accesses.len; i++)
        if (perhaps ? access_ends(q, &q->b->accesses.data[i])
                    : surely_ends(q, &q->b->accesses.data[i]))
            ids_add(&list, q->b->accesses.data[i].insn);
    for (uint32_t i = 0; i < q->b->calls.len && perhaps; i++)
        if (call_ends(q, &q->b->calls.data[i]))
            ids_add(&list, q->b->calls.data[i].insn);
    for (uint32_t i = 0; i < q->b->f->ninsns && perhaps; i++)
        if (makes(q->b, q->w->holder, i))
            ids_add(&list, i);
    *out = arena_copy(q->j->arena, list.data, list.len * sizeof *list.data);
    uint32_t n = list.len;
    vec_free(&list);
    return n;
}

static bool is_one_of(const uint32_t *list, uint32_t n, uint32_t insn)
{
    uint32_t i = 0;
    while (i < n && list[i] != insn)
        i++;
    return i < n;
}

/* The member surely leads to what the instruction surely sends. What that is called where the
 * function waits does not matter: as long as nothing is stored there it is what it was. */
static const struct holding *surely_held(const struct asking *q, uint32_t insn)
{
    for (uint32_t i = 0; i < q->b->holdings.len; i++) {
        const struct holding *h = &q->b->holdings.data[i];
        const uint32_t *list;
        if (h->insn != insn || h->holder != q->w->holder || h->off != q->w->off)
            continue;
        uint32_t n = judge_markers(q->j, q->ctx, MARK_SENT, h->part, CERT_SURE, &list);
        if (is_one_of(list, n, insn))
            return h;
    }
    return NULL;
}

/* The instructions by which it may have been sent: of the object by its name here, and of what lay
 * in the member. */
static void find_markers(const struct asking *q, struct id_vec *out)
{
    const uint32_t *list;
    uint32_t n = judge_markers(q->j, q->ctx, MARK_SENT, q->w->part.node, CERT_MAY, &list);
    for (uint32_t i = 0; i < n; i++)
        ids_add(out, list[i]);
    for (uint32_t i = 0; i < q->b->holdings.len; i++) {
        const struct holding *h = &q->b->holdings.data[i];
        if (h->holder == q->w->holder && h->off == q->w->off && surely_held(q, h->insn) != NULL)
            ids_add(out, h->insn);
    }
}

/* A path on which it is sent there and is held still where the function waits. */
static enum evidence path_from(const struct asking *q, uint32_t insn, bool perhaps)
{
    const struct rir_insn *in = &q->b->f->insns[insn];
    const uint32_t *ends;
    uint32_t n = ends_of(q, perhaps, &ends);
    struct evidence_query e = judge_path_to(q->j, q->b->f, q->w->insn);
    e.starts = &insn;
    e.ends = ends;
    e.nends = n;
    e.zero_succeeds = judge_zero_sends(q->j, in);
    return evidence_find(&q->j->chains.evidence, &e)->answer;
}

/* What is held may be the sender's to keep, as what is immutable stays where it is; surely: it can
 * be nothing else. */
static bool stays(const struct asking *q, bool surely)
{
    const uint32_t kept = ST_OPEN | ST_BIT(ST_CONST);
    struct node_status st = status_of(q->j->x, q->ctx, q->w->part);
    return surely ? (st.may & kept) != 0 && (st.may & ~(kept | ST_MARKED)) == 0
                  : (st.may & (kept | ST_BIT(ST_FROZEN))) != 0;
}

static bool is_violation(const struct asking *q, uint32_t insn, struct judgement *r)
{
    const struct waiting *w = q->w;
    const struct holding *h = surely_held(q, insn);
    if (h != NULL)
        r->at.node = h->part;
    struct chain_query c = {
        .ctx = q->ctx, .insn = w->insn, .operand = RIR_NONE, .at = {.node = RIR_NONE}};
    return w->mark >= CERT_PATH && !stays(q, false) && !q->b->nodes.data[w->holder].summary &&
           h != NULL && !judge_is_doubtful(q->j, q->b, &q->b->f->insns[insn]) &&
           path_from(q, insn, true) == EVIDENCE_FOUND && judge_feasible(q->j, &c, &r->chain);
}

/* What holds it hangs below an argument whose type is a channel's: it is what waits there. */
static bool is_in_channel(const struct asking *q)
{
    const struct rir_module *m = q->j->x->s->m;
    const struct node *n = &q->b->nodes.data[q->w->holder];
    const struct node *top = node_is_entry(q->b, q->w->holder) ? &q->b->nodes.data[n->root] : n;
    if (top->kind != N_PARAM)
        return false;
    uint32_t type = rir_type_strip(m, rir_type_pointee(m, q->b->f->params[top->ref].src));
    return type != RIR_NONE && (rir_type_flags(m, type) & RIR_TYPE_CHANNEL) != 0;
}

struct sends { /* contexts, and indices of accesses in them */
    VEC(struct link) list;
};

static bool has_send(const struct sends *s, const struct contexts *x, uint32_t ctx, uint32_t insn)
{
    for (uint32_t i = 0; i < s->list.len; i++) {
        const struct link *l = &s->list.data[i];
        if (l->ctx == ctx && x->all.data[ctx].body->accesses.data[l->call].insn == insn)
            return true;
    }
    return false;
}

/* `push(q, STOP, NULL)` */
static bool sends_nothing(const struct contexts *x, const struct body *b, const struct access *a)
{
    const struct rir_insn *in = &b->f->insns[a->insn];
    bool one = in->op == RIR_CALL && a->arg <= x->s->m->funcs.data[in->ref].ncparams;
    uint32_t value = !a->described ? in->args[a->arg] : one ? flow_operand(in, a->arg) : RIR_NONE;
    return value != RIR_NONE && flow_is_null(b->f, value);
}

/* One of each instruction: several states may have recorded it. */
static void add_sends(struct sends *s, const struct contexts *x, uint32_t ctx, uint32_t insn)
{
    const struct body *b = x->all.data[ctx].body;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        if (a->kind == ACCESS_SEND && (insn == RIR_NONE || a->insn == insn) &&
            !sends_nothing(x, b, a) && !has_send(s, x, ctx, a->insn))
            vec_push(&s->list, ((struct link){ctx, i}));
    }
}

/* The functions that are called there, and those that they call (B-U9). */
static void find_called(const struct contexts *x, uint32_t ctx, uint32_t insn, struct id_vec *out)
{
    struct id_vec todo = {0};
    vec_push(&todo, ctx);
    for (uint32_t n = 0; n < todo.len; n++) {
        const struct context *c = &x->all.data[todo.data[n]];
        for (uint32_t i = 0; i < c->body->calls.len; i++) {
            const struct call_rec *call = &c->body->calls.data[i];
            if ((n == 0 && insn != RIR_NONE && call->insn != insn) || call->start)
                continue;
            uint32_t to = context_find(x, call->callee, call->aliased, (enum role)c->role);
            if (to != RIR_NONE && ids_add(out, to))
                vec_push(&todo, to);
        }
    }
    vec_free(&todo);
}

/* The send itself, or those of the functions that are called there. */
static void find_sends(struct sends *s, const struct contexts *x, uint32_t ctx, uint32_t insn)
{
    struct id_vec called = {0};
    find_called(x, ctx, insn, &called);
    add_sends(s, x, ctx, insn);
    for (uint32_t i = 0; i < called.len; i++)
        add_sends(s, x, called.data[i], RIR_NONE);
    vec_free(&called);
}

/* Which of several sends of a callee it was is not known. */
static void tell_sends(const struct asking *q, uint32_t insn, const struct judgement *r,
                       judge_each_send *tell, void *with)
{
    struct sends s = {0};
    struct judgement one = *r;
    find_sends(&s, q->j->x, q->ctx, insn);
    if (s.list.len > 1)
        one.certainty = CERTAINTY_UNPROVEN;
    for (uint32_t i = 0; i < s.list.len; i++)
        tell(with, s.list.data[i].ctx, s.list.data[i].call, &one);
    vec_free(&s.list);
}

static struct judgement unproven(const struct asking *q, bool ends)
{
    struct judgement r = judge_fine(true);
    r.certainty = CERTAINTY_UNPROVEN;
    r.kind = KIND_SEND_ALIASED;
    r.tied = true;
    r.held = q->w;
    r.held_ctx = r.since_ctx = q->ctx;
    r.since = RIR_NONE;
    r.at = q->w->part;
    r.reason = arena_printf(
        q->j->arena, "memory of the sender's own may refer to it still where '%s' %s, in line %u",
        source_name(q->b->f), ends ? "returns" : "waits",
        position_within(q->b->f, q->w->insn).line);
    return r;
}

/* Of objects that one instruction makes again and again the names change. */
static bool has_other_names(const struct asking *q)
{
    const struct node *n = &q->b->nodes.data[q->w->part.node];
    return n->kind == N_OLD || (n->kind == N_HEAP && n->partner != RIR_NONE);
}

/* By the name that it has here not all instructions are seen that may have sent it: any. */
static void tell_all(const struct asking *q, bool ends, judge_each_send *tell, void *with)
{
    struct judgement r = unproven(q, ends);
    tell_sends(q, RIR_NONE, &r, tell, with);
}

void judge_waiting(struct judge *j, uint32_t ctx, const struct waiting *w, judge_each_send *tell,
                   void *with)
{
    const struct context *c = &j->x->all.data[ctx];
    struct asking q = {.j = j, .ctx = ctx, .w = w, .b = c->body};
    struct id_vec list = {0};
    bool ends = c->body->f->insns[w->insn].op == RIR_RET;
    if ((ends && c->role != ROLE_TASK) || stays(&q, true) || is_in_channel(&q))
        return;
    find_markers(&q, &list);
    if (list.len == 0 || has_other_names(&q))
        tell_all(&q, ends, tell, with);
    for (uint32_t i = 0; i < list.len; i++) {
        if (path_from(&q, list.data[i], false) == EVIDENCE_NONE)
            continue;
        struct judgement r = unproven(&q, ends);
        if (is_violation(&q, list.data[i], &r))
            r.certainty = CERTAINTY_VIOLATION;
        tell_sends(&q, list.data[i], &r, tell, with);
    }
    vec_free(&list);
}
