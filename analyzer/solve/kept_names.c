/* Which static objects have an address that some memory of the program may hold?
 *
 * B-K13 (I4). `puts(m->text != NULL ? m->text : "")` makes "" one class with the texts that lie in
 * messages, and yet no message leads to it: for that, its address has to be put into memory, or be
 * sent itself. So addresses are followed forwards, by value alone: a value is *kept* if it may be
 * stored, sent, given to a task or to code that may keep it, or becomes a value that is kept. What
 * no kept value and no initialiser names is in no memory, so what was loaded or received is not
 * that. Without order, over all code, also what never runs. An address that is a number for a while
 * is followed like any other; where numbers that come in may be pointers (A-I37), or printed
 * addresses are read, every address counts as kept, and so does that of what others may name. */
#include "solve/kept_names.h"

#include <stdlib.h>

#include "solve/body.h"

enum { MAX_PASSES = 32 };

struct kept_names {
    bool all;
    bool *names; /* [global] */
};

struct pass {
    const struct solver *s;
    const struct rir_func *f;
    struct kept_names *k;
    bool **kept;    /* [func][value] */
    bool *returned; /* [func] what it returns is kept */
    uint32_t func;
    bool grown;
};

static bool is_kept(const struct pass *p, uint32_t func, uint32_t value)
{
    return value != RIR_NONE && p->kept[func][value];
}

static void keep(struct pass *p, uint32_t value)
{
    const struct rir_value *v = &p->f->values[value];
    if (p->kept[p->func][value])
        return;
    p->kept[p->func][value] = p->grown = true;
    if (v->kind == RIR_V_GLOBAL)
        p->k->names[v->ref] = true;
    if (v->kind == RIR_V_FUNC && !p->returned[v->ref])
        p->returned[v->ref] = true;
}

static void keep_from(struct pass *p, const struct rir_insn *in, uint32_t first)
{
    for (uint32_t i = first; i < in->nargs; i++)
        keep(p, in->args[i]);
}

static bool any_result_kept(const struct pass *p, const struct rir_insn *in)
{
    bool any = false;
    for (uint32_t i = 0; i < in->nresults; i++)
        any |= is_kept(p, p->func, in->result + i);
    return any;
}

/* What an annotation lets become of an argument at that position: nothing, it is a part of the
 * result, or it may stay anywhere. */
enum fate { GONE, RETURNED, KEPT };

static enum fate fate_by(const struct rir_func *g, const struct rir_ann *a, uint16_t position)
{
    bool by_a = rir_ann_covers(g, a->a, position), by_b = rir_ann_covers(g, a->b, position);
    switch (a->kind) {
    case RIR_ANN_READS:
    case RIR_ANN_WRITES:
    case RIR_ANN_FREES:
    case RIR_ANN_BORROWS:
    case RIR_ANN_NOESCAPE:
    case RIR_ANN_FORMAT:
    case RIR_ANN_SCAN_FORMAT:
    case RIR_ANN_ACQUIRES:
    case RIR_ANN_ACQUIRES_IF:
    case RIR_ANN_ACQUIRES_SHARED:
    case RIR_ANN_RELEASES:
        return GONE;
    case RIR_ANN_POINTS_INTO:
        return !by_b ? GONE : a->a == 0 ? RETURNED : KEPT;
    case RIR_ANN_FREEZES:
    case RIR_ANN_FORMAT_ARG:
        return by_a ? RETURNED : GONE;
    default:
        return by_a || by_b ? KEPT : GONE;
    }
}

static enum fate fate_of(const struct pass *p, const struct rir_insn *in, uint32_t arg)
{
    const struct rir_func *g = &p->s->m->funcs.data[in->ref];
    bool defined = (g->flags & RIR_FUNC_DEFINED) != 0;
    enum fate worst = GONE;
    if ((g->flags & RIR_FUNC_IFUNC) != 0 || g->alias != NULL ||
        (!defined && !rir_func_is_described(g)) ||
        (defined && (arg >= g->nparams || is_kept(p, in->ref, g->params[arg].value))))
        return KEPT;
    for (uint32_t i = 0; i < g->nanns; i++) {
        enum fate is = fate_by(g, &g->anns[i], rir_call_position(in, arg));
        worst = is > worst ? is : worst;
    }
    return worst;
}

static void pass_call(struct pass *p, const struct rir_insn *in)
{
    bool result = any_result_kept(p, in);
    if (result && !p->returned[in->ref])
        p->returned[in->ref] = p->grown = true;
    for (uint32_t i = 0; i < in->nargs; i++) {
        enum fate is = fate_of(p, in, i);
        if (is == KEPT || (is == RETURNED && result))
            keep(p, in->args[i]);
    }
}

static void pass_insn(struct pass *p, const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
    case RIR_LOAD:
    case RIR_READ:
    case RIR_COPY: /* what lies in memory is kept already */
    case RIR_FILL:
    case RIR_CMP:
    case RIR_ALLOC:
    case RIR_FREE:
    case RIR_FREEZE:
    case RIR_BR:
    case RIR_COND:
    case RIR_SWITCH:
    case RIR_GOTO:
    case RIR_UNREACHABLE:
        return;
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        keep_from(p, in, 1);
        return;
    case RIR_CALL:
        pass_call(p, in);
        return;
    case RIR_RET:
        if (p->returned[p->func])
            keep_from(p, in, 0);
        return;
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
    case RIR_PHI:
    case RIR_SELECT:
    case RIR_BIN:
    case RIR_UN:
        if (any_result_kept(p, in))
            keep_from(p, in, 0);
        return;
    default:
        keep_from(p, in, 0);
    }
}

/* Others call it, and get what it returns: by its name, or by its address. */
static bool is_called_by_others(const struct solver *s, uint32_t func, bool exported)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    return (f->linkage != RIR_INTERNAL && exported) || f->alias != NULL ||
           (f->flags & (RIR_FUNC_ADDRESS_TAKEN | RIR_FUNC_IFUNC)) != 0 ||
           phase_a_run_by_unknown(s->a, func) || (s->started != NULL && s->started[func]);
}

/* Others know the variable by its name, or another object by the same one. */
static void begin(struct pass *p)
{
    const struct rir_module *m = p->s->m;
    bool exported = p->s->o->library || rir_find_func(m, "main") == RIR_NONE;
    p->k->all = phase_a_comes_back(p->s->a) || phase_a_text_is_read(p->s->a);
    for (uint32_t g = 0; g < m->globals.len; g++) {
        const struct rir_global *v = &m->globals.data[g];
        uint32_t cls = phase_a_class_of_global(p->s->a, g);
        p->k->names[g] |= (v->flags & RIR_GLOBAL_DEFINED) == 0 || cls == RIR_NONE ||
                          phase_a_class_escaped(p->s->a, cls) ||
                          (v->linkage != RIR_INTERNAL && exported);
        p->k->all |= v->alias != NULL;
        for (uint32_t i = 0; i < v->ninit; i++)
            if (!v->init[i].is_func)
                p->k->names[v->init[i].target] = true;
    }
    for (uint32_t k = 0; k < m->funcs.len; k++)
        p->returned[k] = is_called_by_others(p->s, k, exported);
}

static struct kept_names *find(const struct solver *s, struct arena *arena)
{
    const struct rir_module *m = s->m;
    struct kept_names *k = ARENA_NEW(arena, struct kept_names);
    k->names = ARENA_ARRAY(arena, bool, m->globals.len + 1);
    struct arena own = {0};
    struct pass p = {.s = s, .k = k, .grown = true};
    p.kept = ARENA_ARRAY(&own, bool *, m->funcs.len + 1);
    p.returned = ARENA_ARRAY(&own, bool, m->funcs.len + 1);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        p.kept[i] = ARENA_ARRAY(&own, bool, m->funcs.data[i].nvalues + 1);
    begin(&p);
    for (int passes = 0; p.grown && !k->all; passes++) {
        p.grown = false;
        k->all |= passes == MAX_PASSES;
        for (p.func = m->funcs.len; p.func-- > 0;) {
            p.f = &m->funcs.data[p.func];
            for (uint32_t i = p.f->ninsns; i-- > 0;)
                pass_insn(&p, &p.f->insns[i]);
        }
    }
    arena_free(&own);
    return k;
}

bool kept_name(struct solver *s, uint32_t global)
{
    if (s->kept_names == NULL)
        s->kept_names = find(s, &s->arena);
    return s->kept_names->all || s->kept_names->names[global];
}
