/* Loans: what a task, or main, touches that it has lent to a task that it started, and what it
 * lends a second time.
 *
 * B-L16 (I4). An access is proved only if none of its targets may be lent there (B-L13): by this
 * function since its entry, or before. Of an array of which a loop lends the elements, one by one,
 * an access to another element than those is proved, and so is the start itself (elements.c). That
 * a join finds its handle there is no touch. B-L17 (I5). A violation needs a target that on every
 * path to the access is this very object, and that a start, which surely runs on, certainly lends
 * on some path: then there is a path from that start to the access, or to the call by which it is
 * passed on, without a join of the task. What may be global is no evidence: that is not lent. What
 * is open (B-L19) is not judged: the judgement says so, and --dump=verdicts shows it. */
#include "solve/judge_int.h"
#include "solve/named_open.h"
#include "solve/unplaced.h"

struct question {
    struct judge *j;
    uint32_t ctx;
    const struct access *a;
    uint32_t operand;
};

static const struct body *body_of(const struct question *q, uint32_t ctx)
{
    return q->j->x->all.data[ctx].body;
}

/* ---- what lends it ---- */

/* The exit of a callee by which the object is surely lent to tasks of the record. */
static bool call_lends(const struct contexts *x, const struct call_rec *r, uint32_t record,
                       uint32_t node)
{
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    const struct image *mem = callee->exit.mem;
    for (uint32_t i = 0; i < image_len(mem) && !r->start; i++) {
        uint32_t n = 0;
        if (lent_record(callee, mem->data[i].node) == record)
            set_get(&x->s->sets, mem->data[i].set, &n);
        for (uint32_t k = 0; k < n; k++) {
            struct target t = set_get(&x->s->sets, mem->data[i].set, &(uint32_t){0})[k];
            if (t.cert >= CERT_PATH && t.node < r->nbind && node_is_entry(callee, t.node) &&
                set_has_node(&x->s->sets, r->bind[t.node], node))
                return true;
        }
    }
    return false;
}

/* The instructions of a body by which the object is lent, in order. */
static uint32_t lenders_in(struct question *q, uint32_t ctx, uint32_t record, uint32_t node,
                           const uint32_t **out)
{
    const struct contexts *x = q->j->x;
    const struct body *b = body_of(q, ctx);
    struct id_vec list = {0};
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        uint32_t of = lent_lost(x->s);
        map_get(&x->s->start_index, (uint64_t)b->func << 32 | a->insn, &of);
        if (a->kind == ACCESS_LEND && of == record && set_has_node(&x->s->sets, a->targets, node))
            ids_add(&list, a->insn);
    }
    for (uint32_t i = 0; i < b->calls.len; i++)
        if (call_lends(x, &b->calls.data[i], record, node))
            ids_add(&list, b->calls.data[i].insn);
    *out = arena_copy(q->j->arena, list.data, list.len * sizeof *list.data);
    uint32_t n = list.len;
    vec_free(&list);
    return n;
}

/* ---- evidence ---- */

/* A path through the function on which the object is lent, to a task that then runs, and that gets
 * to the instruction without a join of it; *by: what lends it. */
static bool lent_before(struct question *q, uint32_t ctx, uint32_t insn, uint32_t record,
                        uint32_t node, uint32_t *by)
{
    struct judge *j = q->j;
    const struct solver *s = j->x->s;
    const struct body *b = body_of(q, ctx);
    const struct start_rec *r = &s->starts.data[record];
    const uint32_t *list;
    uint32_t n = lenders_in(q, ctx, record, node, &list);
    struct evidence_query e = judge_path_to(j, b->f, insn);
    e.start = &s->m->funcs.data[r->func].insns[r->insn];
    e.nends = judge_ends_in(j, b, record, &e.ends);
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_insn *in = &b->f->insns[list[i]];
        bool itself = r->func == b->func && r->insn == list[i];
        e.starts = &list[i];
        e.zero_succeeds = judge_zero_says_started(s, in, record, itself);
        bool doubtful =
            in->op == RIR_CALL && !itself && !e.zero_succeeds && judge_is_tested(b, in->result);
        *by = list[i];
        if (!doubtful && evidence_find(&j->chains.evidence, &e)->answer == EVIDENCE_FOUND)
            return true;
    }
    return false;
}

static bool surely_runs(const struct point *p, uint32_t record)
{
    for (uint32_t i = 0; i < p->nsure; i++)
        if (p->sure[i] == record)
            return true;
    return false;
}

/* The set has nothing that others may see, or that is not known: what it refers to is not global.
 */
static bool is_private(const struct question *q, uint32_t ctx, set_id set)
{
    const struct contexts *x = q->j->x;
    const struct body *b = body_of(q, ctx);
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, set, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct node *node = &b->nodes.data[v[i].node];
        if (v[i].linked || node->kind == N_GREST || node->kind == N_UNKNOWN)
            return false;
    }
    return true;
}

/* The object may be lent at all: it is no static one that tasks know by name. */
static bool is_lendable(const struct question *q, uint32_t ctx, struct target t)
{
    const struct body *b = body_of(q, ctx);
    const struct node *n = &b->nodes.data[t.node];
    if (n->kind == N_GLOBAL)
        return global_is(b, t.node, RIR_GLOBAL_TLS) ||
               !phase_a_named_in_task(q->j->x->s->a, n->ref);
    uint32_t seen = ST_GLOBALS | ST_BIT(ST_UNKNOWN) | ST_BIT(ST_FROZEN);
    return (status_of(q->j->x, ctx, t).may & seen) == 0;
}

/* By this function itself. */
static bool by_itself(struct question *q, struct target t, uint32_t record, struct judgement *r)
{
    const struct body *b = body_of(q, q->ctx);
    struct chain_query c = {
        .ctx = q->ctx, .insn = q->a->insn, .operand = RIR_NONE, .at = {.node = RIR_NONE}};
    r->since_ctx = q->ctx;
    return surely_runs(&b->points.data[q->a->point], record) &&
           is_private(q, q->ctx, q->a->targets) && is_lendable(q, q->ctx, t) &&
           lent_before(q, q->ctx, q->a->insn, record, t.node, &r->since) &&
           judge_feasible(q->j, &c, &r->chain);
}

/* What the call passes is nothing that others see, as far as it is the object. */
static bool passes_private(const struct question *q, uint32_t ctx, const struct call_rec *r,
                           uint32_t node)
{
    for (uint32_t i = 0; i < r->nbind; i++)
        if (set_has_node(&q->j->x->s->sets, r->bind[i], node) && !is_private(q, ctx, r->bind[i]))
            return false;
    return true;
}

/* No function on the chain has joined anything before it goes on; *r: the call by which the one
 * that lends passes it on. */
static bool joins_nothing(const struct question *q, const struct chain *c, uint32_t lender,
                          const struct call_rec **r)
{
    const struct contexts *x = q->j->x;
    *r = NULL;
    bool joins = body_of(q, q->ctx)->points.data[q->a->point].joins;
    for (uint32_t i = 0; i < c->n && *r == NULL; i++) {
        const struct body *b = x->all.data[c->links[i].ctx].body;
        const struct call_rec *call = &b->calls.data[c->links[i].call];
        if (c->links[i].ctx == lender)
            *r = call;
        else
            joins |= b->points.data[call->point].joins;
    }
    return *r != NULL && !joins;
}

/* By a caller, that passed it on afterwards. */
static bool by_caller(struct question *q, struct target t, struct judgement *r)
{
    struct contexts *x = q->j->x;
    struct chain_query c = {
        .ctx = q->ctx, .insn = q->a->insn, .operand = q->operand, .at = t, .st = ST_AWAY};
    const struct call_rec *call;
    uint32_t record;
    bool inside;
    if (!is_private(q, q->ctx, q->a->targets) || !judge_feasible(q->j, &c, &r->chain))
        return false;
    uint32_t ctx = r->since_ctx = r->chain->end_ctx;
    struct target end = r->chain->end;
    return joins_nothing(q, r->chain, ctx, &call) &&
           status_lent(x, ctx, call->point, end, LENT_ANYWHERE, RIR_NONE, &record, &inside) >=
               MARKED_PATH &&
           (r->record = record) != lent_lost(x->s) &&
           surely_runs(&body_of(q, ctx)->points.data[call->point], record) &&
           is_lendable(q, ctx, end) && passes_private(q, ctx, call, end.node) &&
           lent_before(q, ctx, call->insn, record, end.node, &r->since);
}

/* ---- judgement ---- */

/* B-L16: elements of an array, which a loop lends one by one. */
static bool is_another(const struct question *q, uint32_t record)
{
    struct solver *s = q->j->x->s;
    uint32_t func = body_of(q, q->ctx)->func, insn = q->a->insn;
    if (record == lent_lost(s) || q->operand == RIR_NONE || MUTANT(s, 76))
        return MUTANT(s, 76);
    if (q->a->kind == ACCESS_LEND && s->starts.data[record].func == func &&
        s->starts.data[record].insn == insn)
        return lent_each_element_once(s, func, insn, q->operand, record);
    bool one = q->a->kind == ACCESS_READ || q->a->kind == ACCESS_WRITE;
    return one && (lent_other_element(s, func, insn, q->operand, record) ||
                   lent_joined_element(s, func, insn, q->operand, record));
}

/* How many bytes are touched; of what is given away, from where its target says on. */
static uint32_t size_of(const struct question *q)
{
    const struct body *b = body_of(q, q->ctx);
    if (q->a->kind == ACCESS_LEND && q->operand != RIR_NONE)
        return lent_form(b->s->m, b->f, q->operand).item;
    bool one = q->a->kind == ACCESS_READ || q->a->kind == ACCESS_WRITE;
    return one ? touched_size(b, q->a) : LENT_ANYWHERE;
}

/* B-L22: it lies beside all elements of arrays in structs that the record's tasks, or any, have. */
static bool is_beside(const struct question *q, uint32_t record)
{
    const struct body *b = body_of(q, q->ctx);
    bool one = q->a->kind == ACCESS_READ || q->a->kind == ACCESS_WRITE;
    bool handle = q->a->described &&
                  map_get(&b->s->start_index, (uint64_t)b->func << 32 | q->a->insn, &(uint32_t){0});
    int64_t n = !one ? 0 : handle ? b->s->word : touched_size(b, q->a);
    const struct pa_bytes bytes = {b->func, q->operand, 0, n};
    return q->operand != RIR_NONE && n != 0 && lent_is_beside(b->s, record, &bytes);
}

/* How it is lent, by loans that do not only look like it; of the surest one, the record. */
static enum marked is_lent(const struct question *q, struct target t, uint32_t *record, bool *open)
{
    const struct contexts *x = q->j->x;
    const struct point *p = &body_of(q, q->ctx)->points.data[q->a->point];
    uint32_t size = size_of(q);
    enum marked found = MARKED_NOT;
    *record = lent_lost(x->s);
    for (uint32_t i = 0; i < p->nloans; i++) {
        struct lent_how how;
        enum marked is = lent_meets(x, q->ctx, &p->loans[i], t, size, &how);
        *open |= is == MARKED_OPEN;
        if (is <= found || is < MARKED_MAY || (how.elements && is_another(q, p->loans[i].record)) ||
            (how.inside && is_beside(q, p->loans[i].record)))
            continue;
        found = is;
        *record = p->loans[i].record;
    }
    return found;
}

static const char *reason_for(struct question *q, uint32_t record)
{
    const struct solver *s = q->j->x->s;
    if (record == lent_lost(s))
        return "a task that may be running may have been given it";
    const struct start_rec *r = &s->starts.data[record];
    uint32_t func = phase_a_tasks(s->a, &(uint32_t){0})[r->tasks[0]].func;
    return arena_printf(q->j->arena, "it may be what %s, started in line %u, was given",
                        task_in_words(q->j->arena, s, func),
                        position_within(&s->m->funcs.data[r->func], r->insn).line);
}

/* What a caller gave may be one element of an array, and this another one. */
static bool may_be_beside(const struct question *q, struct target t)
{
    const struct body *b = body_of(q, q->ctx);
    bool gives = q->a->kind == ACCESS_LEND || q->a->kind == ACCESS_SEND;
    for (uint32_t v = q->operand; v != RIR_NONE && !gives && node_is_entry(b, t.node);) {
        const struct rir_value *value = &b->f->values[v];
        const struct rir_insn *in = value->kind == RIR_V_INSN ? &b->f->insns[value->ref] : NULL;
        if (in == NULL || !flow_is_step(in))
            return false;
        bool back = in->op == RIR_FIELD && in->imm < 0;
        if (back || (in->op != RIR_UN && in->op != RIR_FIELD && (in->flags & RIR_IN_ARRAY) == 0))
            return true;
        v = in->args[0];
    }
    return false;
}

static struct judgement judge_one(struct question *q, struct target t, enum kind kind)
{
    struct contexts *x = q->j->x;
    struct judgement r = judge_fine(true);
    const uint32_t untouched = ST_OPEN | ST_BIT(ST_CONST);
    struct node_status st = judge_status(q->j, q->ctx, q->a, t);
    if ((st.may & untouched) != 0 && (st.may & ~(untouched | ST_MARKED)) == 0)
        return r; /* a channel or a constant stays what it is */
    uint32_t record;
    enum marked here = is_lent(q, t, &record, &r.open);
    bool inside;
    enum marked above = lent_by_callers(x, q->ctx, q->a->point, t, &inside);
    if (inside && is_beside(q, RIR_NONE))
        above = MARKED_NOT;
    r.open |= above == MARKED_OPEN;
    if (here < MARKED_MAY && above < MARKED_MAY)
        return r;
    bool surely = t.cert == CERT_SURE && q->a->kind != ACCESS_ANY &&
                  !body_of(q, q->ctx)->nodes.data[t.node].summary && !may_be_beside(q, t);
    r.kind = kind;
    r.at = t;
    r.has_target = true;
    r.by_mark = true;
    r.mark = MARK_LENT;
    r.record = record;
    bool by_this =
        surely && here >= MARKED_PATH && record != lent_lost(x->s) && by_itself(q, t, record, &r);
    if (by_this || (surely && above >= MARKED_PATH && by_caller(q, t, &r))) {
        r.certainty = CERTAINTY_VIOLATION;
        return r;
    }
    r.certainty = CERTAINTY_UNPROVEN;
    r.since = RIR_NONE;
    r.chain = NULL;
    r.record = here < MARKED_MAY ? lent_lost(x->s) : record;
    r.reason = reason_for(q, r.record);
    return r;
}

struct judgement judge_lent(struct judge *j, uint32_t ctx, const struct access *a)
{
    const struct solver *s = j->x->s;
    const struct body *b = j->x->all.data[ctx].body;
    struct question q = {.j = j, .ctx = ctx, .a = a, .operand = access_operand(b, a)};
    struct judgement worst = judge_fine(j->x->all.data[ctx].role == ROLE_TASK);
    bool gives = a->kind == ACCESS_SEND || a->kind == ACCESS_LEND;
    bool one = !gives && a->kind != ACCESS_FREEZE && a->kind != ACCESS_ANY &&
               (!a->described || a->arg != 0);
    if (!marks_may_have(s, MARK_LENT, b->func, one ? q.operand : RIR_NONE) || MUTANT(s, 77))
        return worst;
    if (a->kind == ACCESS_READ && !a->described && rir_fetches_handle(s->m, b->f, a->insn))
        return worst;
    enum kind kind = gives ? KIND_DOUBLE_SEND : KIND_USE_AFTER_SEND;
    uint32_t n;
    set_get(&s->sets, a->targets, &n);
    const struct point *p = &b->points.data[a->point];
    bool open = n == 0 && !gives && (p->nloans != 0 || j->x->all.data[ctx].marked[MARK_LENT]);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&s->sets, a->targets, &(uint32_t){0})[i];
        struct judgement r = judge_one(&q, t, kind);
        open |= r.open;
        if (r.certainty > worst.certainty)
            worst = r;
    }
    worst = judge_doubted(worst, a->doubt);
    worst.open = open;
    return worst;
}
