/* Locks in one function: a forward must-analysis.
 *
 * A state is a set of facts, a word: at a join only what holds on every path is left. A fact names
 * a lock by its path; a lock taken "if the result is zero" is a fact with that condition until a
 * branch tests the result.
 *
 * Releasing a lock that this function itself took ends that fact alone: two locks held at once are
 * two locks. (Of an array of locks, elements that are not known to be the same will do, if there is
 * no better match: programs release what they took.) Any other release may be of whatever is held
 * under another name, so it ends every fact that phase A cannot tell apart from it, and callers are
 * told.
 *
 * A path is forgotten where a value or a pointer on it is set anew. Changes to pointers in memory
 * by other functions are not looked for, nor is unknown code that unlocks: these are hints. */
#include "solve/lock_flow.h"

#include <stdlib.h>

bool lock_is_primitive(const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind >= RIR_ANN_ACQUIRES && f->anns[i].kind <= RIR_ANN_RELEASES)
            return true;
    return false;
}

/* ---- facts ---- */

/* One bit for many values. */
static uint64_t value_bit(uint32_t value)
{
    return (uint64_t)1 << value % 64;
}

static uint64_t values_named(const struct lock_path *p)
{
    uint64_t all = p->root == LOCK_VALUE ? value_bit(p->ref) : 0;
    for (uint32_t i = 0; i <= p->nloads; i++)
        all |= p->step[i].index < LOCK_ANY ? value_bit(p->step[i].index) : 0;
    return all;
}

uint64_t lock_fact_bit(struct lock_pass *p, const struct lock_fact *fact)
{
    struct lock_func *f = lock_facts(p);
    for (uint32_t i = 0; i < f->facts.len; i++) {
        const struct lock_fact *have = &f->facts.data[i];
        if (have->path == fact->path && have->cond == fact->cond && have->zero == fact->zero &&
            have->shared == fact->shared && have->entry == fact->entry)
            return (uint64_t)1 << i;
    }
    if (f->facts.len == LOCK_FACTS)
        return 0;
    vec_push(&f->facts, *fact);
    f->named |= values_named(&p->l->paths.all.data[fact->path]);
    f->named |= fact->cond == RIR_NONE ? 0 : value_bit(fact->cond);
    return (uint64_t)1 << (f->facts.len - 1);
}

static uint64_t acquire(struct lock_pass *p, uint64_t st, const struct lock_path *path,
                        uint32_t cls, bool shared, uint32_t cond, bool zero)
{
    struct lock_fact fact = {.path = lock_path_id(&p->l->paths, path),
                             .cls = cls,
                             .cond = cond,
                             .zero = zero,
                             .shared = shared};
    return st | lock_fact_bit(p, &fact);
}

/* May the fact's lock be the one at `path`? */
static bool may_be(const struct lock_pass *p, const struct lock_fact *fact,
                   const struct lock_path *path, uint32_t cls)
{
    const struct lock_path *have = &p->l->paths.all.data[fact->path];
    if (lock_path_is_static(have) && lock_path_is_static(path)) {
        bool fixed = have->step[0].index == LOCK_FIXED && path->step[0].index == LOCK_FIXED;
        return have->ref == path->ref && (!fixed || have->step[0].off == path->step[0].off);
    }
    return fact->cls == RIR_NONE || cls == RIR_NONE ||
           phase_a_classes_overlap(p->l->a, fact->cls, cls);
}

static void note_released(struct lock_pass *p, const struct lock_path *path, uint32_t cls)
{
    struct lock_func *f = lock_facts(p);
    struct lock_path seen = *path;
    if (f->releases_any)
        return;
    if (!lock_path_export(&seen) || f->released.len == LOCK_ENTRIES) {
        f->releases_any = true;
        return;
    }
    struct lock_held r = {.path = lock_path_id(&p->l->paths, &seen), .cls = cls};
    for (uint32_t i = 0; i < f->released.len; i++)
        if (f->released.data[i].path == r.path)
            return;
    vec_push(&f->released, r);
}

/* One lock of an array is released by the name of another element: an index read twice. */
static bool same_array(const struct lock_path *a, const struct lock_path *b)
{
    if (a->root != b->root || a->ref != b->ref || a->nloads != b->nloads)
        return false;
    struct lock_path x = *a, y = *b;
    return lock_path_export(&x) && lock_path_export(&y) && lock_path_equal(&x, &y);
}

static uint64_t release(struct lock_pass *p, uint64_t st, const struct lock_path *path,
                        uint32_t cls)
{
    const struct lock_func *f = lock_facts(p);
    uint64_t mine = 0, alike = 0, others = 0;
    for (uint32_t i = 0; i < f->facts.len && st >> i != 0; i++) {
        if (!(st >> i & 1))
            continue;
        const struct lock_fact *fact = &f->facts.data[i];
        const struct lock_path *have = &p->l->paths.all.data[fact->path];
        uint64_t bit = (uint64_t)1 << i;
        bool same = lock_path_equal(have, path);
        if (!fact->entry && same)
            mine |= bit;
        if (!fact->entry && same_array(have, path))
            alike |= bit;
        if (same || may_be(p, fact, path, cls))
            others |= bit;
    }
    if (st & mine)
        return st & ~mine;
    if (st & alike)
        return st & ~alike;
    if (p->summary)
        note_released(p, path, cls);
    return st & ~others;
}

/* ---- calls ---- */

static uint64_t primitive(struct lock_pass *p, uint64_t st, const struct rir_insn *call,
                          const struct rir_func *callee)
{
    for (uint32_t i = 0; i < callee->nanns; i++) {
        const struct rir_ann *n = &callee->anns[i];
        if (n->kind < RIR_ANN_ACQUIRES || n->kind > RIR_ANN_RELEASES || n->a <= 0)
            continue;
        uint32_t operand = flow_operand(call, (uint32_t)n->a);
        if (operand == RIR_NONE)
            continue;
        struct lock_path path = lock_path_of(p->l, p->func, operand);
        uint32_t cls = phase_a_class(p->l->a, p->func, operand);
        bool zero = n->when == RIR_ZERO || n->when == RIR_NULL;
        if (n->kind == RIR_ANN_RELEASES)
            st = release(p, st, &path, cls);
        else if (n->kind != RIR_ANN_ACQUIRES_IF)
            st = acquire(p, st, &path, cls, n->kind == RIR_ANN_ACQUIRES_SHARED, RIR_NONE, false);
        else if (call->result != RIR_NONE &&
                 (zero || n->when == RIR_NONZERO || n->when == RIR_NONNULL))
            st = acquire(p, st, &path, cls, false, call->result, zero);
    }
    return st;
}

static bool in_caller(const struct lock_pass *p, const struct rir_insn *call, bool callback,
                      uint32_t inner, struct lock_path *out)
{
    *out = p->l->paths.all.data[inner];
    if (out->root != LOCK_PARAM)
        return true;
    uint32_t actual = callback ? RIR_NONE : lock_actual(call, out->ref);
    if (actual == RIR_NONE)
        return false;
    struct lock_path a = lock_path_of(p->l, p->func, actual), path = *out;
    return lock_path_in_caller(&path, &a, out);
}

/* What a call of a function with a body leaves of `st`, and adds; *returns: it comes back. */
static uint64_t body(struct lock_pass *p, uint64_t st, const struct rir_insn *call, bool callback,
                     uint32_t callee, bool *returns)
{
    const struct lock_func *g = &p->l->funcs[callee];
    *returns = g->silent || (g->solved && g->returns);
    if (g->silent || !*returns)
        return st;
    if (g->releases_any) {
        lock_facts(p)->releases_any |= p->summary;
        st = 0;
    }
    struct lock_path path;
    bool noted = p->summary && !lock_facts(p)->releases_any; /* else callers know already */
    for (uint32_t i = 0; (st != 0 || noted) && i < g->released.len; i++) {
        if (in_caller(p, call, callback, g->released.data[i].path, &path)) {
            st = release(p, st, &path, g->released.data[i].cls);
        } else {
            lock_facts(p)->releases_any |= p->summary;
            st = 0;
        }
    }
    for (uint32_t i = 0; i < g->held.len; i++) {
        struct lock_held h = g->held.data[i];
        bool conditional = h.when != LOCK_ALWAYS;
        if ((conditional && (callback || call->result == RIR_NONE)) ||
            !in_caller(p, call, callback, h.path, &path))
            continue;
        st = acquire(p, st, &path, h.cls, h.shared, conditional ? call->result : RIR_NONE,
                     h.when == LOCK_ZERO);
    }
    return st;
}

static uint64_t one_callee(struct lock_pass *p, uint64_t st, uint32_t insn, uint32_t callee,
                           bool *returns)
{
    const struct rir_func *f = &p->l->m->funcs.data[callee];
    const struct rir_insn *call = &lock_function(p)->insns[insn];
    *returns = (f->flags & RIR_FUNC_NORETURN) == 0;
    if (lock_is_primitive(f))
        return primitive(p, st, call, f);
    if (p->l->flows[callee] == NULL)
        return st;
    if (p->at_call != NULL)
        p->at_call(p, callee, insn, st);
    bool comes_back;
    st = body(p, st, call, false, callee, &comes_back);
    *returns &= comes_back;
    return st;
}

static uint64_t transfer_call(struct lock_pass *p, uint32_t insn, uint64_t st)
{
    uint32_t n;
    bool complete, any = false, returns;
    uint64_t out = ~(uint64_t)0;
    const uint32_t *to = phase_a_callbacks(p->l->a, p->func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++) { /* each may be called, or not, or another one after it */
        if (p->l->flows[to[i]] == NULL)
            continue;
        if (p->at_call != NULL)
            p->at_call(p, to[i], RIR_NONE, st);
        uint64_t after = body(p, st, &lock_function(p)->insns[insn], true, to[i], &returns);
        st &= returns ? after : st;
    }
    to = phase_a_callees(p->l->a, p->func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t after = one_callee(p, st, insn, to[i], &returns);
        any |= returns;
        out &= returns ? after : out;
    }
    if (!complete || n == 0) {
        any = true;
        out &= st;
    }
    p->dead |= !any || (lock_function(p)->insns[insn].flags & RIR_NORETURN) != 0;
    return out;
}

/* ---- instructions ---- */

static uint64_t forget_values(const struct lock_pass *p, uint64_t st, const struct rir_insn *in)
{
    const struct lock_func *f = lock_facts(p);
    if (in->result == RIR_NONE || in->nresults == 0)
        return st;
    if (in->nresults == 1 && !(f->named & value_bit(in->result)))
        return st;
    for (uint32_t i = 0; i < f->facts.len; i++) {
        const struct lock_fact *fact = &f->facts.data[i];
        bool tested = fact->cond != RIR_NONE && fact->cond - in->result < in->nresults;
        if (tested ||
            lock_path_mentions(&p->l->paths.all.data[fact->path], in->result, in->nresults))
            st &= ~((uint64_t)1 << i);
    }
    return st;
}

static uint64_t forget_stored(const struct lock_pass *p, uint64_t st, uint32_t address)
{
    const struct lock_func *f = lock_facts(p);
    bool loads = false;
    for (uint32_t i = 0; i < f->facts.len; i++)
        loads |= (st >> i & 1) && p->l->paths.all.data[f->facts.data[i].path].nloads != 0;
    if (!loads)
        return st;
    struct lock_path at = lock_path_of(p->l, p->func, address);
    for (uint32_t i = 0; i < f->facts.len; i++)
        if (lock_path_loads_from(&p->l->paths.all.data[f->facts.data[i].path], &at))
            st &= ~((uint64_t)1 << i);
    return st;
}

static uint64_t transfer(struct lock_pass *p, uint32_t insn, uint64_t st)
{
    const struct rir_insn *in = &lock_function(p)->insns[insn];
    if (st != 0)
        st = forget_values(p, st, in);
    if (in->op == RIR_CALL || in->op == RIR_CALLI)
        return transfer_call(p, insn, st);
    bool stores = in->op == RIR_STORE || in->op == RIR_RMW || in->op == RIR_CAS;
    return st != 0 && stores ? forget_stored(p, st, in->args[0]) : st;
}

/* ---- tests ---- */

uint64_t lock_assume(struct lock_pass *p, uint64_t st, uint32_t value, bool zero)
{
    const struct rir_func *f = lock_function(p);
    const struct lock_func *facts = lock_facts(p);
    for (int guard = 0; guard < 16; guard++) {
        for (uint32_t i = 0; i < facts->facts.len; i++) {
            const struct lock_fact *fact = &facts->facts.data[i];
            if (!(st >> i & 1) || fact->cond != value || fact->zero != zero)
                continue;
            struct lock_fact sure = *fact;
            sure.cond = RIR_NONE;
            sure.zero = false;
            st |= lock_fact_bit(p, &sure);
        }
        const struct rir_insn *in = lock_def(f, value);
        if (in == NULL)
            break;
        bool flips = in->op == RIR_BIN && in->sub == RIR_B_XOR && f->values[value].type.bits == 1;
        if (in->op == RIR_UN && (in->sub == RIR_U_ZEXT || in->sub == RIR_U_SEXT ||
                                 in->sub == RIR_U_MOVE || in->sub == RIR_U_TRUNC)) {
            value = in->args[0];
        } else if (flips && f->values[in->args[1]].kind == RIR_V_CONST) {
            value = in->args[0];
            zero = !zero;
        } else if (in->op == RIR_CMP && (in->sub == RIR_P_EQ || in->sub == RIR_P_NE) &&
                   f->values[in->args[1]].kind == RIR_V_CONST) {
            bool equal = (in->sub == RIR_P_EQ) != zero, with_zero = flow_is_null(f, in->args[1]);
            if (!with_zero && !equal)
                break;
            value = in->args[0];
            zero = with_zero == equal;
        } else {
            break;
        }
    }
    return st;
}

uint64_t lock_flow_edge(struct lock_pass *p, uint32_t from, uint32_t side, uint64_t st)
{
    const struct rir_func *f = lock_function(p);
    const struct rir_block *b = &f->blocks[from];
    const struct rir_insn *end = &f->insns[b->first + b->count - 1];
    if (st == 0)
        return 0;
    if (end->op == RIR_COND && end->blocks[0] != end->blocks[1])
        return lock_assume(p, st, end->args[0], side == 1);
    if (end->op != RIR_SWITCH || side == 0)
        return st;
    for (uint32_t i = 0; i < end->nblocks; i++)
        if (i != side && end->blocks[i] == end->blocks[side])
            return st;
    return lock_assume(p, st, end->args[0], end->cases[side - 1] == 0);
}

/* ---- the fixpoint ---- */

uint64_t lock_flow_block(struct lock_pass *p, uint32_t block, uint64_t st)
{
    const struct rir_block *b = &lock_function(p)->blocks[block];
    p->dead = false;
    for (uint32_t i = 0; i < b->count && !p->dead; i++)
        st = transfer(p, b->first + i, st);
    return st;
}

void lock_flow_solve(struct lock_pass *p, uint64_t at_entry)
{
    const struct rir_func *f = lock_function(p);
    const struct flow *w = p->l->flows[p->func];
    enum { NOT_REACHED, CHANGED, DONE };
    uint8_t *is = calloc(f->nblocks, sizeof *is);
    if (is == NULL)
        abort();
    for (uint32_t b = 0; b < f->nblocks; b++)
        p->in[b] = ~(uint64_t)0;
    p->in[0] = at_entry;
    is[0] = CHANGED;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < w->norder; i++) {
            uint32_t b = w->order[i], n;
            if (is[b] != CHANGED)
                continue;
            is[b] = DONE;
            uint64_t out = lock_flow_block(p, b, p->in[b]);
            const uint32_t *next = flow_successors(f, b, &n);
            for (uint32_t k = 0; k < n && !p->dead; k++) {
                uint64_t in = p->in[next[k]] & lock_flow_edge(p, b, k, out);
                if (is[next[k]] != NOT_REACHED && in == p->in[next[k]])
                    continue;
                changed = true;
                is[next[k]] = CHANGED;
                p->in[next[k]] = in;
            }
        }
    }
    free(is);
}

uint64_t lock_flow_before(struct lock_pass *p, uint32_t insn)
{
    const struct rir_func *f = lock_function(p);
    uint32_t block = f->insns[insn].block, i = f->blocks[block].first;
    uint64_t st = p->in[block];
    struct locks *l = p->l;
    if (l->asked.func == p->func && l->asked.role == p->role && l->asked.insn >= i &&
        l->asked.insn <= insn) {
        i = l->asked.insn;
        st = l->asked.state;
    }
    for (; i < insn; i++)
        st = transfer(p, i, st);
    l->asked.func = p->func;
    l->asked.role = p->role;
    l->asked.insn = insn;
    l->asked.state = st;
    return st;
}
