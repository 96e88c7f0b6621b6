/* Does each object below a static one lie in one place only?
 *
 * B-L6. What hangs below an element that is lent is lent with it only if no other element leads to
 * it, too: what is not lent of the array is global, and so is what it leads to. Phase A tells
 * classes apart, not objects. So every instruction that may put a pointer to such an object below
 * the static one is looked at: it must store the result of an allocation, and be the only one that
 * does, once for each time the allocation is executed. Then no object is ever in two places. A
 * pointer that is copied from elsewhere, with a struct or by a library function, is not understood.
 * The address of a static object is no matter: it is lent by its own name only. */
#include <stdlib.h>

#include "solve/mapping.h"
#include "solve/status.h"

struct search {
    const struct solver *s;
    bool *into;  /* per class: the static object and what it leads to */
    bool *below; /* ... what it leads to */
    uint32_t func;
    const struct rir_func *f;
};

enum { DEPTH = 3 }; /* of functions that return what they allocate */

/* May the value point to what is below? */
static bool is_below(const struct search *k, uint32_t value)
{
    uint32_t cls = phase_a_class(k->s->a, k->func, value);
    return cls != RIR_NONE && (k->below[cls] || phase_a_class_unknown(k->s->a, cls));
}

/* May an address be one in the static object, or below it? */
static bool is_into(const struct search *k, uint32_t address)
{
    uint32_t cls = phase_a_class(k->s->a, k->func, address);
    if (flow_is_null(k->f, address))
        return false;
    return cls == RIR_NONE || k->into[cls] || phase_a_class_unknown(k->s->a, cls);
}

/* May the memory at an address hold pointers to what is below? */
static bool leads_below(const struct search *k, uint32_t address)
{
    uint32_t cls = phase_a_class(k->s->a, k->func, address);
    return cls != RIR_NONE && phase_a_holds_any(k->s->a, cls, k->below);
}

/* The value that an instruction puts into memory; RIR_NONE: none, or copies. */
static uint32_t stored_value(const struct rir_insn *in)
{
    switch (in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
        return in->args[1];
    case RIR_CAS:
        return in->args[2];
    default:
        return RIR_NONE;
    }
}

static uint32_t times_stored(const struct rir_func *f, uint32_t value)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->ninsns; i++)
        n += stored_value(&f->insns[i]) == value;
    return n;
}

static bool returns_fresh(const struct rir_module *m, uint32_t func, int depth);

/* Is a value the result of an allocation, which is a new object each time? */
static bool is_fresh(const struct rir_module *m, const struct rir_func *f, uint32_t value,
                     int depth)
{
    const struct rir_value *v = &f->values[value];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if (in == NULL || in->op != RIR_CALL)
        return in != NULL && in->op == RIR_ALLOC;
    const struct rir_func *callee = &m->funcs.data[in->ref];
    const struct rir_ann *maps = rir_func_ann(callee, RIR_ANN_MAPS);
    if (callee->flags & RIR_FUNC_DEFINED)
        return returns_fresh(m, in->ref, depth);
    return rir_func_ann(callee, RIR_ANN_MALLOC) != NULL &&
           (maps == NULL || mapping_of(f, in, (uint32_t)maps->a) != MAPPING_SHOWN);
}

/* A function that allocates what it returns, and stores it nowhere. */
static bool returns_fresh(const struct rir_module *m, uint32_t func, int depth)
{
    const struct rir_func *f = &m->funcs.data[func];
    bool fresh = depth > 0 && f->nresults == 1;
    for (uint32_t i = 0; i < f->ninsns && fresh; i++)
        if (f->insns[i].op == RIR_RET) {
            uint32_t value = f->insns[i].args[0];
            fresh = flow_is_null(f, value) ||
                    (is_fresh(m, f, value, depth - 1) && times_stored(f, value) == 0);
        }
    return fresh;
}

/* Is the instruction executed at most once for each time that the value is made? */
static bool once_each(const struct search *k, uint32_t insn, uint32_t value)
{
    const struct flow *w = k->s->flows[k->func];
    uint32_t made = k->f->insns[k->f->values[value].ref].block, at = k->f->insns[insn].block;
    return w != NULL && !flow_returns_twice(k->s->m, k->f) &&
           (made == at || !flow_reaches(w, at, at, made, NULL, NULL));
}

/* What is static is not lent with what leads to it. What is thread-local may be. */
static bool is_static(const struct search *k, uint32_t value)
{
    const struct rir_value *base = &k->f->values[flow_base(k->f, value)];
    return base->kind == RIR_V_GLOBAL &&
           (k->s->m->globals.data[base->ref].flags & RIR_GLOBAL_TLS) == 0;
}

static bool store_is_fine(const struct search *k, uint32_t insn, uint32_t value)
{
    const struct rir_insn *at = &k->f->insns[insn];
    if (!is_below(k, value) || !is_into(k, at->args[0]) || is_static(k, value))
        return true;
    return is_fresh(k->s->m, k->f, value, DEPTH) && times_stored(k->f, value) == 1 &&
           once_each(k, insn, value);
}

typedef bool address_is(const struct search *k, uint32_t address);

/* Is some argument that an annotation about this position covers such an address? */
static bool some_argument(const struct search *k, const struct rir_insn *call,
                          const struct rir_func *f, int position, address_is *is)
{
    const uint32_t *args = call->args + (call->op == RIR_CALLI ? 1 : 0);
    for (uint32_t i = 0; i < rir_call_args(call); i++)
        if (rir_ann_covers(f, position, rir_call_position(call, i)) && is(k, args[i]))
            return true;
    return false;
}

/* Does a described function read what may hold such pointers, and so perhaps copy them? */
static bool reads_pointers(const struct search *k, const struct rir_insn *call,
                           const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->nanns; i++) {
        const struct rir_ann *a = &f->anns[i];
        if (a->kind == RIR_ANN_READS && some_argument(k, call, f, a->a, leads_below))
            return true;
    }
    return false;
}

static bool gives_pointers(const struct search *k, const struct rir_insn *call,
                           const struct rir_func *f, const struct rir_ann *a)
{
    if (a->a <= 0 || !some_argument(k, call, f, a->a, is_into))
        return false;
    switch (a->kind) {
    case RIR_ANN_WRITES:
        return reads_pointers(k, call, f);
    case RIR_ANN_LINKS:
    case RIR_ANN_POINTS_INTO:
    case RIR_ANN_RECEIVES_INTO:
    case RIR_ANN_RECEIVES_INTO_IF:
    case RIR_ANN_RESULT_INTO:
        return true;
    default:
        return false;
    }
}

static bool call_is_fine(const struct search *k, const struct rir_insn *call)
{
    uint32_t n;
    bool complete;
    const uint32_t *callees =
        phase_a_callees(k->s->a, k->func, (uint32_t)(call - k->f->insns), &n, &complete);
    for (uint32_t c = 0; c < n; c++) {
        const struct rir_func *f = &k->s->m->funcs.data[callees[c]];
        bool described = !(f->flags & RIR_FUNC_DEFINED) || rir_func_ann(f, RIR_ANN_TRUSTED);
        for (uint32_t i = 0; i < f->nanns && described; i++)
            if (gives_pointers(k, call, f, &f->anns[i]))
                return false;
    }
    return true;
}

static bool is_fine(const struct search *k, uint32_t insn)
{
    const struct rir_insn *at = &k->f->insns[insn];
    uint32_t value = stored_value(at);
    if (value != RIR_NONE)
        return store_is_fine(k, insn, value);
    if (at->op == RIR_COPY)
        return !is_into(k, at->args[0]) || !leads_below(k, at->args[1]);
    return (at->op != RIR_CALL && at->op != RIR_CALLI) || call_is_fine(k, at);
}

static bool search(struct search *k)
{
    const struct rir_module *m = k->s->m;
    bool fine = true;
    for (k->func = 0; k->func < m->funcs.len && fine; k->func++) {
        k->f = &m->funcs.data[k->func];
        if (!phase_a_in_task(k->s->a, k->func) && !phase_a_in_main(k->s->a, k->func))
            continue;
        for (uint32_t i = 0; i < k->f->ninsns && fine; i++)
            fine = is_fine(k, i);
    }
    return fine;
}

bool one_holder(struct contexts *x, uint32_t global)
{
    enum { UNKNOWN, YES, NO };
    const struct phase_a *a = x->s->a;
    uint32_t n = phase_a_stats(a).classes, own = phase_a_class_of_global(a, global);
    if (MUTANT(x->s, 42))
        return true;
    if (x->one_holder[global] != UNKNOWN)
        return x->one_holder[global] == YES;
    bool *classes = calloc(2 * (n + 1), sizeof *classes);
    if (classes == NULL)
        abort();
    struct search k = {.s = x->s, .into = classes, .below = classes + n + 1};
    phase_a_mark_reachable(a, own, k.into);
    for (uint32_t c = 0; c < n; c++)
        k.below[c] = k.into[c] && (c != own || phase_a_leads_back(a, own));
    x->one_holder[global] = search(&k) ? YES : NO;
    free(classes);
    return x->one_holder[global] == YES;
}
