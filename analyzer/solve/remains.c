/* What is still wrong with an access or event when findings about it are taken away.
 *
 * B-V8. What is taken away hides nothing else: an access stays a finding as long as one of the ways
 * in which it may be wrong (ways.c) is left, or there are more of them than are looked at. It is a
 * violation only by a chain that is evidence and is left itself: the access is judged again, and
 * chains that were taken away do not count.
 *
 * Each target is judged by itself: what is proved of one stays so. Of main's writes that disturb a
 * task, what is left is unproven: whether the task reads this object, too, is not asked. */
#include "solve/remains.h"

#include "solve/judge_int.h"
#include "solve/ways.h"

enum { MAX_WAYS = 64 };

struct remains {
    struct judge *j;
    const struct remains_query *q;
    bool task;
    struct judgement now; /* of the target that is looked at */
    uint64_t seen[MAX_WAYS];
    uint32_t nseen;
    bool any, global; /* some way is left; one of those is to something global */
    struct judgement worst;
    struct chain shown;
};

/* ---- chains ---- */

static bool chain_is_left(void *with, const struct chain_query *q, const struct chain *found)
{
    struct remains *r = with;
    uint32_t insn = r->q->a != NULL ? r->q->a->insn : r->q->v->insn;
    struct judgement j = {.certainty = CERTAINTY_VIOLATION,
                          .kind = q->st == ST_CONST ? KIND_FROZEN_WRITE : KIND_GLOBAL_WRITE,
                          .at = q->at,
                          .has_target = q->at.node != RIR_NONE,
                          .task = RIR_NONE};
    if (q->ctx != r->q->ctx || q->insn != insn)
        return true; /* asked about something else: what a task reads */
    return r->q->left(r->q->with, &j, found);
}

static struct judgement judge_again(struct remains *r, const struct access *a)
{
    r->j->chains.fits = chain_is_left;
    r->j->chains.fits_with = r;
    struct judgement j =
        a != NULL ? judge_access(r->j, r->q->ctx, a) : judge_event(r->j, r->q->ctx, r->q->v);
    r->j->chains.fits = NULL;
    return j;
}

/* The judgement says "constant" where both are possible: is there a chain to something global? */
static bool is_surely_global(struct remains *r, const struct access *a, struct target t,
                             struct chain *found)
{
    struct chain_query q = {.ctx = r->q->ctx,
                            .insn = a->insn,
                            .operand = access_operand(r->j->x->all.data[r->q->ctx].body, a),
                            .at = t,
                            .st = ST_GLOBAL};
    if (a->kind == ACCESS_FREE || a->doubt != NULL || t.cert < CERT_PATH ||
        !(status_of(r->j->x, q.ctx, t).must & ST_GLOBALS))
        return false;
    r->j->chains.fits = chain_is_left;
    r->j->chains.fits_with = r;
    bool is = chain_find(&r->j->chains, &q, found);
    r->j->chains.fits = NULL;
    return is;
}

/* ---- ways ---- */

static uint64_t key_of(const struct remains *r, const struct way *w)
{
    const struct chain *c = &w->chain;
    const struct context *end = &r->j->x->all.data[c->end_ctx];
    uint64_t h = hash64((uint64_t)w->st << 32 | c->end_ctx);
    if (c->end.node != RIR_NONE) {
        const struct node *n = &end->body->nodes.data[c->end.node];
        h = hash64((uint64_t)w->st << 32 | n->kind) ^ hash64(n->ref);
        h = hash64(h ^ (uint64_t)(uint32_t)c->end.off << 32 ^ c->end.stride);
    }
    if (c->n > 0)
        h = hash64(h ^ ((uint64_t)c->links[c->n - 1].ctx << 32 | c->links[c->n - 1].call));
    return h;
}

static bool is_new(struct remains *r, const struct way *w)
{
    uint64_t key = key_of(r, w);
    for (uint32_t i = 0; i < r->nseen; i++)
        if (r->seen[i] == key)
            return false;
    if (r->nseen < MAX_WAYS)
        r->seen[r->nseen++] = key;
    return true;
}

static const char *may_be(struct remains *r, const struct way *w)
{
    const struct chain *c = &w->chain;
    const struct body *end = r->j->x->all.data[c->end_ctx].body;
    const char *what = w->st == ST_CONST ? "constant" : "global", *name;
    if (w->st == ST_UNKNOWN)
        return c->end.node != RIR_NONE && end->nodes.data[c->end.node].kind == N_UNKNOWN
                   ? node_reason(end, c->end.node)
                   : "what calls this function is not known";
    name = c->end.node == RIR_NONE ? NULL : name_of_target(r->j, c->end_ctx, c->end, 0);
    if (name == NULL)
        return arena_printf(r->j->arena, "it may be %s memory", what);
    return arena_printf(r->j->arena, "it may be %s '%s', or memory reachable from it", what, name);
}

/* The judgement that there would be if this were the only way. */
static struct judgement by_way(struct remains *r, const struct way *w)
{
    struct judgement j = r->now;
    j.certainty = CERTAINTY_UNPROVEN;
    j.chain = NULL;
    if (r->q->a == NULL || j.task != RIR_NONE) /* about that task, or about no object */
        return j;
    bool constant = w->st == ST_CONST || (w->st == ST_UNKNOWN && !r->task);
    j.kind = constant ? KIND_FROZEN_WRITE : KIND_GLOBAL_WRITE;
    j.has_target = w->st != ST_UNKNOWN;
    j.reason = NULL; /* said once it is left */
    return j;
}

static void keep(struct remains *r, const struct judgement *j, const struct chain *c)
{
    if (r->any && r->worst.certainty >= j->certainty)
        return;
    r->any = true;
    r->worst = *j;
    r->shown = *c;
}

/* Main may write what is global. If that disturbs a task it is a judgement by itself; else it may
 * be a constant that was stored there. */
static bool is_asked(const struct remains *r, struct way *w)
{
    if (r->task)
        return true;
    if (r->now.task != RIR_NONE)
        return w->st == ST_GLOBAL;
    if (w->st == ST_GLOBAL)
        w->st = ST_CONST;
    return true;
}

static bool look_at(void *with, const struct way *way)
{
    struct remains *r = with;
    struct way w = *way;
    if (!is_asked(r, &w) || !is_new(r, &w))
        return true;
    struct judgement j = by_way(r, &w);
    if (!r->q->left(r->q->with, &j, &w.chain))
        return true;
    if (j.reason == NULL)
        j.reason = may_be(r, &w);
    keep(r, &j, &w.chain);
    r->global |= w.st == ST_GLOBAL;
    return r->q->all || (r->task && !r->global); /* the others are no worse */
}

/* ---- all of it ---- */

static void without_a_way(struct remains *r)
{
    struct judgement j = r->now;
    struct chain chain;
    struct target none = {.node = RIR_NONE};
    chain_of_witness(r->j->x, r->q->ctx, none, ST_UNKNOWN, &chain);
    j.chain = NULL;
    j.has_target = false;
    j.certainty = CERTAINTY_UNPROVEN;
    if (r->q->left(r->q->with, &j, &chain))
        keep(r, &j, &chain);
}

static void too_many_ways(struct remains *r)
{
    r->now.reason = "it may be more things than are looked at one by one";
    without_a_way(r);
    if (r->now.task != RIR_NONE)
        return;
    r->now.kind =
        r->now.kind == KIND_GLOBAL_WRITE && r->q->a != NULL ? KIND_FROZEN_WRITE : KIND_GLOBAL_WRITE;
    without_a_way(r);
}

static void walk(struct remains *r, struct target at)
{
    uint32_t before = r->nseen, size = 0;
    if (at.node != RIR_NONE)
        size = judge_written_size(r->j, r->q->ctx, r->q->a);
    bool whole = ways_walk(&r->j->chains, r->q->ctx, at, size, look_at, r);
    if (!whole || r->nseen == MAX_WAYS)
        too_many_ways(r);
    else if (r->nseen == before)
        without_a_way(r); /* what is in doubt is not which object it is */
}

/* Of main's writes that disturb a task no evidence is looked for: see above. */
static bool is_evidence(struct remains *r)
{
    if (r->now.certainty == CERTAINTY_VIOLATION && r->now.task != RIR_NONE) {
        r->now.certainty = CERTAINTY_UNPROVEN;
        r->now.reason = judge_may_run(r->j, r->now.task);
    }
    return r->now.certainty == CERTAINTY_VIOLATION && r->now.chain != NULL;
}

static void one_target(struct remains *r, struct target t)
{
    struct access one = *r->q->a;
    struct chain found;
    one.targets = set_one(&r->j->x->s->sets, t.node, t.off, t.stride, (enum certain)t.cert);
    r->now = judge_again(r, &one);
    if (r->now.certainty == CERTAINTY_PROVED)
        return;
    if (is_evidence(r))
        keep(r, &r->now, r->now.chain);
    r->nseen = 0;
    r->global = false;
    walk(r, t);
    if (!r->task || !r->global || !is_surely_global(r, r->q->a, t, &found))
        return;
    r->now.certainty = CERTAINTY_VIOLATION;
    r->now.kind = KIND_GLOBAL_WRITE;
    r->now.reason = NULL;
    keep(r, &r->now, &found);
}

static bool is_known(const struct remains *r)
{
    return r->any && r->worst.certainty == CERTAINTY_VIOLATION && !r->q->all;
}

static void an_access(struct remains *r)
{
    const struct access *a = r->q->a;
    uint32_t n;
    r->now = judge_again(r, a); /* that all targets are global counts as evidence */
    if (is_evidence(r))
        keep(r, &r->now, r->now.chain);
    set_get(&r->j->x->s->sets, a->targets, &n);
    for (uint32_t i = 0; i < n && !is_known(r); i++)
        one_target(r, set_get(&r->j->x->s->sets, a->targets, &(uint32_t){0})[i]);
}

static void an_event(struct remains *r)
{
    r->now = judge_again(r, NULL);
    if (is_evidence(r))
        keep(r, &r->now, r->now.chain);
    if (r->now.certainty != CERTAINTY_PROVED && !is_known(r))
        walk(r, (struct target){.node = RIR_NONE});
}

bool remains_find(struct judge *j, const struct remains_query *q, struct judgement *worst,
                  struct chain *shown)
{
    struct remains r = {
        .j = j, .q = q, .task = j->x->all.data[q->ctx].role == ROLE_TASK, .now = {0}};
    for (int past = 0; past < 2 - r.task; past++) {
        j->past_frozen = past == 1;
        if (q->a != NULL)
            an_access(&r);
        else
            an_event(&r);
    }
    j->past_frozen = false;
    *worst = r.worst;
    *shown = r.shown;
    return r.any;
}
