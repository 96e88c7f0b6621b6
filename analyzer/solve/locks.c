/* Which locks are held where.
 *
 * First, callees before callers, what a call of each function does (lock_summary.c); cycles are
 * repeated until nothing changes. Then, callers before callees, which locks all calls of a function
 * hold, for calls made by tasks and by main apart: every function starts with "all", and each call
 * leaves the intersection. Both end after a fixed number of rounds, with "releases anything" and
 * "nothing is held".
 *
 * Invariants, as far as hints have any: a lock that is said to be held at a point is held, under
 * that name, on every path that the call graph and the control flow have to it, as long as code
 * that is not seen releases nothing and pointers on the way to a lock are not changed by other
 * functions while it is held. A read lock is followed, but never said to be held. */
#include "solve/locks.h"

#include <stdlib.h>
#include <string.h>

#include "solve/lock_flow.h"

enum { MAX_ROUNDS = 8 };

/* ---- what a call does ---- */

/* Some function that it calls, or has called back, is so. */
static bool calls_any(const struct locks *l, uint32_t func,
                      bool (*is)(const struct locks *l, uint32_t callee, uint32_t func))
{
    const struct rir_func *f = &l->m->funcs.data[func];
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint32_t n;
        bool complete;
        if (f->insns[i].op != RIR_CALL && f->insns[i].op != RIR_CALLI)
            continue;
        const uint32_t *to = phase_a_callees(l->a, func, i, &n, &complete);
        for (uint32_t k = 0; k < n; k++)
            if (is(l, to[k], func))
                return true;
        to = phase_a_callbacks(l->a, func, i, &n, &complete);
        for (uint32_t k = 0; k < n; k++)
            if (is(l, to[k], func))
                return true;
    }
    return false;
}

static bool is_itself(const struct locks *l, uint32_t callee, uint32_t func)
{
    (void)l;
    return callee == func;
}

/* It takes or releases locks. Within a cycle: outside of that. */
static bool matters_to(const struct locks *l, uint32_t callee, uint32_t func)
{
    (void)func;
    return lock_is_primitive(&l->m->funcs.data[callee]) ||
           (l->flows[callee] != NULL && !l->funcs[callee].silent);
}

/* What a call of it does has changed since the other one was summarized. */
static bool is_newer(const struct locks *l, uint32_t callee, uint32_t func)
{
    return l->funcs[callee].changed_at >= l->funcs[func].solved_at;
}

/* Everything that callers see of a function, as one number. */
static uint64_t fingerprint(const struct lock_func *f)
{
    uint64_t h = (uint64_t)f->returns << 2 | (uint64_t)f->releases_any << 1 | f->has_result;
    for (uint32_t i = 0; i < f->held.len; i++)
        h = hash64(h ^ ((uint64_t)f->held.data[i].path << 3 | f->held.data[i].when << 1 |
                        f->held.data[i].shared));
    h = hash64(h ^ f->released.len);
    return f->has_result ? h ^ hash_mem(&f->result, sizeof f->result) : h;
}

static void assume_the_worst(struct lock_func *f)
{
    f->returns = f->solved = f->releases_any = true;
    f->has_result = false;
    f->held.len = 0;
}

static bool summarize(struct locks *l, uint32_t func, uint64_t *in)
{
    struct lock_func *f = &l->funcs[func];
    struct lock_pass p = {.l = l, .func = func, .summary = true, .in = in};
    uint64_t before = f->solved ? fingerprint(f) : 0;
    bool was = f->solved;
    f->solved_at = ++l->now;
    lock_flow_solve(&p, 0);
    l->epoch++;
    lock_summarize(&p);
    l->epoch++;
    f->solved = true;
    if (was && before == fingerprint(f))
        return false;
    f->changed_at = l->now;
    return true;
}

static void summarize_cycle(struct locks *l, const uint32_t *list, uint32_t n, uint64_t *in)
{
    bool matters = false, changed = true;
    for (uint32_t i = 0; i < n; i++)
        l->funcs[list[i]].silent = true;
    for (uint32_t i = 0; i < n && !matters; i++)
        matters = l->flows[list[i]] != NULL && calls_any(l, list[i], matters_to);
    for (uint32_t i = 0; i < n; i++)
        l->funcs[list[i]].silent = !matters || l->flows[list[i]] == NULL;
    for (uint32_t round = 0; matters && changed && round < MAX_ROUNDS; round++) {
        changed = false;
        for (uint32_t i = 0; i < n; i++)
            if (l->flows[list[i]] != NULL &&
                (!l->funcs[list[i]].solved || calls_any(l, list[i], is_newer)))
                changed |= summarize(l, list[i], in);
        changed = changed && (n > 1 || calls_any(l, list[0], is_itself));
    }
    for (uint32_t i = 0; matters && changed && i < n; i++)
        if (l->flows[list[i]] != NULL)
            assume_the_worst(&l->funcs[list[i]]);
    l->epoch++;
}

/* ---- what all calls hold ---- */

static void keep_common(struct lock_func *g, int role, const struct lock_held *v, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < g->entry[role].len; i++) {
        bool common = false;
        for (uint32_t k = 0; k < n && !common; k++)
            common = v[k].path == g->entry[role].data[i].path &&
                     v[k].shared == g->entry[role].data[i].shared;
        if (common)
            g->entry[role].data[kept++] = g->entry[role].data[i];
    }
    g->dirty[role] |= kept != g->entry[role].len;
    g->entry[role].len = kept;
}

static void enter(struct lock_func *g, int role, const struct lock_held *v, uint32_t n)
{
    if (g->reached[role]) {
        keep_common(g, role, v, n);
        return;
    }
    g->reached[role] = g->dirty[role] = true;
    for (uint32_t i = 0; i < n; i++)
        vec_push(&g->entry[role], v[i]);
}

struct entry_list {
    struct lock_held data[LOCK_ENTRIES];
    uint32_t n;
};

static void add_entry(struct lock_pass *p, struct entry_list *list, const struct lock_fact *fact,
                      const struct lock_path *path)
{
    if (list->n == LOCK_ENTRIES)
        return;
    struct lock_held h = {
        .path = lock_path_id(&p->l->paths, path), .cls = fact->cls, .shared = fact->shared};
    for (uint32_t i = 0; i < list->n; i++)
        if (list->data[i].path == h.path && list->data[i].shared == h.shared)
            return;
    list->data[list->n++] = h;
}

/* One lock under all names that the callee can have for it. */
static void translate(struct lock_pass *p, struct entry_list *list, const struct lock_fact *fact,
                      const struct rir_insn *call, const struct rir_func *callee)
{
    struct lock_path path = p->l->paths.all.data[fact->path], there;
    for (uint32_t i = 0; call != NULL && i < callee->nparams; i++) {
        uint32_t actual = lock_actual(call, i);
        if (actual == RIR_NONE)
            continue;
        struct lock_path a = lock_path_of(p->l, p->func, actual);
        if (lock_path_in_callee(&path, &a, i, &there))
            add_entry(p, list, fact, &there);
    }
    if (path.root == LOCK_GLOBAL && lock_path_export(&path))
        add_entry(p, list, fact, &path);
}

static void note_call(struct lock_pass *p, uint32_t callee, uint32_t call, uint64_t state)
{
    struct locks *l = p->l;
    const struct rir_insn *in = call == RIR_NONE ? NULL : &lock_function(p)->insns[call];
    const struct lock_func *f = lock_facts(p);
    struct entry_list list = {.n = 0};
    for (uint32_t i = 0; i < f->facts.len; i++)
        if ((state >> i & 1) && f->facts.data[i].cond == RIR_NONE)
            translate(p, &list, &f->facts.data[i], in, &l->m->funcs.data[callee]);
    enter(&l->funcs[callee], p->role, list.data, list.n);
}

static uint64_t entry_facts(struct lock_pass *p)
{
    const struct lock_func *f = lock_facts(p);
    uint64_t st = 0;
    for (uint32_t i = 0; i < f->entry[p->role].len; i++) {
        const struct lock_held *h = &f->entry[p->role].data[i];
        struct lock_fact fact = {
            .path = h->path, .cls = h->cls, .cond = RIR_NONE, .shared = h->shared, .entry = true};
        st |= lock_fact_bit(p, &fact);
    }
    return st;
}

static void solve_function(struct locks *l, uint32_t func, int role)
{
    struct lock_func *f = &l->funcs[func];
    f->dirty[role] = false;
    if (f->in[role] == NULL)
        f->in[role] = ARENA_ARRAY(&l->arena, uint64_t, l->m->funcs.data[func].nblocks);
    struct lock_pass p = {
        .l = l, .func = func, .role = role, .in = f->in[role], .at_call = note_call};
    lock_flow_solve(&p, entry_facts(&p));
}

/* A function at which all locks may still be held gets fewer each time it is solved again. */
static void solve_role(struct locks *l, int role)
{
    uint32_t nsccs = phase_a_nsccs(l->a), round = 0;
    for (bool again = true; again; round++) {
        again = false;
        for (uint32_t i = nsccs; i-- > 0;) {
            uint32_t n;
            const uint32_t *list = phase_a_scc(l->a, i, &n);
            for (uint32_t k = 0; k < n; k++) {
                struct lock_func *f = &l->funcs[list[k]];
                if (!f->dirty[role] || l->flows[list[k]] == NULL)
                    continue;
                if (round >= MAX_ROUNDS)
                    f->entry[role].len = 0;
                solve_function(l, list[k], role);
                again = true;
            }
        }
    }
}

static void solve_roles(struct locks *l)
{
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(l->a, &n);
    for (uint32_t i = 0; i < n; i++)
        enter(&l->funcs[roots[i]], 0, NULL, 0);
    const struct pa_task *tasks = phase_a_tasks(l->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!phase_a_is_unknown(l->a, tasks[i].func))
            enter(&l->funcs[tasks[i].func], 1, NULL, 0);
    solve_role(l, 0);
    solve_role(l, 1);
}

/* ---- questions ---- */

/* Where the object begins that `address` points into, as far as members lead; its struct type. */
static uint32_t object_of(const struct locks *l, uint32_t func, uint32_t address, uint32_t *type)
{
    const struct rir_func *f = &l->m->funcs.data[func];
    uint32_t object = RIR_NONE;
    for (;;) {
        const struct rir_insn *in = lock_def(f, address);
        if (in == NULL)
            return object;
        bool member = in->op == RIR_FIELD && in->ref != RIR_NONE;
        bool inside = in->op == RIR_FIELD || (in->op == RIR_ELEM && (in->flags & RIR_IN_ARRAY)) ||
                      (in->op == RIR_UN && in->sub == RIR_U_MOVE);
        if (!inside)
            return object;
        address = in->args[0];
        if (member) {
            object = address;
            *type = rir_type_strip(l->m, in->ref);
        }
    }
}

/* The lock as a member of the object that `address` points into, if both are reached the same way.
 */
static bool as_member(const struct locks *l, uint32_t func, const struct lock_path *lock,
                      uint32_t address, struct lock_path *out)
{
    uint32_t type = RIR_NONE, object = object_of(l, func, address, &type);
    if (object == RIR_NONE || type == RIR_NONE)
        return false;
    struct lock_path base = lock_path_of(l, func, object);
    uint32_t n = base.nloads;
    if (base.root != lock->root || base.ref != lock->ref || n != lock->nloads ||
        memcmp(base.step, lock->step, n * sizeof *base.step) != 0 ||
        base.step[n].index != lock->step[n].index || base.step[n].index == LOCK_ANY)
        return false;
    *out = lock_path_root(LOCK_MEMBER, type);
    out->step[0].off = lock->step[n].off - base.step[n].off;
    return out->step[0].off >= 0 && (uint64_t)out->step[0].off < rir_type_size(l->m, type);
}

static uint32_t add_id(uint32_t *ids, uint32_t n, uint32_t max, uint32_t id)
{
    uint32_t at = n;
    for (uint32_t i = 0; i < n; i++)
        if (ids[i] == id)
            return n;
    if (n == max)
        return n;
    for (; at > 0 && ids[at - 1] > id; at--)
        ids[at] = ids[at - 1];
    ids[at] = id;
    return n + 1;
}

uint32_t locks_held(struct locks *l, bool task, uint32_t func, uint32_t insn, uint32_t address,
                    uint32_t *ids, uint32_t max)
{
    struct lock_func *f = &l->funcs[func];
    struct lock_pass p = {.l = l, .func = func, .role = task, .in = f->in[task]};
    if (p.in == NULL)
        return 0;
    uint64_t st = lock_flow_before(&p, insn);
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->facts.len; i++) {
        const struct lock_fact *fact = &f->facts.data[i];
        if (!(st >> i & 1) || fact->cond != RIR_NONE || fact->shared)
            continue;
        struct lock_path path = l->paths.all.data[fact->path], own;
        if (address != RIR_NONE && as_member(l, func, &path, address, &own))
            n = add_id(ids, n, max, lock_path_id(&l->paths, &own));
        if (path.root == LOCK_GLOBAL && lock_path_export(&path))
            n = add_id(ids, n, max, lock_path_id(&l->paths, &path));
    }
    return n;
}

const struct lock_path *locks_path(const struct locks *l, uint32_t id)
{
    return &l->paths.all.data[id];
}

/* ---- the whole ---- */

static bool takes_locks(const struct rir_module *m)
{
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].nanns; k++)
            if (m->funcs.data[i].anns[k].kind == RIR_ANN_ACQUIRES ||
                m->funcs.data[i].anns[k].kind == RIR_ANN_ACQUIRES_IF)
                return true;
    return false;
}

struct locks *locks_run(const struct rir_module *m, const struct phase_a *a,
                        struct flow *const *flows)
{
    if (!takes_locks(m))
        return NULL;
    struct locks *l = calloc(1, sizeof *l);
    if (l == NULL)
        abort();
    *l = (struct locks){.m = m, .a = a, .flows = flows, .epoch = 1, .asked = {.func = RIR_NONE}};
    l->seen = ARENA_ARRAY(&l->arena, struct lock_value_seen, LOCK_VALUES_SEEN);
    l->funcs = ARENA_ARRAY(&l->arena, struct lock_func, m->funcs.len + 1);
    uint32_t most = 0;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        most = m->funcs.data[i].nblocks > most ? m->funcs.data[i].nblocks : most;
    uint64_t *in = ARENA_ARRAY(&l->arena, uint64_t, most + 1);
    for (uint32_t i = 0; i < phase_a_nsccs(a); i++) {
        uint32_t n;
        const uint32_t *list = phase_a_scc(a, i, &n);
        summarize_cycle(l, list, n, in);
    }
    solve_roles(l);
    return l;
}

void locks_free(struct locks *l)
{
    if (l == NULL)
        return;
    for (uint32_t i = 0; i < l->m->funcs.len; i++) {
        struct lock_func *f = &l->funcs[i];
        vec_free(&f->facts);
        vec_free(&f->held);
        vec_free(&f->released);
        for (int role = 0; role < 2; role++)
            vec_free(&f->entry[role]);
    }
    lock_paths_free(&l->paths);
    arena_free(&l->arena);
    free(l);
}
