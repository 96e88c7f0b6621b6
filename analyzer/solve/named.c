/* Functions by name: a search backwards from a pointer, on demand and within a budget.
 *
 * What it follows: casts, phis, selects, address computations; parameters, to the call that the
 * chain names, outside the chain to all direct calls; results, to what the callee returns; loads,
 * to the initialisers of static objects and to the stores (copies included) into the same member of
 * the same object. An object is a static one, or, within one function, whatever one value points
 * to. No order, no aliases: what is found is what the program writes down, and may have been
 * replaced when the call is made. */
#include "solve/named.h"

#include <stdlib.h>

#include "solve/fits.h"
#include "solve/flow.h"

enum { MAX_DEPTH = 8, MAX_STEPS = 400, MAX_PLACES = 48 };

#define OBJECT_GLOBAL_BIT ((uint64_t)1 << 63)
#define MEMBER_BIT ((uint64_t)1 << 62) /* a member of a struct, whichever object it is in */

struct named_store { /* `value` (or what lies there, for a copy) is put at the offset of an object
                      */
    uint64_t object;
    int64_t off, size; /* size: of a copy; 0: a store */
    uint32_t stride;
    uint32_t func, value, next; /* func RIR_NONE: the function `value`, by an initialiser */
};

struct named_call {
    uint32_t func, insn, next;
};

struct place { /* byte `off`, or off + k * stride, of an object; or a function */
    bool is_func;
    uint64_t object; /* function: its index */
    int64_t off;
    uint32_t stride;
};

struct places {
    struct place list[MAX_PLACES];
    uint32_t n;
};

struct hunt {
    struct names *n;
    const struct named_frame *frames;
    uint32_t nframes;
    bool all, above;
    bool inside; /* what lies in an object that is made anew for each call of a function */
    uint32_t steps;
};

static void add_place(struct places *to, struct place p)
{
    for (uint32_t i = 0; i < to->n; i++)
        if (to->list[i].is_func == p.is_func && to->list[i].object == p.object &&
            to->list[i].off == p.off && to->list[i].stride == p.stride)
            return;
    if (to->n < MAX_PLACES)
        to->list[to->n++] = p;
}

static uint64_t object_of_value(uint32_t func, uint32_t value)
{
    return (uint64_t)func << 32 | value;
}

/* ---- the index ---- */

/* The object that an address of one function lies in, going by that function alone. */
static struct place own_place(const struct rir_func *f, uint32_t func, uint32_t address)
{
    struct place p = {.object = 0};
    for (uint32_t guard = 0; guard < 32; guard++) {
        const struct rir_value *v = &f->values[address];
        if (v->kind == RIR_V_GLOBAL) {
            p.object = OBJECT_GLOBAL_BIT | v->ref;
            p.off += v->imm;
            return p;
        }
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in != NULL && in->op == RIR_FIELD)
            p.off += in->imm;
        else if (in != NULL && in->op == RIR_ELEM)
            p.stride = p.stride == 0 ? (uint32_t)in->imm : 1;
        else if (in != NULL && in->op == RIR_OFFSET)
            p.stride = 1;
        else if (in == NULL || in->op != RIR_UN || in->sub != RIR_U_MOVE)
            break;
        address = in->args[0];
    }
    p.object = object_of_value(func, address);
    return p;
}

static void add_store(struct names *n, struct named_store s)
{
    s.next = RIR_NONE;
    map_get(&n->stores, hash64(s.object), &s.next);
    map_put(&n->stores, hash64(s.object), n->list.len);
    vec_push(&n->list, s);
}

static uint64_t member(const struct rir_module *m, uint32_t type, uint32_t field)
{
    return MEMBER_BIT | (uint64_t)rir_type_strip(m, type) << 16 | (field & 0xffff);
}

/* The member that an address names, as an object; 0: none. */
static uint64_t member_of(const struct rir_module *m, const struct rir_func *f, uint32_t address)
{
    const struct rir_value *v = &f->values[address];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if (in == NULL || in->op != RIR_FIELD || in->ref == RIR_NONE || in->field == RIR_NONE)
        return 0;
    return member(m, in->ref, in->field);
}

/* The innermost member at a byte of an object, as above. */
static uint64_t member_at(const struct rir_module *m, uint32_t type, uint64_t off)
{
    uint64_t found = 0;
    for (int depth = 0; depth < 16; depth++) {
        type = rir_type_strip(m, type);
        const struct rir_type *t = type == RIR_NONE ? NULL : &m->types.data[type];
        if (t != NULL && t->kind == RIR_T_ARRAY && rir_type_size(m, t->elem) != 0) {
            off %= rir_type_size(m, t->elem);
            type = t->elem;
            continue;
        }
        const struct rir_field *in = t == NULL ? NULL : rir_struct_member_at(t, off);
        if (in == NULL)
            break;
        found = member(m, type, (uint32_t)(in - t->fields));
        off -= in->offset;
        type = in->type;
    }
    return found;
}

/* Functions in the initialisers of static objects, by the members that they are put into. */
static void index_initial(struct names *n)
{
    for (uint32_t i = 0; i < n->m->globals.len; i++) {
        const struct rir_global *g = &n->m->globals.data[i];
        for (uint32_t k = 0; k < g->ninit; k++) {
            struct named_store s = {.func = RIR_NONE, .value = g->init[k].target};
            s.object = g->init[k].is_func ? member_at(n->m, g->type, g->init[k].offset) : 0;
            if (s.object != 0)
                add_store(n, s);
        }
    }
}

static void index_store(struct names *n, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &n->m->funcs.data[func];
    struct place p = own_place(f, func, in->args[0]);
    struct named_store s = {.object = p.object,
                            .off = p.off,
                            .stride = p.stride,
                            .func = func,
                            .value = in->args[1],
                            .next = RIR_NONE};
    if (in->op == RIR_COPY)
        s.size =
            f->values[in->args[2]].kind == RIR_V_CONST ? f->values[in->args[2]].imm : INT32_MAX;
    add_store(n, s);
    s.object = in->op == RIR_STORE ? member_of(n->m, f, in->args[0]) : 0;
    s.off = 0;
    s.stride = 0;
    if (s.object != 0)
        add_store(n, s);
}

static void index_module(struct names *n)
{
    if (n->indexed)
        return;
    n->indexed = true;
    index_initial(n);
    for (uint32_t i = 0; i < n->m->funcs.len; i++) {
        const struct rir_func *f = &n->m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++) {
            const struct rir_insn *in = &f->insns[k];
            if (in->op == RIR_STORE || in->op == RIR_COPY)
                index_store(n, i, in);
            if (in->op != RIR_CALL)
                continue;
            struct named_call c = {i, k, RIR_NONE};
            map_get(&n->called, in->ref, &c.next);
            map_put(&n->called, in->ref, n->calls.len);
            vec_push(&n->calls, c);
        }
    }
}

/* ---- the search ---- */

static void find(struct hunt *h, uint32_t frame, uint32_t func, uint32_t value, int depth,
                 struct places *out);

static bool offsets_meet(int64_t a, uint32_t s, int64_t b, uint32_t t)
{
    if (s == 0 && t == 0)
        return a == b;
    uint32_t x = s, y = t;
    while (y != 0) {
        uint32_t r = x % y;
        x = y;
        y = r;
    }
    return (a - b) % (int64_t)x == 0;
}

static void find_initial(struct hunt *h, struct place at, struct places *out)
{
    const struct rir_global *g = &h->n->m->globals.data[at.object & UINT32_MAX];
    for (uint32_t i = 0; i < g->ninit; i++) {
        if (!offsets_meet((int64_t)g->init[i].offset, 0, at.off, at.stride))
            continue;
        struct place p = {.is_func = g->init[i].is_func, .off = g->init[i].addend};
        p.object = p.is_func ? g->init[i].target : OBJECT_GLOBAL_BIT | g->init[i].target;
        add_place(out, p);
    }
}

/* What may lie at a place: by name. */
static void find_contents(struct hunt *h, struct place at, int depth, struct places *out)
{
    if (h->steps++ >= MAX_STEPS || depth >= MAX_DEPTH)
        return;
    bool before = h->inside;
    if (at.object & OBJECT_GLOBAL_BIT)
        find_initial(h, at, out);
    h->inside |= (at.object & (OBJECT_GLOBAL_BIT | MEMBER_BIT)) == 0;
    uint32_t i = RIR_NONE;
    map_get(&h->n->stores, hash64(at.object), &i);
    for (; i != RIR_NONE && h->steps < MAX_STEPS; i = h->n->list.data[i].next) {
        const struct named_store *s = &h->n->list.data[i];
        if (s->object != at.object)
            continue;
        if (s->func == RIR_NONE) {
            add_place(out, (struct place){.is_func = true, .object = s->value});
            continue;
        }
        if (s->size == 0) {
            if (offsets_meet(s->off, s->stride, at.off, at.stride))
                find(h, RIR_NONE, s->func, s->value, depth + 1, out);
            continue;
        }
        if (s->stride == 0 && at.stride == 0 && (at.off < s->off || at.off >= s->off + s->size))
            continue;
        struct places from = {.n = 0};
        find(h, RIR_NONE, s->func, s->value, depth + 1, &from);
        for (uint32_t k = 0; k < from.n; k++) {
            struct place p = from.list[k];
            if (p.is_func || (s->stride != 0 && at.stride != s->stride))
                continue;
            p.off += at.off - s->off;
            find_contents(h, p, depth + 1, out);
        }
    }
    h->inside = before;
}

static void find_parameter(struct hunt *h, uint32_t frame, uint32_t func, uint32_t param, int depth,
                           struct places *out)
{
    const struct rir_module *m = h->n->m;
    if (frame != RIR_NONE && frame + 1 == h->nframes)
        h->above |= !h->all;
    if (frame != RIR_NONE && frame + 1 < h->nframes) {
        const struct named_frame *up = &h->frames[frame + 1];
        const struct rir_insn *in = &m->funcs.data[up->func].insns[up->insn];
        uint32_t arg = param + (in->op == RIR_CALLI);
        if (up->passes && arg < in->nargs)
            find(h, frame + 1, up->func, in->args[arg], depth + 1, out);
        return;
    }
    uint32_t i = RIR_NONE;
    if (frame == RIR_NONE)
        map_get(&h->n->called, func, &i);
    if (h->inside && i != RIR_NONE && h->n->calls.data[i].next != RIR_NONE)
        return; /* each call has an object of its own */
    for (; i != RIR_NONE && h->steps < MAX_STEPS; i = h->n->calls.data[i].next) {
        const struct named_call *c = &h->n->calls.data[i];
        const struct rir_insn *in = &m->funcs.data[c->func].insns[c->insn];
        if (param < in->nargs)
            find(h, RIR_NONE, c->func, in->args[param], depth + 1, out);
    }
}

static void find_result(struct hunt *h, uint32_t callee, int depth, struct places *out)
{
    const struct rir_func *f = &h->n->m->funcs.data[callee];
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_RET && f->insns[i].nargs == 1)
            find(h, RIR_NONE, callee, f->insns[i].args[0], depth + 1, out);
}

static void find_insn(struct hunt *h, uint32_t frame, uint32_t func, uint32_t value, int depth,
                      struct places *out)
{
    const struct rir_func *f = &h->n->m->funcs.data[func];
    const struct rir_insn *in = &f->insns[f->values[value].ref];
    struct places from = {.n = 0};
    bool moves =
        in->op == RIR_PHI || in->op == RIR_SELECT || (in->op == RIR_UN && in->sub == RIR_U_MOVE);
    if (in->op == RIR_STACK || in->op == RIR_CALL || in->op == RIR_LOAD)
        add_place(out, (struct place){.object = object_of_value(func, value)});
    if (in->op == RIR_CALL)
        find_result(h, in->ref, depth, out);
    for (uint32_t i = in->op == RIR_SELECT; moves && i < in->nargs; i++)
        find(h, frame, func, in->args[i], depth + 1, out);
    if (in->op != RIR_LOAD && in->op != RIR_FIELD && in->op != RIR_ELEM && in->op != RIR_OFFSET)
        return;
    find(h, frame, func, in->args[0], depth + 1, &from);
    for (uint32_t i = 0; i < from.n; i++) {
        struct place p = from.list[i];
        if (p.is_func)
            continue;
        if (in->op == RIR_LOAD) {
            find_contents(h, p, depth + 1, out);
            continue;
        }
        p.off += in->op == RIR_FIELD ? in->imm : 0;
        if (in->op == RIR_ELEM)
            p.stride = p.stride == 0 ? (uint32_t)in->imm : 1;
        if (in->op == RIR_OFFSET)
            p.stride = 1;
        add_place(out, p);
    }
}

static void find(struct hunt *h, uint32_t frame, uint32_t func, uint32_t value, int depth,
                 struct places *out)
{
    if (h->steps++ >= MAX_STEPS || depth >= MAX_DEPTH)
        return;
    const struct rir_value *v = &h->n->m->funcs.data[func].values[value];
    if (v->kind == RIR_V_FUNC)
        add_place(out, (struct place){.is_func = true, .object = v->ref});
    else if (v->kind == RIR_V_GLOBAL)
        add_place(out, (struct place){.object = OBJECT_GLOBAL_BIT | v->ref, .off = v->imm});
    else if (v->kind == RIR_V_INSN)
        find_insn(h, frame, func, value, depth, out);
    if (v->kind != RIR_V_PARAM)
        return;
    add_place(out, (struct place){.object = object_of_value(func, value)});
    find_parameter(h, frame, func, v->ref, depth, out);
}

static bool has_function(const struct names *n, const struct places *found, uint32_t callee)
{
    for (uint32_t i = 0; i < found->n; i++)
        if (found->list[i].is_func &&
            n->spec->origin.data[(uint32_t)found->list[i].object] == n->spec->origin.data[callee])
            return true;
    return false;
}

enum named named_callee(struct names *n, const struct named_frame *frames, uint32_t nframes,
                        uint32_t pointer, bool all, uint32_t callee)
{
    index_module(n);
    struct hunt h = {.n = n, .frames = frames, .nframes = nframes, .all = all};
    struct places found = {.n = 0};
    find(&h, 0, frames[0].func, pointer, 0, &found);
    if (has_function(n, &found, callee))
        return NAMED_YES;
    return h.above ? NAMED_ABOVE : NAMED_NO;
}

/* ---- how often a function is meant ---- */

/* Something in the program stores the function into the very member that the call takes it from. */
static bool is_put_there(struct names *n, uint32_t callee, uint32_t func, uint32_t pointer)
{
    const struct rir_func *f = &n->m->funcs.data[func];
    const struct rir_value *v = &f->values[flow_base(f, pointer)];
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    uint64_t member = in != NULL && in->op == RIR_LOAD ? member_of(n->m, f, in->args[0]) : 0;
    struct hunt h = {.n = n, .all = true};
    struct places found = {.n = 0};
    if (member == 0)
        return false;
    find_contents(&h, (struct place){.object = member}, 0, &found);
    return has_function(n, &found, callee);
}

/* A call that may mean the function: of the function's very type, or loosely. */
static void count_site(struct names *n, uint32_t callee, uint32_t func, uint32_t insn, bool exact)
{
    struct meant *at = &n->meant[n->spec->origin.data[callee]];
    uint64_t site = (uint64_t)n->spec->origin.data[func] << 32 | insn; /* copies are one */
    if (exact < at->exact)
        return;
    if (exact > at->exact)
        *at = (struct meant){.exact = true, .elsewhere = at->elsewhere};
    at->several |= at->any && at->site != site;
    at->any = true;
    at->site = site;
}

static void count_calls(struct names *n)
{
    uint32_t ntasks;
    const struct pa_task *t = phase_a_tasks(n->a, &ntasks);
    n->meant = calloc(n->m->funcs.len + 1, sizeof *n->meant);
    if (n->meant == NULL)
        abort();
    for (uint32_t i = 0; i < ntasks; i++)
        if (!phase_a_is_unknown(n->a, t[i].func))
            n->meant[n->spec->origin.data[t[i].func]].elsewhere = true;
    for (uint32_t i = 0; i < n->m->funcs.len; i++) {
        const struct rir_func *f = &n->m->funcs.data[i];
        for (uint32_t k = 0; k < f->ninsns; k++) {
            const struct rir_insn *in = &f->insns[k];
            uint32_t nto = 0;
            bool complete;
            const uint32_t *to = NULL;
            if (in->op == RIR_CALLI)
                to = phase_a_callees(n->a, i, k, &nto, &complete);
            else if (in->op == RIR_CALL && rir_func_ann(&n->m->funcs.data[in->ref], RIR_ANN_CALLS))
                to = phase_a_callbacks(n->a, i, k, &nto, &complete);
            for (uint32_t c = 0; c < nto; c++) {
                enum fit fit =
                    in->op == RIR_CALL ? FITS : fit_by_type(n->m, f, in, &n->m->funcs.data[to[c]]);
                if (fit != FITS_NOT)
                    count_site(n, to[c], i, k, fit == FITS);
            }
        }
    }
}

bool named_by_one_call(struct names *n, uint32_t callee, uint32_t func, uint32_t insn)
{
    index_module(n);
    if (n->meant == NULL)
        count_calls(n);
    const struct meant *at = &n->meant[n->spec->origin.data[callee]];
    return at->any && !at->several && !at->elsewhere &&
           at->site == ((uint64_t)n->spec->origin.data[func] << 32 | insn) &&
           is_put_there(n, callee, func, n->m->funcs.data[func].insns[insn].args[0]);
}

void names_free(struct names *n)
{
    map_free(&n->stores);
    map_free(&n->called);
    free(n->meant);
    vec_free(&n->list);
    vec_free(&n->calls);
}
