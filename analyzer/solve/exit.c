/* The exit of a function: the join of its states at returns, without what dies with the frame.
 *
 * B-E1. Kept are the slots of entry nodes, static and unknown memory, and of fresh objects that
 * these or the result reach. Stack objects are gone: references to them are dropped at the caller
 * (apply.c), but what such an object led to goes into the place of the reference: whoever held it
 * may have taken that out. B-E2. Exits only grow from round to round of a cycle of calls, starting
 * from "does not return". */
#include "solve/body.h"

#include <stdlib.h>
#include <string.h>

static bool survives_by_itself(const struct body *b, uint32_t node)
{
    return !node_is_local(b, node) && b->nodes.data[node].kind != N_POT;
}

/* Gone with the frame: the function's own stack objects and copies. */
static bool dies(const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    return n->kind == N_STACK || (n->kind == N_PARAM && node_is_byval(b, node));
}

static void mark_set(struct body *b, set_id s, bool *keep, struct id_vec *todo)
{
    uint32_t n;
    const struct target *v = set_get(&b->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        if ((node_is_local(b, v[i].node) || dies(b, v[i].node)) && !keep[v[i].node]) {
            keep[v[i].node] = true;
            vec_push(todo, v[i].node);
        }
    }
}

/* Fresh objects that outlive the frame. */
static bool *find_kept(struct env *e, const set_id *results, uint32_t n)
{
    struct body *b = e->b;
    bool *keep = calloc(b->nodes.len + 1, sizeof *keep);
    if (keep == NULL)
        abort();
    struct id_vec todo = {0};
    for (uint32_t i = 0; i < n; i++)
        mark_set(b, results[i], keep, &todo);
    for (uint32_t i = 0; i < e->st.mem.len; i++)
        if (survives_by_itself(b, e->st.mem.data[i].node))
            mark_set(b, e->st.mem.data[i].set, keep, &todo);
    while (todo.len > 0) {
        uint32_t node = todo.data[--todo.len], first;
        uint32_t end = state_slots(&e->st, node, &first);
        for (uint32_t i = first; i < end; i++)
            mark_set(b, e->st.mem.data[i].set, keep, &todo);
    }
    vec_free(&todo);
    return keep;
}

/* B-E1: the set, and for each object in it that dies what that leads to, through others that die.
 */
static set_id beyond_frame(struct env *e, set_id s)
{
    struct set_table *t = &e->b->s->sets;
    struct id_vec seen = {0};
    for (bool again = !MUTANT(e->b->s, 21); again;) {
        uint32_t n;
        again = false;
        set_get(t, s, &n);
        for (uint32_t i = 0; i < n && !again; i++) {
            uint32_t node = set_get(t, s, &(uint32_t){0})[i].node;
            if (!dies(e->b, node) || !ids_add(&seen, node))
                continue;
            set_id held = set_demote(t, memory_slot(e, node, 0, 1), CERT_MAY);
            s = set_union(t, s, held);
            again = true;
        }
    }
    vec_free(&seen);
    return s;
}

void exit_collect(struct env *e, const set_id *results, uint32_t n)
{
    struct body *b = e->b;
    bool *keep = find_kept(e, results, n);
    struct state here = {.reached = true, .havoc = e->st.havoc};
    for (uint32_t i = 0; i < e->st.mem.len; i++) {
        struct slot s = e->st.mem.data[i];
        if (dies(b, s.node) || !(survives_by_itself(b, s.node) || keep[s.node]))
            continue;
        s.set = beyond_frame(e, s.set);
        vec_push(&here.mem, s);
    }
    free(keep);
    for (uint32_t i = 0; i < n; i++) {
        struct bound r = {.value = i, .set = results[i]};
        if (results[i] != SET_EMPTY)
            vec_push(&here.vals, r);
    }
    here.joins = e->st.joins;
    here.unlinks = e->st.unlinks;
    ids_join(&here.single, &e->st.single);
    ids_join(&here.running, &e->st.running);
    ids_join(&here.sure, &e->st.sure);
    ids_join(&here.joined, &e->st.joined);
    state_join(b, &b->returned, &here);
    state_free(&here);
}

static bool same_ids(const struct id_vec *a, const struct id_vec *b)
{
    return a->len == b->len &&
           (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof *a->data) == 0);
}

static bool same_exit(const struct exit *a, const struct exit *b)
{
    if (a->returns != b->returns || a->havoc != b->havoc || a->mem.len != b->mem.len ||
        a->results.len != b->results.len)
        return false;
    for (uint32_t i = 0; i < a->mem.len; i++) {
        const struct slot *x = &a->mem.data[i], *y = &b->mem.data[i];
        if (x->node != y->node || x->off != y->off || x->stride != y->stride || x->set != y->set)
            return false;
    }
    for (uint32_t i = 0; i < a->results.len; i++)
        if (a->results.data[i] != b->results.data[i])
            return false;
    return a->joins == b->joins && a->unlinks == b->unlinks && same_ids(&a->single, &b->single) &&
           same_ids(&a->running, &b->running) && same_ids(&a->sure, &b->sure) &&
           same_ids(&a->joined, &b->joined);
}

void exit_free(struct exit *x)
{
    vec_free(&x->mem);
    vec_free(&x->results);
    vec_free(&x->running);
    vec_free(&x->sure);
    vec_free(&x->single);
    vec_free(&x->joined);
}

/* B-E3. An exit with many slots is made coarser: paths become the rest of their root, static
 * objects one node, and all slots of a node one. What a coarser slot stands for covers what it
 * replaces (node.c, B-N4). */
static uint32_t coarser_node(struct body *b, uint32_t node)
{
    if (b->nodes.data[node].kind == N_PATH)
        return node_get(b, N_REST, node_root(b, node));
    return b->nodes.data[node].kind == N_GREST ? node_get(b, N_GREST, RIR_NONE) : node;
}

static void coarsen(struct body *b, struct state *st)
{
    if (st->mem.len <= EXIT_SLOTS)
        return;
    b->s->stats->cap_edges++;
    struct state out = {0};
    for (uint32_t i = 0; i < st->mem.len; i++) {
        struct slot s = st->mem.data[i];
        uint32_t node = coarser_node(b, s.node);
        const struct slot *have = state_find(&out, node, 0, 1);
        set_id all = set_demote(&b->s->sets, s.set, CERT_MAY);
        if (have != NULL)
            all = set_union(&b->s->sets, have->set, all);
        state_set(&out, node, 0, 1, node_coarsen(b, all));
    }
    vec_free(&st->mem);
    st->mem.data = out.mem.data;
    st->mem.len = out.mem.len;
    st->mem.cap = out.mem.cap;
}

bool exit_install(struct body *b)
{
    coarsen(b, &b->returned);
    struct exit x = {.returns = b->returned.reached, .havoc = b->returned.havoc};
    for (uint32_t i = 0; i < b->returned.mem.len; i++)
        vec_push(&x.mem, b->returned.mem.data[i]);
    for (uint32_t i = 0; i < b->f->nresults; i++)
        vec_push(&x.results, SET_EMPTY);
    for (uint32_t i = 0; i < b->returned.vals.len; i++)
        x.results.data[b->returned.vals.data[i].value] = b->returned.vals.data[i].set;
    x.joins = b->returned.joins;
    x.unlinks = b->returned.unlinks;
    ids_join(&x.single, &b->returned.single);
    ids_join(&x.running, &b->returned.running);
    ids_join(&x.sure, &b->returned.sure);
    ids_join(&x.joined, &b->returned.joined);
    bool changed = !same_exit(&b->exit, &x);
    exit_free(&b->exit);
    b->exit = x;
    return changed;
}
