/* What main does with the object by its name, elsewhere than on the way to the start and before it.
 *
 * An instruction that has its address for an operand disturbs what was found if it may change the
 * word: what is computed from it is followed. It does not matter if it comes
 * before the start on the way there, as that is what left.c looks at; nor after the task was
 * joined, by the handle that its start was given; nor in the task itself, as the path looks at
 * that. */
#include "solve/left_int.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 8 };

/* Another object begins with its address, or it has two names. */
static void find_shown(struct lefts *l, const struct rir_module *m)
{
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *g = &m->globals.data[i];
        for (uint32_t k = 0; k < g->ninit; k++)
            if (!g->init[k].is_func)
                l->shown_at_first[g->init[k].target] = true;
        for (uint32_t k = 0; k < m->globals.len && g->alias != NULL; k++)
            if (k == i || strcmp(m->globals.data[k].name, g->alias) == 0)
                l->shown_at_first[k] = true;
    }
}

void left_index_uses(struct lefts *l)
{
    const struct rir_module *m = l->words.leaves->runs->m;
    if (l->indexed)
        return;
    l->indexed = true;
    l->shown_at_first = calloc(m->globals.len + 1, sizeof *l->shown_at_first);
    if (l->shown_at_first == NULL)
        abort();
    find_shown(l, m);
    for (uint32_t func = 0; func < m->funcs.len; func++) {
        const struct rir_func *f = &m->funcs.data[func];
        for (uint32_t i = 0; i < f->ninsns; i++)
            for (uint32_t k = 0; k < f->insns[i].nargs && f->insns[i].op != RIR_CMP; k++) {
                const struct rir_value *v = &f->values[f->insns[i].args[k]];
                struct left_use u = {func, i, RIR_NONE};
                if (v->kind != RIR_V_GLOBAL)
                    continue;
                map_get(&l->first, v->ref, &u.next);
                map_put(&l->first, v->ref, l->uses.len);
                vec_push(&l->uses, u);
            }
    }
}

/* May the instruction, which has the value, an address in the object, for an operand, change the
 * word? What is computed from it is followed. */
static bool may_disturb(struct lefts *l, uint32_t word, uint32_t func, uint32_t insn,
                        uint32_t value, int depth)
{
    const struct rir_func *f = &l->words.leaves->runs->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[insn];
    switch ((enum rir_op)in->op) {
    case RIR_CMP:
    case RIR_LOAD:
    case RIR_READ:
        return false;
    case RIR_STORE:
    case RIR_WRITE:
        return word_is_stored(&l->words, word, func, in);
    case RIR_COPY:
        return in->args[0] == value;
    case RIR_CALL:
        return word_is_stored(&l->words, word, func, in) ||
               word_is_changed_by(&l->words, word, in->ref);
    case RIR_CALLI:
        return word_is_called_on(&l->words, word, func, insn);
    default:
        break;
    }
    if (in->result == RIR_NONE || depth == MAX_DEPTH)
        return true;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++)
            if (f->insns[i].args[k] == in->result &&
                may_disturb(l, word, func, i, in->result, depth + 1))
                return true;
    return false;
}

static bool joins(const void *with, uint32_t func, const struct rir_insn *in, uint32_t what)
{
    const struct rir_module *m = with;
    (void)func;
    (void)what;
    return in->op == RIR_CALL && (rir_func_ann(&m->funcs.data[in->ref], RIR_ANN_JOINS) != NULL ||
                                  rir_func_ann(&m->funcs.data[in->ref], RIR_ANN_JOINS_IF) != NULL);
}

/* Two operands are one value, or one is what lies where the other points to: a handle. */
static bool is_handle(const struct rir_func *f, uint32_t put, uint32_t value)
{
    const struct rir_insn *load = flow_defined_by(f, value, RIR_LOAD);
    if (load == NULL)
        load = flow_defined_by(f, value, RIR_READ);
    const struct rir_value *a = &f->values[put],
                           *b = &f->values[load != NULL ? load->args[0] : value];
    return a->type.cls == RIR_PTR && a->kind == b->kind && a->ref == b->ref && a->imm == b->imm &&
           a->kind != RIR_V_CONST && a->kind != RIR_V_FUNC;
}

/* The call waits for what was started by the other one. */
static bool is_join_of(struct lefts *l, uint32_t func, const struct rir_insn *in,
                       const struct rir_insn *start, uint32_t object)
{
    struct leaves *v = l->words.leaves;
    const struct rir_func *f = &v->runs->m->funcs.data[func];
    if (in->op != RIR_CALL ||
        (!joins(v->runs->m, func, in, 0) && !leaves_does(v, in->ref, joins, v->runs->m, 0, false)))
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        for (uint32_t k = 0; k < start->nargs; k++) {
            const struct rir_value *put = &f->values[start->args[k]];
            if (is_handle(f, start->args[k], in->args[i]) &&
                (put->kind != RIR_V_GLOBAL || put->ref != object))
                return true;
        }
    return false;
}

/* Can control get from the start to the instruction while the task may run? */
bool left_comes_after(struct lefts *l, uint32_t func, uint32_t start, uint32_t insn,
                      uint32_t object)
{
    const struct rir_func *f = &l->words.leaves->runs->m->funcs.data[func];
    bool *seen = calloc(f->nblocks, sizeof *seen), found = false;
    VEC(uint32_t) todo = {0}; /* instructions */
    if (seen == NULL)
        abort();
    for (vec_push(&todo, start + 1); todo.len > 0 && !found;) {
        uint32_t i = todo.data[--todo.len], b = f->insns[i].block, n;
        uint32_t end = f->blocks[b].first + f->blocks[b].count;
        while (i < end && i != insn && !is_join_of(l, func, &f->insns[i], &f->insns[start], object))
            i++;
        found = i < end && i == insn;
        const uint32_t *to = flow_successors(f, b, &n);
        for (uint32_t k = 0; k < n && i == end; k++) {
            if (!seen[to[k]])
                vec_push(&todo, f->blocks[to[k]].first);
            seen[to[k]] = true;
        }
    }
    vec_free(&todo);
    free(seen);
    return found;
}

/* The call by which the function is on the way to the start; NULL: it is not. */
const struct left_use *left_call_on(const struct left_way *way, uint32_t func)
{
    for (uint32_t i = 0; i < way->n; i++)
        if (way->calls[i].func == func)
            return &way->calls[i];
    return NULL;
}

/* L-2: the start may be made again while its task still runs. */
bool left_may_run_twice(struct lefts *l, const struct left_way *way, uint32_t object)
{
    const struct left_use *last = &way->calls[way->n - 1];
    const struct runs *r = l->words.leaves->runs;
    const struct rir_func *f = &r->m->funcs.data[last->func];
    if (runs_once(r, last->func, last->insn))
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if ((f->insns[i].op == RIR_RET || i == last->insn) &&
            left_comes_after(l, last->func, last->insn, i, object))
            return true;
    return false;
}

static bool is_disturbed_by(struct lefts *l, uint32_t word, const struct left_use *u)
{
    const struct rir_func *f = &l->words.leaves->runs->m->funcs.data[u->func];
    const struct rir_insn *in = &f->insns[u->insn];
    for (uint32_t k = 0; k < in->nargs; k++) {
        const struct rir_value *v = &f->values[in->args[k]];
        if (v->kind == RIR_V_GLOBAL && v->ref == l->words.all.data[word].global &&
            may_disturb(l, word, u->func, u->insn, in->args[k], 0))
            return true;
    }
    return false;
}

/* L-1: main gets at the object by its name, elsewhere than on the way to the start. */
bool left_main_disturbs(struct lefts *l, uint32_t word, uint32_t own, const struct left_way *way)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t object = l->words.all.data[word].global, use = RIR_NONE;
    map_get(&l->first, object, &use);
    for (; use != RIR_NONE; use = l->uses.data[use].next) {
        const struct left_use *u = &l->uses.data[use];
        const struct left_use *call = left_call_on(way, u->func);
        if (!runs_block(r, u->func, r->m->funcs.data[u->func].insns[u->insn].block) ||
            (call != NULL &&
             (u->insn == call->insn || !left_comes_after(l, u->func, call->insn, u->insn, object))))
            continue;
        if (call == NULL && !phase_a_in_main(r->a, u->func) &&
            phase_a_task_reaches(r->a, own, u->func))
            continue; /* the task itself */
        if (is_disturbed_by(l, word, u))
            return true;
    }
    return false;
}
