/* After a loop that joins, which tasks no longer surely run.
 *
 * Where a loop joins the handles of an array, it is understood as joining all of them (B-J2) or it
 * is not. If not, the state after it is one of a loop that made no trip, in which every task still
 * runs. That is a path of the analysis and not of the program: whoever starts in a loop and joins
 * in a loop means all of them. So it is no evidence (I5): on each edge out of a loop, the records
 * that one of its joins may end are no longer `sure`. They stay `running`, so nothing is proved by
 * this.
 *
 * Nor is a start evidence if its task may be joined by another one (B-J17), or, on the path, by a
 * call in between (join_may_be_in).
 *
 * B-J5. A join cannot end a record, and leaves it `sure`, only if the handles that it reads and
 * those that the start writes are in two different objects by their names: two static objects, two
 * objects of this activation's stack, or one of each; or if the loop is understood and what it
 * joins has replaced the handles of tasks that surely ran before (joins_miss_earlier). */
#include "solve/body.h"

#include <stdlib.h>

static bool has_name(const struct rir_func *f, uint32_t base)
{
    const struct rir_value *v = &f->values[base];
    return v->kind == RIR_V_GLOBAL || (v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_STACK);
}

/* The instruction that gives the handle of a join, if it is of this kind; NULL: it is not. */
static const struct rir_insn *handle_by(const struct solver *s, const struct rir_func *f,
                                        const struct rir_insn *join, enum rir_op op)
{
    uint32_t h = handle_operand(s, join);
    if (h == RIR_NONE || f->values[h].kind != RIR_V_INSN)
        return NULL;
    const struct rir_insn *in = &f->insns[f->values[h].ref];
    return in->op == op ? in : NULL;
}

static bool other_objects(const struct rir_func *f, uint32_t x, const struct rir_func *g,
                          uint32_t y)
{
    const struct rir_value *a = &f->values[x], *b = &g->values[y];
    if (a->kind == RIR_V_GLOBAL && b->kind == RIR_V_GLOBAL)
        return a->ref != b->ref;
    return a->kind != b->kind || (f == g && x != y);
}

/* Handles may be copied into, or out of, this object as a whole. */
static bool is_copied(const struct rir_func *f, uint32_t base)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_COPY && (flow_base(f, f->insns[i].args[0]) == base ||
                                           flow_base(f, f->insns[i].args[1]) == base))
            return true;
    return false;
}

bool join_may_end(const struct solver *s, uint32_t func, uint32_t join, uint32_t record)
{
    const struct start_rec *r = &s->starts.data[record];
    const struct rir_func *f = &s->m->funcs.data[func], *g = &s->m->funcs.data[r->func];
    const struct rir_insn *start = handle_by(s, f, &f->insns[join], RIR_START);
    if (start != NULL)
        return func == r->func && (uint32_t)(start - f->insns) == r->insn;
    const struct rir_insn *load = handle_by(s, f, &f->insns[join], RIR_LOAD);
    uint32_t place = start_place(s, r->func, r->insn);
    if (load == NULL || place == RIR_NONE)
        return true;
    uint32_t from = flow_base(f, load->args[0]), to = flow_base(g, place);
    if (has_name(f, from) && is_copied(f, from))
        return true;
    if (has_name(f, from) && has_name(g, to) && other_objects(f, from, g, to))
        return false;
    return phase_a_classes_overlap(s->a, phase_a_class(s->a, func, load->args[0]),
                                   phase_a_class(s->a, r->func, place));
}

/* A function, or what it calls, may join a task of the record. */
static bool leads_to_join(const struct solver *s, uint32_t func, uint32_t record)
{
    for (uint32_t i = 0; i < s->joins.len; i++) {
        struct join_insn join = s->joins.data[i];
        if (phase_a_leads_to(s->a, func, join.func) &&
            join_may_end(s, join.func, join.insn, record))
            return true;
    }
    return false;
}

bool join_may_be_in(const struct solver *s, uint32_t func, uint32_t insn, uint32_t record)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    if (is_join(s, in))
        return join_may_end(s, func, insn, record);
    if (in->op != RIR_CALL && in->op != RIR_CALLI)
        return false;
    uint32_t n = 1;
    bool complete = true, joins = false;
    const uint32_t *to = &in->ref;
    if (in->op == RIR_CALLI)
        to = phase_a_callees(s->a, func, insn, &n, &complete);
    for (uint32_t i = 0; i < n && !joins; i++)
        joins = s->flows[to[i]] != NULL && leads_to_join(s, to[i], record);
    return joins;
}

/* B-J17. What a task may join may have ended as soon as it was started. */
static void find_joined_by_tasks(struct solver *s)
{
    for (uint32_t i = 0; i < s->joins.len; i++) {
        struct join_insn join = s->joins.data[i];
        if (phase_a_in_task(s->a, join.func))
            join_doubt_of(s, join.func, join.insn, &s->joined_by_tasks);
    }
}

void join_doubt_of(const struct solver *s, uint32_t func, uint32_t join, struct id_vec *records)
{
    for (uint32_t r = 0; r < s->starts.len; r++)
        if (join_may_end(s, func, join, r))
            ids_add(records, r);
}

void join_doubt_on_edge(struct env *e, uint32_t from, uint32_t to)
{
    struct solver *s = e->b->s;
    const struct loop_ends *ends = &s->loop_ends[e->b->func];
    for (uint32_t i = 0; i < ends->len && e->st.sure.len != 0; i++) {
        if (ends->data[i].from != from || ends->data[i].to != to)
            continue;
        for (uint32_t k = e->st.sure.len; k-- > 0;) {
            uint32_t record = e->st.sure.data[k];
            if (join_may_end(s, e->b->func, ends->data[i].join, record) &&
                !joins_miss_earlier(e, from, to, record))
                ids_remove(&e->st.sure, record);
        }
    }
}

/* ---- the loops of a function ---- */

static bool joins_something(const struct solver *s, const struct rir_insn *in)
{
    return is_join(s, in) || (in->op == RIR_CALL && s->may_join[in->ref]);
}

/* Callees first; what is called through a pointer is not looked at. */
static void find_joining(struct solver *s)
{
    for (uint32_t c = 0; c < phase_a_nsccs(s->a); c++) {
        uint32_t n;
        const uint32_t *list = phase_a_scc(s->a, c, &n);
        bool joins = false;
        for (uint32_t k = 0; k < n; k++) {
            const struct rir_func *f = &s->m->funcs.data[list[k]];
            for (uint32_t i = 0; i < f->ninsns && !joins; i++)
                joins = joins_something(s, &f->insns[i]);
        }
        for (uint32_t k = 0; k < n; k++)
            s->may_join[list[k]] = joins;
    }
}

/* The blocks from which the header is reached again without leaving by it (a natural loop). */
static bool find_members(const struct flow *w, uint32_t header, bool *member, uint32_t *stack)
{
    uint32_t depth = 0;
    for (uint32_t b = 0; b < w->f->nblocks; b++)
        member[b] = false;
    for (uint32_t k = 0; k < w->npreds[header]; k++) {
        uint32_t latch = w->preds[header][k];
        if (!flow_dominates(w, header, latch) || member[latch])
            continue;
        member[latch] = true;
        stack[depth++] = latch;
    }
    bool loop = depth > 0;
    member[header] = loop;
    while (depth > 0) {
        uint32_t b = stack[--depth];
        for (uint32_t k = 0; b != header && k < w->npreds[b]; k++) {
            uint32_t p = w->preds[b][k];
            if (member[p])
                continue;
            member[p] = true;
            stack[depth++] = p;
        }
    }
    return loop;
}

static void note_ends(struct solver *s, uint32_t func, const bool *member, uint32_t join)
{
    const struct rir_func *f = s->flows[func]->f;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        uint32_t n;
        const uint32_t *succ = flow_successors(f, b, &n);
        for (uint32_t k = 0; member[b] && k < n; k++) {
            struct loop_end end = {.from = b, .to = succ[k], .join = join};
            if (!member[succ[k]])
                vec_push(&s->loop_ends[func], end);
        }
    }
}

/* The loops around a join; in each function they are looked for among the headers, which are few.
 */
struct loops {
    const struct flow *w;
    struct id_vec headers;
    bool *member; /* per block: of the loop that is looked at */
    uint32_t *stack;
};

static void loops_start(struct loops *l, const struct flow *w)
{
    *l = (struct loops){.w = w,
                        .member = calloc(w->f->nblocks, sizeof *l->member),
                        .stack = calloc(w->f->nblocks, sizeof *l->stack)};
    if (l->member == NULL || l->stack == NULL)
        abort();
    for (uint32_t h = 0; h < w->f->nblocks; h++)
        if (w->rank[h] != RIR_NONE && find_members(w, h, l->member, l->stack))
            vec_push(&l->headers, h);
}

static void find_loops(struct solver *s, uint32_t func)
{
    const struct flow *w = s->flows[func];
    const struct rir_func *f = w->f;
    struct loops l = {0};
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint32_t block = f->insns[i].block;
        if (w->rank[block] == RIR_NONE || !w->in_cycle[block] || !joins_something(s, &f->insns[i]))
            continue;
        if (l.w == NULL)
            loops_start(&l, w);
        for (uint32_t k = 0; k < l.headers.len; k++) {
            uint32_t h = l.headers.data[k];
            if (flow_dominates(w, h, block) && find_members(w, h, l.member, l.stack) &&
                l.member[block])
                note_ends(s, func, l.member, i);
        }
    }
    vec_free(&l.headers);
    free(l.member);
    free(l.stack);
}

static void find_joins(struct solver *s)
{
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        for (uint32_t i = 0; s->flows[f] != NULL && i < s->m->funcs.data[f].ninsns; i++)
            if (is_join(s, &s->m->funcs.data[f].insns[i])) {
                struct join_insn join = {f, i};
                vec_push(&s->joins, join);
            }
}

void join_doubt_prepare(struct solver *s)
{
    if (s->starts.len == 0)
        return;
    find_joining(s);
    find_joins(s);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        if (s->flows[i] != NULL)
            find_loops(s, i);
    find_joined_by_tasks(s);
}
