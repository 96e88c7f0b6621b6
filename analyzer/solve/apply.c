/* Applying a callee's exit at a call.
 *
 * B-C1 (I3). Each entry node of the callee is bound to a set of targets of the caller that covers
 * every object it can stand for: a parameter to what is apply_passed, a path to what the caller's
 * memory holds there, a rest to everything reachable from its root. B-C2. All bindings and all new
 * contents are computed in the state in front of the call; then they are stored. A store is strong
 * only if one entry node alone is bound to exactly one singular place. B-C3. The exit "arguments
 * are disjoint" is used only where the closures of the arguments share nothing mutable, with each
 * other or with static or unknown memory; else the exit "may overlap". B-C4. A started task's
 * effects may come at any time: they are added, nothing is replaced. B-C5. Every way in which the
 * call can return is covered by one of the exits that are applied, each in a state of its own: the
 * classes of the callee less those whose facts contradict what is known here, or the exit of all
 * returns. B-C6. A slot that may still hold what it held at entry leaves in each place what is
 * there, and adds to it. */
#include "solve/apply_int.h"

#include <stdlib.h>

#include "solve/held.h"
#include "solve/packets.h"
#include "solve/publish.h"

static struct target moved(struct target to, int32_t off, uint32_t stride, enum certain cert)
{
    to.stride = stride_gcd(to.stride, stride);
    int64_t at = (int64_t)to.off + off;
    if (to.stride == 1 || at > INT32_MAX / 2 || at < INT32_MIN / 2) {
        at = 0;
        to.stride = 1;
    }
    to.off = (int32_t)at;
    if (to.cert > cert)
        to.cert = (uint8_t)cert;
    return to;
}

/* What slot (off, stride) of the objects in `parent` holds now. */
set_id apply_load(struct env *e, set_id parent, int32_t off, uint32_t stride)
{
    struct set_table *t = sets_of(e);
    struct gather all = {0};
    uint32_t n;
    set_get(t, parent, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = moved(set_get(t, parent, &(uint32_t){0})[i], off, stride, CERT_SURE);
        gather_add(t, &all, memory_at(e, p), (enum certain)p.cert);
    }
    return gather_join(t, &all);
}

/* Which of the callee's fresh objects it is. */
static uint32_t ordinal(const struct body *callee, uint32_t node)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < node; i++)
        n += callee->nodes.data[i].kind == N_HEAP || callee->nodes.data[i].kind == N_OLD;
    return n;
}

static set_id bind_node(struct binding *k, uint32_t node)
{
    struct env *e = k->e;
    struct set_table *t = sets_of(e);
    struct node n = k->callee->nodes.data[node];
    switch (n.kind) {
    case N_PARAM:
        return n.ref < k->ops->nparams ? k->ops->params[n.ref] : SET_EMPTY;
    case N_PATH:
        if (k->callee->nodes.data[n.parent].kind == N_VARARGS)
            return k->ops->nvariadic > 1 ? set_demote(t, k->ops->variadic, CERT_MAY)
                                         : k->ops->variadic;
        return apply_load(e, apply_bound_to(k, n.parent), n.off, n.stride);
    case N_REST: /* no part of it is the root itself, unless something leads back there */
        if (k->callee->nodes.data[n.ref].kind == N_VARARGS)
            return memory_closure(e, k->ops->variadic);
        return memory_below(e, apply_bound_to(k, n.ref));
    case N_UNKNOWN:
        return set_one(t, node_unknown(e->b, node_reason(k->callee, node)), 0, 1, CERT_MAY);
    case N_GLOBAL:
    case N_FUNC:
    case N_CONSTS:
    case N_HANDLE:
        return set_one(t, node_get(e->b, (enum node_kind)n.kind, n.ref), 0, 0, CERT_SURE);
    case N_GREST:
        return set_one(t, node_get(e->b, N_GREST, n.ref), 0, 1, CERT_SURE);
    case N_HEAP:
    case N_OLD:
        return set_one(t, node_made(e->b, k->insn, ordinal(k->callee, node)), 0, 0,
                       n.kind == N_HEAP ? CERT_SURE : CERT_PATH);
    default: /* the callee's frame is gone; pots are no objects */
        return SET_EMPTY;
    }
}

set_id apply_bound_to(struct binding *k, uint32_t node)
{
    if (!k->have[node]) {
        k->have[node] = true;
        k->to[node] = bind_node(k, node);
    }
    return k->to[node];
}

/* The objects of `to`, at a target of the callee. */
static set_id moved_all(struct binding *k, set_id to, struct target p)
{
    struct set_table *t = sets_of(k->e);
    if (!p.stale && p.stride == 0 && p.off == 0)
        return set_demote(t, to, (enum certain)p.cert);
    if (!p.stale && p.stride == 1)
        return set_demote(t, set_anywhere(t, to), (enum certain)p.cert);
    uint32_t n;
    const struct target *from = set_get(t, to, &n);
    struct target few[2 * SET_MAX], *v = n <= 2 * SET_MAX ? few : malloc(n * sizeof *v);
    if (v == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        v[i] = moved(from[i], p.off, p.stride, (enum certain)p.cert);
        v[i].stale |= p.stale; /* what the callee took out stays so */
    }
    to = set_make(t, v, n);
    if (v != few)
        free(v);
    return to;
}

static set_id translate_anew(struct binding *k, set_id s)
{
    struct set_table *t = sets_of(k->e);
    struct gather all = {0};
    uint32_t n;
    set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(t, s, &(uint32_t){0})[i];
        if (p.node >= k->n || node_is_byval(k->callee, p.node))
            continue; /* the callee's own copy, gone with its frame */
        if (n > 1)
            p.cert = CERT_MAY; /* which one depends on what the callee did */
        gather_add(t, &all, moved_all(k, apply_bound_to(k, p.node), p), CERT_SURE);
    }
    return gather_union(t, &all);
}

/* A set of the callee, in the caller's terms. Only before the effects are stored (B-C2). */
static set_id translate(struct binding *k, set_id s)
{
    uint32_t at = (uint32_t)hash64(s) % TRANSLATED;
    if (k->translated[at].from != s) {
        k->translated[at].to = translate_anew(k, s);
        k->translated[at].from = s;
    }
    return k->translated[at].to;
}

/* ---- which entry (B-C3) ---- */

static bool take_region(struct binding *k, struct id_vec *owner, uint32_t param, struct target p)
{
    struct body *b = k->e->b;
    uint8_t kind = b->nodes.data[p.node].kind;
    if (kind == N_FUNC || kind == N_CONSTS || kind == N_HANDLE ||
        global_is(b, p.node, RIR_GLOBAL_CONST))
        return true;
    if (kind == N_UNKNOWN || node_is_static(b, p.node) || (node_is_entry(b, p.node) && b->aliased))
        return false;
    if (kind == N_GLOBAL)
        return false; /* thread-local: the callee may use it by name */
    uint32_t region = p.node;
    if (node_is_entry(b, p.node))
        region = kind == N_REST ? b->nodes.data[p.node].ref : node_root(b, p.node);
    while (owner->len <= region)
        vec_push(owner, RIR_NONE);
    if (owner->data[region] != RIR_NONE && owner->data[region] != param)
        return false;
    owner->data[region] = param;
    return true;
}

static bool take_regions(struct binding *k, struct id_vec *owner, uint32_t param, set_id all)
{
    uint32_t n;
    const struct target *v = set_get(sets_of(k->e), all, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!take_region(k, owner, param, v[i]))
            return false;
    return true;
}

static bool disjoint(struct binding *k)
{
    struct id_vec owner = {0};
    bool fine = k->ops->variadic == SET_EMPTY && k->mode != APPLY_START;
    for (uint32_t i = 0; fine && i < k->ops->nparams;
         i++) /* most that share something do so here */
        fine = take_regions(k, &owner, i, k->ops->params[i]);
    for (uint32_t i = 0; fine && i < k->ops->nparams; i++)
        fine = take_regions(k, &owner, i, memory_closure(k->e, k->ops->params[i]));
    vec_free(&owner);
    return fine;
}

/* Records are made of bodies that were analysed. */
static struct body *choose_entry(struct binding *k, uint32_t callee)
{
    struct solver *s = k->e->b->s;
    k->callee = s->bodies[1][callee];
    if (solver_may_be_apart(s, callee) && (MUTANT(s, 6) || disjoint(k))) {
        struct body *apart = k->e->recording ? s->bodies[0][callee] : solver_apart(s, callee);
        k->callee = apart != NULL ? apart : k->callee;
    }
    return k->callee;
}

/* All classes of one call are those of one entry, whatever nodes the first of them has made. */
static struct body *entry_of_call(struct binding *k, uint32_t callee)
{
    struct env *e = k->e;
    if (k->mode != APPLY_ONE || e->choice == CHOICE_ALL)
        return choose_entry(k, callee);
    if (e->choice == 0)
        e->callee = choose_entry(k, callee);
    k->callee = e->callee;
    return k->callee;
}

/* ---- effects (B-C2) ---- */

struct pending { /* one store of the exit */
    struct target at;
    set_id value;
    bool weak;
    bool kept; /* unknown code got hold of it inside the callee */
};

struct pending_vec {
    struct pending *data;
    uint32_t len, cap;
};

struct anywhere { /* stores of one value that may be anywhere in many objects, as one */
    set_id value, places;
};

struct anywhere_vec {
    struct anywhere *data;
    uint32_t len, cap;
};

static bool stores_first(const struct binding *k, uint32_t slot)
{
    const struct exit *x = &k->callee->exit;
    uint32_t node = x->mem->data[slot].node;
    return node_is_entry(k->callee, node) && (slot == 0 || x->mem->data[slot - 1].node != node);
}

static void count_shared(struct binding *k)
{
    const struct exit *x = &k->callee->exit;
    for (uint32_t s = 0; s < image_len(x->mem); s++)
        if (stores_first(k, s))
            apply_bound_to(k, x->mem->data[s].node); /* makes nodes here */
    k->nshared = k->e->b->nodes.len;
    k->shared = calloc(k->nshared + 1, sizeof *k->shared);
    if (k->shared == NULL)
        abort();
    for (uint32_t s = 0; s < image_len(x->mem); s++) {
        uint32_t n, last = RIR_NONE;
        if (!stores_first(k, s))
            continue;
        const struct target *v = set_get(sets_of(k->e), k->to[x->mem->data[s].node], &n);
        for (uint32_t j = 0; j < n; last = v[j++].node) /* those of one node are neighbours */
            k->shared[v[j].node] += v[j].node != last && k->shared[v[j].node] < 2;
    }
}

/* Are several of the callee's entry nodes with stores bound to a caller's node? */
static bool bound_twice(struct binding *k, uint32_t node)
{
    if (k->shared == NULL)
        count_shared(k);
    return node < k->nshared && k->shared[node] > 1 && !MUTANT(k->e->b->s, 17);
}

/* What the callee's slot held at entry. */
static bool is_initial(const struct body *callee, const struct slot *s, const struct target *t)
{
    const struct node *to = &callee->nodes.data[t->node];
    return to->kind == N_PATH && to->parent == s->node && to->off == s->off && to->stride == 0 &&
           t->off == 0 && t->stride == 0 && !t->stale && !t->linked;
}

/* B-C6: the slot without what it held at entry; false if it does not hold that. */
static bool take_out_initial(struct binding *k, struct slot s, set_id *besides)
{
    struct set_table *t = sets_of(k->e);
    uint32_t n, at = 0, len = 0;
    const struct target *v = set_get(t, s.set, &n);
    if (s.stride != 0 || !node_is_entry(k->callee, s.node) || k->callee->nodes.data[s.node].summary)
        return false;
    while (at < n && !is_initial(k->callee, &s, &v[at]))
        at++;
    if (at == n)
        return false;
    struct target *rest = calloc(n, sizeof *rest);
    if (rest == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++)
        if (!is_initial(k->callee, &s, &v[i]))
            rest[len++] = v[i];
    *besides = set_demote(t, set_make(t, rest, len), CERT_MAY);
    free(rest);
    return true;
}

/* Which of several functions is called is not known. */
static set_id evident(const struct binding *k, set_id value)
{
    return k->mode == APPLY_ONE_OF ? set_demote(sets_of(k->e), value, CERT_MAY) : value;
}

/* Where much is reachable from everything, hundreds of slots hold one set. */
static void collect_anywhere(struct binding *k, set_id places, set_id value,
                             struct anywhere_vec *out)
{
    struct set_table *t = sets_of(k->e);
    for (uint32_t i = 0; i < out->len; i++)
        if (out->data[i].value == value) {
            out->data[i].places = set_union(t, out->data[i].places, places);
            return;
        }
    struct anywhere a = {value, places};
    vec_push(out, a);
}

static void collect_store(struct binding *k, struct slot s, struct pending_vec *out,
                          struct anywhere_vec *wide)
{
    struct set_table *t = sets_of(k->e);
    if (!node_is_object(k->callee, s.node) || node_is_byval(k->callee, s.node))
        return;
    bool keeps = take_out_initial(k, s, &s.set);
    set_id value = keeps && MUTANT(k->e->b->s, 27) ? SET_EMPTY : evident(k, translate(k, s.set));
    uint32_t n;
    set_id places = apply_bound_to(k, s.node);
    if (s.stride == 1 && k->callee->nodes.data[s.node].kind != N_UNKNOWN) {
        collect_anywhere(k, set_anywhere(t, places), value, wide);
        return;
    }
    bool one = memory_is_one_place(k->e, places);
    set_get(t, places, &n);
    for (uint32_t i = 0; i < (one ? 1 : n); i++) {
        struct target to = moved(set_get(t, places, &(uint32_t){0})[i], s.off, s.stride, CERT_SURE);
        bool weak = keeps || !one || k->mode != APPLY_ONE ||
                    (node_is_entry(k->callee, s.node) && bound_twice(k, to.node));
        struct pending p = {.at = to,
                            .value = value,
                            .weak = weak,
                            .kept = k->callee->nodes.data[s.node].kind == N_UNKNOWN};
        vec_push(out, p);
    }
}

static void store_all(struct binding *k, const struct pending_vec *v,
                      const struct anywhere_vec *wide)
{
    struct body *b = k->e->b;
    for (uint32_t i = 0; i < v->len; i++) {
        struct target at = v->data[i].at;
        if (v->data[i].kept) /* kept; whether unknown code ran, the exit says by itself */
            memory_keep(k->e, v->data[i].value, node_reason(b, at.node));
        else
            memory_store_once(k->e, set_make(sets_of(k->e), &at, 1), v->data[i].value,
                              v->data[i].weak);
    }
    for (uint32_t i = 0; i < wide->len; i++)
        memory_store_once(k->e, wide->data[i].places, wide->data[i].value, true);
}

/* What the callee has put behind its arguments (B-X4). */
static void publish_all(struct binding *k, set_id put, const struct pending_vec *v,
                        const struct anywhere_vec *wide)
{
    for (uint32_t i = 0; i < k->callee->put_into.len && put != SET_EMPTY; i++)
        if (k->callee->put_into.data[i] < k->n && k->have[k->callee->put_into.data[i]])
            publish_replaced(k->e, k->to[k->callee->put_into.data[i]], put);
    for (uint32_t i = 0; i < v->len && put != SET_EMPTY; i++)
        publish_put(k->e, v->data[i].at, v->data[i].value, put);
    for (uint32_t i = 0; i < wide->len && put != SET_EMPTY; i++) {
        uint32_t n;
        set_get(sets_of(k->e), wide->data[i].places, &n);
        for (uint32_t j = 0; j < n; j++)
            publish_put(k->e, set_get(sets_of(k->e), wide->data[i].places, &(uint32_t){0})[j],
                        wide->data[i].value, put);
    }
}

static void apply_tasks(struct binding *k)
{
    struct state *st = &k->e->st;
    const struct exit *x = k->exit;
    if (k->mode == APPLY_ONE)
        for (uint32_t i = 0; i < x->joined.len; i++) {
            ids_add(&st->joined, x->joined.data[i]);
            ids_remove(&st->running, x->joined.data[i]);
            ids_remove(&st->sure, x->joined.data[i]);
            ids_remove(&st->single, x->joined.data[i]);
            lent_end(k->e, x->joined.data[i]);
        }
    if (x->joins && k->mode != APPLY_START) {
        st->joins = true;
        st->sure.len = 0;
    }
    for (uint32_t i = 0; i < x->running.len; i++) {
        uint32_t r = x->running.data[i];
        if (ids_has(&st->running, r) || !ids_has(&x->single, r) || k->mode != APPLY_ONE)
            ids_remove(&st->single, r);
        else
            ids_add(&st->single, r);
    }
    ids_join(&st->running, &x->running);
    for (uint32_t i = 0; k->mode != APPLY_START && i < x->running.len; i++)
        ids_remove(&st->joined, x->running.data[i]);
    if (k->mode == APPLY_ONE)
        ids_join(&st->sure, &x->sure);
}

static void apply_exit(struct binding *k, set_id *results, uint32_t nresults)
{
    const struct exit *x = k->exit;
    set_id handle = apply_handle_given(k);
    struct pending_vec stores = {0};
    struct anywhere_vec wide = {0};
    for (uint32_t i = 0; i < image_len(x->mem); i++)
        collect_store(k, x->mem->data[i], &stores, &wide);
    set_id got[4] = {SET_EMPTY};
    for (uint32_t i = 0; i < nresults && i < x->results.len && i < 4; i++)
        got[i] = evident(k, translate(k, x->results.data[i]));
    set_id marked[MARKS];
    for (enum mark m = 0; m < MARKS; m++)
        marked[m] = apply_marked_by(k, m);
    set_id shared = apply_marked_by(k, MARK_SHARED);
    set_id put = publish_any(k->e->b->s) ? apply_marked_by(k, MARK_PUT) : SET_EMPTY;
    for (uint32_t i = 0; i < k->callee->put_into.len && put != SET_EMPTY; i++)
        if (k->callee->put_into.data[i] < k->n)
            apply_bound_to(k, k->callee->put_into.data[i]); /* B-C2 */
    struct loans loans = {0};
    apply_loans_of(k, &loans);
    if (x->unlinks)
        memory_unlink(k->e);
    store_all(k, &stores, &wide);
    publish_all(k, put, &stores, &wide);
    vec_free(&stores);
    vec_free(&wide);
    if (x->havoc)
        memory_havoc(k->e);
    apply_marks(k, marked);
    held_share_these(k->e, shared);
    apply_sharing(k);
    apply_ended(k, &loans);
    apply_tasks(k);
    if (handle != SET_EMPTY)
        joins_apply(k->e, handle);
    apply_loans(k, &loans);
    vec_free(&loans);
    for (uint32_t i = 0; i < nresults && i < 4; i++)
        results[i] = k->mode == APPLY_ONE ? got[i] : set_join(sets_of(k->e), results[i], got[i]);
}

/* ---- which exit (B-C5) ---- */

/* What is known where the callee returned this way; false: here it cannot. */
static bool learn(const struct binding *k, const struct exit *x, struct fact_vec *out)
{
    const struct rir_insn *in = &k->e->b->f->insns[k->insn];
    const struct rir_func *f = k->e->b->f, *callee = k->callee->f;
    struct facts here = env_facts(k->e);
    facts_copy(out, here.v);
    here.v = out;
    for (uint32_t i = 0; k->mode == APPLY_ONE && i < x->facts.len; i++) {
        struct fact fact = x->facts.data[i];
        if (fact.value == FACT_GIVEN)
            continue;
        bool result = fact.value == FACT_RESULT;
        uint32_t value = result ? in->result : apply_passed(k, fact.value);
        struct rir_scalar there = result ? callee->results[0] : callee->params[fact.value].type;
        bool same = value != RIR_NONE && f->values[value].type.cls == there.cls &&
                    f->values[value].type.bits == there.bits;
        if (same && !facts_assume(&here, value, fact.is))
            return false;
    }
    return true;
}

/* Of the classes that can be, the one whose turn it is; with only one, that one; else the exit of
 * all returns. NULL: none can be. */
static const struct exit *choose_exit(struct binding *k)
{
    const struct body *c = k->callee;
    const struct exit *found = &c->exit;
    struct fact_vec none = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; k->mode == APPLY_ONE && i < c->nclasses; i++) {
        if (!learn(k, &c->classes[i], &none))
            continue;
        if (n == k->e->choice || n == 0)
            found = &c->classes[i];
        n++;
    }
    vec_free(&none);
    if (k->mode != APPLY_ONE || c->nclasses == 0)
        return &c->exit;
    if (k->e->choice == CHOICE_ALL)
        return n == 0 ? NULL : n == 1 ? found : &c->exit;
    k->e->nchoices = n;
    return n == 0 ? NULL : found;
}

static bool apply_chosen(struct binding *k, set_id *results, uint32_t nresults)
{
    struct fact_vec facts = {0};
    k->exit = choose_exit(k);
    if (k->exit == NULL || !learn(k, k->exit, &facts)) {
        vec_free(&facts);
        return false;
    }
    if (k->exit != &k->callee->exit && MUTANT(k->callee->s, 24))
        k->exit = &k->callee->classes[k->exit == k->callee->classes];
    apply_exit(k, results, nresults);
    vec_free(&k->e->st.facts);
    k->e->st.facts = facts;
    return true;
}

/* ---- records ---- */

/* The nodes of a coarse callee are anything, but what a task is given is asked for (loans.c). */
static bool binds_all(const struct binding *k)
{
    return !k->callee->coarse || k->mode == APPLY_START;
}

/* Beyond it, none of the first n nodes is an entry node. */
static uint32_t entry_nodes_end(const struct body *b, uint32_t n)
{
    uint32_t i = b->entries.len;
    while (i > 0 && b->entries.data[i - 1] >= n)
        i--;
    return i == 0 ? 0 : b->entries.data[i - 1] + 1;
}

static void record_call(struct binding *k, bool coarse)
{
    struct env *e = k->e;
    if (!e->recording)
        return;
    struct call_rec r = {.insn = k->insn,
                         .callee = k->callee->func,
                         .aliased = k->callee->aliased,
                         .start = k->mode == APPLY_START,
                         .coarse = coarse,
                         .nbind = binds_all(k) ? entry_nodes_end(k->callee, k->n) : 0};
    set_id *bind = ARENA_ARRAY(&e->b->s->arena, set_id, r.nbind);
    for (uint32_t i = 0; i < r.nbind; i++)
        if (node_is_entry(k->callee, i))
            bind[i] = reach_resolve(e, k->to[i]);
    r.bind = bind;
    r.point = record_point(e);
    vec_push(&e->b->calls, r);
}

void apply_unknown(struct env *e, uint32_t insn, set_id args, const char *reason)
{
    record_handing(e, insn);
    if (e->b->s->called_back.any)
        marks_put_anything(e, called_back_args(e, args), RIR_NONE);
    publish_handed(e, insn, called_back_args(e, args));
    if (e->b->s->called_back.starts.len != 0)
        lent_put_anything(e, called_back_args(e, args));
    memory_hand(e, called_back_args(e, args), reason);
    called_back_effects(e, args, reason);
    packet_show_called_back(e, insn, args);
    e->b->asks_unknown = true;
}

void apply_leaf(struct env *e, uint32_t insn, set_id args, const char *reason)
{
    record_handing(e, insn);
    publish_handed(e, insn, called_back_leaf_args(e, args));
    memory_hand(e, called_back_leaf_args(e, args), reason);
    called_back_leaf_effects(e, args, reason);
}

void apply_anything(struct env *e, set_id args, const char *why, uint32_t func)
{
    marks_put_anything(e, args, func);
    memory_hand(e, args, why);
    e->st.sure.len = 0;
    e->st.single.len = 0;
    e->st.joins = true;
    memory_unlink(e);
}

/* The callee may come to a start. */
static bool may_start(const struct binding *k)
{
    const struct solver *s = k->e->b->s;
    bool starts = s->called_back.starts.len != 0;
    for (uint32_t i = 0; i < s->starts.len && !starts; i++)
        starts = phase_a_leads_to(s->a, k->callee->func, s->starts.data[i].func);
    return starts;
}

static void apply_coarse(struct binding *k, set_id *results, uint32_t nresults)
{
    struct env *e = k->e;
    struct set_table *t = sets_of(e);
    set_id args = k->ops->variadic;
    for (uint32_t i = 0; i < k->ops->nparams; i++)
        args = set_union(t, args, k->ops->params[i]);
    const char *why = k->callee->coarse ? "a cycle of calls too large to follow"
                                        : "a call of too many functions to follow";
    set_id u = set_one(t, node_unknown(e->b, why), 0, 1, CERT_MAY);
    for (uint32_t i = 0; i < nresults; i++)
        results[i] = set_union(t, u, set_demote(t, set_anywhere(t, args), CERT_MAY));
    if (may_start(k)) /* first: what it leads to is asked for once, as memory is before the call */
        lent_put_anything(e, args);
    apply_anything(e, args, why, k->callee->func);
    ids_all(&e->st.running, e->b->s->starts.len); /* whatever it starts may be running */
}

/* False: the call does not return. */
static bool take_effect(struct binding *k, set_id *results, uint32_t nresults)
{
    const struct body *c = k->callee;
    if (c->coarse || (k->ops->many && k->mode != APPLY_START)) {
        apply_coarse(k, results, nresults);
        return true;
    }
    if (c->exit.returns || k->mode == APPLY_START)
        return apply_chosen(k, results, nresults);
    k->exit = &c->exit;
    if (k->mode == APPLY_ONE_OF || k->mode == APPLY_MAYBE)
        apply_tasks(k);
    return false;
}

bool apply_body(struct env *e, uint32_t insn, uint32_t callee, const struct operands *ops,
                enum apply_mode mode, set_id *results, uint32_t nresults)
{
    struct binding k = {.e = e, .insn = insn, .ops = ops, .mode = mode};
    struct body *c = entry_of_call(&k, callee);
    if (c == NULL) { /* not reachable from a root by phase A: cannot happen; be safe */
        set_id args = ops->variadic;
        for (uint32_t i = 0; i < ops->nparams; i++)
            args = set_union(sets_of(e), args, ops->params[i]);
        apply_unknown(e, insn, args, "a function that was not analysed");
        record_event(e, insn, callee, false, "a function that was not analysed");
        return true;
    }
    body_note_use(e, c);
    k.n = c->nodes.len;
    k.to = calloc(k.n + 1, sizeof *k.to);
    k.have = calloc(k.n + 1, sizeof *k.have);
    if (k.to == NULL || k.have == NULL)
        abort();
    if (e->recording && binds_all(&k)) /* else: what the exit names */
        for (uint32_t i = 0; i < c->entries.len && c->entries.data[i] < k.n; i++)
            apply_bound_to(&k, c->entries.data[i]);
    record_call(&k, c->coarse);
    bool returns = ops->only_recorded || take_effect(&k, results, nresults);
    free(k.to);
    free(k.have);
    free(k.shared);
    return returns;
}
