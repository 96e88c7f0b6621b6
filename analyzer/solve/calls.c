/* Calls: which functions they reach, and what is passed.
 *
 * B-D1. A function without a visible body (or a trusted one) does what its annotations say and
 * nothing else, if they describe it completely (call_described.c); otherwise it is unknown, and so
 * is what it returns. B-D2. An indirect call goes to the functions that its operand refers to;
 * where that is not only functions, to everything phase A says, and to unknown code where phase A
 * is not sure. */
#include "solve/call.h"
#include "solve/join_across.h"
#include "solve/packets.h"

#include <stdlib.h>

uint32_t call_position(const struct call *c, uint32_t operand)
{
    return rir_call_position(c->in, operand - c->base);
}

/* What is passed at C position n (beyond the last named parameter: all variadic arguments). */
set_id call_argument(const struct call *c, const struct rir_func *f, int n)
{
    set_id all = SET_EMPTY;
    bool rest = f != NULL && (f->flags & RIR_FUNC_VARIADIC) && n > (int)f->ncparams;
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        uint32_t at = call_position(c, i);
        if ((int)at == n || (rest && at > f->ncparams))
            all = set_union(sets_of(c->e), all, env_get(c->e, c->in->args[i]));
    }
    return all;
}

bool call_may_be_address(const struct call *c, uint32_t operand)
{
    const struct rir_value *v = &c->e->b->f->values[c->in->args[operand]];
    bool null = v->kind == RIR_V_CONST && v->imm == 0;
    return !null && phase_a_refers(c->e->b->s->a, c->e->b->func, c->in->args[operand]);
}

bool call_result_is_pointer(const struct call *c, uint32_t i)
{
    const struct body *b = c->e->b;
    return c->in->result != RIR_NONE && i < c->in->nresults &&
           phase_a_refers(b->s->a, b->func, c->in->result + i);
}

void call_add_result(struct call *c, set_id s)
{
    if (c->nresults > 0)
        c->results[0] = set_union(sets_of(c->e), c->results[0], s);
}

void call_unknown_results(struct call *c, const char *why)
{
    set_id u = set_one(sets_of(c->e), node_unknown(c->e->b, why), 0, 1, CERT_MAY);
    for (uint32_t i = 0; i < c->nresults; i++)
        if (call_result_is_pointer(c, i))
            c->results[i] = set_union(sets_of(c->e), c->results[i], u);
}

const char *call_reason(struct solver *s, const struct rir_func *f, const char *what)
{
    const char *name = f->source != NULL ? f->source : f->name;
    return intern_str(&s->names, arena_printf(&s->arena, "'%s' %s", name, what));
}

const char ifunc_is_open[] = "is an ifunc: the definition that its resolver chooses is not known";

/* Why nothing is known of what a call of this function does. */
static const char *reason_unknown(struct solver *s, const struct rir_func *f)
{
    return call_reason(s, f,
                       f->flags & RIR_FUNC_IFUNC ? ifunc_is_open : "has no body and no model");
}

static set_id all_arguments(const struct call *c)
{
    set_id all = SET_EMPTY;
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        all = set_union(sets_of(c->e), all, env_get(c->e, c->in->args[i]));
    return all;
}

/* ---- callees with a body ---- */

/* A struct that is passed in memory lies in the list itself: what it holds is found there. */
static void add_variadic(const struct call *c, uint32_t i, set_id v, struct operands *ops)
{
    struct set_table *t = sets_of(c->e);
    ops->variadic = set_union(t, ops->variadic, v);
    ops->nvariadic++;
    if (c->in->pos == NULL || !(c->in->pos[i].flags & RIR_ARG_BYVAL))
        return;
    ops->variadic = set_union(t, ops->variadic, memory_load(c->e, set_anywhere(t, v)));
    ops->nvariadic++;
}

bool call_body(struct call *c, uint32_t callee, enum apply_mode mode)
{
    struct env *e = c->e;
    const struct rir_func *f = &e->b->s->m->funcs.data[callee];
    struct operands ops = {.nparams = f->nparams,
                           .many = c->many,
                           .only_recorded = mode == APPLY_ONE && env_records_last(e, c->insn)};
    set_id *params = calloc(f->nparams + 1, sizeof *params);
    if (params == NULL)
        abort();
    uint32_t given = c->in->nargs - c->base;
    for (uint32_t i = 0; i < given; i++) {
        set_id v = env_get(e, c->in->args[c->base + i]);
        if (i < f->nparams)
            params[i] = v;
        else
            add_variadic(c, i, v, &ops);
    }
    for (uint32_t i = given; i < f->nparams; i++)
        params[i] = set_one(sets_of(e), node_unknown(e->b, "an argument that is not passed"), 0, 1,
                            CERT_MAY);
    ops.params = params;
    bool returns = apply_body(e, c->insn, callee, &ops, mode, c->results, c->nresults);
    free(params);
    return returns;
}

/* ---- unknown callees ---- */

/* B-D6. What is borrowed may be handed to functions that unknown code calls, and is kept then, by
 * these. Else it is not, but what hangs below it may be, and be replaced. */
static void hand_arguments(struct call *c, const struct rir_func *f, const char *why)
{
    struct env *e = c->e;
    struct set_table *t = sets_of(e);
    bool leaf = rir_func_ann(f, RIR_ANN_LEAF) != NULL,
         hands = !leaf && e->b->s->called_back.any && !MUTANT(e->b->s, 50);
    set_id kept = SET_EMPTY, borrowed = SET_EMPTY;
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        set_id v = env_get(e, c->in->args[i]);
        if (rir_func_borrows(f, (uint16_t)call_position(c, i)) && !hands)
            borrowed = set_union(t, borrowed, set_anywhere(t, v));
        else
            kept = set_union(t, kept, v);
    }
    kept = set_union(t, kept, memory_load(e, borrowed));
    (leaf ? apply_leaf : apply_unknown)(e, c->insn, kept, why);
    if (borrowed != SET_EMPTY)
        memory_store(e, borrowed, set_one(t, node_unknown(e->b, why), 0, 1, CERT_MAY), true);
}

static void call_unknown(struct call *c, uint32_t callee)
{
    struct env *e = c->e;
    const struct rir_func *f = &e->b->s->m->funcs.data[callee];
    const char *why = reason_unknown(e->b->s, f);
    bool pure =
        rir_func_ann(f, RIR_ANN_STD_PURE) != NULL || rir_func_ann(f, RIR_ANN_STD_CONST) != NULL;
    packet_show(e, c->insn, all_arguments(c));
    if (!pure && !MUTANT(e->b->s, 7)) {
        hand_arguments(c, f, why);
        record_event(e, c->insn, callee, false, why);
    }
    if (rir_func_ann(f, RIR_ANN_MALLOC) != NULL && c->nresults > 0) {
        set_id p = call_fresh(c, 0);
        memory_store(e, set_anywhere(sets_of(e), p),
                     set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY), true);
        call_add_result(c, p);
    } else {
        call_unknown_results(c, why);
    }
}

/* ---- dispatch ---- */

static bool call_one(struct call *c, uint32_t callee, enum apply_mode mode)
{
    const struct rir_func *f = &c->e->b->s->m->funcs.data[callee];
    c->mode = mode;
    if ((f->flags & RIR_FUNC_VARIADIC) != 0)
        call_print(c, f);
    if (rir_func_is_described(f)) {
        call_described(c, f);
        return !(f->flags & RIR_FUNC_NORETURN);
    }
    if (f->flags & RIR_FUNC_DEFINED && !(f->flags & RIR_FUNC_IFUNC)) {
        call_keep_thread_value(c, f);
        return call_says(c, f) ? call_as_it_says(c, f, callee, mode) : call_body(c, callee, mode);
    }
    call_unknown(c, callee);
    return !(f->flags & RIR_FUNC_NORETURN);
}

static uint32_t targets_of(struct call *c, const uint32_t **to, bool *complete)
{
    struct body *b = c->e->b;
    *complete = true;
    uint32_t n = 0;
    if (c->in->op == RIR_CALL && !(b->s->m->funcs.data[c->in->ref].flags & RIR_FUNC_IFUNC)) {
        *to = &c->in->ref;
        return 1;
    }
    if (c->in->op == RIR_CALLI)
        n = call_only_functions(c->e, env_get(c->e, c->in->args[0]), to);
    if (n == 0)
        *to = phase_a_callees(b->s->a, b->func, c->insn, &n, complete);
    if (MUTANT(b->s, 8) && n > 1)
        n = 1;
    return n;
}

/* The pointer that is called is this function on some path here. */
static bool is_on_a_path(const struct call *c, uint32_t callee)
{
    const struct body *b = c->e->b;
    uint32_t n = 0;
    const struct target *t =
        c->in->op == RIR_CALLI ? set_get(sets_of(c->e), env_get(c->e, c->in->args[0]), &n) : NULL;
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[t[i].node].kind == N_FUNC && b->nodes.data[t[i].node].ref == callee &&
            t[i].cert >= CERT_PATH)
            return true;
    return false;
}

/* Two of the callee's classes return different results, or give away different objects. */
static bool classes_differ(const struct body *b, uint32_t in)
{
    for (uint32_t i = 1; b != NULL && i < b->nclasses; i++) {
        const struct known *x = facts_find(&b->classes[0].facts, in);
        const struct known *y = facts_find(&b->classes[i].facts, in);
        if ((x == NULL) != (y == NULL) || (x != NULL && !known_same(*x, *y)))
            return true;
    }
    return false;
}

/* A function of the program, whose classes differ in that. */
static bool callees_differ(const struct solver *s, uint32_t callee, uint32_t in)
{
    return classes_differ(s->bodies[0][callee], in) || classes_differ(s->bodies[1][callee], in);
}

bool call_has_choices(const struct env *e, uint32_t insn)
{
    const struct solver *s = e->b->s;
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (in->op != RIR_CALL)
        return false;
    const struct rir_func *f = &s->m->funcs.data[in->ref];
    bool described = rir_func_is_described(f), packets = marks_any(s, MARK_SENT),
         tested = in->result != RIR_NONE && tested_has_facts(s->tested[e->b->func], in->result);
    if (described)
        return (tested || (packets && in->result != RIR_NONE)) && call_condition_of(f) != NULL;
    return (tested && callees_differ(s, in->ref, FACT_RESULT)) ||
           (packets && callees_differ(s, in->ref, FACT_GIVEN));
}

void transfer_call(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    c.base = c.in->op == RIR_CALLI ? 1 : 0;
    c.nresults = c.in->result == RIR_NONE ? 0 : c.in->nresults < 4 ? c.in->nresults : 4;
    memory_age(e, insn);
    for (uint32_t i = c.base; c.in->pos != NULL && i < c.in->nargs; i++)
        if (c.in->pos[i - c.base].flags & RIR_ARG_BYVAL) /* copied here */
            record_access(e, insn, ACCESS_READ, i, false, env_get(e, c.in->args[i]));
    const uint32_t *to = NULL;
    bool complete, returns = false;
    uint32_t n = targets_of(&c, &to, &complete);
    c.many = n > MANY_TARGETS;
    for (uint32_t i = 0; i < n; i++)
        returns |= call_one(&c, to[i],
                            n == 1 && complete        ? APPLY_ONE
                            : is_on_a_path(&c, to[i]) ? APPLY_MAYBE
                                                      : APPLY_ONE_OF);
    if (!complete) { /* else, without any function, it is never executed (A-I32) */
        const char *why = "a call through a pointer to functions that are not known";
        if (c.in->op == RIR_CALL)
            why = reason_unknown(e->b->s, &e->b->s->m->funcs.data[c.in->ref]);
        packet_show(e, insn, all_arguments(&c));
        apply_unknown(e, insn, all_arguments(&c), why);
        record_event(e, insn, RIR_NONE, false, why);
        call_unknown_results(&c, why);
        returns = true;
    }
    join_across_apply(e, insn);
    for (uint32_t i = 0; c.in->result != RIR_NONE && i < c.in->nresults; i++)
        env_set(e, c.in->result + i,
                call_result_is_pointer(&c, i) && i < 4 ? c.results[i] : SET_EMPTY);
    if (!returns || (c.in->flags & RIR_NORETURN))
        e->dead = true;
}

/* What a callee can get at by its arguments, if any of that leads to visible memory. */
static set_id visible_arguments(const struct call *c)
{
    bool any = false;
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        uint32_t cls = phase_a_class(c->e->b->s->a, c->e->b->func, c->in->args[i]);
        any |= cls != RIR_NONE ? solver_leads_to_visible(c->e->b->s, cls)
                               : env_get(c->e, c->in->args[i]) != SET_EMPTY;
    }
    return any ? all_arguments(c) : SET_EMPTY;
}

/* The thread-local variables that lead to visible memory: by these it gets at it by name. */
static set_id visible_thread_locals(const struct call *c)
{
    const struct solver *s = c->e->b->s;
    struct set_table *t = sets_of(c->e);
    set_id all = SET_EMPTY;
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if ((s->m->globals.data[g].flags & RIR_GLOBAL_TLS) != 0 &&
            solver_leads_to_visible(s, phase_a_class_of_global(s->a, g)))
            all = set_union(t, all, set_one(t, node_get(c->e->b, N_GLOBAL, g), 0, 1, CERT_MAY));
    return all;
}

/* The call may lead to that start. */
static bool may_start(const struct call *c, uint32_t record)
{
    const struct solver *s = c->e->b->s;
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callees(s->a, c->e->b->func, c->insn, &n, &complete);
    if (c->in->op == RIR_CALL) { /* what a library calls back, the function with the call reaches */
        to = s->flows[c->in->ref] != NULL ? &c->in->ref : &c->e->b->func;
        n = 1;
    }
    bool starts = ids_has(&s->called_back.starts, record);
    for (uint32_t i = 0; i < n && !starts; i++)
        starts = phase_a_leads_to(s->a, to[i], s->starts.data[record].func);
    return starts;
}

/* Where no object that the callee can get at is global in the whole program it does not matter what
 * it stored: whatever is found there is not global either. */
void transfer_cut_short(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    c.base = c.in->op == RIR_CALLI ? 1 : 0;
    const struct rir_func *f = c.in->op == RIR_CALL ? &e->b->s->m->funcs.data[c.in->ref] : NULL;
    if (f != NULL && rir_func_is_described(f) && rir_func_ann(f, RIR_ANN_CALLS) == NULL)
        return;
    const char *why = "what a function did before it was left in the middle";
    marks_put_anything(e, all_arguments(&c), RIR_NONE);
    set_id locals = visible_thread_locals(&c), visible = visible_arguments(&c);
    if (locals != SET_EMPTY || visible != SET_EMPTY) {
        apply_anything(e, set_union(sets_of(e), visible, memory_load(e, locals)), why, RIR_NONE);
        memory_store(e, locals, set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY), true);
    }
    bool starts = false;
    for (uint32_t r = 0; r < e->b->s->starts.len; r++)
        if (e->b->s->starts.data[r].func != e->b->func && may_start(&c, r)) {
            ids_add(&e->st.running, r);
            starts = true;
        }
    if (starts)
        lent_put_anything(e, all_arguments(&c));
}
