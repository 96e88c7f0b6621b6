/* The pass from the roots downwards: what one call, in one context, does to the context of its
 * callee.
 *
 * B-P1. The status of each entry node covers every chain of calls that reaches it (I4): a worklist
 * over calls until nothing grows (contexts.c). B-P2. A status is a must only if every step of one
 * chain is at least CERT_PATH: the very object (I5). A call is looked at again only where what it
 * passes has grown since: statuses only grow, so it gives what it gave before. */
#include <stdlib.h>

#include "solve/status_int.h"

bool status_add(struct contexts *x, uint32_t to, uint32_t node, struct node_status n,
                enum certain cert, struct origin by)
{
    struct node_status *have = status_entry(&x->all.data[to], node);
    uint32_t must = cert >= CERT_PATH ? n.must : 0;
    bool less = (n.may & ST_LENDABLE) != 0 &&
                part_join(&have->part, n.part, (have->may & ST_LENDABLE) == 0);
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
    x->all.data[to].grown = ++x->growths;
    x->all.data[to].entry_grown[status_entry_at(&x->all.data[to], node)] = x->growths;
    return true;
}

bool status_is_of_tls(const struct body *b, uint32_t node)
{
    uint32_t root =
        b->nodes.data[node].kind == N_REST ? b->nodes.data[node].ref : node_root(b, node);
    return b->nodes.data[root].kind == N_GLOBAL;
}

/* A thread-local object is fresh when its thread starts: what its initialiser names, else nothing.
 * `later`: in a handler that runs inside another task it holds what that task put there, in a root
 * of main what another one did that ran before. */
struct node_status status_of_fresh_tls(const struct solver *s, const struct body *b, uint32_t node,
                                       bool later)
{
    uint32_t root =
        b->nodes.data[node].kind == N_REST ? b->nodes.data[node].ref : node_root(b, node);
    const struct rir_global *g = &s->m->globals.data[b->nodes.data[root].ref];
    bool points = g->ninit != 0 || !(g->flags & RIR_GLOBAL_DEFINED);
    struct node_status n = status_exactly(ST_OWN);
    if (points)
        n.may |= ST_BIT(ST_GLOBAL);
    if (later) /* what is in the frame of who put it there, or beside it */
        n.may |= ST_BIT(ST_STACK) | ST_BIT(ST_TLS);
    if (later && solver_leads_to_visible(s, phase_a_class_of_global(s->a, b->nodes.data[root].ref)))
        n.may |= ST_UNKNOWNS;
    return n;
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
        if (c->entry_grown[status_entry_at(c, v[i].node)] >= c->pushed[call])
            return false;
    return true;
}

static void find_passed(struct contexts *x, const struct context *c, struct call_rec *r)
{
    uint32_t n;
    bool *seen = calloc(c->nentries + 1, sizeof *seen);
    if (seen == NULL)
        abort();
    for (uint32_t node = 0; node < r->nbind; node++) {
        const struct target *v = set_get(&x->s->sets, r->bind[node], &n);
        for (uint32_t i = 0; i < n; i++)
            seen[status_entry_at(c, v[i].node)] = true;
    }
    n = 0;
    for (uint32_t i = 0; i <= c->nentries; i++)
        n += seen[i];
    uint32_t *list = ARENA_ARRAY(&x->s->arena, uint32_t, n + 1);
    r->passes = list;
    for (uint32_t i = 0; i <= c->nentries; i++)
        if (seen[i])
            list[r->npasses++] = i;
    free(seen);
}

/* Nothing of what the call passes has grown since it was looked at: so it is for every node. */
static bool gives_all_the_same(struct contexts *x, const struct context *c, uint32_t call)
{
    struct call_rec *r = &c->body->calls.data[call];
    if (depends_on_more(c, call))
        return false;
    if (r->passes == NULL)
        find_passed(x, c, r);
    for (uint32_t i = 0; i < r->npasses; i++)
        if (c->entry_grown[r->passes[i]] >= c->pushed[call])
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
    if (r->start && status_is_of_tls(callee, node))
        return status_add(
            x, to, node,
            status_of_fresh_tls(x->s, callee, node, status_starts_inside(x->s, c->body, r)),
            CERT_MAY, root);
    if (r->coarse || node >= r->nbind) {
        struct target u = {.node = RIR_NONE};
        return status_add(x, to, node, status_exactly(ST_UNKNOWN), CERT_MAY,
                          (struct origin){.ctx = ctx, .call = call, .at = u});
    }
    const struct node *entry = &callee->nodes.data[node];
    if (!r->start && entry->kind == N_PARAM &&
        (callee->f->params[entry->ref].pos.flags & RIR_ARG_BYVAL) != 0) /* a copy in its frame */
        return status_add(x, to, node, status_exactly(ST_STACK), CERT_SURE, root);
    if (gives_the_same(x, c, call, r->bind[node]))
        return false;
    uint32_t n, identity = identity_of(c->body, callee, node);
    set_get(&x->s->sets, r->bind[node], &n);
    struct node_status known[KNOWN_STATUSES]; /* of the first targets */
    uint32_t nknown = 0;
    bool grew = false, all_global = n > 0;
    for (uint32_t i = 0; i < n && all_global; i++) {
        struct target t = set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i];
        struct node_status st = status_given_unmarked(x, ctx, r, callee, node, t);
        all_global &= (st.must & ST_GLOBALS) != 0;
        if (marks != NULL && nknown < KNOWN_STATUSES) /* else it may grow meanwhile */
            known[nknown++] = st;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i];
        struct node_status st =
            i < nknown ? known[i] : status_given_unmarked(x, ctx, r, callee, node, t);
        status_put_marks(x, ctx, r, &callee->nodes.data[node], t, marks, &st);
        if (st.may & ST_LENDABLE)
            st.part = part_given(x, ctx, r, callee, node, t);
        if (t.node == identity && callee->nodes.data[node].kind == N_GLOBAL)
            st.may &= ST_GLOBALS |
                      ST_MARKED; /* thread-local by itself; what callers made of it goes on */
        /* whichever it is, it is global: that is as good as knowing which */
        enum certain cert = all_global ? CERT_PATH : (enum certain)t.cert;
        grew |=
            status_add(x, to, node, st, cert, (struct origin){.ctx = ctx, .call = call, .at = t});
    }
    return grew;
}

uint32_t context_task_of_start(const struct solver *s, const struct body *b,
                               const struct call_rec *r)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].func == r->callee && t[i].start_func == b->func && t[i].start_insn == r->insn)
            return i;
    return 0;
}

static bool push_nodes(struct contexts *x, uint32_t ctx, uint32_t call, uint32_t to)
{
    const struct id_vec *entries = &x->all.data[to].body->entries;
    uint32_t growths = x->growths;
    bool grew = false;
    x->passed->time++;
    for (uint32_t i = 0; i < entries->len; i++)
        grew |= push_node(x, ctx, call, to, entries->data[i], to != ctx ? x->passed : NULL);
    x->all.data[ctx].pushed[call] = growths + 1;
    return grew;
}

void status_push_call(struct contexts *x, uint32_t ctx, uint32_t call)
{
    struct context *c = &x->all.data[ctx];
    const struct call_rec *r = &c->body->calls.data[call];
    struct body *callee = x->s->bodies[r->aliased][r->callee];
    enum role role = r->start ? ROLE_TASK : (enum role)c->role;
    uint32_t task = r->start ? context_task_of_start(x->s, c->body, r) : c->task;
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
        context_enqueue(x, to); /* what it calls may be certain now */
    }
    bool grew = status_push_marked(x, ctx, r, to);
    if (!gives_all_the_same(x, &x->all.data[ctx], call))
        grew |= push_nodes(x, ctx, call, to);
    if (role == ROLE_MAIN)
        grew |= running_push(x, ctx, r, to);
    if (grew)
        context_enqueue(x, to);
}
