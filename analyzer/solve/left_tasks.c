/* Other activations of tasks (L-2): whether they may get at the object.
 *
 * What a start passes is followed backwards through casts, choices and parameters, to where it is
 * said; what comes out of memory is none of it, as the address is not shown (L-3). Uses by name
 * count by what a task may run at all, but for the functions on the way to the start: whoever runs
 * them does there what left.c looks at. */
#include "solve/left_int.h"

enum { MAX_DEPTH = 8, MAX_STEPS = 256 };

/* The index of the task that this start starts; RIR_NONE: not known. */
uint32_t left_task_of(const struct phase_a *a, const struct left_start *start)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].func == start->task && t[i].start_func == start->func &&
            t[i].start_insn == start->insn && !t[i].open && !t[i].guess)
            return i;
    return RIR_NONE;
}

/* What the start passes to its task: an operand of it; RIR_NONE: nothing, or it is not known. */
static uint32_t operand_of(const struct runs *r, const struct left_start *start, uint32_t task)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(r->a, &n);
    return task == RIR_NONE || t[task].arg <= 0
               ? RIR_NONE
               : flow_operand(&r->m->funcs.data[start->func].insns[start->insn],
                              (uint32_t)t[task].arg);
}

uint32_t left_argument(const struct lefts *l, const struct left_start *start)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t func = start->func, insn = start->insn;
    uint32_t at = operand_of(r, start, left_task_of(r->a, start));
    for (int i = 0; i < LEFT_UP && at != RIR_NONE; i++) {
        const struct rir_func *f = &r->m->funcs.data[func];
        const struct rir_value *v = &f->values[at];
        uint32_t param = v->ref;
        if (v->kind == RIR_V_GLOBAL)
            return v->imm == 0 ? v->ref : RIR_NONE;
        if (v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_UN &&
            f->insns[v->ref].sub == RIR_U_MOVE) {
            at = f->insns[v->ref].args[0];
            continue;
        }
        if (v->kind != RIR_V_PARAM || !runs_only_call(r, func, &func, &insn))
            return RIR_NONE;
        const struct rir_insn *call = &r->m->funcs.data[func].insns[insn];
        at = call->op == RIR_CALL && param < call->nargs ? call->args[param] : RIR_NONE;
    }
    return RIR_NONE;
}

struct search { /* for the object, among what is passed to a task */
    const struct runs *r;
    uint32_t object, task; /* the function of the task that was given it */
    uint32_t steps;
};

static bool may_be(struct search *s, uint32_t func, uint32_t value, int depth);

/* By any call of the function that is seen. */
static bool may_be_given(struct search *s, uint32_t func, uint32_t param, int depth)
{
    for (uint32_t i = 0; i < s->r->funcs[func].callers.len; i++) {
        uint32_t by = s->r->funcs[func].callers.data[i];
        const struct rir_func *f = &s->r->m->funcs.data[by];
        for (uint32_t k = 0; k < f->ninsns; k++)
            if (f->insns[k].op == RIR_CALL && f->insns[k].ref == func &&
                param < f->insns[k].nargs && may_be(s, by, f->insns[k].args[param], depth + 1))
                return true;
    }
    return false;
}

/* Is the value the object's address, by its name or because the task was given it? Not out of
 * memory: L-3. */
static bool may_be(struct search *s, uint32_t func, uint32_t value, int depth)
{
    const struct rir_func *f = &s->r->m->funcs.data[func];
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_GLOBAL)
        return v->ref == s->object;
    if (depth == MAX_DEPTH || s->steps++ == MAX_STEPS)
        return true;
    if (v->kind == RIR_V_PARAM)
        return func == s->task || may_be_given(s, func, v->ref, depth);
    if (v->kind != RIR_V_INSN)
        return false;
    const struct rir_insn *in = &f->insns[v->ref];
    bool all = in->op == RIR_PHI || in->op == RIR_SELECT;
    for (uint32_t i = 0; i < in->nargs && (all || flow_is_step(in)); i++)
        if (may_be(s, func, in->args[i], depth + 1))
            return true;
    return false;
}

/* L-2: another activation gets at the object. */
bool left_other_task_gets_it(struct lefts *l, uint32_t word, uint32_t own,
                             const struct left_way *way)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t n, object = l->words.all.data[word].global;
    const struct pa_task *t = phase_a_tasks(r->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t use = RIR_NONE;
        if (i == own || phase_a_is_unknown(r->a, t[i].func) ||
            !word_is_changed_by(&l->words, word, t[i].func))
            continue;
        struct left_start other = {t[i].start_func, t[i].start_insn, t[i].func};
        struct search s = {r, object, t[own].func, 0};
        uint32_t given = operand_of(r, &other, i);
        if (other.func == RIR_NONE || t[i].open ||
            (given != RIR_NONE && may_be(&s, other.func, given, 0)))
            return true;
        map_get(&l->first, object, &use);
        for (; use != RIR_NONE; use = l->uses.data[use].next)
            if (left_call_on(way, l->uses.data[use].func) == NULL &&
                phase_a_task_reaches(r->a, i, l->uses.data[use].func))
                return true;
    }
    return false;
}
