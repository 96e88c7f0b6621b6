/* Functions that start a task with what they are given: `pthread_t launch(f, a) { ... create(&t, f,
 * a) ...; return t; }`.
 *
 * B-J20 (I3). Such a function starts one task, outside of loops. What the task is given is a
 * parameter; where the handle is put is one, too, and nothing else is done with that, or it is what
 * the function returns whenever the start may have succeeded. So in a caller its call is as good as
 * the start itself, if nothing else in that caller may start tasks of the record, nor any code that
 * nobody knows. Callers come after what they call, a few levels up. */
#include "solve/start_given.h"

#include "solve/body.h"

#include <stdlib.h>

enum { LEVELS = 4 }; /* such functions that call each other */

static uint64_t key(uint32_t func, uint32_t part)
{
    return (uint64_t)func << 32 | part;
}

const struct start_host *start_host_at(const struct solver *s, uint32_t func, uint32_t insn)
{
    uint32_t at;
    return map_get(&s->host_index, key(func, insn), &at) ? &s->hosts.data[at] : NULL;
}

uint32_t start_in(const struct solver *s, uint32_t func, uint32_t record)
{
    uint32_t at;
    if (s->starts.data[record].func == func)
        return s->starts.data[record].insn;
    return s->hosts.len != 0 && map_get(&s->host_of, key(func, record), &at)
               ? s->hosts.data[at].insn
               : RIR_NONE;
}

uint32_t start_given_argument(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct start_host *h = start_host_at(s, func, insn);
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    return h == NULL ? start_argument(s, in) : start_passed(in, h->given.argument);
}

/* ---- what a function does with what it is given ---- */

static uint32_t parameter(const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in;
    while (value != RIR_NONE && (in = flow_defined_by(f, value, RIR_UN)) != NULL &&
           in->sub == RIR_U_MOVE)
        value = in->args[0];
    if (value == RIR_NONE || f->values[value].kind != RIR_V_PARAM ||
        (f->params[f->values[value].ref].pos.flags & RIR_ARG_BYVAL) != 0)
        return RIR_NONE;
    return f->values[value].ref;
}

static bool uses(const struct rir_insn *in, uint32_t value)
{
    bool any = false;
    for (uint32_t k = 0; k < in->nargs; k++)
        any |= in->args[k] == value;
    return any;
}

/* Nothing but the start has anything to do with the parameter, and it is one operand of that. */
static bool only_start_uses(const struct rir_func *f, uint32_t insn, uint32_t param)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++) {
            const struct rir_value *v = &f->values[f->insns[i].args[k]];
            if (v->kind != RIR_V_PARAM || v->ref != param)
                continue;
            if (i != insn)
                return false;
            n++;
        }
    return n == 1;
}

/* A variable of the function's own that the start writes, and that is only read besides. */
static bool only_read(const struct rir_func *f, uint32_t insn, uint32_t place)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (i != insn && uses(&f->insns[i], place) &&
            (f->insns[i].op != RIR_LOAD || (f->insns[i].flags & (RIR_VOLATILE | RIR_ATOMIC)) != 0))
            return false;
    return flow_defined_by(f, place, RIR_STACK) != NULL;
}

struct launch { /* a start, or a call of what starts, that is looked at */
    const struct solver *s;
    uint32_t func, insn, record;
};

static bool failed(const void *context, uint32_t block, uint32_t side)
{
    const struct launch *l = context;
    return start_failed_on_edge(l->s, l->func, block, side) == l->record;
}

/* The value is the handle: what the start gives, or has put where this loads it from. */
static bool is_handle(const struct launch *l, uint32_t place, uint32_t value)
{
    const struct flow *w = l->s->flows[l->func];
    const struct rir_insn *start = &w->f->insns[l->insn];
    const struct start_host *h = start_host_at(l->s, l->func, l->insn);
    if (start->op == RIR_START || (h != NULL && h->given.returned))
        return value == start->result;
    const struct rir_insn *load = flow_defined_by(w->f, value, RIR_LOAD);
    return load != NULL && place != RIR_NONE && load->args[0] == place &&
           only_read(w->f, l->insn, place) &&
           flow_comes_first(w, l->insn, (uint32_t)(load - w->f->insns));
}

/* Where the start may have succeeded, the handle is returned. */
static bool is_returned(const struct launch *l, uint32_t place)
{
    const struct flow *w = l->s->flows[l->func];
    uint32_t from = w->f->insns[l->insn].block;
    bool all = true, any = false;
    for (uint32_t i = 0; i < w->norder && all; i++) {
        const struct rir_block *b = &w->f->blocks[w->order[i]];
        const struct rir_insn *ret = b->count == 0 ? NULL : &w->f->insns[b->first + b->count - 1];
        if (ret == NULL || ret->op != RIR_RET ||
            (w->order[i] != from && !flow_reaches(w, from, w->order[i], RIR_NONE, failed, l)))
            continue;
        any = true;
        all = ret->nargs == 1 && is_handle(l, place, ret->args[0]);
    }
    return any && all;
}

/* The function returns the start's own result, and nothing else. */
static bool returns_status(const struct launch *l)
{
    const struct rir_func *f = &l->s->m->funcs.data[l->func];
    bool all = f->insns[l->insn].result != RIR_NONE;
    if (MUTANT(l->s, 88))
        return true;
    for (uint32_t i = 0; i < f->ninsns && all; i++)
        if (f->insns[i].op == RIR_RET)
            all = f->insns[i].nargs == 1 && f->insns[i].args[0] == f->insns[l->insn].result;
    return all;
}

static bool look_at(const struct launch *l, struct start_given *out)
{
    const struct rir_func *f = &l->s->m->funcs.data[l->func];
    const struct flow *w = l->s->flows[l->func];
    const struct rir_insn *start = &f->insns[l->insn];
    if (w == NULL || w->rank[start->block] == RIR_NONE || w->in_cycle[start->block] ||
        flow_returns_twice(l->s->m, f))
        return false;
    uint32_t place = start_place(l->s, l->func, l->insn);
    *out = (struct start_given){.place = parameter(f, place)};
    out->argument = parameter(f, start_given_argument(l->s, l->func, l->insn));
    if (out->place != RIR_NONE && !only_start_uses(f, l->insn, out->place))
        return false;
    if (out->argument != RIR_NONE && !only_start_uses(f, l->insn, out->argument))
        out->argument = RIR_NONE;
    out->returned = out->place == RIR_NONE && is_returned(l, place);
    out->tells = returns_status(l) && start_tells(l->s, l->func, l->insn);
    return out->place != RIR_NONE || out->returned;
}

/* ---- who calls it ---- */

static bool leads_there(const struct solver *s, const uint32_t *to, uint32_t n, uint32_t func)
{
    bool leads = false;
    for (uint32_t i = 0; i < n && !leads; i++)
        leads = s->flows[to[i]] != NULL && phase_a_leads_to(s->a, to[i], func);
    return leads;
}

/* The instruction may start tasks of the record; what code that nobody knows may, is asked for
 * elsewhere. */
bool start_may_be_in(const struct solver *s, uint32_t func, uint32_t insn, uint32_t record)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    uint32_t start = s->starts.data[record].func, n = 0, nback = 0;
    bool complete;
    if (in->op != RIR_CALL && in->op != RIR_CALLI)
        return false;
    const uint32_t *to = phase_a_callees(s->a, func, insn, &n, &complete);
    if (leads_there(s, to, n, start) || (in->op == RIR_CALL && leads_there(s, &in->ref, 1, start)))
        return true;
    to = phase_a_callbacks(s->a, func, insn, &nback, &complete);
    return leads_there(s, to, nback, start);
}

static bool is_only_one(const struct solver *s, uint32_t func, uint32_t insn, uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    bool only = s->starts.data[record].func != func;
    for (uint32_t i = 0; i < f->ninsns && only; i++)
        only = i == insn || !start_may_be_in(s, func, i, record);
    return only;
}

/* Code that nobody knows may call something that starts tasks of the record. */
static bool is_open(const struct solver *s, uint32_t record)
{
    bool open = false;
    for (uint32_t k = 0; k < s->m->funcs.len && !open; k++)
        open = phase_a_run_by_unknown(s->a, k) &&
               phase_a_leads_to(s->a, k, s->starts.data[record].func);
    return open;
}

/* Nothing that is passed besides is where the handle goes, or what the task is given. */
static bool passes_once(const struct rir_insn *call, uint32_t param)
{
    uint32_t n = 0;
    for (uint32_t k = 0; param < call->nargs && k < call->nargs; k++)
        n += call->args[k] == call->args[param];
    return n <= 1;
}

struct callee { /* a function that starts tasks of a record with what it is given */
    uint32_t func, record;
    struct start_given given;
};

struct callees_found {
    struct callee *data;
    uint32_t len, cap;
};

/* Which of them each function is, plus one; of one that starts several, none. */
static uint32_t *index_of(const struct solver *s, const struct callees_found *list)
{
    uint32_t *of = calloc(s->m->funcs.len + 1, sizeof *of);
    if (of == NULL)
        abort();
    for (uint32_t i = 0; i < list->len; i++)
        of[list->data[i].func] = of[list->data[i].func] == 0 ? i + 1 : UINT32_MAX;
    return of;
}

static void look_at_call(struct solver *s, uint32_t func, uint32_t insn, const struct callee *c)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    struct start_host h = {func, insn, c->record, c->given};
    if (func == c->func || s->flows[func]->rank[in->block] == RIR_NONE ||
        start_host_at(s, func, insn) != NULL || !is_only_one(s, func, insn, c->record) ||
        !passes_once(in, c->given.place) || !passes_once(in, c->given.argument))
        return;
    map_put(&s->host_index, key(func, insn), s->hosts.len);
    map_put(&s->host_of, key(func, c->record), s->hosts.len);
    vec_push(&s->hosts, h);
}

static void find_calls(struct solver *s, const struct callees_found *list)
{
    uint32_t *of = index_of(s, list);
    for (uint32_t k = 0; k < s->m->funcs.len; k++) {
        const struct rir_func *f = &s->m->funcs.data[k];
        for (uint32_t i = 0; s->flows[k] != NULL && i < f->ninsns; i++) {
            uint32_t at = f->insns[i].op == RIR_CALL ? of[f->insns[i].ref] : 0;
            if (at != 0 && at != UINT32_MAX)
                look_at_call(s, k, i, &list->data[at - 1]);
        }
    }
    free(of);
}

/* It starts tasks of the record in no other way. */
bool start_is_simple(const struct solver *s, uint32_t record)
{
    const struct start_rec *r = &s->starts.data[record];
    bool simple = !r->inside && s->flows[r->func] != NULL && !is_open(s, record);
    for (uint32_t i = 0; simple && i < s->m->funcs.data[r->func].ninsns; i++)
        simple = !start_may_be_in(s, r->func, i, record);
    return simple;
}

void start_given_prepare(struct solver *s)
{
    struct callees_found list = {0};
    for (uint32_t r = 0; r < s->starts.len; r++) {
        struct callee c = {s->starts.data[r].func, r, {0}};
        struct launch l = {s, c.func, s->starts.data[r].insn, r};
        if (start_is_simple(s, r) && look_at(&l, &c.given))
            vec_push(&list, c);
    }
    uint32_t done = 0;
    for (uint32_t level = 0; level < LEVELS && list.len != 0; level++) {
        find_calls(s, &list);
        list.len = 0;
        for (; done < s->hosts.len; done++) {
            struct start_host h = s->hosts.data[done];
            struct callee c = {h.func, h.record, {0}};
            struct launch l = {s, h.func, h.insn, h.record};
            if (look_at(&l, &c.given))
                vec_push(&list, c);
        }
    }
    vec_free(&list);
}
