/* One function to its fixpoint: blocks in reverse post-order, states joined at their entries.
 *
 * Each block has up to four in-states, told apart by what is known of numbers there (parts.c); it
 * is executed once for each. A call whose result tells its callee's exits apart goes on once for
 * each of these, until the block ends.
 *
 * B-F1. In-states only grow; every block is executed again for each in-state that grew.
 * B-F2. Records (accesses, calls) are made in one last pass, after the fixpoint of the whole cycle
 * of calls, so nothing is read off a state that may still change. Of each block it goes as far as
 * there is something to record: what comes then has been done before, to the same states. B-F3. On
 * an edge on which a value is known to be null it refers to nothing. B-F5. What a block makes of
 * its in-state depends on the exits of its callees and on nothing else that changes: it is executed
 * again only when its in-state grew or one of these has another version than it saw. B-F6. What
 * comes to a phi from behind, around a loop, is made coarser where it is many places of one object
 * (set_stepped). */
#include "solve/body.h"
#include "solve/ends.h"
#include "solve/join_names.h"
#include "solve/schedule.h"

#include <stdlib.h>
#include <string.h>

/* Blocks to which a longjmp may come back. */
static void find_resumes(struct body *b)
{
    for (uint32_t i = 0; i < b->f->ninsns; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        if (in->op != RIR_CALL || !(b->s->m->funcs.data[in->ref].flags & RIR_FUNC_RETURNS_TWICE))
            continue;
        if (b->resumes == NULL)
            b->resumes = calloc(b->f->nblocks + 1, sizeof *b->resumes);
        if (b->resumes == NULL)
            abort();
        b->resumes[in->block] = true;
    }
}

struct body *body_new(struct solver *s, uint32_t func, bool aliased)
{
    struct body *b = calloc(1, sizeof *b);
    if (b == NULL)
        abort();
    b->s = s;
    b->func = func;
    b->aliased = aliased;
    b->f = &s->m->funcs.data[func];
    b->w = s->flows[func];
    find_resumes(b);
    b->in = calloc(b->f->nblocks, sizeof *b->in);
    if (b->in == NULL)
        abort();
    return b;
}

void body_forget_states(struct body *b)
{
    for (uint32_t i = 0; b->in != NULL && i < b->f->nblocks; i++)
        parts_free(&b->in[i]);
    free(b->in);
    b->in = NULL;
    state_free(&b->returned);
    parts_free(&b->returned_parts);
    vec_free(&b->uses);
    map_free(&b->use_index);
    shelf_free(&b->sets);
}

void body_free(struct body *b)
{
    if (b == NULL)
        return;
    body_forget_states(b);
    free(b->resumes);
    exit_free(&b->exit);
    for (uint32_t i = 0; i < b->nclasses; i++)
        exit_free(&b->classes[i]);
    vec_free(&b->nodes);
    vec_free(&b->entries);
    vec_free(&b->lent);
    map_free(&b->index);
    vec_free(&b->put_into);
    vec_free(&b->reasons);
    vec_free(&b->accesses);
    vec_free(&b->ties);
    vec_free(&b->storings);
    vec_free(&b->waitings);
    vec_free(&b->holdings);
    vec_free(&b->calls);
    vec_free(&b->events);
    vec_free(&b->handings);
    vec_free(&b->points);
    free(b);
}

static void seed_entry(struct body *b)
{
    if (b->in[0].n != 0)
        return;
    struct state *st = parts_new(&b->in[0]);
    st->reached = true;
    st->mem = image_of(&b->s->images, b, NULL, 0);
    for (uint32_t i = 0; i < b->f->nparams; i++) {
        const struct rir_param *p = &b->f->params[i];
        if (p->value == RIR_NONE || !phase_a_refers(b->s->a, b->func, p->value))
            continue;
        struct bound v = {.value = p->value};
        v.set = set_one(&b->s->sets, node_get(b, N_PARAM, i), 0, 0, CERT_SURE);
        vec_push(&st->vals, v);
    }
}

static void env_open(struct env *e, const struct state *in)
{
    for (uint32_t i = 0; i < e->active.len; i++)
        e->vals[e->active.data[i]] = SET_EMPTY;
    e->active.len = 0;
    e->dead = false;
    state_copy(&e->st, in);
    facts_remove(&e->st.facts, FACT_GIVEN); /* about memory: it will change */
    memory_open(e);
    e->st.vals.len = 0;
    for (uint32_t i = 0; i < in->vals.len; i++)
        env_set(e, in->vals.data[i].value, in->vals.data[i].set);
}

/* Into order by value; live values come so, phis are few. */
static void bind(struct state *st, struct bound v)
{
    vec_push(&st->vals, v);
    uint32_t at = st->vals.len - 1;
    for (; at > 0 && st->vals.data[at - 1].value > v.value; at--)
        st->vals.data[at] = st->vals.data[at - 1];
    st->vals.data[at] = v;
}

/* What a branch says of a pointer: on successor `side` it equals, or differs from, a constant
 * address. */
struct known_address {
    uint32_t value; /* RIR_NONE: nothing is known */
    bool equals;
    const struct rir_value *address; /* null or a global */
};

static struct known_address known_on_edge(const struct body *b, uint32_t from, uint32_t side)
{
    struct known_address none = {.value = RIR_NONE};
    const struct rir_func *f = b->f;
    const struct rir_block *blk = &f->blocks[from];
    const struct rir_insn *t = &f->insns[blk->first + blk->count - 1];
    if (t->op != RIR_COND || side >= t->nblocks || t->blocks[0] == t->blocks[1])
        return none;
    const struct rir_value *c = &f->values[t->args[0]];
    if (c->kind != RIR_V_INSN || f->insns[c->ref].op != RIR_CMP)
        return none;
    const struct rir_insn *cmp = &f->insns[c->ref];
    const struct rir_value *to = &f->values[cmp->args[1]];
    bool constant = (to->kind == RIR_V_CONST && to->imm == 0) || to->kind == RIR_V_GLOBAL;
    if (!constant || (cmp->sub != RIR_P_EQ && cmp->sub != RIR_P_NE))
        return none;
    return (struct known_address){cmp->args[0], (cmp->sub == RIR_P_EQ) == (side == 0), to};
}

static set_id refine(struct env *e, const struct known_address *k, uint32_t value, set_id s)
{
    if (value != k->value)
        return s;
    if (k->address->kind == RIR_V_CONST)
        return k->equals ? SET_EMPTY : s;
    if (k->equals)
        return s;
    struct set_table *t = &e->b->s->sets;
    uint32_t n, out = 0, is = node_get(e->b, N_GLOBAL, k->address->ref);
    set_get(t, s, &n);
    struct target *v = calloc(n + 1, sizeof *v);
    if (v == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(t, s, &(uint32_t){0})[i];
        if (p.node != is || p.stride != 0 || p.off != (int32_t)k->address->imm || p.linked)
            v[out++] = p;
    }
    s = set_make(t, v, out);
    free(v);
    return s;
}

uint32_t edge_phi_input(const struct rir_insn *phi, uint32_t from)
{
    for (uint32_t k = 0; phi->op == RIR_PHI && k < phi->nargs; k++)
        if (phi->blocks[k] == from)
            return phi->args[k];
    return RIR_NONE;
}

/* B-F3. */
static set_id bound_on_edge(struct env *e, const struct known_address *k, uint32_t value)
{
    const struct known *number = facts_find(&e->st.facts, value);
    if (number != NULL && number->signs == SIGN_ZERO)
        return SET_EMPTY;
    return refine(e, k, value, env_get(e, value));
}

static void bind_values(struct env *e, uint32_t from, uint32_t side, uint32_t to)
{
    struct body *b = e->b;
    struct known_address known = known_on_edge(b, from, side);
    e->st.vals.len = 0;
    for (uint32_t i = 0; i < b->w->nlive[to]; i++) {
        struct bound v = {.value = b->w->live[to][i]};
        v.set = bound_on_edge(e, &known, v.value);
        if (v.set != SET_EMPTY)
            bind(&e->st, v);
    }
    for (uint32_t i = 0; i < b->f->blocks[to].count; i++) {
        const struct rir_insn *phi = &b->f->insns[b->f->blocks[to].first + i];
        uint32_t arg = edge_phi_input(phi, from);
        if (phi->op != RIR_PHI)
            break;
        if (arg == RIR_NONE || !phase_a_refers(b->s->a, b->func, phi->result))
            continue;
        struct bound v = {.value = phi->result, .set = bound_on_edge(e, &known, arg)};
        if (b->w->rank[from] >= b->w->rank[to]) /* B-F6 */
            v.set = set_stepped(&b->s->sets, v.set);
        if (v.set != SET_EMPTY)
            bind(&e->st, v);
    }
}

/* The facts behind an edge: about what is still tested there. B-Q6. A phi has the facts of what it
 * gets on this edge, and no others: it is another value than in the round before. */
static void carry_facts(struct env *e, uint32_t from, uint32_t to, struct fact_vec *out)
{
    const struct rir_func *f = e->b->f;
    struct facts x = env_facts(e);
    bool stale = MUTANT(e->b->s, 23);
    for (uint32_t i = 0; i < x.v->len; i++) {
        const struct rir_value *v = &f->values[x.v->data[i].value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        bool replaced = in != NULL && in->op == RIR_PHI && in->block == to;
        if (stale || (!replaced && tested_after(x.tested, to, x.v->data[i].value)))
            facts_put(out, x.v->data[i].value, x.v->data[i].is);
    }
    for (uint32_t i = 0; i < f->blocks[to].count; i++) {
        const struct rir_insn *phi = &f->insns[f->blocks[to].first + i];
        uint32_t arg = edge_phi_input(phi, from);
        if (phi->op != RIR_PHI)
            break;
        if (arg == RIR_NONE || !tested_after(x.tested, to, phi->result))
            continue;
        struct known k = facts_eval(&x, arg);
        if (!stale || !known_same(k, known_any()))
            facts_put(out, phi->result, k);
    }
}

static void end_failed_start(struct env *e, uint32_t from, uint32_t side)
{
    uint32_t failed = start_failed_on_edge(e->b->s, e->b->func, from, side);
    if (failed == RIR_NONE || !ids_has(&e->st.single, failed))
        return;
    ids_remove(&e->st.running, failed);
    ids_remove(&e->st.sure, failed);
    ids_remove(&e->st.single, failed);
}

/* One edge, with the facts that hold on it; the state in `e` is left as it was. */
static void push_state(struct env *e, uint32_t from, uint32_t side, uint32_t to, bool *dirty)
{
    struct body *b = e->b;
    bool starts_end = b->s->edge_joins[b->func].len != 0 || b->s->loop_ends[b->func].len != 0 ||
                      start_failed_on_edge(b->s, b->func, from, side) != RIR_NONE;
    struct id_vec saved[4] = {{0}};
    struct id_vec *kept[4] = {&e->st.running, &e->st.sure, &e->st.single, &e->st.joined};
    for (int i = 0; starts_end && i < 4; i++)
        ids_join(&saved[i], kept[i]);
    memory_image(e);
    bind_values(e, from, side, to);
    struct fact_vec facts = e->st.facts, carried = {0};
    carry_facts(e, from, to, &carried);
    e->st.facts = carried;
    joins_on_edge(e, from, to);
    join_doubt_on_edge(e, from, to);
    end_failed_start(e, from, side);
    marks_tell_apart(b, &e->mem, &e->st.facts);
    if (parts_add(b, &b->in[to], MAX_PARTS, &e->st))
        dirty[b->w->place[to]] = true;
    vec_free(&e->st.facts);
    e->st.facts = facts;
    for (int i = 0; starts_end && i < 4; i++) {
        vec_free(kept[i]);
        *kept[i] = saved[i];
    }
}

/* A truth value that a phi gets on this edge, of which nothing is known yet, and that is tested
 * later (`ok = a && b`, `started = create() == 0`): one state for each. RIR_NONE: there is none. */
static uint32_t undecided_input(struct env *e, uint32_t from, uint32_t to)
{
    const struct rir_func *f = e->b->f;
    struct facts x = env_facts(e);
    for (uint32_t i = 0; i < f->blocks[to].count; i++) {
        const struct rir_insn *phi = &f->insns[f->blocks[to].first + i];
        uint32_t arg = edge_phi_input(phi, from);
        if (phi->op != RIR_PHI)
            break;
        if (arg == RIR_NONE || !tested_after(x.tested, to, phi->result) ||
            !tested_is_boolean(x.tested, phi->result))
            continue;
        struct known k = facts_eval(&x, arg);
        if (!k.exact && (k.signs & SIGN_ZERO))
            return arg;
    }
    return RIR_NONE;
}

set_id edge_value(struct env *e, uint32_t from, uint32_t side, uint32_t value)
{
    struct known_address known = known_on_edge(e->b, from, side);
    return bound_on_edge(e, &known, value);
}

/* ... by the names that objects have behind it. */
static void push_named(struct env *e, uint32_t from, uint32_t side, uint32_t to, bool *dirty)
{
    struct join_names before;
    bool named = join_names_begin(e, from, side, to, &before);
    push_state(e, from, side, to, dirty);
    if (named)
        join_names_end(e, &before);
}

/* An edge on which the tests say something is taken only by states that this does not contradict.
 */
static void push_edge(struct env *e, uint32_t from, uint32_t side, uint32_t to, bool *dirty)
{
    const struct rir_block *blk = &e->b->f->blocks[from];
    struct fact_vec before = {0};
    facts_copy(&before, &e->st.facts);
    struct facts x = env_facts(e);
    if (facts_assume_edge(&x, &e->b->f->insns[blk->first + blk->count - 1], side)) {
        uint32_t open = undecided_input(e, from, to);
        struct fact_vec here = {0};
        facts_copy(&here, &e->st.facts);
        for (int truth = 0; truth < 2 && open != RIR_NONE; truth++) {
            facts_copy(&e->st.facts, &here);
            if (facts_assume(&x, open, known_when(RIR_NONZERO, truth != 0)))
                push_named(e, from, side, to, dirty);
        }
        if (open == RIR_NONE)
            push_named(e, from, side, to, dirty);
        vec_free(&here);
    }
    vec_free(&e->st.facts);
    e->st.facts = before;
}

/* B-F4. Every call may end in a longjmp: the state there is one in which a call that returns twice
 * may return; so is every state in the middle of what it calls, which its exit does not tell. That
 * call begins its block: what stands in front of it does not happen again. Where tasks may be
 * cancelled asynchronously, so is the state in front of every instruction. */
static void push_resumes(struct env *e, uint32_t block, bool *dirty)
{
    struct body *b = e->b;
    for (uint32_t to = 0; b->resumes != NULL && !MUTANT(b->s, 32) && to < b->f->nblocks; to++)
        if (b->resumes[to] && b->w->rank[to] != RIR_NONE && b->in[to].n != 0)
            push_edge(e, block, UINT32_MAX, to, dirty);
}

static void run_end(struct env *e, uint32_t block, bool *dirty);

static void push_cut_short(struct env *e, uint32_t insn, uint32_t block, bool *dirty)
{
    size_t size = (e->b->f->nvalues + 1) * sizeof *e->vals;
    set_id *vals = malloc(size);
    struct state before = {0};
    if (vals == NULL)
        abort();
    memcpy(vals, e->vals, size);
    memory_image(e);
    state_copy(&before, &e->st);
    transfer_cut_short(e, insn);
    push_resumes(e, block, dirty);
    if (ends_at(e->b->s, e->b->func, insn))
        exit_cut_short(e, insn);
    if (flow_unwinds(e->b->f, insn))
        run_end(e, block, dirty);
    memcpy(e->vals, vals, size);
    free(vals);
    state_free(&e->st);
    e->st = before;
    memory_open(e);
}

static void run_insns(struct env *e, uint32_t block, uint32_t at, bool *dirty);

/* B-Q7. After a call whose result tells the callee's exits apart, one state for each class; what is
 * recorded at the call itself is the same for all. */
static void run_choices(struct env *e, uint32_t block, uint32_t at, bool *dirty)
{
    struct state before = {0};
    bool recording = e->recording;
    memory_image(e);
    state_copy(&before, &e->st);
    before.vals.len = 0;
    for (uint32_t i = 0; i < e->active.len; i++) {
        struct bound v = {e->active.data[i], e->vals[e->active.data[i]]};
        vec_push(&before.vals, v);
    }
    struct body *callee = NULL;
    uint32_t n = 1;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            env_open(e, &before);
        e->callee = callee; /* later calls have set it to theirs */
        e->choice = i;
        e->nchoices = 1;
        e->recording = recording && i == 0;
        transfer(e, at);
        e->choice = CHOICE_ALL;
        e->recording = recording;
        callee = e->callee;
        if (i == 0) {
            n = e->nchoices;
            e->nsplits += n - 1;
        }
        run_insns(e, block, at + 1, dirty);
    }
    state_free(&before);
}

static void run_end(struct env *e, uint32_t block, bool *dirty)
{
    const struct rir_block *blk = &e->b->f->blocks[block];
    const struct rir_insn *t = &e->b->f->insns[blk->first + blk->count - 1];
    if (t->op == RIR_RET)
        exit_collect(e, t);
    for (uint32_t k = 0; k < t->nblocks; k++)
        push_edge(e, block, k, t->blocks[k], dirty);
}

/* To what stands behind it: the task may end there, or something else may be executed next. */
static bool may_not_return(const struct body *b, uint32_t insn)
{
    return ends_at(b->s, b->func, insn) || flow_unwinds(b->f, insn);
}

/* One past the last instruction of a block that leaves records: recording goes no further. Where
 * packets are sent it goes to the end: what is there then is asked about (held.c). */
static uint32_t records_end(const struct body *b, const struct rir_block *blk)
{
    const struct rir_func *f = b->f;
    if (marks_any(b->s, MARK_SENT))
        return blk->first + blk->count;
    uint32_t end = blk->first + blk->count - 1;
    while (end > blk->first && !transfer_records(&f->insns[end - 1]))
        end--;
    return end;
}

/* The instructions of a block from `at` on; dirty NULL: only to record them. */
static void run_insns(struct env *e, uint32_t block, uint32_t at, bool *dirty)
{
    struct body *b = e->b;
    const struct rir_block *blk = &b->f->blocks[block];
    uint32_t last = dirty != NULL ? blk->first + blk->count - 1 : e->records_end;
    for (uint32_t i = at; i < last && !e->dead; i++) {
        if (b->s->ends_anywhere && dirty != NULL) {
            push_resumes(e, block, dirty);
            if (b->s->started[b->func])
                exit_cut_short(e, i);
        }
        bool call = b->resumes != NULL && dirty != NULL &&
                    (b->f->insns[i].op == RIR_CALL || b->f->insns[i].op == RIR_CALLI);
        if (call || (dirty != NULL && may_not_return(b, i)))
            push_cut_short(e, i, block, dirty);
        if (!env_records_last(e, i) && e->nsplits + MAX_CLASSES <= MAX_PARTS &&
            call_has_choices(e, i)) {
            run_choices(e, block, i, dirty);
            return;
        }
        transfer(e, i);
        if (call)
            push_resumes(e, block, dirty);
    }
    if (!e->dead && dirty != NULL)
        run_end(e, block, dirty);
}

/* Executes a block with those of its in-states that are fresh; dirty NULL: with all, to record. */
static void run_block(struct env *e, uint32_t block, bool *dirty)
{
    struct body *b = e->b;
    struct parts *in = &b->in[block];
    uint32_t accesses = b->accesses.len, calls = b->calls.len, events = b->events.len;
    bool several = in->n > 1;
    e->records_end = dirty == NULL ? records_end(b, &b->f->blocks[block]) : 0;
    for (uint32_t i = 0; i < in->n; i++) {
        if (dirty != NULL && !in->list[i].fresh)
            continue;
        in->list[i].fresh = false;
        b->s->stats->rounds += dirty != NULL;
        b->repeated += dirty != NULL && i > 0;
        e->nsplits = 0;
        e->block = block;
        env_open(e, &in->list[i]);
        run_insns(e, block, b->f->blocks[block].first, dirty);
        several |= e->nsplits != 0;
    }
    if (dirty == NULL && several)
        records_tidy(b, accesses, calls, events);
}

static void env_start(struct env *e, struct body *b)
{
    *e = (struct env){.b = b, .choice = CHOICE_ALL};
    e->vals = calloc(b->f->nvalues + 1, sizeof *e->vals);
    if (e->vals == NULL)
        abort();
}

static void env_end(struct env *e)
{
    free(e->vals);
    vec_free(&e->active);
    vec_free(&e->mem);
    state_free(&e->st);
}

/* B-F5. */
void body_note_use(struct env *e, const struct body *callee)
{
    struct body *b = e->b;
    uint64_t key = (uint64_t)e->block << 32 | (uint64_t)callee->func << 1 | callee->aliased;
    uint32_t at;
    if (e->recording)
        return;
    if (!map_get(&b->use_index, key, &at)) {
        at = b->uses.len;
        struct use u = {.callee = callee, .block = e->block};
        vec_push(&b->uses, u);
        map_put(&b->use_index, key, at);
    }
    b->uses.data[at].version = callee->version;
}

/* All that is known of the block counts as new. */
static void refresh(struct body *b, uint32_t block, bool *dirty)
{
    dirty[b->w->place[block]] = b->in[block].n != 0;
    for (uint32_t i = 0; i < b->in[block].n; i++)
        b->in[block].list[i].fresh = true;
}

/* The blocks that have to be executed. False: none. */
static bool find_dirty(struct body *b, bool *dirty)
{
    bool any = !b->solved;
    for (uint32_t i = 0; !b->solved && i < b->w->norder; i++)
        refresh(b, b->w->order[i], dirty);
    for (uint32_t i = 0; i < b->uses.len; i++)
        if (b->uses.data[i].version != b->uses.data[i].callee->version && !MUTANT(b->s, 18)) {
            refresh(b, b->uses.data[i].block, dirty);
            any = true;
        }
    return any;
}

/* Until no in-state grows. */
static void run_dirty(struct env *e, bool *dirty)
{
    const struct flow *w = e->b->w;
    uint32_t at = RIR_NONE;
    while ((at = schedule_next(w, dirty, at)) != RIR_NONE) {
        dirty[at] = false;
        run_block(e, w->schedule[at], dirty);
    }
}

/* The fixpoint with the callees' present exits; false: nothing was to be done. */
static bool reach_fixpoint(struct body *b)
{
    bool *dirty = calloc(b->f->nblocks, sizeof *dirty);
    if (dirty == NULL)
        abort();
    if (!find_dirty(b, dirty)) {
        free(dirty);
        return false;
    }
    struct env e;
    env_start(&e, b);
    run_dirty(&e, dirty);
    /* Whether a loop of joins ends all tasks depends on states elsewhere (B-J2): twice more when
     * they are final. */
    const struct edge_joins *joins = &b->s->edge_joins[b->func];
    for (int pass = 0; pass < 2 && joins->len != 0; pass++) {
        for (uint32_t i = 0; i < joins->len; i++)
            refresh(b, joins->data[i].from, dirty);
        run_dirty(&e, dirty);
    }
    free(dirty);
    env_end(&e);
    b->solved = true;
    return true;
}

bool body_solve(struct body *b)
{
    struct set_shelf *outer = body_sets_open(b);
    seed_entry(b);
    if (!reach_fixpoint(b)) {
        shelf_use(&b->s->sets, outer);
        return false;
    }
    bool changed = exit_install(b);
    body_sets_close(b, outer);
    bool grew = b->nodes.len != b->solved_nodes; /* callers in a cycle must bind these too */
    b->solved_nodes = b->nodes.len;
    if ((!changed && !grew) || b->coarse)
        return false;
    b->version++;
    b->changes++;
    return true;
}

void body_make_coarse(struct body *b)
{
    if (!b->coarse)
        b->version++;
    b->coarse = true;
}

static void find_several(struct body *b)
{
    uint32_t *callee = calloc(b->f->ninsns + 1, sizeof *callee);
    if (callee == NULL)
        abort();
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *r = &b->calls.data[i];
        bool other = callee[r->insn] != 0 && callee[r->insn] != r->callee + 1;
        callee[r->insn] = other ? RIR_NONE : r->callee + 1;
    }
    for (uint32_t i = 0; i < b->calls.len; i++)
        b->calls.data[i].several = callee[b->calls.data[i].insn] == RIR_NONE;
    free(callee);
}

void body_record(struct body *b)
{
    struct set_shelf *outer = body_sets_open(b);
    struct env e;
    env_start(&e, b);
    e.recording = true;
    b->recorded = true;
    b->accesses.len = b->calls.len = b->events.len = b->handings.len = b->points.len = 0;
    b->ties.len = b->storings.len = b->waitings.len = b->holdings.len = 0;
    for (uint32_t i = 0; i < b->w->norder; i++)
        run_block(&e, b->w->order[i], NULL);
    find_several(b);
    env_end(&e);
    body_sets_close(b, outer);
}

bool body_record_is_stale(const struct body *b)
{
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *r = &b->calls.data[i];
        const struct body *callee = b->s->bodies[r->aliased][r->callee];
        uint32_t n = callee->entries.len;
        if (!r->coarse && n != 0 && callee->entries.data[n - 1] >= r->nbind)
            return true;
    }
    return false;
}
