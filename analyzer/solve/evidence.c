/* A bounded depth-first search over paths with what path.h knows of each. When the bound is hit
 * there is no evidence. Where a path has chosen another function than the one that is called, it
 * goes back to that choice at once. A block may be left twice by one of several ways; where the
 * path itself says which way it goes, it goes on, down a list that it has made, say.
 *
 * Where the search for one way into a function was cut, it mostly is for the next way as well: each
 * gets half of what the one before had. After the first path that was found, others that tell the
 * callee something else are looked for a little longer. */
#include "solve/evidence.h"
#include "solve/flow.h"

#include <stdlib.h>
#include <string.h>

#include "solve/path_facts.h"
#include "solve/path_open.h"

enum {
    MAX_STEPS = 6000,
    MAX_MORE = 1000,
    MAX_DEPTH = 600,
    MAX_CHOICES = 2,
    MAX_VISITS = 6,
    MAX_HALVINGS = 2
};

struct search {
    const struct evidence_query *q;
    struct path *path;
    uint8_t *choices; /* per block: so often the path has left it by one of several ways */
    uint32_t *visits; /* ... so often it was there */
    uint32_t *far;    /* per block: how many blocks it is to the instruction; RIR_NONE: no way */
    uint32_t steps, max_steps;
    uint32_t blame;   /* paths with this binding go to another function: its number + 1; 0: none */
    uint32_t started; /* how many of the starts that the query asks about were passed, less ends */
    bool found, cut;  /* found: the search is over */
    struct evidence_cache *cache;
    VEC(struct entry_facts) entries; /* what callees of the call were given, each once */
};

enum { MAX_SELECTS = 8 }; /* nested ones */

static bool is_wanted(const struct evidence_query *q, uint32_t global)
{
    const uint32_t other =
        RIR_GLOBAL_TLS | RIR_GLOBAL_CONST | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED;
    if (q->named)
        return (q->m->globals.data[global].flags & other) == 0;
    if (q->global == RIR_NONE && q->at_last != RIR_NONE)
        return global == q->at_last;
    return q->global == RIR_NONE || global == q->global;
}

/* An object that this function or one of its callers has made. */
static bool may_be_own(const struct evidence_query *q, const struct term *t)
{
    if (q->strict && t->kind == TERM_OWN)
        return true;
    if (q->param != RIR_NONE || q->global != RIR_NONE || q->named || q->at_last != RIR_NONE)
        return false;
    return !q->shown || !t->tracked || t->escaped;
}

/* It is an object that the path knows. */
static bool is_known(const struct term *t)
{
    return t->kind == TERM_GLOBAL || t->kind == TERM_OWN || t->kind == TERM_STACK;
}

static bool may_be(struct search *s, uint32_t term, unsigned depth);

/* One of two: whichever is not excluded by now. */
static bool either(struct search *s, const struct term *select, unsigned depth)
{
    bool found = false;
    for (uint32_t side = 0; side < 2 && !found; side++) {
        struct path_mark here = path_mark(s->path);
        found = path_assume(s->path, select->args[0], side == 0) &&
                may_be(s, select->args[1 + side], depth);
        path_go_back(s->path, here);
    }
    return found;
}

/* What another parameter is cannot be counted on to be the object as well, nor what any parameter
 * is where the object comes from this function itself. */
static bool is_of_another(struct search *s, uint32_t term)
{
    const struct rir_func *f = s->q->f;
    int64_t off;
    for (uint32_t i = 0; i < f->nparams; i++) {
        uint32_t value = f->params[i].value;
        if (value != RIR_NONE && value != s->q->param &&
            term_base(&s->path->terms, path_value(s->path, value), &off) == term)
            return true;
    }
    return false;
}

/* A call has written this, and something else that the path has tested since: of several things
 * that the call may have left here, the test has chosen some. */
static bool is_told_apart(struct search *s, uint32_t term)
{
    uint32_t call = path_term(s->path, term)->by.number;
    for (uint32_t i = 0; call != 0 && i < s->path->terms.all.len; i++) {
        const struct term *t = path_term(s->path, i);
        if (i != term && t->by.number == call && t->facts != RIR_NONE)
            return true;
    }
    return false;
}

/* The path has found that it is not the static object that the chain ends at: `if (b->p != empty)`.
 */
static bool is_excluded(struct search *s, uint32_t term)
{
    struct path *p = s->path;
    struct path_mark here = path_mark(p);
    struct term equal = term_op(RIR_CMP, RIR_P_EQ, 1);
    if (s->q->at_last == RIR_NONE)
        return false;
    equal.args[0] = term;
    equal.args[1] = term_named(&p->terms, TERM_GLOBAL, s->q->at_last);
    bool excluded = !path_assume(p, term_computed(&p->terms, equal), true);
    path_go_back(p, here);
    return excluded;
}

/* Could the pointer be the object, as this path chose? What a described function has written is
 * another pointer than the one that was there: it writes it on all paths that are worth a thought.
 */
static bool may_be(struct search *s, uint32_t term, unsigned depth)
{
    const struct evidence_query *q = s->q;
    int64_t off, number;
    uint32_t param = RIR_NONE;
    if (q->param != RIR_NONE)
        param = term_base(&s->path->terms, path_value(s->path, q->param), &off);
    for (;;) {
        term = term_base(&s->path->terms, path_chosen(s->path, term), &off);
        struct term t = *path_term(s->path, term);
        if (q->param != RIR_NONE && term == param)
            return q->at_last == RIR_NONE ||
                   (is_known(&t) ? t.kind == TERM_GLOBAL && t.ref == q->at_last
                                 : !is_excluded(s, term));
        switch ((enum term_kind)t.kind) {
        case TERM_NUMBER:
        case TERM_NOTHING:
            return false;
        case TERM_GLOBAL:
            return q->param == RIR_NONE && is_wanted(q, t.ref);
        case TERM_OWN:
        case TERM_STACK:
            return may_be_own(q, &t);
        case TERM_OP:
            if (t.op == RIR_SELECT)
                return depth >= MAX_SELECTS || either(s, &t, depth + 1);
            if (t.op != RIR_ELEM && t.op != RIR_OFFSET)
                return !q->named;
            term = t.args[0];
            break;
        default:
            return !q->named && !t.by.described && !is_of_another(s, term) &&
                   !is_told_apart(s, term) && !is_excluded(s, term) &&
                   !(path_known(s->path, term, &number) && number == 0);
        }
    }
}

/* The path itself says which function the call through a pointer goes to: another one, or none. */
static bool calls_another(struct search *s)
{
    const struct evidence_query *q = s->q;
    const struct rir_insn *in = &q->f->insns[q->insn];
    int64_t number;
    if (q->callee == NULL || in->op != RIR_CALLI)
        return false;
    uint32_t term = path_chosen(s->path, path_value(s->path, in->args[0]));
    const struct term *t = path_term(s->path, term);
    if (t->kind != TERM_FUNC)
        return path_known(s->path, term, &number);
    const struct rir_func *named = &q->m->funcs.data[t->ref];
    return named != q->callee && /* nor is it a copy of that */
           (named->pos.line != q->callee->pos.line || named->pos.file != q->callee->pos.file);
}

/* Does control get from a block back to it? */
static bool comes_back(struct search *s, uint32_t block)
{
    const struct rir_func *f = s->q->f;
    VEC(uint32_t) todo = {0};
    bool *seen = calloc(f->nblocks, sizeof *seen), back = false;
    if (seen == NULL)
        abort();
    for (vec_push(&todo, block); todo.len > 0 && !back;) {
        uint32_t b = todo.data[--todo.len];
        const struct rir_insn *t = &f->insns[f->blocks[b].first + f->blocks[b].count - 1];
        for (uint32_t k = 0; k < t->nblocks; k++) {
            uint32_t to = t->blocks[k];
            back |= to == block;
            if (!seen[to])
                vec_push(&todo, to);
            seen[to] = true;
        }
    }
    vec_free(&todo);
    free(seen);
    return back;
}

/* Which table it was that the function came from was chosen when the pointer to it got its value,
 * and all paths that go on from there come to the same. */
static void blame_choice(struct search *s)
{
    const struct rir_func *f = s->q->f;
    uint32_t called = f->insns[s->q->insn].args[0];
    const struct rir_insn *load = flow_defined_by(f, called, RIR_LOAD);
    uint32_t table = load == NULL ? called : flow_base(f, load->args[0]);
    const struct rir_insn *phi = flow_defined_by(f, table, RIR_PHI);
    if (phi == NULL || comes_back(s, phi->block))
        return;
    for (uint32_t i = s->path->binds.len; i-- > 0;)
        if (s->path->binds.data[i].slot == s->path->at.first + table) {
            s->blame = i + 1;
            return;
        }
}

/* Many chains tell a function the same. */
static struct entry_facts kept_entry(struct evidence_cache *c, const struct entry_facts *e)
{
    uint64_t key = entry_hash(e);
    uint32_t at;
    for (; map_get(&c->entry_index, key, &at); key++) /* one hash: the next keys */
        if (entry_same(&c->entries.data[at], e))
            return c->entries.data[at];
    struct entry_facts kept = entry_copy(&c->arena, e);
    map_put(&c->entry_index, key, c->entries.len);
    vec_push(&c->entries, kept);
    return kept;
}

/* The path has come to the call: what does the callee know? */
static void note_entry(struct search *s)
{
    struct entry_buffer out = {.nterms = 0};
    if (s->q->callee != NULL)
        path_pass(s->path, &s->q->f->insns[s->q->insn], s->q->callee, s->q->own, &out);
    struct entry_facts e = entry_of(&out);
    for (uint32_t i = 0; i < s->entries.len; i++)
        if (entry_same(&s->entries.data[i], &e))
            return;
    e = kept_entry(s->cache, &e);
    vec_push(&s->entries, e);
    if (s->entries.len == 1 && s->steps + MAX_MORE < s->max_steps)
        s->max_steps = s->steps + MAX_MORE;
    s->found = s->entries.len >= s->q->wanted;
}

static bool is_one_of(const uint32_t *insns, uint32_t n, uint32_t insn)
{
    uint32_t i = 0;
    while (i < n && insns[i] != insn)
        i++;
    return i < n;
}

/* Some call on this path, of one of these functions (NULL: of setjmp and its like), has certainly
 * returned zero, or something else. */
static bool any_result(struct search *s, const bool *of, bool zero)
{
    const struct rir_func *f = s->q->f;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op != RIR_CALL || in->result == RIR_NONE || !path_has(s->path, in->result) ||
            !(of != NULL ? of[in->ref]
                         : s->q->m->funcs.data[in->ref].flags & RIR_FUNC_RETURNS_TWICE))
            continue;
        struct path_mark here = path_mark(s->path);
        bool other = path_add(s->path, path_value(s->path, in->result), RIR_P_EQ, !zero, 0);
        path_go_back(s->path, here);
        if (!other)
            return true;
    }
    return false;
}

/* setjmp gives zero when it is called, and something else after a longjmp. */
static bool is_resumed(struct search *s)
{
    return any_result(s, NULL, false);
}

static bool is_child(struct search *s)
{
    return s->q->forks != NULL && any_result(s, s->q->forks, true);
}

static void arrive(struct search *s)
{
    const struct evidence_query *q = s->q;
    if (calls_another(s))
        blame_choice(s);
    else if ((s->started > 0 || q->nstarts == 0 || is_resumed(s)) && !is_child(s) &&
             (q->value == RIR_NONE || may_be(s, path_value(s->path, q->value), 0)))
        note_entry(s);
}

/* What the path has started may have ended by this instruction. A join that may give up has done so
 * here, and said so: false if the path excludes that. */
static bool pass_end(struct search *s, const struct rir_insn *in)
{
    const struct rir_ann *a =
        in->op == RIR_CALL ? rir_func_ann(&s->q->m->funcs.data[in->ref], RIR_ANN_JOINS_IF) : NULL;
    if (a == NULL)
        s->started--;
    return a == NULL || in->result == RIR_NONE ||
           path_add(s->path, path_value(s->path, in->result), RIR_P_EQ, true, a->a);
}

/* The result is zero, and so is what is computed from it. False: the path says otherwise. */
static bool succeed(struct path *p, uint32_t result)
{
    if (!path_add(p, path_value(p, result), RIR_P_EQ, true, 0))
        return false;
    path_bind(p, result, term_number(&p->terms, 0));
    return true;
}

/* False: the path ends here. */
static bool run_block(struct search *s, const struct rir_block *b)
{
    const struct rir_func *f = s->q->f;
    struct path *p = s->path;
    for (uint32_t i = b->first; i < b->first + b->count && !s->found; i++) {
        bool unwinds = flow_unwinds(f, i);
        if (i == s->q->insn)
            arrive(s);
        if (s->found || s->blame != 0 || ((f->insns[i].flags & RIR_NORETURN) != 0 && !unwinds))
            return false;
        path_run(p, &f->insns[i]);
        if (p->ended) {
            s->cut |= unwinds; /* what comes then is not followed */
            return false;
        }
        if (s->started > 0 && is_one_of(s->q->ends, s->q->nends, i) && !pass_end(s, &f->insns[i]))
            return false;
        if (is_one_of(s->q->starts, s->q->nstarts, i)) {
            s->started++;
            if (s->q->zero_succeeds && f->insns[i].result != RIR_NONE &&
                !succeed(p, f->insns[i].result))
                return false;
        }
    }
    return !s->found;
}

/* How many ways out of the block does this path leave open? */
static uint32_t count_ways(struct search *s, const struct rir_insn *t)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < t->nblocks && n < 2; k++) {
        struct path_mark here = path_mark(s->path);
        n += s->far[t->blocks[k]] != RIR_NONE && path_take_edge(s->path, t, k);
        path_go_back(s->path, here);
    }
    return n;
}

static void walk(struct search *s, uint32_t block, uint32_t depth);

/* On to the blocks that are nearer to the instruction, or to the others. */
static void walk_on(struct search *s, uint32_t block, const struct rir_insn *t, bool nearer,
                    uint32_t depth)
{
    for (uint32_t k = 0; k < t->nblocks && !s->found && s->blame == 0; k++) {
        uint32_t to = t->blocks[k];
        if (s->far[to] == RIR_NONE || (s->far[to] < s->far[block]) != nearer)
            continue;
        struct path_mark here = path_mark(s->path);
        if (path_take_edge(s->path, t, k)) {
            path_enter_block(s->path, block, to, s->visits[to] != 0);
            walk(s, to, depth + 1);
        }
        path_go_back(s->path, here);
        if (s->path->binds.len < s->blame)
            s->blame = 0;
    }
}

static void walk(struct search *s, uint32_t block, uint32_t depth)
{
    const struct rir_func *f = s->q->f;
    const struct rir_block *b = &f->blocks[block];
    if (s->steps >= s->max_steps || depth >= MAX_DEPTH || s->choices[block] >= MAX_CHOICES ||
        s->visits[block] >= MAX_VISITS) {
        s->cut = true;
        return;
    }
    s->steps++;
    uint32_t started = s->started;
    struct path_mark entry = path_mark(s->path);
    if (run_block(s, b)) {
        const struct rir_insn *t = &f->insns[b->first + b->count - 1];
        bool choice = t->nblocks > 1 && count_ways(s, t) > 1;
        s->choices[block] += choice;
        s->visits[block]++;
        walk_on(s, block, t, true, depth);
        walk_on(s, block, t, false, depth);
        s->visits[block]--;
        s->choices[block] -= choice;
    }
    s->started = started;
    path_go_back(s->path, entry);
}

/* Does the block run at all, in the whole program? */
static bool runs(const struct search *s, uint32_t block)
{
    const struct evidence_query *q = s->q;
    return q->runs == NULL || runs_block(q->runs, (uint32_t)(q->f - q->m->funcs.data), block);
}

/* A block is one further away than its nearest successor. */
static void find_distances(struct search *s)
{
    const struct rir_func *f = s->q->f;
    for (uint32_t b = 0; b < f->nblocks; b++)
        s->far[b] = RIR_NONE;
    if (runs(s, f->insns[s->q->insn].block))
        s->far[f->insns[s->q->insn].block] = 0;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t b = f->nblocks; b-- > 0;) {
            const struct rir_insn *t = &f->insns[f->blocks[b].first + f->blocks[b].count - 1];
            for (uint32_t k = 0; k < t->nblocks; k++) {
                uint32_t next = s->far[t->blocks[k]];
                if (next == RIR_NONE || next + 1 >= s->far[b] || !runs(s, b))
                    continue;
                s->far[b] = next + 1;
                again = true;
            }
        }
    }
}

static struct evidence_known search(struct evidence_cache *c, const struct evidence_query *q)
{
    uint64_t place = hash64(hash_ptr(q->f) ^ hash64((uint64_t)q->insn << 32 | q->value));
    uint32_t cuts = 0;
    map_get(&c->cuts, place, &cuts);
    struct search s = {.q = q, .path = c->path, .cache = c, .max_steps = MAX_STEPS >> cuts};
    struct path_rules rules = {.m = q->m,
                               .f = q->f,
                               .stores = &c->stores,
                               .runs = q->runs,
                               .leaves = q->runs != NULL ? &c->leaves : NULL,
                               .words = &c->lefts.words,
                               .identity = q->identity,
                               .same_thread = q->same_thread,
                               .start = q->start,
                               .strict = q->strict,
                               .by_name = q->named};
    s.choices = calloc(q->f->nblocks, 1);
    s.visits = calloc(q->f->nblocks, sizeof *s.visits);
    s.far = calloc(q->f->nblocks, sizeof *s.far);
    if (s.far == NULL || s.choices == NULL || s.visits == NULL)
        abort();
    find_distances(&s);
    c->leaves.runs = q->runs;
    path_begin(c->path, &rules);
    path_enter_function(c->path, &q->entry);
    if (s.far[0] != RIR_NONE && path_may_reach(c->path, q->f->insns[q->insn].block))
        walk(&s, 0, 0);
    free(s.choices);
    free(s.visits);
    free(s.far);
    if (s.entries.len == 0 && s.steps >= s.max_steps)
        map_put(&c->cuts, place, cuts + (cuts < MAX_HALVINGS));
    struct evidence_known k = {.query = *q, .nentries = s.entries.len};
    k.answer = s.entries.len > 0 ? EVIDENCE_FOUND : s.cut ? EVIDENCE_CUT : EVIDENCE_NONE;
    k.entries = arena_copy(&c->arena, s.entries.data, s.entries.len * sizeof *s.entries.data);
    vec_free(&s.entries);
    return k;
}

/* ---- answers, remembered: one helper is judged for many chains ---- */

static uint64_t hash_query(const struct evidence_query *q)
{
    uint64_t h = hash_ptr(q->f) ^ hash64((uint64_t)q->insn << 32 | q->value);
    h = hash64(h ^ ((uint64_t)q->global << 32 | q->nstarts) ^ hash64(q->param));
    h ^= (uint64_t)(q->forks != NULL) | (uint64_t)q->zero_succeeds << 1 | (uint64_t)q->strict << 2 |
         (uint64_t)q->same_thread << 3 | (uint64_t)q->named << 4 | (uint64_t)q->wanted << 8 |
         (uint64_t)q->own << 32;
    h = hash64(h ^ hash_ptr(q->callee) ^ hash_ptr(q->identity));
    return hash64(h ^ entry_hash(&q->entry) ^ ((uint64_t)q->at_last << 1 | q->shown));
}

static bool same_insns(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb)
{
    return na == nb && (na == 0 || memcmp(a, b, na * sizeof *a) == 0);
}

static bool same_query(const struct evidence_query *a, const struct evidence_query *b)
{
    return a->f == b->f && a->insn == b->insn && a->value == b->value && a->global == b->global &&
           a->param == b->param && same_insns(a->starts, a->nstarts, b->starts, b->nstarts) &&
           same_insns(a->ends, a->nends, b->ends, b->nends) &&
           (a->forks != NULL) == (b->forks != NULL) && a->zero_succeeds == b->zero_succeeds &&
           a->start == b->start && a->strict == b->strict && a->same_thread == b->same_thread &&
           a->named == b->named && a->identity == b->identity && a->callee == b->callee &&
           a->own == b->own && a->wanted == b->wanted && a->at_last == b->at_last &&
           a->shown == b->shown && entry_same(&a->entry, &b->entry);
}

/* Where any path will do, it does not matter which object it is. */
static struct evidence_query what_matters(const struct evidence_query *q)
{
    struct evidence_query k = *q;
    if (k.value != RIR_NONE)
        return k;
    k.global = k.param = k.at_last = RIR_NONE;
    k.shown = false;
    return k;
}

const struct evidence_known *evidence_find(struct evidence_cache *c,
                                           const struct evidence_query *asked)
{
    const struct evidence_query query = what_matters(asked), *q = &query;
    uint64_t key = hash_query(q);
    uint32_t at;
    for (; map_get(&c->index, key, &at); key++) /* one hash: the next keys */
        if (same_query(&c->known.data[at]->query, q))
            return c->known.data[at];
    if (c->path == NULL) {
        c->path = arena_alloc(&c->arena, sizeof *c->path);
        path_init(c->path);
    }
    struct evidence_known *k = arena_alloc(&c->arena, sizeof *k);
    *k = search(c, q);
    k->query.entry = kept_entry(c, &q->entry);
    k->query.starts = arena_copy(&c->arena, q->starts, q->nstarts * sizeof *q->starts);
    k->query.ends = arena_copy(&c->arena, q->ends, q->nends * sizeof *q->ends);
    map_put(&c->index, key, c->known.len);
    vec_push(&c->known, k);
    return k;
}

void evidence_cache_free(struct evidence_cache *c)
{
    if (c->path != NULL)
        path_free(c->path);
    param_store_cache_free(&c->stores);
    lefts_free(&c->lefts);
    leaves_free(&c->leaves);
    map_free(&c->index);
    map_free(&c->cuts);
    map_free(&c->entry_index);
    vec_free(&c->entries);
    vec_free(&c->known);
    arena_free(&c->arena);
}
