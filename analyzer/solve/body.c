/* One function to its fixpoint: blocks in reverse post-order, states joined at their entries.
 *
 * B-F1. In-states only grow; every block whose in-state grew is executed again.
 * B-F2. Records (accesses, calls) are made in one last pass, after the fixpoint of the whole cycle
 * of calls, so nothing is read off a state that may still change. B-F3. On an edge on which a value
 * is known to be null it refers to nothing. B-F5. What a block makes of its in-state depends on the
 * exits of its callees and on nothing else that changes: it is executed again only when its
 * in-state grew or one of these has another version than it saw. */
#include "solve/body.h"

#include <stdlib.h>

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

void body_free(struct body *b)
{
    if (b == NULL)
        return;
    free(b->resumes);
    for (uint32_t i = 0; i < b->f->nblocks; i++)
        state_free(&b->in[i]);
    free(b->in);
    state_free(&b->returned);
    exit_free(&b->exit);
    vec_free(&b->nodes);
    map_free(&b->index);
    vec_free(&b->reasons);
    vec_free(&b->uses);
    map_free(&b->use_index);
    vec_free(&b->accesses);
    vec_free(&b->calls);
    vec_free(&b->events);
    vec_free(&b->handings);
    vec_free(&b->points);
    free(b);
}

static void seed_entry(struct body *b)
{
    struct state *st = &b->in[0];
    if (st->reached)
        return;
    st->reached = true;
    for (uint32_t i = 0; i < b->f->nparams; i++) {
        const struct rir_param *p = &b->f->params[i];
        if (p->value == RIR_NONE || !rir_may_hold_pointer(b->s->m, p->type))
            continue;
        struct bound v = {.value = p->value};
        v.set = set_one(&b->s->sets, node_get(b, N_PARAM, i), 0, 0, CERT_SURE);
        vec_push(&st->vals, v);
    }
}

static void env_open(struct env *e, uint32_t block)
{
    for (uint32_t i = 0; i < e->active.len; i++)
        e->vals[e->active.data[i]] = SET_EMPTY;
    e->active.len = 0;
    e->block = block;
    e->dead = false;
    e->reach_valid = false;
    e->epoch++;
    const struct state *in = &e->b->in[block];
    state_copy(&e->st, in);
    e->st.vals.len = 0;
    for (uint32_t i = 0; i < in->vals.len; i++)
        env_set(e, in->vals.data[i].value, in->vals.data[i].set);
}

static int by_value(const void *x, const void *y)
{
    const struct bound *a = x, *b = y;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* What a branch says of a pointer: on successor `side` it equals, or differs from, a constant
 * address. */
struct known {
    uint32_t value; /* RIR_NONE: nothing is known */
    bool equals;
    const struct rir_value *address; /* null or a global */
};

static struct known known_on_edge(const struct body *b, uint32_t from, uint32_t side)
{
    struct known none = {.value = RIR_NONE};
    const struct rir_func *f = b->f;
    const struct rir_block *blk = &f->blocks[from];
    const struct rir_insn *t = &f->insns[blk->first + blk->count - 1];
    if (t->op != RIR_COND || t->blocks[0] == t->blocks[1])
        return none;
    const struct rir_value *c = &f->values[t->args[0]];
    if (c->kind != RIR_V_INSN || f->insns[c->ref].op != RIR_CMP)
        return none;
    const struct rir_insn *cmp = &f->insns[c->ref];
    const struct rir_value *to = &f->values[cmp->args[1]];
    bool constant = (to->kind == RIR_V_CONST && to->imm == 0) || to->kind == RIR_V_GLOBAL;
    if (!constant || (cmp->sub != RIR_P_EQ && cmp->sub != RIR_P_NE))
        return none;
    return (struct known){cmp->args[0], (cmp->sub == RIR_P_EQ) == (side == 0), to};
}

/* B-F3. */
static set_id refine(struct env *e, const struct known *k, uint32_t value, set_id s)
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

static void push_edge(struct env *e, uint32_t from, uint32_t side, uint32_t to, bool *dirty)
{
    struct body *b = e->b;
    struct known known = known_on_edge(b, from, side);
    e->st.vals.len = 0;
    for (uint32_t i = 0; i < b->w->nlive[to]; i++) {
        struct bound v = {.value = b->w->live[to][i]};
        v.set = refine(e, &known, v.value, env_get(e, v.value));
        if (v.set != SET_EMPTY)
            vec_push(&e->st.vals, v);
    }
    const struct rir_block *blk = &b->f->blocks[to];
    for (uint32_t i = blk->first; i < blk->first + blk->count && b->f->insns[i].op == RIR_PHI;
         i++) {
        const struct rir_insn *phi = &b->f->insns[i];
        if (!rir_may_hold_pointer(b->s->m, b->f->values[phi->result].type))
            continue;
        for (uint32_t k = 0; k < phi->nargs; k++) {
            if (phi->blocks[k] != from)
                continue;
            struct bound v = {.value = phi->result};
            v.set = refine(e, &known, phi->args[k], env_get(e, phi->args[k]));
            if (v.set != SET_EMPTY)
                vec_push(&e->st.vals, v);
            break;
        }
    }
    if (e->st.vals.len > 1)
        qsort(e->st.vals.data, e->st.vals.len, sizeof *e->st.vals.data, by_value);
    uint32_t failed = start_failed_on_edge(b, from, side);
    bool starts_end = b->s->edge_joins[b->func].len != 0 || failed != RIR_NONE;
    struct id_vec saved[4] = {{0}};
    struct id_vec *kept[4] = {&e->st.running, &e->st.sure, &e->st.single, &e->st.joined};
    for (int i = 0; starts_end && i < 4; i++)
        ids_join(&saved[i], kept[i]);
    joins_on_edge(e, from, to);
    if (failed != RIR_NONE && ids_has(&e->st.single, failed)) {
        ids_remove(&e->st.running, failed);
        ids_remove(&e->st.sure, failed);
        ids_remove(&e->st.single, failed);
    }
    if (state_join(b, &b->in[to], &e->st))
        dirty[to] = true;
    for (int i = 0; starts_end && i < 4; i++) {
        vec_free(kept[i]);
        *kept[i] = saved[i];
    }
}

/* B-F4. Every call may end in a longjmp: the state there is one in which a call that returns twice
 * may return. */
static void push_resumes(struct env *e, uint32_t block, bool *dirty)
{
    struct body *b = e->b;
    for (uint32_t to = 0; b->resumes != NULL && to < b->f->nblocks; to++)
        if (b->resumes[to] && b->w->rank[to] != RIR_NONE && b->in[to].reached)
            push_edge(e, block, UINT32_MAX, to, dirty);
}

static void do_return(struct env *e, const struct rir_insn *ret)
{
    set_id results[4];
    uint32_t n = ret->nargs < 4 ? ret->nargs : 4;
    for (uint32_t i = 0; i < n; i++)
        results[i] = env_get(e, ret->args[i]);
    exit_collect(e, results, n);
}

static void run_block(struct env *e, uint32_t block, bool *dirty)
{
    struct body *b = e->b;
    const struct rir_block *blk = &b->f->blocks[block];
    env_open(e, block);
    uint32_t last = blk->first + blk->count - 1;
    for (uint32_t i = blk->first; i < last && !e->dead; i++) {
        bool call = b->resumes != NULL && dirty != NULL &&
                    (b->f->insns[i].op == RIR_CALL || b->f->insns[i].op == RIR_CALLI);
        if (call)
            push_resumes(e, block, dirty);
        transfer(e, i);
        if (call)
            push_resumes(e, block, dirty);
    }
    if (e->dead || dirty == NULL)
        return;
    const struct rir_insn *t = &b->f->insns[last];
    if (t->op == RIR_RET)
        do_return(e, t);
    for (uint32_t k = 0; k < t->nblocks; k++)
        push_edge(e, block, k, t->blocks[k], dirty);
}

static void env_start(struct env *e, struct body *b)
{
    *e = (struct env){.b = b};
    e->vals = calloc(b->f->nvalues + 1, sizeof *e->vals);
    if (e->vals == NULL)
        abort();
}

static void env_end(struct env *e)
{
    free(e->vals);
    vec_free(&e->active);
    vec_free(&e->reach);
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

/* The blocks that have to be executed. False: none. */
static bool find_dirty(const struct body *b, bool *dirty)
{
    bool any = !b->solved;
    for (uint32_t i = 0; !b->solved && i < b->w->norder; i++)
        dirty[b->w->order[i]] = b->in[b->w->order[i]].reached;
    for (uint32_t i = 0; i < b->uses.len; i++)
        if (b->uses.data[i].version != b->uses.data[i].callee->version && !MUTANT(b->s, 18))
            any = dirty[b->uses.data[i].block] = true;
    return any;
}

/* Until no in-state grows. */
static void run_dirty(struct env *e, bool *dirty)
{
    struct body *b = e->b;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < b->w->norder; i++) {
            uint32_t block = b->w->order[i];
            if (!dirty[block])
                continue;
            dirty[block] = false;
            again = true;
            b->s->stats->rounds++;
            run_block(e, block, dirty);
        }
    }
}

bool body_solve(struct body *b)
{
    seed_entry(b);
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
            dirty[joins->data[i].from] = b->in[joins->data[i].from].reached;
        run_dirty(&e, dirty);
    }
    free(dirty);
    env_end(&e);
    b->solved = true;
    bool grew = b->nodes.len != b->solved_nodes; /* callers in a cycle must bind these too */
    b->solved_nodes = b->nodes.len;
    if ((!exit_install(b) && !grew) || b->coarse)
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

void body_record(struct body *b)
{
    struct env e;
    env_start(&e, b);
    e.recording = true;
    b->accesses.len = b->calls.len = b->events.len = b->handings.len = b->points.len = 0;
    for (uint32_t i = 0; i < b->w->norder; i++)
        if (b->in[b->w->order[i]].reached)
            run_block(&e, b->w->order[i], NULL);
    env_end(&e);
}

bool body_record_is_stale(const struct body *b)
{
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *r = &b->calls.data[i];
        if (!r->coarse && r->nbind != b->s->bodies[r->aliased][r->callee]->nodes.len)
            return true;
    }
    return false;
}
