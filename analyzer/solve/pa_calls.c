/* Calls: arguments to parameters, results to results, and the rounds that resolve indirect calls.
 *
 * A-I11  Operands meet parameters by C position; where a position takes several machine values on
 * both sides, one by one; where the counts differ, each with each. Positions beyond the parameters
 * are variadic arguments: one cell for all of a function's. A-I12  An indirect call reaches every
 * function that its operand may be (A-I30) and that fits (number of arguments, pointers where
 * pointers are expected, a result where one is used); if none fits, all of them. If the operand may
 * be a function that is not known, or none at all, unknown code is called as well, unless the call
 * is never executed (A-I32). A-I13  Unknown code may keep, link and change
 * whatever it is given or can reach from there, from exported variables, and it may call every
 * function it was given: arguments become ESC, results UNK; parameters of escaped functions UNK,
 * their results ESC. What it borrows it hands to these functions, too: ESC, once there are any;
 * else what hangs below is known and changed. A pure function only reads, and calls what it is
 * given: functions, and what hangs below its arguments, are known to it. A-I14  Aliases are the
 * function they name; a call of an ifunc reaches what its resolver returns. */
#include "solve/pa.h"

uint32_t pa_first_arg(const struct rir_insn *in)
{
    return in->op == RIR_CALLI ? 1 : 0;
}

static uint16_t arg_flags(const struct rir_insn *in, uint32_t operand)
{
    return in->pos != NULL ? in->pos[operand].flags : 0;
}

static void count_operands(const struct rir_insn *in, uint32_t operand, uint32_t *rank,
                           uint32_t *total)
{
    uint32_t n = in->nargs - pa_first_arg(in);
    uint16_t cpos = rir_call_position(in, operand);
    *rank = *total = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (rir_call_position(in, i) != cpos)
            continue;
        *rank += i < operand;
        *total += 1;
    }
}

/* What is passed: the operand's cell, or the one that stands for it in a hub. */
static uint32_t passed(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                       const struct pa_hub *hub, uint32_t operand)
{
    return hub != NULL ? hub->args + operand
                       : pa_value(a, func, in->args[pa_first_arg(in) + operand]);
}

static void pass(struct phase_a *a, const struct rir_insn *in, uint32_t from, uint32_t operand,
                 uint32_t callee, uint32_t param)
{
    const struct rir_param *p = &a->m->funcs.data[callee].params[param];
    uint32_t to = pa_value(a, callee, p->value);
    bool byval = (arg_flags(in, operand) & RIR_ARG_BYVAL) != 0;
    if (byval && (p->pos.flags & RIR_ARG_BYVAL) != 0)
        pa_copy_add(a, from, to, PA_OFF_MAX);
    else
        pa_assign(a, from, to);
}

static void pass_variadic(struct phase_a *a, const struct rir_insn *in, uint32_t from,
                          uint32_t operand, uint32_t callee)
{
    pa_assign(a, from, a->funcs[callee].va_cell);
    if ((arg_flags(in, operand) & RIR_ARG_BYVAL) != 0)
        pa_copy_add(a, from, a->funcs[callee].va_list_, PA_OFF_MAX);
}

static void pass_operand(struct phase_a *a, const struct rir_insn *in, uint32_t from,
                         uint32_t operand, uint32_t callee)
{
    const struct rir_func *f = &a->m->funcs.data[callee];
    uint32_t rank, total, params = 0;
    uint16_t cpos = rir_call_position(in, operand);
    if (from == RIR_NONE)
        return;
    for (uint32_t p = 0; p < f->nparams; p++)
        params += f->params[p].pos.cpos == cpos;
    if (params == 0) {
        pass_variadic(a, in, from, operand, callee);
        return;
    }
    count_operands(in, operand, &rank, &total);
    for (uint32_t p = 0, i = 0; p < f->nparams; p++) {
        if (f->params[p].pos.cpos != cpos)
            continue;
        if (params != total || i == rank)
            pass(a, in, from, operand, callee, p);
        i++;
    }
}

void pa_call_plain(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                   const struct pa_hub *hub, uint32_t callee)
{
    const struct pa_func *f = &a->funcs[callee];
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++)
        pass_operand(a, in, passed(a, func, in, hub, i), i, callee);
    for (uint32_t i = 0; i < in->nresults; i++)
        for (uint32_t r = 0; r < f->nret; r++)
            if (r == i || in->nresults != f->nret)
                pa_assign(a, f->ret + r,
                          hub != NULL ? hub->results + i : pa_value(a, func, in->result + i));
}

static void results_unknown(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nresults; i++) {
        uint32_t to = pa_value(a, func, in->result + i);
        if (to != RIR_NONE)
            pa_cell_mark(a, to, PA_UNK | PA_CODE);
    }
}

static void call_unknown(struct phase_a *a, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    for (uint32_t i = pa_first_arg(in); i < in->nargs; i++)
        pa_use_add(a, pa_value(a, func, in->args[i]), PA_MARK, 0, PA_ESC | PA_CODE, 0);
    results_unknown(a, func, in);
    a->unknown_called = true;
}

static bool has_pointer_result(const struct rir_module *m, const struct rir_func *f,
                               const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nresults; i++)
        if (rir_may_hold_pointer(m, f->values[in->result + i].type) &&
            f->values[in->result + i].type.cls != RIR_INT)
            return true;
    return false;
}

static void give(struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t callee,
                 uint32_t operand, bool pure)
{
    uint32_t cell = pa_value(a, func, in->args[pa_first_arg(in) + operand]);
    bool borrowed = rir_func_borrows(&a->m->funcs.data[callee], rir_call_position(in, operand));
    int64_t marks = pure       ? PA_CESC | PA_CODE
                    : borrowed ? PA_CUNK | PA_CESC | PA_CODE
                               : PA_ESC | PA_CODE;
    pa_use_add(a, cell, PA_MARK, 0, marks, 0);
    if (borrowed && !pure && !a->funcs[callee].leaf && cell != RIR_NONE)
        vec_push(&a->borrowed, cell);
}

/* An unknown function by name: what its annotations refine (they do not complete a description). A
 * pure one changes and keeps nothing, and what it returns as an integer is a number; a const one
 * does not look at memory either. */
static void call_unknown_named(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee)
{
    const struct rir_func *f = &a->m->funcs.data[func], *g = &a->m->funcs.data[callee];
    const struct rir_insn *in = &f->insns[insn];
    bool nothing = rir_func_ann(g, RIR_ANN_STD_CONST) != NULL;
    bool pure = nothing || rir_func_ann(g, RIR_ANN_STD_PURE) != NULL;
    bool pointer = has_pointer_result(a->m, f, in);
    if (nothing && !pointer)
        return;
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++)
        give(a, func, in, callee, i, pure && !pointer);
    a->unknown_called |= !nothing;
    if (pure && !pointer)
        return;
    uint32_t to = in->nresults > 0 ? pa_value(a, func, in->result) : RIR_NONE;
    if (to != RIR_NONE && rir_func_ann(g, RIR_ANN_MALLOC) != NULL)
        pa_cell_point(a, to, pa_fresh(a, func, insn), pa_off_exact(0));
    else
        results_unknown(a, func, in);
}

void pa_call(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee)
{
    const struct rir_func *g = &a->m->funcs.data[callee];
    const struct pa_func *f = &a->funcs[callee];
    if (f->alias != RIR_NONE && (g->flags & RIR_FUNC_IFUNC) != 0) {
        const struct pa_func *resolver = &a->funcs[f->alias];
        if (resolver->nret > 0)
            pa_site_add(a, func, insn, resolver->ret, callee, RIR_NONE, false);
        else
            call_unknown(a, func, insn);
    } else if (f->described) {
        pa_described(a, func, insn, callee);
    } else if (f->unknown) {
        call_unknown_named(a, func, insn, callee);
    } else if (f->alias != RIR_NONE && (g->flags & RIR_FUNC_DEFINED) == 0) {
        pa_call(a, func, insn, f->alias);
    } else {
        pa_call_plain(a, func, &a->m->funcs.data[func].insns[insn], NULL, callee);
    }
}

void pa_site_add(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t cell, uint32_t callee,
                 uint32_t ann, bool inside)
{
    struct pa_site s = {.func = func,
                        .insn = insn,
                        .cell = cell,
                        .ann = ann,
                        .callee = callee,
                        .inside = inside,
                        .hub = RIR_NONE};
    if (ann == RIR_NONE)
        map_put(&a->site_of, pa_key(func, insn), a->sites.len);
    vec_push(&a->sites, s);
}

void pa_call_indirect(struct phase_a *a, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &a->m->funcs.data[func].insns[insn];
    uint32_t cell = pa_value(a, func, in->args[0]);
    if (cell == RIR_NONE) /* a constant address */
        cell = pa_cell_new(a);
    pa_site_add(a, func, insn, cell, RIR_NONE, RIR_NONE, false);
}

static bool kinds_fit(const struct rir_module *m, struct rir_scalar x, struct rir_scalar y)
{
    return rir_may_hold_pointer(m, x) == rir_may_hold_pointer(m, y) &&
           (x.cls == RIR_FLOAT) == (y.cls == RIR_FLOAT);
}

static uint16_t last_position(const struct rir_insn *in)
{
    uint16_t last = 0;
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++)
        last = rir_call_position(in, i) > last ? rir_call_position(in, i) : last;
    return last;
}

/* May this call be meant for that function? (A-I12) */
bool pa_fits(const struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t target)
{
    const struct rir_module *m = a->m;
    const struct rir_func *f = &m->funcs.data[func], *g = &m->funcs.data[target];
    uint16_t given = last_position(in);
    bool variadic = (g->flags & RIR_FUNC_VARIADIC) != 0;
    bool unprototyped = g->type == RIR_NONE && (g->flags & RIR_FUNC_DEFINED) == 0;
    if (given != g->ncparams && !unprototyped && !(variadic && given > g->ncparams))
        return false;
    if (in->nresults > 0 && g->nresults > 0 && in->nresults == g->nresults)
        for (uint32_t i = 0; i < in->nresults; i++)
            if (!kinds_fit(m, f->values[in->result + i].type, g->results[i]))
                return false;
    if (in->nresults > 0 && g->nresults == 0)
        return false;
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs && i < g->nparams; i++)
        if (rir_call_position(in, i) == g->params[i].pos.cpos &&
            !kinds_fit(m, f->values[in->args[i + pa_first_arg(in)]].type, g->params[i].type))
            return false;
    return true;
}

enum { AS_FOUND = 1, AS_GIVEN };

/* A function that libraries may give back is found to be meant by the site itself, too. */
static void move_found(struct pa_site *s, uint32_t target)
{
    for (uint32_t i = 0; i < s->given.len; i++)
        if (s->given.data[i] == target)
            s->given.data[i--] = s->given.data[--s->given.len];
    vec_push(&s->funcs, target);
}

static bool connect(struct phase_a *a, uint32_t site, uint32_t target, bool given)
{
    uint32_t known;
    uint64_t pair = pa_key(site, target);
    struct pa_site *s = &a->sites.data[site];
    if (map_get(&a->pairs, pair, &known)) {
        if (known == AS_GIVEN && !given) {
            map_put(&a->pairs, pair, AS_FOUND);
            move_found(s, target);
        }
        return false;
    }
    map_put(&a->pairs, pair, given ? AS_GIVEN : AS_FOUND);
    vec_push(given ? &s->given : &s->funcs, target);
    if (s->ann != RIR_NONE)
        pa_callback(a, s, target);
    else
        pa_call(a, s->func, s->insn, target);
    return true;
}

static bool connect_all(struct phase_a *a, uint32_t site, struct pa_code code, bool given)
{
    struct pa_site s = a->sites.data[site];
    const struct rir_insn *in = &a->m->funcs.data[s.func].insns[s.insn];
    bool any = false;
    for (uint32_t i = 0; i < code.nknown; i++)
        if (s.unfiltered || s.ann != RIR_NONE || pa_fits(a, s.func, in, code.funcs[i]))
            any |= connect(a, site, code.funcs[i], given);
    return any;
}

static bool connect_set(struct phase_a *a, uint32_t site)
{
    return connect_all(a, site, *pa_code(a, a->sites.data[site].cell), false);
}

/* The pointer may come out of a library that was given functions: again once it was given more. */
static bool connect_given(struct phase_a *a, uint32_t site)
{
    struct pa_site *s = &a->sites.data[site];
    const struct pa_code *given = pa_code_given(a, s->cell);
    if (given == NULL || s->offered == a->library_code)
        return false;
    s->offered = a->library_code;
    return connect_all(a, site, *given, true);
}

/* The callee may be code that we do not know: once per site. */
static bool connect_unknown(struct phase_a *a, uint32_t site)
{
    uint32_t known;
    struct pa_site s = a->sites.data[site];
    if ((!s.nowhere && !pa_code_open(a, &s)) || map_get(&a->pairs, pa_key(site, RIR_NONE), &known))
        return false;
    map_put(&a->pairs, pa_key(site, RIR_NONE), 1);
    if (s.ann == RIR_NONE)
        call_unknown(a, s.func, s.insn);
    else
        pa_callback_unknown(a, &s);
    return true;
}

static bool escape_globals(struct phase_a *a)
{
    if (!a->unknown_called || a->globals_escaped)
        return false;
    a->globals_escaped = true;
    for (uint32_t g = 0; g < a->m->globals.len; g++)
        if (a->m->globals.data[g].linkage != RIR_INTERNAL &&
            (a->m->globals.data[g].flags & RIR_GLOBAL_STRING) == 0)
            pa_node_mark(a, a->global_node[g], PA_ESC | PA_CODE);
    return true;
}

void pa_call_outside(struct phase_a *a, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    struct pa_func *p = &a->funcs[func];
    if (p->described || (f->flags & RIR_FUNC_DEFINED) == 0)
        return;
    for (uint32_t i = 0; i < f->nparams; i++) {
        uint32_t cell = pa_value(a, func, f->params[i].value);
        if (cell == RIR_NONE)
            continue;
        if ((f->params[i].pos.flags & RIR_ARG_BYVAL) != 0)
            pa_use_add(a, cell, PA_MARK, 0, PA_CUNK | PA_CODE, 0);
        else
            pa_cell_mark(a, cell, PA_UNK | PA_CODE);
    }
    pa_cell_mark(a, p->va_cell, PA_UNK | PA_CODE);
    for (uint32_t r = 0; r < p->nret; r++)
        pa_use_add(a, p->ret + r, PA_MARK, 0, PA_ESC | PA_CODE, 0);
}

static bool escape_functions(struct phase_a *a)
{
    bool any = false;
    for (uint32_t f = 0; f < a->m->funcs.len; f++) {
        if (a->funcs[f].escaped || !a->funcs[f].shown)
            continue;
        a->funcs[f].escaped = true;
        vec_push(&a->escaped, f);
        pa_call_outside(a, f);
        any = true;
    }
    return any;
}

/* What unknown functions borrow they hand to the functions that they call. */
static bool hand_borrowed(struct phase_a *a)
{
    bool any = a->escaped.len > 0 && a->nborrowed < a->borrowed.len;
    while (a->escaped.len > 0 && a->nborrowed < a->borrowed.len)
        pa_use_add(a, a->borrowed.data[a->nborrowed++], PA_MARK, 0, PA_ESC | PA_CODE, 0);
    return any;
}

/* Through a hub; the functions that are not in it each site calls itself. */
static bool connect_hub(struct phase_a *a, uint32_t site, uint32_t code)
{
    if (!pa_hub_join(a, site, code))
        return false;
    const pa_u32s special = a->hubs.data[a->sites.data[site].hub].special;
    for (uint32_t i = 0; i < special.len; i++)
        connect(a, site, special.data[i], false);
    return true;
}

/* One round. A site whose set did not grow since the last one is not looked at again. */
bool pa_resolve(struct phase_a *a)
{
    bool any = escape_globals(a);
    any |= escape_functions(a);
    any |= hand_borrowed(a);
    for (uint32_t s = 0; s < a->sites.len; s++) {
        for (uint32_t i = 0; i < a->sites.data[s].only.len; i++)
            any |= connect(a, s, a->sites.data[s].only.data[i], false);
        if (a->sites.data[s].only.len != 0)
            continue;
        any |= connect_unknown(a, s);
        any |= connect_given(a, s);
        uint32_t code = a->cells.data[pa_cell_find(a, a->sites.data[s].cell)].code;
        if (code == a->sites.data[s].seen)
            continue;
        a->sites.data[s].seen = code;
        any |= connect_hub(a, s, code) || connect_set(a, s);
    }
    return any;
}

/* A call that reaches nothing yet, in a function that runs: if it can be one at all, first every
 * function that its pointer may be, whether it fits or not, then unknown code. */
static bool resolve_empty(struct phase_a *a, uint32_t s)
{
    struct pa_site *site = &a->sites.data[s];
    bool was_null = site->null;
    site->null = pa_null_call(a, site);
    if (site->null || pa_code_open(a, site))
        return site->null != was_null;
    if (!site->unfiltered && pa_code(a, site->cell)->nknown > 0) {
        site->unfiltered = true;
        site->offered = 0;
        site->hub = RIR_NONE;
        if (connect_set(a, s))
            return true;
    }
    bool new = !site->nowhere;
    site->nowhere = true;
    return new || was_null;
}

bool pa_resolve_empty(struct phase_a *a, const uint64_t *reached)
{
    bool any = false;
    for (uint32_t s = 0; s < a->sites.len; s++) {
        struct pa_site *site = &a->sites.data[s];
        if (site->ann == RIR_NONE && pa_site_empty(a, site) && pa_bit(reached, site->func)) {
            any |= resolve_empty(a, s);
        } else {
            any |= site->null;
            site->null = false;
        }
    }
    return any;
}
