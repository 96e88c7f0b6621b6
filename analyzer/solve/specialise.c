/* Copies of functions on the way from a caller to a task.
 *
 * `launch(fn, arg)` packs both into a struct and starts a thunk, which calls through it. Both
 * phases know one context per function, so all callers' functions and arguments would meet in
 * `launch` and in the thunk. Here each call that passes a function, or the object with one, gets a
 * copy of the callee, and each start a copy of what it starts; in a copy, a parameter that is a
 * known function is that function. A function without source positions (`nodebug`) gets a copy for
 * each call, too: what it does is found at the call (unplaced.h), and calls are not to share what
 * they pass. So does an allocation wrapper (wrappers.h): its callers are not to share an object;
 * and a short function that starts a task: which join waits for whom goes by its calls
 * (start_given.h). What is worth a copy is a guess (param_use.h); any choice is sound:
 *
 * S-1. A copy has the blocks, instructions and values of its origin, in the same order. It differs
 *      in which functions it calls and starts (by S-2) and in parameters that are constants (S-3).
 * S-2. A call or start is redirected only from a function to a copy of it, and each copy has one
 *      call or start that leads to it. All other ways into the origin stay as they are.
 * S-3. A parameter is replaced by a function only in a copy, and only by what its one call passes;
 *      the call passes nothing for it any more (which keeps a mistake here from hiding).
 * S-4. An operand that names a function may name its copy instead only where the function is
 *      started, or where nothing compares that function with anything: nobody can tell the address.
 * S-5. An origin goes away only when nothing refers to it any more.
 *
 * So every execution of the input is one of the view with some functions called by other names. The
 * number of instructions copied is bounded in proportion to the program; what is beyond stays
 * shared. */
#include "solve/specialise.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "solve/flow.h"
#include "solve/param_use.h"
#include "solve/unplaced.h"
#include "solve/wrappers.h"

enum { MAX_DEPTH = 6, MAX_INSNS = 400, FREE_INSNS = 5000, SHARE = 8, MUTANT_REUSED_COPY = 26 };

struct owned { /* which parts of a function of the view are not the input's */
    bool insns, params;
    uint32_t values; /* capacity; 0: the input's */
};

struct work {
    struct specialised *s;
    const struct rir_module *m;
    const struct solve_options *o;
    const struct param_use *uses;
    const bool *wrappers;
    VEC(uint32_t) refs; /* per function of the view: mentions in other functions and initialisers */
    VEC(struct owned) owned;
    bool *compared, *pinned, *is_task, *unplaced; /* per function of the input */
    uint32_t *ways_in;                            /* `refs` as it was in the input */
    uint32_t *reused;                             /* mutant: the first copy of each function */
    uint64_t limit;
};

static struct rir_func *func_at(const struct work *w, uint32_t func)
{
    return &w->s->view.funcs.data[func];
}

/* ---- changing functions of the view ---- */

static void own_insns(struct work *w, uint32_t func)
{
    struct rir_func *f = func_at(w, func);
    if (!w->owned.data[func].insns)
        f->insns = arena_copy(&w->s->arena, f->insns, f->ninsns * sizeof *f->insns);
    w->owned.data[func].insns = true;
}

static void own_params(struct work *w, uint32_t func)
{
    struct rir_func *f = func_at(w, func);
    if (!w->owned.data[func].params)
        f->params = arena_copy(&w->s->arena, f->params, f->nparams * sizeof *f->params);
    w->owned.data[func].params = true;
}

static uint32_t add_value(struct work *w, uint32_t func, struct rir_value v)
{
    struct rir_func *f = func_at(w, func);
    uint32_t *cap = &w->owned.data[func].values;
    if (f->nvalues >= *cap) {
        *cap = f->nvalues + f->nvalues / 2 + 8;
        struct rir_value *more = ARENA_ARRAY(&w->s->arena, struct rir_value, *cap);
        memcpy(more, f->values, f->nvalues * sizeof *more);
        f->values = more;
    }
    f->values[f->nvalues] = v;
    return f->nvalues++;
}

static struct rir_value function_value(const struct work *w, uint32_t func)
{
    return (struct rir_value){.kind = RIR_V_FUNC,
                              .type = {.bits = w->m->ptr_bits, .cls = RIR_PTR},
                              .ref = func,
                              .src = RIR_NONE};
}

/* by: 1, or UINT32_MAX to take it back. */
static void count(struct work *w, uint32_t func, uint32_t from, uint32_t by)
{
    if (func != from)
        w->refs.data[func] += by;
}

static void set_operand(struct work *w, uint32_t func, uint32_t insn, uint32_t operand,
                        struct rir_value v)
{
    uint32_t value = add_value(w, func, v);
    own_insns(w, func);
    struct rir_insn *in = &func_at(w, func)->insns[insn];
    in->args = arena_copy(&w->s->arena, in->args, in->nargs * sizeof *in->args);
    const struct rir_value *old = &func_at(w, func)->values[in->args[operand]];
    if (old->kind == RIR_V_FUNC)
        count(w, old->ref, func, UINT32_MAX);
    if (v.kind == RIR_V_FUNC)
        count(w, v.ref, func, 1);
    in->args[operand] = value;
}

static void set_callee(struct work *w, uint32_t func, uint32_t insn, uint32_t to)
{
    own_insns(w, func);
    struct rir_insn *in = &func_at(w, func)->insns[insn];
    count(w, in->ref, func, UINT32_MAX);
    count(w, to, func, 1);
    in->ref = to;
}

/* ---- mentions ---- */

static void count_mentions(struct work *w, uint32_t func, uint32_t by)
{
    const struct rir_func *f = func_at(w, func);
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        if (in->op == RIR_CALL || in->op == RIR_START)
            count(w, in->ref, func, by);
        for (uint32_t k = 0; k < in->nargs; k++)
            if (f->values[in->args[k]].kind == RIR_V_FUNC)
                count(w, f->values[in->args[k]].ref, func, by);
    }
}

static void find_compared(struct work *w, const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; f->insns[i].op == RIR_CMP && k < f->insns[i].nargs; k++)
            if (f->values[f->insns[i].args[k]].kind == RIR_V_FUNC)
                w->compared[f->values[f->insns[i].args[k]].ref] = true;
}

static bool named(const struct rir_func *f, const char *name)
{
    return strcmp(f->name, name) == 0 || (f->source != NULL && strcmp(f->source, name) == 0);
}

static bool declared_task(const struct work *w, const struct rir_func *f)
{
    bool task = rir_func_ann(f, RIR_ANN_TASK) != NULL;
    for (uint32_t i = 0; i < w->o->ntask_names; i++)
        task |= named(f, w->o->task_names[i]);
    return task;
}

/* Entered, or referred to, in a way that no operand shows. */
static void find_pinned(struct work *w)
{
    struct map by_name = {0};
    uint32_t of;
    for (uint32_t f = 0; f < w->m->funcs.len; f++)
        map_put(&by_name, hash_ptr(w->m->funcs.data[f].name), f);
    for (uint32_t i = 0; i < w->m->funcs.len; i++) {
        const struct rir_func *f = &w->m->funcs.data[i];
        w->is_task[i] = declared_task(w, f);
        w->pinned[i] |= w->is_task[i] || named(f, "main") ||
                        (f->flags & (RIR_FUNC_CTOR | RIR_FUNC_DTOR | RIR_FUNC_IFUNC)) != 0 ||
                        (w->o->library && f->linkage != RIR_INTERNAL) ||
                        ((f->flags & RIR_FUNC_ADDRESS_TAKEN) != 0 && w->refs.data[i] == 0) ||
                        f->alias != NULL;
        if (f->alias != NULL && map_get(&by_name, hash_ptr(f->alias), &of))
            w->pinned[of] = true;
    }
    map_free(&by_name);
}

static void look_at_program(struct work *w)
{
    uint64_t insns = 0;
    for (uint32_t f = 0; f < w->m->funcs.len; f++) {
        count_mentions(w, f, 1);
        find_compared(w, &w->m->funcs.data[f]);
        w->unplaced[f] = is_unplaced(&w->m->funcs.data[f]);
        insns += w->m->funcs.data[f].ninsns;
    }
    for (uint32_t g = 0; g < w->m->globals.len; g++)
        for (uint32_t i = 0; i < w->m->globals.data[g].ninit; i++)
            if (w->m->globals.data[g].init[i].is_func)
                w->refs.data[w->m->globals.data[g].init[i].target]++;
    find_pinned(w);
    if (w->s->ninput != 0)
        memcpy(w->ways_in, w->refs.data, w->s->ninput * sizeof *w->ways_in);
    w->limit = FREE_INSNS + insns / SHARE;
}

/* ---- constants ---- */

/* A local variable that is set once, to a function, and used for nothing but being loaded: the
 * union through which a function pointer changes its type. */
static uint32_t only_function_in(const struct rir_func *f, uint32_t slot)
{
    uint32_t func = RIR_NONE;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t k = 0; k < in->nargs; k++) {
            if (flow_base(f, in->args[k]) != slot)
                continue;
            const struct rir_value *v = in->op == RIR_STORE ? &f->values[in->args[1]] : NULL;
            bool sets = k == 0 && v != NULL && v->kind == RIR_V_FUNC && func == RIR_NONE;
            bool harmless = (in->op == RIR_LOAD && k == 0) || (in->op == RIR_FIELD && in->imm == 0);
            if (!sets && !harmless)
                return RIR_NONE;
            func = sets ? v->ref : func;
        }
    }
    return func;
}

/* The one function that a value is, or RIR_NONE. */
static uint32_t known_function(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_FUNC)
        return v->ref;
    if (v->kind != RIR_V_INSN || v->type.cls != RIR_PTR || f->insns[v->ref].op != RIR_LOAD)
        return RIR_NONE;
    uint32_t slot = flow_base(f, f->insns[v->ref].args[0]);
    bool local =
        f->values[slot].kind == RIR_V_INSN && f->insns[f->values[slot].ref].op == RIR_STACK;
    return local ? only_function_in(f, slot) : RIR_NONE;
}

/* S-3 */
static void fix_parameters(struct work *w, uint32_t copy)
{
    const struct copy_site *at = copy_site(w->s, copy);
    uint32_t n = func_at(w, copy)->nparams;
    for (uint32_t k = 0; k < n && k < func_at(w, at->func)->insns[at->insn].nargs; k++) {
        const struct rir_insn *in = &func_at(w, at->func)->insns[at->insn];
        struct rir_param p = func_at(w, copy)->params[k];
        uint32_t func = known_function(func_at(w, at->func), in->args[k]);
        uint16_t cpos = in->pos == NULL ? (uint16_t)(k + 1) : in->pos[k].cpos;
        if (func == RIR_NONE || p.value == RIR_NONE || p.type.cls != RIR_PTR ||
            p.pos.cpos != cpos || (p.pos.flags & (RIR_ARG_BYVAL | RIR_ARG_SRET)) != 0)
            continue;
        own_params(w, copy);
        func_at(w, copy)->params[k].value = add_value(w, copy, func_at(w, copy)->values[p.value]);
        struct rir_value fixed = function_value(w, func);
        fixed.name = func_at(w, copy)->values[p.value].name;
        func_at(w, copy)->values[p.value] = fixed;
        struct rir_value nothing = {.kind = RIR_V_UNDEF, .type = p.type, .src = RIR_NONE};
        set_operand(w, at->func, at->insn, k, nothing);
    }
}

/* ---- copies ---- */

static bool has_body(const struct rir_func *f)
{
    return (f->flags & RIR_FUNC_DEFINED) != 0 && f->nblocks != 0 && f->alias == NULL &&
           !rir_func_is_described(f);
}

/* Is it a copy of this function, or made for the body of one? */
static bool is_within(const struct work *w, uint32_t func, uint32_t origin, uint32_t *depth)
{
    for (*depth = 0; is_copy(w->s, func); ++*depth) {
        if (w->s->origin.data[func] == origin)
            return true;
        func = copy_site(w->s, func)->func;
    }
    return func == origin;
}

/* May a call or start in `from` have a copy of this function? */
static bool may_copy(struct work *w, uint32_t func, uint32_t from)
{
    uint32_t depth;
    if (is_copy(w->s, func) || w->is_task[func] || !has_body(&w->m->funcs.data[func]) ||
        is_within(w, from, func, &depth))
        return false;
    uint32_t insns = w->m->funcs.data[func].ninsns;
    if (depth < MAX_DEPTH && insns <= MAX_INSNS && w->s->insns + insns <= w->limit)
        return true;
    w->s->shared++;
    return false;
}

/* With one way in, there is nothing to keep apart. */
static bool gains_by_copy(struct work *w, uint32_t func, uint32_t from)
{
    bool one_way = !is_copy(w->s, from) && !is_copy(w->s, func) && w->ways_in[func] <= 1;
    return !one_way && may_copy(w, func, from);
}

static uint32_t add_copy(struct work *w, uint32_t func, uint32_t from, uint32_t insn)
{
    struct rir_func f = w->m->funcs.data[func];
    uint32_t copy = w->s->view.funcs.len;
    if (w->o->mutant == MUTANT_REUSED_COPY && w->reused[func] != 0)
        return w->reused[func];
    f.source = f.source != NULL ? f.source : f.name;
    f.name = arena_printf(&w->s->arena, "%s#%u", f.name, copy);
    f.linkage = RIR_INTERNAL;
    f.flags &= ~(uint32_t)(RIR_FUNC_ADDRESS_TAKEN | RIR_FUNC_CTOR | RIR_FUNC_DTOR);
    vec_push(&w->s->view.funcs, f);
    vec_push(&w->s->origin, func);
    vec_push(&w->s->sites, ((struct copy_site){from, insn}));
    vec_push(&w->refs, 0);
    vec_push(&w->owned, ((struct owned){.values = 0}));
    w->s->copied++;
    w->s->insns += f.ninsns;
    w->reused[func] = copy;
    return copy;
}

static void visit(struct work *w, uint32_t func);

static void enter(struct work *w, uint32_t copy)
{
    count_mentions(w, copy, 1);
    visit(w, copy);
}

static void copy_callee(struct work *w, uint32_t func, uint32_t insn)
{
    uint32_t known = w->s->view.funcs.len;
    uint32_t copy = add_copy(w, func_at(w, func)->insns[insn].ref, func, insn);
    if (copy == known && func_at(w, func)->insns[insn].op == RIR_CALL)
        fix_parameters(w, copy);
    set_callee(w, func, insn, copy);
    if (copy == known)
        enter(w, copy);
}

static void copy_named(struct work *w, uint32_t func, uint32_t insn, uint32_t operand,
                       uint32_t task)
{
    uint32_t known = w->s->view.funcs.len, copy = add_copy(w, task, func, insn);
    set_operand(w, func, insn, operand, function_value(w, copy));
    if (copy == known)
        enter(w, copy);
}

/* Does what is started as a task call through what it is given? */
static bool is_thunk(const struct work *w, uint32_t func)
{
    uint32_t p = first_parameter(&w->m->funcs.data[func]);
    return p < PARAM_USE_MAX && (w->uses[func].calls >> p & 1) != 0;
}

/* The object that is handed over comes from an allocator: one class for all objects, but by a copy.
 */
static void copy_allocator(struct work *w, uint32_t func, uint32_t object)
{
    const struct rir_func *f = func_at(w, func);
    const struct rir_value *v = &f->values[flow_base(f, object)];
    if (v->kind != RIR_V_INSN || f->insns[v->ref].op != RIR_CALL)
        return;
    uint32_t callee = f->insns[v->ref].ref, insn = v->ref;
    if (!is_copy(w->s, callee) && w->uses[callee].fresh && gains_by_copy(w, callee, func))
        copy_callee(w, func, insn);
}

static void visit_start(struct work *w, uint32_t func, uint32_t insn, uint32_t named,
                        uint32_t given)
{
    const struct rir_insn *in = &func_at(w, func)->insns[insn];
    uint32_t task = named == RIR_NONE ? in->ref : known_function(func_at(w, func), in->args[named]);
    if (task == RIR_NONE || is_copy(w->s, task) || !is_thunk(w, task) ||
        !gains_by_copy(w, task, func))
        return;
    uint32_t object = given == RIR_NONE ? RIR_NONE : in->args[given];
    if (named == RIR_NONE)
        copy_callee(w, func, insn);
    else
        copy_named(w, func, insn, named, task);
    if (object != RIR_NONE)
        copy_allocator(w, func, object);
}

/* Is it the object that a function of this start is packed into, or unpacked from? Then what it is
 * passed to (a helper that fills it, or frees it) would take all starts' objects for one. */
static bool is_packing(const struct work *w, uint32_t func, uint32_t value)
{
    const struct rir_func *f = func_at(w, func);
    uint32_t base = flow_base(f, value), named, given;
    if (!is_copy(w->s, func))
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (start_operands(&w->s->view, &f->insns[i], &named, &given) && given != RIR_NONE &&
            flow_base(f, f->insns[i].args[given]) == base && f->values[base].kind == RIR_V_INSN)
            return true;
    const struct param_use *u = &w->uses[w->s->origin.data[func]];
    const struct copy_site *at = copy_site(w->s, func);
    const struct rir_insn *in = &func_at(w, at->func)->insns[at->insn];
    for (uint32_t k = 0; k < f->nparams && k < PARAM_USE_MAX; k++)
        if (f->params[k].value == base && f->params[k].type.cls == RIR_PTR)
            return ((u->calls | u->given) >> k & 1) != 0 ||
                   (in->op == RIR_CALL && in->ref == func && k < in->nargs &&
                    is_packing(w, at->func, in->args[k]));
    return false;
}

/* One operand of a call: true if it makes a copy of the callee worth having. */
static bool visit_operand(struct work *w, uint32_t func, uint32_t insn, uint32_t k)
{
    const struct rir_insn *in = &func_at(w, func)->insns[insn];
    const struct param_use *u = &w->uses[in->ref];
    bool starts = u->starts >> k & 1, inside = is_copy(w->s, func);
    uint32_t value = in->args[k];
    uint32_t given = starts || inside ? known_function(func_at(w, func), value) : RIR_NONE;
    bool constant = func_at(w, func)->values[value].kind == RIR_V_CONST;
    bool holds = (u->given >> k & 1) && !constant;
    inside &= given != RIR_NONE || ((u->calls >> k & 1) && !constant) || is_packing(w, func, value);
    if (starts && given != RIR_NONE && !is_copy(w->s, given) && is_thunk(w, given) &&
        !w->compared[given] && gains_by_copy(w, given, func)) /* S-4 */
        copy_named(w, func, insn, k, given);
    uint32_t callee = func_at(w, func)->insns[insn].ref;
    if (holds && given == RIR_NONE && (is_copy(w->s, func) || w->ways_in[callee] > 1))
        copy_allocator(w, func, value);
    return (starts && given != RIR_NONE) || holds || inside;
}

static void visit_call(struct work *w, uint32_t func, uint32_t insn)
{
    uint32_t callee = func_at(w, func)->insns[insn].ref, n = func_at(w, func)->insns[insn].nargs;
    if (is_copy(w->s, callee))
        return;
    bool wanted = w->wrappers[callee] || (is_copy(w->s, func) && w->uses[callee].fresh);
    const struct param_use *u = &w->uses[callee];
    wanted |= u->launches && u->starts == 0 && w->ways_in[callee] > 1; /* B-J20 */
    for (uint32_t k = 0; k < n && k < PARAM_USE_MAX; k++)
        wanted |= visit_operand(w, func, insn, k);
    if (wanted && gains_by_copy(w, callee, func))
        copy_callee(w, func, insn);
}

static void visit(struct work *w, uint32_t func)
{
    for (uint32_t i = 0; i < func_at(w, func)->ninsns; i++) {
        const struct rir_insn *in = &func_at(w, func)->insns[i];
        uint32_t named, given;
        if (in->op != RIR_CALL && in->op != RIR_START)
            continue;
        if (start_operands(&w->s->view, in, &named, &given))
            visit_start(w, func, i, named, given);
        else
            visit_call(w, func, i);
    }
}

/* S-5. What is left of a function that is always entered by a copy would be a task, or a root, that
 * does not exist; so would a copy made for it. */
static void drop_unused(struct work *w)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t f = 0; f < w->s->view.funcs.len; f++) {
            bool copied = is_copy(w->s, f) || (w->reused[f] != 0 && !w->pinned[f]);
            if (!copied || w->refs.data[f] != 0 || !(func_at(w, f)->flags & RIR_FUNC_DEFINED))
                continue;
            count_mentions(w, f, UINT32_MAX);
            func_at(w, f)->flags &= ~(uint32_t)RIR_FUNC_DEFINED;
            func_at(w, f)->ninsns = func_at(w, f)->nblocks = 0;
            again = true;
        }
    }
}

/* A call that has a position, or is in a copy that was made for such a call. */
static bool is_placed(const struct work *w, uint32_t func, uint32_t insn)
{
    return position_within(func_at(w, func), insn).line != 0 ||
           (is_copy(w->s, func) && w->unplaced[w->s->origin.data[func]]);
}

/* Goes on into the copies that it makes: they are the last functions. */
static void place_by_calls(struct work *w)
{
    for (uint32_t f = 0; f < w->s->view.funcs.len; f++)
        for (uint32_t i = 0; i < func_at(w, f)->ninsns; i++) {
            const struct rir_insn *in = &func_at(w, f)->insns[i];
            if (in->op == RIR_CALL && !is_copy(w->s, in->ref) && w->unplaced[in->ref] &&
                is_placed(w, f, i) && may_copy(w, in->ref, f))
                copy_callee(w, f, i);
        }
    drop_unused(w);
}

static void begin(struct specialised *s, const struct rir_module *m)
{
    memset(s, 0, sizeof *s);
    s->view = *m;
    s->ninput = m->funcs.len;
    s->view.funcs.data = NULL;
    s->view.funcs.len = s->view.funcs.cap = 0;
    for (uint32_t f = 0; f < m->funcs.len; f++) {
        vec_push(&s->view.funcs, m->funcs.data[f]);
        vec_push(&s->origin, f);
    }
}

void specialise(struct specialised *s, const struct rir_module *m, const struct solve_options *o)
{
    begin(s, m);
    struct param_use *uses = param_uses(m);
    struct arena arena = {0};
    bool *wrappers = allocation_wrappers(m);
    struct work w = {.s = s, .m = m, .o = o, .uses = uses, .wrappers = wrappers};
    w.compared = ARENA_ARRAY(&arena, bool, s->ninput + 1);
    w.pinned = ARENA_ARRAY(&arena, bool, s->ninput + 1);
    w.is_task = ARENA_ARRAY(&arena, bool, s->ninput + 1);
    w.unplaced = ARENA_ARRAY(&arena, bool, s->ninput + 1);
    w.ways_in = ARENA_ARRAY(&arena, uint32_t, s->ninput + 1);
    w.reused = ARENA_ARRAY(&arena, uint32_t, s->ninput + 1);
    for (uint32_t f = 0; f < s->ninput; f++) {
        vec_push(&w.refs, 0);
        vec_push(&w.owned, ((struct owned){.values = 0}));
    }
    look_at_program(&w);
    for (int helpers = 0; helpers < 2; helpers++) { /* they may be gone when their turn comes */
        for (uint32_t f = 0; f < s->ninput; f++)
            if (has_body(func_at(&w, f)) && (uses[f].starts || uses[f].given) == helpers)
                visit(&w, f);
        drop_unused(&w);
    }
    place_by_calls(&w);
    vec_free(&w.refs);
    vec_free(&w.owned);
    arena_free(&arena);
    free(uses);
    free(wrappers);
}

void specialise_free(struct specialised *s)
{
    vec_release(s->view.funcs.data);
    vec_free(&s->origin);
    vec_free(&s->sites);
    arena_free(&s->arena);
}
