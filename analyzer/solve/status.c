/* The pass from the roots downwards.
 *
 * B-P1. Every context that a task or main can bring about is built, and the status of each entry
 * node covers every chain of calls that reaches it (I4): a worklist over calls until nothing grows.
 * B-P2. A status is a must only if every step of one chain is at least CERT_PATH: the very object
 * (I5). B-P3. What a start passes is the task's: its own; a static object is lent (own) if no task
 * knows it by name, else it stays global. What hangs below a lent object is as it would be without
 * the loan. B-P4. A pointer to a struct is passed as that, not as its first member, where the first
 * is a channel or shared and the type of the parameter does not say that it is meant. */
#include "solve/status_int.h"

#include <stdlib.h>
#include <string.h>

#include "solve/frozen_statics.h"
#include "solve/named_open.h"
#include "solve/publish.h"

int status_witness(enum status s)
{
    return ST_BIT(s) & ST_GLOBALS  ? 0
           : s == ST_CONST         ? 1
           : s == ST_AWAY          ? 4
           : ST_BIT(s) & ST_MARKED ? 3
                                   : 2;
}

static struct node_status exactly(enum status s)
{
    uint32_t is = s == ST_UNKNOWN ? ST_UNKNOWNS : ST_BIT(s);
    struct node_status n = {.may = is, .must = is, .open = open_everywhere()};
    for (int i = 0; i < WITNESSES; i++)
        n.by[i] = (struct origin){.ctx = RIR_NONE};
    return n;
}

/* What everybody may use is nobody's to lend, nor is what hangs below it. */
static bool lendable(const struct solver *s, uint32_t global)
{
    const uint32_t open = RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_CONST;
    if ((s->m->globals.data[global].flags & open) != 0)
        return false;
    return !phase_a_named_in_task(s->a, global) || MUTANT(s, 11);
}

/* A static object by itself. That of several which phase A cannot tell apart some is reached is no
 * evidence that this one is. */
static struct node_status static_status(const struct contexts *x, uint32_t global)
{
    bool lent = lendable(x->s, global) && !loans_contested(x, global);
    struct node_status n = exactly(lent ? ST_STATIC : ST_NAMED);
    if (!lent && phase_a_named_doubtfully(x->s->a, global) && !loans_contested(x, global))
        n.must = 0;
    return n;
}

static struct node_status status_of_global(struct contexts *x, const struct context *c,
                                           struct target t)
{
    const struct body *b = c->body;
    uint32_t g = b->nodes.data[t.node].ref;
    const struct rir_global *v = &x->s->m->globals.data[g];
    if (v->flags & RIR_GLOBAL_TLS) {
        struct node_status n = exactly(ST_TLS);
        n.may |= status_entry(c, t.node)->may &
                 ST_GLOBALS; /* a caller stored its address where others see it */
        /* Or showed it to unknown code, which has called this function since (of immutable types
         * that is asked elsewhere, B-X6). */
        if (x->s->called_back.any && (rir_type_flags(x->s->m, v->type) & RIR_TYPE_IMMUTABLE) == 0 &&
            phase_a_class_escaped(x->s->a, phase_a_class_of_global(x->s->a, g)))
            n.may |= ST_BIT(ST_UNKNOWN);
        return n;
    }
    if (t.linked)
        return exactly(ST_GLOBAL);
    if (v->flags & RIR_GLOBAL_CONST)
        return exactly(ST_CONST);
    if (v->flags & RIR_GLOBAL_CHANNEL)
        return exactly(ST_CHANNEL);
    if (v->flags & RIR_GLOBAL_SHARED)
        return exactly(ST_SHARED);
    if (t.stride == 0 && t.off >= 0 && v->type != RIR_NONE) {
        uint32_t flags = rir_type_flags_at(x->s->m, v->type, (uint64_t)t.off);
        if (flags & (RIR_FIELD_CHANNEL | RIR_FIELD_SHARED)) {
            struct node_status n = exactly(flags & RIR_FIELD_CHANNEL ? ST_CHANNEL : ST_SHARED);
            n.open = open_around(x->s->m, v->type, (uint64_t)t.off);
            return n;
        }
    }
    return static_status(x, g);
}

/* What was linked beneath an object is as visible as the object. */
static struct node_status beneath(struct node_status n)
{
    const uint32_t visible = ST_GLOBALS | ST_BIT(ST_SHARED);
    if (n.may & visible)
        n.may = (n.may & ~visible) | ST_BIT(ST_GLOBAL);
    n.may &= ~ST_BIT(ST_CHANNEL); /* put into a channel: sent, see memory_send() */
    n.may &= ~ST_BIT(ST_CONST);
    n.must = 0;
    return n;
}

/* What was only loaded from visible memory may have been taken out since (memory_stale.c, B-M6). */
static struct node_status stale_of(struct node_status n, struct target t)
{
    if (t.stale)
        n.must &= ~(ST_BIT(ST_GLOBAL) | ST_BIT(ST_BELOW));
    return n;
}

/* How far a channel or shared member goes around `t`, whose node was given. Of what a summary
 * stands for, nobody knows where it begins. */
static struct open_bytes open_given(const struct context *c, struct target t)
{
    if (c->body->nodes.data[t.node].kind == N_REST)
        t.stride = 1;
    return open_from(status_entry(c, t.node)->open, t);
}

/* B-P5. What was given as a channel or a shared member is that alone: before it and behind it is
 * the struct around it. */
bool status_leads_out(const struct contexts *x, uint32_t ctx, struct target t, uint32_t size)
{
    const struct context *c = &x->all.data[ctx];
    uint8_t kind = c->body->nodes.data[t.node].kind;
    if ((kind != N_PARAM && kind != N_PATH && kind != N_REST) || t.linked)
        return false;
    struct open_bytes open = open_given(c, t);
    return (status_entry(c, t.node)->may & ST_OPEN) != 0 && !open_hold(&open, size);
}

static struct node_status status_at(struct contexts *x, uint32_t ctx, struct target t)
{
    struct context *c = &x->all.data[ctx];
    struct body *b = c->body;
    switch (b->nodes.data[t.node].kind) {
    case N_GLOBAL:
        return stale_of(status_of_global(x, c, t), t);
    case N_GREST:
        return stale_of(exactly(ST_GLOBAL), t);
    case N_UNKNOWN: {
        struct node_status n = exactly(ST_UNKNOWN);
        if (node_is_in_packet(b, t.node)) /* static or constant: it was never sent */
            n.may = n.must = ST_BIT(ST_UNKNOWN);
        return n;
    }
    case N_FUNC:
    case N_CONSTS:
        return exactly(ST_CONST);
    case N_STACK:
        return exactly(ST_STACK);
    case N_PARAM:
    case N_PATH:
    case N_REST: {
        struct node_status n = *status_entry(c, t.node);
        n.open = open_given(c, t);
        return t.linked ? beneath(n) : stale_of(n, t);
    }
    default:
        return exactly(ST_OWN);
    }
}

static struct node_status leading_out(const struct contexts *x, uint32_t ctx, struct target t,
                                      uint32_t size, struct node_status st)
{
    if (status_leads_out(x, ctx, t, size)) {
        st.may |= ST_UNKNOWNS;
        st.must = 0;
    }
    return st;
}

struct node_status status_of(struct contexts *x, uint32_t ctx, struct target t)
{
    return leading_out(x, ctx, t, 1, status_at(x, ctx, t));
}

/* B-P6. A channel or shared member may be written, and what stands beside it in its struct may not:
 * an access that is larger than the member is one of the struct. */
struct node_status status_of_access(struct contexts *x, uint32_t ctx, struct target t,
                                    uint32_t size)
{
    struct node_status st = leading_out(x, ctx, t, size, status_at(x, ctx, t));
    const struct node *n = &x->all.data[ctx].body->nodes.data[t.node];
    if ((st.may & ST_OPEN) == 0 || n->kind != N_GLOBAL || open_hold(&st.open, size))
        return st;
    struct node_status whole = stale_of(static_status(x, n->ref), t);
    if (size == 0) {
        whole.may |= st.may;
        whole.must = 0;
    }
    return whole;
}

/* ---- contexts ---- */

static void look_again(struct contexts *x, uint32_t ctx)
{
    if (x->all.data[ctx].queued)
        return;
    x->all.data[ctx].queued = true;
    vec_push(&x->todo, ctx);
}

static void enqueue(struct contexts *x, uint32_t ctx)
{
    x->all.data[ctx].fresh = true;
    look_again(x, ctx);
}

static uint32_t context_get(struct contexts *x, struct body *b, enum role role, uint32_t task)
{
    uint64_t key = (uint64_t)b->func << 8 | (uint64_t)b->aliased << 1 | role;
    uint32_t id;
    if (map_get(&x->index, key, &id))
        return id;
    id = x->all.len;
    struct context c = {.body = b, .role = (uint8_t)role, .task = task, .from = RIR_NONE};
    c.nentries = b->entries.len;
    c.entries = calloc(c.nentries + 1, sizeof *c.entries);
    c.pushed = calloc(b->calls.len + 1, sizeof *c.pushed);
    if (c.entries == NULL || c.pushed == NULL)
        abort();
    for (uint32_t i = 0; i <= c.nentries; i++) {
        c.entries[i].open = open_everywhere();
        for (int k = 0; k < WITNESSES; k++)
            c.entries[i].by[k].ctx = RIR_NONE;
    }
    vec_push(&x->all, c);
    map_put(&x->index, key, id);
    if (marks_any(x->s, MARK_FROZEN)) /* by any task, any time */
        status_set_marked(x, id, MARK_FROZEN);
    enqueue(x, id);
    return id;
}

/* Of these it matters which part of the object it is. */
static const uint32_t lendable_statuses = ST_BIT(ST_LENT) | ST_BIT(ST_STATIC) | ST_BIT(ST_BELOW);

static bool add_status(struct contexts *x, uint32_t to, uint32_t node, struct node_status n,
                       enum certain cert, struct origin by)
{
    struct node_status *have = status_entry(&x->all.data[to], node);
    uint32_t must = cert >= CERT_PATH ? n.must : 0;
    bool less = (n.may & lendable_statuses) != 0 &&
                part_join(&have->part, n.part, (have->may & lendable_statuses) == 0);
    less |= (n.may & ST_OPEN) != 0 && open_join(&have->open, n.open);
    if (!less && (have->may | n.may) == have->may && (have->must | must) == have->must)
        return false;
    for (enum status s = 0; s < ST_COUNT; s++) {
        int k = status_witness(s);
        if (!(ST_BIT(s) & (ST_GLOBALS | ST_MARKED)) && s != ST_CONST && s != ST_UNKNOWN)
            continue;
        bool fresh = (n.may & ST_BIT(s)) && !(have->may & ST_BIT(s));
        bool firmer = (must & ST_BIT(s)) && !(have->must & ST_BIT(s));
        if (fresh || firmer)
            have->by[k] = by;
    }
    have->may |= n.may;
    have->must |= must;
    have->grown = ++x->growths;
    x->all.data[to].grown = have->grown;
    return true;
}

static bool thread_local_node(const struct body *b, uint32_t node)
{
    uint32_t root =
        b->nodes.data[node].kind == N_REST ? b->nodes.data[node].ref : node_root(b, node);
    return b->nodes.data[root].kind == N_GLOBAL;
}

/* A thread-local object is fresh when its thread starts: what its initialiser names, else nothing.
 * `later`: in a handler that runs inside another task it holds what that task put there, in a root
 * of main what another one did that ran before. */
static struct node_status initial_thread_local(const struct solver *s, const struct body *b,
                                               uint32_t node, bool later)
{
    uint32_t root =
        b->nodes.data[node].kind == N_REST ? b->nodes.data[node].ref : node_root(b, node);
    const struct rir_global *g = &s->m->globals.data[b->nodes.data[root].ref];
    bool points = g->ninit != 0 || !(g->flags & RIR_GLOBAL_DEFINED);
    struct node_status n = exactly(ST_OWN);
    if (points)
        n.may |= ST_BIT(ST_GLOBAL);
    if (later) /* what is in the frame of who put it there, or beside it */
        n.may |= ST_BIT(ST_STACK) | ST_BIT(ST_TLS);
    if (later && solver_leads_to_visible(s, phase_a_class_of_global(s->a, b->nodes.data[root].ref)))
        n.may |= ST_UNKNOWNS;
    return n;
}

/* Is all that the static object leads to reachable from no other static object? */
static bool sole_owner(const struct contexts *x, uint32_t global)
{
    uint32_t nclasses = phase_a_stats(x->s->a).classes;
    bool *below = calloc(nclasses + 1, sizeof *below), sole = true;
    if (below == NULL)
        abort();
    phase_a_mark_reachable(x->s->a, phase_a_class_of_global(x->s->a, global), below);
    for (uint32_t c = 0; c < nclasses; c++)
        sole &= !below[c] || x->sole_roots[c] == global;
    free(below);
    return sole;
}

uint32_t given_static(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                      const struct body *callee, uint32_t node, struct target t)
{
    const struct body *b = x->all.data[ctx].body;
    const struct node *at = &b->nodes.data[t.node];
    if (callee->nodes.data[node].kind == N_PARAM)
        return at->kind == N_GLOBAL ? at->ref : RIR_NONE;
    uint32_t root = callee->nodes.data[node].kind == N_REST ? callee->nodes.data[node].ref
                                                            : node_root(callee, node);
    if (at->kind != N_GREST || callee->nodes.data[root].kind != N_PARAM)
        return RIR_NONE;
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, r->bind[root], &n);
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[v[i].node].kind == N_GLOBAL && b->nodes.data[v[i].node].ref == at->ref)
            return at->ref;
    return RIR_NONE;
}

/* The channel or shared member that begins at byte `off` of a type: its size, 0 if it has none to
 * tell. *around: something else begins there, too, in which it is the first member. */
static uint64_t member_at(const struct rir_module *m, uint32_t type, uint64_t off, bool *around)
{
    *around = false;
    for (int depth = 0; depth < 64; depth++) {
        uint32_t at = rir_type_strip(m, type);
        if (at == RIR_NONE || (rir_type_flags(m, type) & RIR_TYPE_CHANNEL))
            break;
        const struct rir_type *t = &m->types.data[at];
        *around |= off == 0;
        const struct rir_field *in = NULL;
        for (uint32_t i = 0; i < t->nfields && t->kind != RIR_T_FUNC; i++)
            if (t->fields[i].offset <= off && (in == NULL || t->fields[i].offset > in->offset))
                in = &t->fields[i];
        uint64_t size = t->kind == RIR_T_ARRAY ? rir_type_size(m, t->elem) : 0;
        if (size == 0 && in == NULL)
            break;
        off = size != 0 ? off % size : off - in->offset;
        type = size != 0 ? t->elem : in->type;
        if (size == 0 && (in->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)))
            break;
    }
    return rir_type_size(m, type);
}

/* B-P4: the member if the parameter's type is no larger, the struct if it is, either if it does not
 * tell. */
static struct node_status as_first_member(struct contexts *x, const struct body *callee,
                                          uint32_t node, uint32_t global, struct target t,
                                          struct node_status st)
{
    const struct rir_module *m = x->s->m;
    const struct rir_global *g = &m->globals.data[global];
    bool around;
    if (t.off < 0 || g->type == RIR_NONE || (g->flags & (RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED)))
        return st;
    uint64_t size = member_at(m, g->type, (uint64_t)t.off, &around);
    if (!around)
        return st;
    const struct node *n = &callee->nodes.data[node];
    uint32_t pointer = n->kind == N_PARAM ? callee->f->params[n->ref].src : RIR_NONE;
    uint64_t passed = rir_type_size(m, rir_type_pointee(m, pointer));
    if (passed > 1 && passed <= size)
        return st;
    struct node_status whole = static_status(x, global);
    if (passed > size)
        return whole;
    st.may |= whole.may;
    st.must = 0;
    return st;
}

/* B-P7. What the call's operand names as a channel or a shared member is that for the callee,
 * whatever the object is that it is a member of. */
static bool given_by_name(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                          const struct body *callee, uint32_t node, struct open_bytes *open)
{
    const struct body *b = x->all.data[ctx].body;
    uint32_t operand = part_operand(x->s, b, r, callee, node);
    return operand != RIR_NONE && named_open_around(x->s->m, b->f, operand, open);
}

static struct node_status given_unmarked(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                         const struct body *callee, uint32_t node, struct target t);

/* B-P3: what a callee, or a started task, gets. */
struct node_status status_given(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                const struct body *callee, uint32_t node, struct target t)
{
    struct node_status st = given_unmarked(x, ctx, r, callee, node, t);
    status_put_marks(x, ctx, r, &callee->nodes.data[node], t, NULL, &st);
    return st;
}

/* B-P10 (I2). What a task gets by a pointer to a channel is not lent (B-K8), so it is not the
 * task's, but a channel: of the bytes around it nobody says whose they are. */
static void only_channel(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                         const struct body *callee, uint32_t node, struct node_status *st)
{
    const uint32_t own = ST_BIT(ST_OWN) | ST_BIT(ST_BUILDING) | ST_BIT(ST_STACK) | ST_BIT(ST_TLS) |
                         ST_BIT(ST_LENT) | ST_BIT(ST_STATIC) | ST_BIT(ST_BELOW);
    const struct rir_module *m = x->s->m;
    const struct rir_func *f = x->all.data[ctx].body->f;
    uint32_t operand = part_operand(x->s, x->all.data[ctx].body, r, callee, node);
    if ((st->may & own) == 0 || operand == RIR_NONE || !lent_is_channel(m, f, operand))
        return;
    uint32_t channel = rir_type_channel(m, flow_source_type(f, operand));
    st->may = (st->may & ~own) | ST_BIT(ST_SHARED);
    st->must &= ~own;
    st->open = (struct open_bytes){.lo = 0, .hi = (int64_t)rir_type_size(m, channel)};
}

static struct node_status given_unmarked(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                         const struct body *callee, uint32_t node, struct target t)
{
    struct open_bytes open;
    bool by_name = !t.linked && given_by_name(x, ctx, r, callee, node, &open);
    struct node_status st = by_name ? exactly(ST_SHARED) : status_at(x, ctx, t);
    if (by_name) {
        st.open = open;
        return st;
    }
    bool root = callee->nodes.data[node].kind == N_PARAM;
    const struct node *given = &x->all.data[ctx].body->nodes.data[t.node];
    if (given->kind == N_GLOBAL && !t.linked && (st.may & ST_OPEN))
        st = as_first_member(x, callee, node, given->ref, t, st);
    uint32_t g = root ? RIR_NONE : given_static(x, ctx, r, callee, node, t);
    bool may = g != RIR_NONE && lendable(x->s, g),
         alone = may && !loans_contested(x, g) && sole_owner(x, g);
    if (alone && (!part_is_given(x, ctx, r, callee, node, g) || one_holder(x, g)))
        st = exactly(ST_BELOW);
    else if (may || (g != RIR_NONE && phase_a_named_doubtfully(x->s->a, g)))
        st.must = 0; /* as it would be without the loan, but no evidence */
    if (!r->start)
        return st;
    if (st.may & ST_BIT(ST_STACK)) /* of the starter's frame, which is no caller's (B-X4) */
        st.may |= ST_BIT(ST_OWN);
    uint32_t lent = root ? ST_BIT(ST_STATIC) : ST_BIT(ST_BELOW);
    if (st.may & lent) {
        st.may = (st.may & ~lent) | ST_BIT(ST_LENT);
        st.must &= ~lent;
    }
    if (root && t.node != RIR_NONE && given_static(x, ctx, r, callee, node, t) != RIR_NONE &&
        loans_contested(x, given_static(x, ctx, r, callee, node, t)))
        st.must = 0;
    if (root && !t.linked)
        only_channel(x, ctx, r, callee, node, &st);
    return st;
}

/* The caller's node for a thread-local object of the callee: itself. */
static uint32_t identity_of(const struct body *caller, const struct body *callee, uint32_t node)
{
    if (callee->nodes.data[node].kind != N_GLOBAL)
        return RIR_NONE;
    return node_get((struct body *)caller, N_GLOBAL, callee->nodes.data[node].ref);
}

/* Something else than the statuses of what a call passes decides what it gives: of loans, what all
 * entry nodes are (lent_meets.c). */
static bool depends_on_more(const struct context *c, uint32_t call)
{
    const struct point *p = &c->body->points.data[c->body->calls.data[call].point];
    return c->pushed[call] == 0 || c->body->put_into.len > 0 ||
           c->marked_since >= c->pushed[call] || (p->nloans != 0 && c->grown >= c->pushed[call]);
}

/* None of these has grown since the call was looked at: it gives the node what it gave before. */
static bool gives_the_same(const struct contexts *x, const struct context *c, uint32_t call,
                           set_id given)
{
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, given, &n);
    if (depends_on_more(c, call))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (status_entry(c, v[i].node)->grown >= c->pushed[call])
            return false;
    return true;
}

enum { KNOWN_STATUSES = 8 };

/* `marks`: NULL where the callee's context is the caller's, which grows meanwhile. */
static bool push_node(struct contexts *x, uint32_t ctx, uint32_t call, uint32_t to, uint32_t node,
                      struct passed_marks *marks)
{
    struct context *c = &x->all.data[ctx];
    const struct call_rec *r = &c->body->calls.data[call];
    struct body *callee = x->all.data[to].body;
    struct origin root = {.ctx = RIR_NONE};
    if (r->start && callee->nodes.data[node].kind == N_GLOBAL)
        return false; /* a thread's own, and fresh */
    if (r->start && thread_local_node(callee, node))
        return add_status(
            x, to, node,
            initial_thread_local(x->s, callee, node, status_starts_inside(x->s, c->body, r)),
            CERT_MAY, root);
    if (r->coarse || node >= r->nbind) {
        struct target u = {.node = RIR_NONE};
        return add_status(x, to, node, exactly(ST_UNKNOWN), CERT_MAY,
                          (struct origin){.ctx = ctx, .call = call, .at = u});
    }
    const struct node *entry = &callee->nodes.data[node];
    if (!r->start && entry->kind == N_PARAM &&
        (callee->f->params[entry->ref].pos.flags & RIR_ARG_BYVAL) != 0) /* a copy in its frame */
        return add_status(x, to, node, exactly(ST_STACK), CERT_SURE, root);
    if (gives_the_same(x, c, call, r->bind[node]))
        return false;
    uint32_t n, identity = identity_of(c->body, callee, node);
    set_get(&x->s->sets, r->bind[node], &n);
    struct node_status known[KNOWN_STATUSES]; /* of the first targets */
    uint32_t nknown = 0;
    bool grew = false, all_global = n > 0;
    for (uint32_t i = 0; i < n && all_global; i++) {
        struct target t = set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i];
        struct node_status st = given_unmarked(x, ctx, r, callee, node, t);
        all_global &= (st.must & ST_GLOBALS) != 0;
        if (marks != NULL && nknown < KNOWN_STATUSES) /* else it may grow meanwhile */
            known[nknown++] = st;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i];
        struct node_status st = i < nknown ? known[i] : given_unmarked(x, ctx, r, callee, node, t);
        status_put_marks(x, ctx, r, &callee->nodes.data[node], t, marks, &st);
        if (st.may & lendable_statuses)
            st.part = part_given(x, ctx, r, callee, node, t);
        if (t.node == identity && callee->nodes.data[node].kind == N_GLOBAL)
            st.may &= ST_GLOBALS |
                      ST_MARKED; /* thread-local by itself; what callers made of it goes on */
        /* whichever it is, it is global: that is as good as knowing which */
        enum certain cert = all_global ? CERT_PATH : (enum certain)t.cert;
        grew |=
            add_status(x, to, node, st, cert, (struct origin){.ctx = ctx, .call = call, .at = t});
    }
    return grew;
}

static uint32_t task_of_start(const struct solver *s, const struct body *b,
                              const struct call_rec *r)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].func == r->callee && t[i].start_func == b->func && t[i].start_insn == r->insn)
            return i;
    return 0;
}

static void push_call(struct contexts *x, uint32_t ctx, uint32_t call)
{
    struct context *c = &x->all.data[ctx];
    const struct call_rec *r = &c->body->calls.data[call];
    struct body *callee = x->s->bodies[r->aliased][r->callee];
    enum role role = r->start ? ROLE_TASK : (enum role)c->role;
    uint32_t task = r->start ? task_of_start(x->s, c->body, r) : c->task;
    uint32_t before = x->all.len, to = context_get(x, callee, role, task);
    bool ambiguous = x->all.data[ctx].ambiguous || r->several;
    if (to == before) {
        x->all.data[to].from = ctx;
        x->all.data[to].from_call = call;
        x->all.data[to].ambiguous = ambiguous;
    } else if (!ambiguous && x->all.data[to].ambiguous) {
        x->all.data[to].ambiguous = false;
        if (r->start) { /* a better witness; of calls it could lead round in a ring */
            x->all.data[to].from = ctx;
            x->all.data[to].from_call = call;
        }
        enqueue(x, to); /* what it calls may be certain now */
    }
    bool grew = status_push_marked(x, ctx, r, to);
    uint32_t growths = x->growths;
    struct passed_marks marks = {0};
    for (uint32_t i = 0; i < callee->entries.len; i++)
        grew |= push_node(x, ctx, call, to, callee->entries.data[i], to != ctx ? &marks : NULL);
    x->all.data[ctx].pushed[call] = growths + 1;
    if (role == ROLE_MAIN)
        grew |= running_push(x, ctx, r, to);
    if (grew)
        enqueue(x, to);
}

/* ---- roots ---- */

static bool is_constructor(const struct solver *s, uint32_t func)
{
    return (s->m->funcs.data[func].flags & RIR_FUNC_CTOR) != 0;
}

/* Some root of main may have run before this one, other than itself. */
static bool runs_later(const struct solver *s, uint32_t func)
{
    uint32_t n, at = rir_find_func(s->m, "main");
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    bool any = func != at && !is_constructor(s, func);
    for (uint32_t i = 0; i < n; i++)
        any |= roots[i] != func && is_constructor(s, roots[i]);
    return any;
}

static struct node_status thread_local_at_root(const struct solver *s, const struct body *b,
                                               uint32_t node, bool in_main)
{
    struct node_status n = initial_thread_local(s, b, node, in_main && runs_later(s, b->func));
    if (in_main && (n.may & ST_BIT(ST_UNKNOWN)))
        n.may |= ST_BIT(ST_GLOBAL); /* or a constant, which is for the judge to say */
    if (in_main && lent_any(s))     /* main may have lent it before */
        n.may |= ST_BIT(ST_OPENLY);
    return n;
}

static void root_statuses(struct contexts *x, uint32_t ctx, enum status params, bool is_main)
{
    struct context *c = &x->all.data[ctx];
    struct body *b = c->body;
    struct origin root = {.ctx = RIR_NONE};
    for (uint32_t i = 0; i < b->nodes.len; i++) {
        uint8_t kind = b->nodes.data[i].kind;
        if (!node_is_entry(b, i) || kind == N_GLOBAL)
            continue;
        struct node_status n = exactly(params);
        if (thread_local_node(b, i))
            n = thread_local_at_root(x->s, b, i, c->role == ROLE_MAIN);
        else if (is_main && kind != N_PARAM)
            n = exactly(ST_CONST); /* argv's strings */
        if (!is_main && marks_any(x->s, MARK_FROZEN))
            n.may |= ST_BIT(ST_FROZEN); /* it may have come in a packet */
        if (c->role == ROLE_TASK && kind == N_PARAM && publish_any(x->s) &&
            publish_is_named(x->s, b->f->params[b->nodes.data[i].ref].src))
            n.must |= ST_BIT(ST_FROZEN);
        add_status(x, ctx, i, n, CERT_MAY, root);
    }
    c->root = true;
    enqueue(x, ctx);
}

static void add_main_roots(struct contexts *x)
{
    uint32_t n, at = rir_find_func(x->s->m, "main");
    const uint32_t *roots = phase_a_main_roots(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct body *b = x->s->bodies[1][roots[i]];
        if (b == NULL)
            continue;
        uint32_t ctx = context_get(x, b, ROLE_MAIN, RIR_NONE);
        /* what an exit handler gets was kept by whoever registered it (on_exit) */
        bool own = at != RIR_NONE && (roots[i] == at || is_constructor(x->s, roots[i]));
        if (!own && marks_any(x->s, MARK_SENT))
            status_set_marked(x, ctx, MARK_SENT);
        root_statuses(x, ctx, own ? ST_OWN : ST_UNKNOWN, roots[i] == at);
        frozen_statics_at_root(x, ctx);
        running_at_root(x, ctx, roots, n, roots[i] == at);
        bool guess = i >= phase_a_sure_roots(x->s->a); /* B-D7: no chain begins there */
        x->all.data[ctx].ambiguous = guess;
        x->all.data[ctx].root = !guess;
        if (x->lends_seen && (!own || x->all.data[ctx].running.len != 0))
            status_set_marked(x, ctx, MARK_LENT);
    }
}

static void add_task_roots(struct contexts *x)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].start_func != RIR_NONE)
            continue; /* started ones are reached through their starts */
        struct body *b = x->s->bodies[1][t[i].func];
        if (b != NULL)
            root_statuses(x, context_get(x, b, ROLE_TASK, i), t[i].open ? ST_UNKNOWN : ST_OWN,
                          false);
    }
}

/* B-D7: in a task, unknown code runs what it was given as part of the task. With what arguments is
 * not known, nor whether it does at all: no chain leads there. */
static void push_called_back(struct contexts *x, uint32_t task)
{
    uint32_t n;
    const uint32_t *funcs = phase_a_given_away(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct body *b = x->s->bodies[1][funcs[i]];
        if (b == NULL)
            continue;
        uint32_t before = x->all.len, ctx = context_get(x, b, ROLE_TASK, task);
        x->all.data[ctx].ambiguous |= ctx == before;
        for (enum mark m = 0; m < MARK_SORTS; m++)
            if (marks_any(x->s, m) && (m != MARK_LENT || x->lends_seen))
                status_set_marked(x, ctx, m);
        for (uint32_t k = 0; k < b->nodes.len; k++)
            if (node_is_entry(b, k))
                add_status(x, ctx, k, exactly(ST_UNKNOWN), CERT_MAY,
                           (struct origin){.ctx = RIR_NONE});
        enqueue(x, ctx);
    }
}

static void spread_called_back(struct contexts *x)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    bool always = phase_a_has_implicit(x->s->a);
    if (MUTANT(x->s, 47))
        return;
    for (uint32_t i = 0; i < n; i++)
        if (phase_a_is_unknown(x->s->a, t[i].func) && !MUTANT(x->s, 49)) {
            push_called_back(x, i);
            return; /* each runs in one task or another */
        }
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.data[i].role == ROLE_TASK && (always || x->all.data[i].body->asks_unknown)) {
            push_called_back(x, x->all.data[i].task);
            return; /* each runs in one task or another */
        }
}

uint32_t context_find(const struct contexts *x, uint32_t func, bool aliased, enum role role)
{
    uint32_t id;
    return map_get(&x->index, (uint64_t)func << 8 | (uint64_t)aliased << 1 | role, &id) ? id
                                                                                        : RIR_NONE;
}

static void release(struct contexts *x)
{
    for (uint32_t i = 0; i < x->all.len; i++) {
        free(x->all.data[i].entries);
        free(x->all.data[i].pushed);
        vec_free(&x->all.data[i].running);
        vec_free(&x->all.data[i].sure);
        vec_free(&x->all.data[i].frozen);
    }
    running_forget(x);
    vec_free(&x->all);
    vec_free(&x->todo);
    map_free(&x->index);
}

/* By name, or a start whose function is known. */
static bool is_certain(const struct solver *s, const struct body *b, const struct call_rec *r)
{
    uint32_t n;
    const struct rir_insn *in = &b->f->insns[r->insn];
    if (!r->start)
        return in->op == RIR_CALL && in->ref == r->callee;
    return !phase_a_tasks(s->a, &n)[task_of_start(s, b, r)].guess;
}

/* The calls that are certain, or all: the certain ones again only where something has grown. */
static void spread(struct contexts *x, bool certain_only)
{
    while (x->todo.len > 0) {
        uint32_t ctx = x->todo.data[--x->todo.len];
        const struct body *b = x->all.data[ctx].body;
        bool fresh = x->all.data[ctx].fresh;
        x->all.data[ctx].queued = x->all.data[ctx].fresh = false;
        for (uint32_t i = 0; i < b->calls.len; i++)
            if (is_certain(x->s, b, &b->calls.data[i]) ? fresh : !certain_only)
                push_call(x, ctx, i);
    }
}

/* First by calls that are certain, so that witnesses go that way where there is one. */
static void spread_statuses(struct contexts *x)
{
    add_main_roots(x);
    add_task_roots(x);
    spread(x, true);
    for (uint32_t i = 0; i < x->all.len; i++)
        look_again(x, i);
    spread(x, false);
    spread_called_back(x);
    spread(x, false);
}

void contexts_build(struct contexts *x, struct solver *s)
{
    *x = (struct contexts){.s = s, .sole_roots = phase_a_sole_roots(s->a, &s->arena)};
    x->contested = ARENA_ARRAY(&s->arena, bool, s->m->globals.len + 1);
    x->divided = ARENA_ARRAY(&s->arena, bool, s->m->globals.len + 1);
    x->asked = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->one_holder = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->given = ARENA_ARRAY(&s->arena, uint8_t, s->m->globals.len + 1);
    x->lends_in_task = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    lent_prepare(x);
    frozen_statics_find(x);
    running_init(x);
    spread_statuses(x);
    if (!loans_find(x))
        return;
    release(x); /* statuses only grow: what was lent wrongly needs a new start */
    spread_statuses(x);
}

void contexts_free(struct contexts *x)
{
    release(x);
    lent_views_free(x);
}
