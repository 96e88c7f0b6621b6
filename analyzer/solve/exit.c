/* The exits of a function: its states at returns, without what dies with the frame; joined, and by
 * classes of the result (zero, negative, ...) and of the parameters that its callers know.
 *
 * B-E1. Kept are the slots of entry nodes, static and unknown memory, and of fresh objects that
 * these or the result reach. Stack objects are gone: references to them are dropped at the caller
 * (apply.c), but what such an object led to goes into the place of the reference: whoever held it
 * may have taken that out. B-E2. Exits only grow from round to round of a cycle of calls, starting
 * from "does not return". B-E4. Each return is covered by the joined exit and by one class whose
 * facts hold for it. Classes that do the same are one; a function with a single class has none. */
#include "solve/body.h"
#include "solve/publish.h"

#include <stdlib.h>
#include <string.h>

static bool survives_by_itself(const struct body *b, uint32_t node)
{
    return !node_is_local(b, node) && node_is_object(b, node);
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
    for (uint32_t i = 0; i < e->mem.len; i++)
        if (survives_by_itself(b, e->mem.data[i].node))
            mark_set(b, e->mem.data[i].set, keep, &todo);
    while (todo.len > 0) {
        uint32_t node = todo.data[--todo.len], first;
        uint32_t end = slots_of(&e->mem, node, &first);
        for (uint32_t i = first; i < end; i++)
            mark_set(b, e->mem.data[i].set, keep, &todo);
    }
    vec_free(&todo);
    return keep;
}

/* B-E1: the set, and for each object in it that dies what that leads to, through others that die.
 * What unknown code was given is complete without this (B-M7); what was stored into unknown memory
 * is not.
 */
static set_id beyond_frame(struct env *e, set_id s)
{
    struct set_table *t = &e->b->s->sets;
    struct id_vec seen = {0};
    for (bool again = true; again;) {
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

/* A mark, less the objects that nobody has any more. */
static set_id mark_beyond_frame(struct body *b, set_id mark, const bool *keep)
{
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(&b->s->sets, mark, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!dies(b, from[i].node) && (!node_is_local(b, from[i].node) || keep[from[i].node]))
            vec_push(&v, from[i]);
    mark = set_make(&b->s->sets, v.data, v.len);
    vec_free(&v);
    return mark;
}

/* What the function's callers may learn from its returning here. */
static void tell(struct env *e, const struct rir_insn *ret, struct fact_vec *out)
{
    struct body *b = e->b;
    struct facts x = env_facts(e);
    for (uint32_t i = 0; i < b->f->nparams; i++)
        if (tested_tells_apart(x.tested, b->func, i) && b->f->params[i].value != RIR_NONE)
            facts_put(out, i, facts_eval(&x, b->f->params[i].value));
    if (ret->nargs > 0)
        facts_put(out, FACT_RESULT, facts_eval(&x, ret->args[0]));
}

/* `ret`: where the function returns; NULL: it ends otherwise. */
static void collect(struct env *e, const set_id *results, uint32_t n, const struct rir_insn *ret)
{
    struct body *b = e->b;
    bool *keep = find_kept(e, results, n);
    struct state here = {.reached = true, .havoc = e->st.havoc};
    struct slots mem = {0};
    if (ret != NULL)
        tell(e, ret, &here.facts);
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot s = e->mem.data[i];
        bool mark = b->nodes.data[s.node].kind == N_MARK;
        if (!mark && (dies(b, s.node) || !(survives_by_itself(b, s.node) || keep[s.node])))
            continue;
        s.set = mark ? mark_beyond_frame(b, s.set, keep) : beyond_frame(e, s.set);
        vec_push(&mem, s);
    }
    here.mem = image_of(&b->s->images, b, mem.data, mem.len);
    marks_tell_apart(b, &mem, &here.facts);
    vec_free(&mem);
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
    parts_add(b, &b->returned_parts, MAX_CLASSES, &here);
    state_free(&here);
}

void exit_collect(struct env *e, const struct rir_insn *ret)
{
    set_id results[4];
    uint32_t n = ret->nargs < 4 ? ret->nargs : 4;
    publish_return(e, (uint32_t)(ret - e->b->f->insns));
    for (uint32_t i = 0; i < n; i++)
        results[i] = env_get(e, ret->args[i]);
    collect(e, results, n, ret);
}

/* What the task's result is then only the call itself says, if it ends the task. */
void exit_cut_short(struct env *e, uint32_t insn)
{
    const struct body *b = e->b;
    const struct rir_insn *in = &b->f->insns[insn];
    set_id result = set_one(sets_of(e), node_unknown(e->b, "how the task ended"), 0, 1, CERT_MAY);
    if (in->op == RIR_CALL && rir_func_ann(&b->s->m->funcs.data[in->ref], RIR_ANN_ENDS_TASK))
        result = in->nargs > 0 ? env_get(e, in->args[0]) : SET_EMPTY;
    collect(e, &result, b->f->nresults > 0 ? 1 : 0, NULL);
}

static bool same_ids(const struct id_vec *a, const struct id_vec *b)
{
    return a->len == b->len &&
           (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof *a->data) == 0);
}

static bool same_effects(const struct exit *a, const struct exit *b)
{
    if (a->returns != b->returns || a->havoc != b->havoc || a->mem != b->mem ||
        a->results.len != b->results.len)
        return false;
    for (uint32_t i = 0; i < a->results.len; i++)
        if (a->results.data[i] != b->results.data[i])
            return false;
    return a->joins == b->joins && a->unlinks == b->unlinks && same_ids(&a->single, &b->single) &&
           same_ids(&a->running, &b->running) && same_ids(&a->sure, &b->sure) &&
           same_ids(&a->joined, &b->joined);
}

static bool same_exit(const struct exit *a, const struct exit *b)
{
    return same_effects(a, b) && facts_same(&a->facts, &b->facts);
}

void exit_free(struct exit *x)
{
    image_drop(x->mem);
    x->mem = NULL;
    vec_free(&x->results);
    vec_free(&x->facts);
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

void exit_put_anywhere(struct body *b, struct slots *out, uint32_t node, set_id set)
{
    struct set_table *t = &b->s->sets;
    const struct slot *have = slots_find(out, node, 0, 1);
    set_id all = set_union(t, have == NULL ? SET_EMPTY : have->set, set_demote(t, set, CERT_MAY));
    slots_put(out, node, 0, 1, node_coarsen(b, all));
}

static void coarsen(struct body *b, struct state *st)
{
    crowded_leave(b, st);
    struct image *m = st->mem;
    if (image_len(m) <= EXIT_SLOTS)
        return;
    b->s->stats->cap_edges++;
    struct slots out = {0};
    for (uint32_t i = 0; i < m->len; i++) {
        uint32_t node = coarser_node(b, m->data[i].node);
        if (b->nodes.data[node].kind == N_MARK)
            slots_put(&out, node, 0, 0, m->data[i].set);
        else
            exit_put_anywhere(b, &out, node, m->data[i].set);
    }
    st->mem = image_of(&b->s->images, b, out.data, out.len);
    vec_free(&out);
    image_drop(m);
}

static struct exit exit_of(struct body *b, struct state *st)
{
    coarsen(b, st);
    struct exit x = {.returns = st->reached, .havoc = st->havoc, .mem = image_ref(st->mem)};
    for (uint32_t i = 0; i < b->f->nresults; i++)
        vec_push(&x.results, SET_EMPTY);
    for (uint32_t i = 0; i < st->vals.len; i++)
        x.results.data[st->vals.data[i].value] = st->vals.data[i].set;
    x.joins = st->joins;
    x.unlinks = st->unlinks;
    facts_copy(&x.facts, &st->facts);
    ids_join(&x.single, &st->single);
    ids_join(&x.running, &st->running);
    ids_join(&x.sure, &st->sure);
    ids_join(&x.joined, &st->joined);
    return x;
}

/* Adds an exit to the classes, or its facts to the class that does the same. */
static uint32_t add_class(struct exit *classes, uint32_t n, struct exit x)
{
    for (uint32_t i = 0; i < n; i++)
        if (same_effects(&classes[i], &x)) {
            facts_join(&classes[i].facts, &x.facts);
            exit_free(&x);
            return n;
        }
    classes[n] = x;
    return n + 1;
}

static bool install_classes(struct body *b)
{
    struct exit classes[MAX_CLASSES];
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->returned_parts.n; i++)
        n = add_class(classes, n, exit_of(b, &b->returned_parts.list[i]));
    if (n == 1)
        exit_free(&classes[--n]);
    bool changed = n != b->nclasses;
    for (uint32_t i = 0; i < n && !changed; i++)
        changed = !same_exit(&b->classes[i], &classes[i]);
    for (uint32_t i = 0; i < b->nclasses; i++)
        exit_free(&b->classes[i]);
    for (uint32_t i = 0; i < n; i++)
        b->classes[i] = classes[i];
    b->nclasses = n;
    return changed;
}

bool exit_install(struct body *b)
{
    struct exit x = exit_of(b, &b->returned);
    bool changed = !same_exit(&b->exit, &x);
    exit_free(&b->exit);
    b->exit = x;
    return install_classes(b) || changed;
}
