/* The search for a chain goes upwards from the place, depth first, callers nearest to a root first
 * (chain_callers.c) and the one that first brought the status before them. A chain is given up as
 * soon as what there is of it has no path (B-V2), so nothing is tried twice for one reason; what is
 * tried for a place is bounded.
 *
 * B-V7. A call through a pointer goes to several functions only because the analysis cannot tell
 * them apart. It is evidence for one of them if no other has the pointer's type; if that function
 * is found by name (named.h): passed down this very chain, or a member of the table that is called
 * through; or if no other call in the program can mean it, and only this task makes that call. A
 * call of an ifunc is evidence if its resolver returns that function and no other. */
#include "solve/chain_int.h"
#include "solve/chain_start.h"

enum { MAX_TRIES = 96, NEAR = 2, MAX_ENTRIES = 8, MAX_DESCENTS = 256, MAX_ROUNDS = 8 };

struct level { /* a function of the chain; 0: the one with the place */
    uint32_t ctx;
    struct target at; /* the object, as far as it is followed: to where it is no more given */
    bool following;
    struct link link; /* the call of the level below; not of level 0 */
    uint32_t insn, value, global, own;
    bool settled; /* the link is meant for the function, whoever calls */
};

struct hunt {
    struct chains *c;
    const struct chain_query *q;
    struct level at[CHAIN_MAX + 1];
    uint32_t tries, limit, descents;
    uint32_t at_last; /* the static object that it is, once that is known */
    bool named;       /* only the path itself can tell which static object it is */
    struct chain *out;
};

/* The operands of the call are the callee's parameters. */
static bool passes_operands(const struct contexts *x, struct link l)
{
    const struct call_rec *r = chain_call(x, l);
    const struct rir_insn *in = &x->all.data[l.ctx].body->f->insns[r->insn];
    return !r->start && (in->op == RIR_CALLI || (in->op == RIR_CALL && in->ref == r->callee));
}

/* The parameter that refers to the object. */
static uint32_t parameter(const struct contexts *x, const struct level *l)
{
    const struct body *b = x->all.data[l->ctx].body;
    const struct node *n = l->at.node == RIR_NONE ? NULL : &b->nodes.data[l->at.node];
    return n != NULL && n->kind == N_PARAM && !l->at.linked ? b->f->params[n->ref].value : RIR_NONE;
}

/* If it is an object that a function of the chain has made, then others see it by now: not only
 * while the call of the level runs, which may call back several times. */
static bool was_shown(const struct hunt *h, uint32_t level)
{
    const struct contexts *x = h->c->x;
    const struct level *l = &h->at[level];
    const struct body *b = x->all.data[l->ctx].body;
    const struct rir_insn *in = &b->f->insns[l->insn];
    if (h->q->st != ST_GLOBAL || l->at.node == RIR_NONE || l->at.linked ||
        (level > 0 ? !passes_operands(x, l->link) : rir_call_args(in) != 0))
        return false;
    return node_is_local(b, l->at.node) || b->nodes.data[l->at.node].kind == N_GREST;
}

/* Is there a path through levels `level` to 0, given what is known at the entry? */
static bool descends(struct hunt *h, uint32_t level, const struct entry_facts *entry,
                     bool same_thread)
{
    const struct contexts *x = h->c->x;
    const struct level *l = &h->at[level];
    const struct body *b = x->all.data[l->ctx].body;
    struct evidence_query q = {.m = x->s->m,
                               .f = b->f,
                               .insn = l->insn,
                               .value = l->value,
                               .global = l->global,
                               .param = parameter(x, l),
                               .named = level == 0 && h->named,
                               .at_last = h->at_last,
                               .shown = was_shown(h, level),
                               .entry = *entry,
                               .own = l->own,
                               .wanted = 1,
                               .runs = chains_runs(h->c)};
    if (h->descents++ >= MAX_DESCENTS)
        return false;
    if (h->c->asks != NULL && h->c->asks[b->func]) {
        q.identity = h->c->identity;
        q.same_thread = same_thread;
    }
    q.forks = h->q->st == ST_GLOBAL ? h->c->forks : NULL;
    if (level > 0 && passes_operands(x, l->link))
        q.callee = x->all.data[h->at[level - 1].ctx].body->f;
    const struct evidence_known *k = evidence_find(&h->c->evidence, &q);
    if (k->nentries == 0 || level == 0)
        return k->nentries != 0;
    if (descends(h, level - 1, &k->entries[0], same_thread))
        return true;
    if (q.callee == NULL)
        return false;
    q.wanted = MAX_ENTRIES;
    k = evidence_find(&h->c->evidence, &q);
    for (uint32_t i = 1; i < k->nentries; i++)
        if (descends(h, level - 1, &k->entries[i], same_thread))
            return true;
    return false;
}

/* Whether it is a certain thread that calls is not known: it must not matter. */
static bool has_path(struct hunt *h, uint32_t level, const struct entry_facts *known)
{
    h->descents = 0;
    h->at_last = RIR_NONE;
    for (uint32_t i = 0; i <= level; i++)
        if (h->at[i].global != RIR_NONE)
            h->at_last = h->at[i].global;
    return descends(h, level, known, false) &&
           (h->c->asks == NULL || descends(h, level, known, true));
}

/* ---- what calls are meant for ---- */

static bool start_is_guess(const struct contexts *x, const struct body *b, const struct call_rec *r)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].func == r->callee && t[i].start_func == b->func && t[i].start_insn == r->insn)
            return t[i].guess;
    return false;
}

/* B-V7: the call that level `level` makes; `top`: the highest level there is, `all`: nothing calls
 * it. */
static enum named is_meant(struct hunt *h, uint32_t level, uint32_t top, bool all)
{
    const struct contexts *x = h->c->x;
    struct link l = h->at[level].link;
    const struct call_rec *r = chain_call(x, l);
    const struct body *b = x->all.data[l.ctx].body;
    const struct rir_insn *in = &b->f->insns[r->insn];
    struct named_frame frames[CHAIN_MAX + 1];
    uint32_t n = 0, operand;
    bool complete;
    if (r->start)
        return start_is_guess(x, b, r) ? NAMED_NO : NAMED_YES;
    if (in->op == RIR_CALL && in->ref == r->callee)
        return NAMED_YES;
    if (in->op == RIR_CALLI && phase_a_callee_is_guess(x->s->a, b->func, r->insn, r->callee))
        return NAMED_NO;
    uint32_t several = meant_for(&h->c->meant, x, b, r, &operand, &complete);
    if (several == 0 || (several == 1 && complete))
        return several == 0 ? NAMED_NO : NAMED_YES;
    for (uint32_t i = level; i <= top; i++, n++)
        frames[n] = (struct named_frame){x->all.data[h->at[i].ctx].body->func, h->at[i].insn,
                                         passes_operands(x, h->at[i].link)};
    enum named found = operand == RIR_NONE
                           ? NAMED_NO
                           : named_callee(&h->c->names, frames, n, operand, all, r->callee);
    if (found == NAMED_NO && in->op == RIR_CALLI && meant_one_runner(&h->c->meant, x, b->func) &&
        named_by_one_call(&h->c->names, r->callee, b->func, r->insn))
        return NAMED_YES;
    return found;
}

/* Of all calls on the chain so far. */
static bool calls_are_meant(struct hunt *h, uint32_t top, bool all)
{
    for (uint32_t i = 1; i <= top; i++) {
        if (h->at[i].settled)
            continue;
        enum named found = is_meant(h, i, top, all);
        if (found == NAMED_NO || (found == NAMED_ABOVE && all))
            return false;
        h->at[i].settled = found == NAMED_YES;
    }
    return true;
}

uint32_t chain_open_ifunc(const struct contexts *x, const struct chain *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct body *b = x->all.data[c->links[i].ctx].body;
        const struct call_rec *r = chain_call(x, c->links[i]);
        const struct rir_insn *in = &b->f->insns[r->insn];
        uint32_t n;
        bool complete;
        if (!meant_calls_ifunc(x->s->m, in))
            continue;
        phase_a_callees(x->s->a, b->func, r->insn, &n, &complete);
        if (n != 1 || !complete)
            return in->ref;
    }
    return RIR_NONE;
}

/* ---- upwards ---- */

/* "Some object below some static one" is no evidence. */
static bool is_static(const struct contexts *x, uint32_t ctx, struct target t)
{
    if (t.node == RIR_NONE)
        return false;
    const struct node *n = &x->all.data[ctx].body->nodes.data[t.node];
    return n->kind == N_GLOBAL || n->kind == N_CONSTS || n->kind == N_FUNC ||
           (n->kind == N_GREST && n->ref != RIR_NONE);
}

/* The task was started in a function of the chain, before the next call. (What runs at the entry of
 * a context is so on some chain, perhaps another one.) */
static bool task_runs(const struct hunt *h, uint32_t top)
{
    const struct contexts *x = h->c->x;
    for (uint32_t i = 0; i <= top; i++) {
        const struct body *b = x->all.data[h->at[i].ctx].body;
        const struct point *p =
            &b->points.data[i == 0 ? h->q->point : chain_call(x, h->at[i].link)->point];
        for (uint32_t k = 0; k < p->nsure; k++)
            if (p->sure[k] == *h->q->running)
                return true;
    }
    return false;
}

/* The chain ends at level `top`, or at a start that `started` names. */
static bool finish(struct hunt *h, uint32_t top, const struct level *start)
{
    const struct contexts *x = h->c->x;
    const struct level *last = start != NULL ? start : &h->at[top];
    struct chain *out = h->out;
    if (!calls_are_meant(h, top, true) || (h->q->running != NULL && !task_runs(h, top)))
        return false;
    *out = (struct chain){.end_ctx = h->q->ctx, .end = h->q->at};
    for (uint32_t i = 1; i <= top; i++)
        out->links[out->n++] = h->at[i].link;
    if (start != NULL)
        out->links[out->n++] = start->link;
    if (h->q->at.node == RIR_NONE)
        return h->c->fits == NULL || h->c->fits(h->c->fits_with, h->q, out);
    if (last->following && start == NULL)
        return false; /* a root's own: not certain */
    for (uint32_t i = 0; i <= top; i++)
        if (h->at[i].at.node != RIR_NONE) {
            out->end_ctx = h->at[i].ctx;
            out->end = h->at[i].at;
        }
    if (start != NULL && start->at.node != RIR_NONE) {
        struct chain beyond;
        chain_of_witness(x, start->ctx, start->at, h->q->st, &beyond);
        out->end_ctx = beyond.end_ctx;
        out->end = beyond.end;
    }
    if (h->q->st == ST_GLOBAL && !h->named && !is_static(x, out->end_ctx, out->end))
        return false;
    return h->c->fits == NULL || h->c->fits(h->c->fits_with, h->q, out);
}

static bool climb(struct hunt *h, uint32_t level);

/* Arguments that refer to an object which the caller has made. */
static uint32_t own_arguments(const struct contexts *x, struct link l)
{
    const struct call_rec *r = chain_call(x, l);
    const struct body *caller = x->all.data[l.ctx].body;
    const struct body *callee = x->s->bodies[r->aliased][r->callee];
    uint32_t own = 0;
    for (uint32_t node = 0; node < callee->nodes.len && node < r->nbind; node++) {
        const struct node *e = &callee->nodes.data[node];
        uint32_t n;
        if (e->kind != N_PARAM || e->ref >= 32)
            continue;
        const struct target *t = set_get(&x->s->sets, r->bind[node], &n);
        bool made = false;
        for (uint32_t i = 0; i < n; i++)
            made |= caller->nodes.data[t[i].node].local && !t[i].linked && t[i].cert >= CERT_PATH;
        own |= (uint32_t)made << e->ref;
    }
    return own;
}

static bool in_a_ring(const struct hunt *h, uint32_t level, uint32_t ctx)
{
    uint32_t rounds = 0;
    for (uint32_t i = 0; i <= level; i++)
        rounds += h->at[i].ctx == ctx;
    return rounds >= MAX_ROUNDS;
}

/* The task of level `top` is started there: is there a path with what is known by that? */
static bool has_path_from_start(struct hunt *h, uint32_t top, struct link l)
{
    uint32_t funcs[CHAIN_MAX + 1];
    struct start_facts facts;
    for (uint32_t i = 0; i <= top; i++)
        funcs[i] = h->c->x->all.data[h->at[i].ctx].body->func;
    return !chain_start_facts(h->c, l, funcs, top + 1, &facts) || has_path(h, top, &facts.known);
}

/* This function itself has sent, or frozen, what it passes on: nobody above is asked. */
static bool is_marked_here(const struct hunt *h, uint32_t ctx, uint32_t point, struct target at)
{
    const struct body *b = h->c->x->all.data[ctx].body;
    if (!(ST_BIT(h->q->st) & ST_MARKED))
        return false;
    uint32_t record;
    bool inside;
    if (h->q->st == ST_AWAY)
        return status_lent(h->c->x, ctx, point, at, LENT_ANYWHERE, RIR_NONE, &record, &inside) >=
                   MARKED_PATH &&
               record != lent_lost(h->c->x->s);
    enum mark m = h->q->st == ST_SENT ? MARK_SENT : MARK_FROZEN;
    return marks_of(b, b->points.data[point].marks[m], at) >= MARKED_PATH;
}

/* One more call upwards, which binds `bound` to the object (node RIR_NONE: it is followed no more).
 */
static bool climb_by(struct hunt *h, uint32_t level, struct link l, struct target bound)
{
    const struct contexts *x = h->c->x;
    const struct call_rec *r = chain_call(x, l);
    const struct level *below = &h->at[level];
    const struct body *b = x->all.data[l.ctx].body;
    struct level up = {.ctx = l.ctx,
                       .link = l,
                       .insn = r->insn,
                       .value = RIR_NONE,
                       .global = RIR_NONE,
                       .at = {.node = RIR_NONE}};
    if (below->following) {
        up.at = chain_place_in_caller(bound, below->at);
        up.following =
            chain_is_given(x, l.ctx, up.at) && !is_marked_here(h, l.ctx, r->point, up.at);
        const struct node *e = &x->all.data[below->ctx].body->nodes.data[below->at.node];
        const struct rir_insn *in = &b->f->insns[r->insn];
        uint32_t arg = e->kind == N_PARAM ? e->ref + (in->op == RIR_CALLI) : RIR_NONE;
        if (passes_operands(x, l) && arg < in->nargs)
            up.value = in->args[arg];
        if (b->nodes.data[up.at.node].kind == N_GLOBAL)
            up.global = b->nodes.data[up.at.node].ref;
    }
    if (r->start)
        return !start_is_guess(x, b, r) && has_path_from_start(h, level, l) &&
               finish(h, level, &up);
    if (in_a_ring(h, level, l.ctx) || level + 1 >= CHAIN_MAX)
        return false;
    up.own = passes_operands(x, l) ? own_arguments(x, l) : 0;
    for (uint32_t i = 1; i <= level; i++) /* what hung on the callers of another chain */
        h->at[i].settled &= i < level;
    h->at[level + 1] = up;
    return calls_are_meant(h, level + 1, false) &&
           has_path(h, level + 1, &(struct entry_facts){0}) && climb(h, level + 1);
}

/* Every target by which the call makes the object what it has to be. */
static bool climb_with(struct hunt *h, uint32_t level, struct link l)
{
    struct contexts *x = h->c->x;
    const struct call_rec *r = chain_call(x, l);
    const struct level *here = &h->at[level];
    struct target none = {.node = RIR_NONE};
    if (!here->following)
        return climb_by(h, level, l, none);
    const struct body *callee = x->all.data[here->ctx].body;
    uint32_t n, node = here->at.node;
    if (r->coarse || node >= r->nbind)
        return false;
    bool of_frame = h->q->st == ST_STACK || h->q->st == ST_TLS; /* no path says whether it is */
    enum certain least = of_frame ? CERT_SURE : CERT_PATH;
    uint32_t wanted = h->q->st == ST_GLOBAL ? ST_GLOBALS : ST_BIT(h->q->st);
    set_get(&x->s->sets, r->bind[node], &n);
    bool all = n > 0;
    for (uint32_t i = 0; i < n; i++)
        all &= (status_given(x, l.ctx, r, callee, node,
                             set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i])
                    .must &
                ST_GLOBALS) != 0;
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&x->s->sets, r->bind[node], &(uint32_t){0})[i];
        if (((enum certain)t.cert >= least || all) &&
            (status_given(x, l.ctx, r, callee, node, t).must & wanted) != 0 &&
            climb_by(h, level, l, t))
            return true;
    }
    return false;
}

/* Near the place no way upwards uses more than half of the tries that are left: there are others.
 */
static bool try_caller(struct hunt *h, uint32_t level, struct link l)
{
    uint32_t limit = h->limit;
    if (level < NEAR)
        h->limit = h->tries + (limit - h->tries) / 2;
    bool found = climb_with(h, level, l);
    h->limit = limit;
    return found;
}

static bool climb(struct hunt *h, uint32_t level)
{
    const struct contexts *x = h->c->x;
    const struct context *c = &x->all.data[h->at[level].ctx];
    const struct callers *up = &h->c->callers[h->at[level].ctx];
    if (h->tries++ >= h->limit)
        return false;
    if (c->root && finish(h, level, NULL))
        return true;
    struct link first = {c->from, c->from_call};
    if (h->at[level].following) {
        struct origin by = status_entry(c, h->at[level].at.node)->by[status_witness(h->q->st)];
        first = (struct link){by.ctx, by.call};
    }
    if (first.ctx != RIR_NONE && try_caller(h, level, first))
        return true;
    for (uint32_t i = 0; i < up->n && i < MAX_CALLERS && h->tries < h->limit; i++) {
        struct link l = h->c->links[up->first + i];
        if ((l.ctx != first.ctx || l.call != first.call) && try_caller(h, level, l))
            return true;
    }
    return false;
}

bool chain_find(struct chains *c, const struct chain_query *q, struct chain *out)
{
    const struct body *b = c->x->all.data[q->ctx].body;
    struct hunt h = {.c = c, .q = q, .out = out, .limit = MAX_TRIES};
    h.at[0] = (struct level){.ctx = q->ctx,
                             .at = q->at,
                             .insn = q->insn,
                             .value = q->operand,
                             .global = RIR_NONE,
                             .following = chain_is_given(c->x, q->ctx, q->at)};
    if (q->at.node != RIR_NONE && b->nodes.data[q->at.node].kind == N_GLOBAL)
        h.at[0].global = b->nodes.data[q->at.node].ref;
    h.named = q->st == ST_GLOBAL && q->at.node != RIR_NONE && q->operand != RIR_NONE &&
              b->nodes.data[q->at.node].kind == N_GREST &&
              b->nodes.data[q->at.node].ref == RIR_NONE;
    return has_path(&h, 0, &(struct entry_facts){0}) && climb(&h, 0);
}

uint32_t chain_task(const struct contexts *x, const struct chain_query *q, const struct chain *c)
{
    uint32_t top = q->ctx;
    for (uint32_t i = 0; i < c->n; i++) {
        if (starts_task(x, c->links[i]))
            return chain_call(x, c->links[i])->callee;
        top = c->links[i].ctx;
    }
    return x->all.data[top].role == ROLE_TASK ? x->all.data[top].body->func : RIR_NONE;
}
