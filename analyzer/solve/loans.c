/* Loans of static objects: which are given to several tasks that may run at the same time.
 *
 * B-L1. A *giver* is a call that passes (an element of) a static object on to a start, itself or
 * through helpers. Two givers of one object are apart if they pass certainly different elements, or
 * if the tasks of the one have been joined when the other is reached. One giver is apart from
 * itself if it passes each element at most once, or its tasks have been joined when it is reached
 * again. B-L2. An object with givers that are not apart is contested: it counts as global for the
 * tasks (not as a violation: that it is given twice is a matter of sends). So is one of which a
 * helper that is given all of it gives elements of an array in it. Divided are those with
 * a giver that passes another place than the start, or a helper that steps on from there before it
 * starts (B-L3, part.c). */
#include "solve/status.h"

enum { HELPERS = 4 }; /* so many, one calling the other, are looked through */

struct giver {
    uint32_t ctx, call, record;
    struct target at;
    uint32_t global;
    uint32_t address; /* operand, RIR_NONE: not one */
    bool divides;
    bool lost; /* an element of an array in it, and which one was lost on the way (B-L2) */
};

struct search {
    struct contexts *x;
    VEC(struct giver) givers;
    uint32_t record;
    bool lost; /* a chain of helpers too long to follow */
};

static uint32_t operand_of_param(const struct rir_insn *in, uint32_t param)
{
    uint32_t base = in->op == RIR_CALLI ? 1 : 0;
    return base + param < in->nargs ? in->args[base + param] : RIR_NONE;
}

/* The operand (RIR_NONE: which it is, is not known) may denote an element of an array in a struct,
 * whether the program names that member or not. */
static bool may_be_inside(const struct rir_module *m, const struct rir_func *f, uint32_t operand)
{
    const struct rir_insn *in;
    while (operand != RIR_NONE && (in = flow_defined_by(f, operand, RIR_UN)) != NULL &&
           in->sub == RIR_U_MOVE)
        operand = in->args[0];
    const struct rir_value *v = operand == RIR_NONE ? NULL : &f->values[operand];
    in = v != NULL && v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    bool any = false, one = v != NULL && (in == NULL || in->op == RIR_FIELD ||
                                          in->op == RIR_OFFSET || in->op == RIR_ELEM);
    for (uint32_t i = 0; i < f->ninsns; i++)
        any |= (!one || &f->insns[i] == in) && f->insns[i].op == RIR_ELEM &&
               (f->insns[i].flags & RIR_IN_ARRAY) != 0 && rir_elem_item(m, &f->insns[i]) != 0;
    return any;
}

static void add_givers(struct search *g, uint32_t ctx, uint32_t call, set_id passed,
                       uint32_t address, bool divides, bool inside, int depth);

/* Whoever calls this context, with what it passes for the parameter, or for one that is another
 * place of it. */
static void ask_callers(struct search *g, uint32_t ctx, uint32_t node, bool divides, bool inside,
                        int depth)
{
    struct contexts *x = g->x;
    const struct body *b = x->all.data[ctx].body;
    if (depth == 0) {
        g->lost = true;
        return;
    }
    for (uint32_t c = 0; c < x->all.len; c++) {
        const struct body *caller = x->all.data[c].body;
        for (uint32_t i = 0; i < caller->calls.len; i++) {
            const struct call_rec *r = &caller->calls.data[i];
            enum role role = r->start ? ROLE_TASK : (enum role)x->all.data[c].role;
            if (r->callee != b->func || r->aliased != b->aliased ||
                role != (enum role)x->all.data[ctx].role)
                continue;
            if (r->coarse || node >= r->nbind) {
                g->lost = true;
                continue;
            }
            const struct rir_insn *in = &caller->f->insns[r->insn];
            uint32_t address = in->op == RIR_CALL && in->ref == b->func
                                   ? operand_of_param(in, b->nodes.data[node].ref)
                                   : RIR_NONE;
            add_givers(g, c, i, r->bind[node], address, divides,
                       inside || may_be_inside(x->s->m, caller->f, address), depth - 1);
        }
    }
}

static void add_givers(struct search *g, uint32_t ctx, uint32_t call, set_id passed,
                       uint32_t address, bool divides, bool inside, int depth)
{
    struct contexts *x = g->x;
    const struct body *b = x->all.data[ctx].body;
    uint32_t n;
    set_get(&x->s->sets, passed, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(&x->s->sets, passed, &(uint32_t){0})[i];
        const struct node *node = &b->nodes.data[t.node];
        bool elsewhere = divides || t.off != 0 || t.stride != 0;
        if (node->kind == N_PARAM)
            ask_callers(g, ctx, t.node, elsewhere, inside, depth);
        if (!node_is_static(b, t.node) || node->kind != N_GLOBAL)
            continue;
        bool whole = depth != HELPERS || (t.off == 0 && t.stride == 0);
        struct giver v = {ctx, call, g->record, t, node->ref, address, elsewhere, inside && whole};
        vec_push(&g->givers, v);
    }
}

static void collect(struct search *g)
{
    struct contexts *x = g->x;
    for (uint32_t c = 0; c < x->all.len; c++) {
        const struct body *b = x->all.data[c].body;
        for (uint32_t i = 0; i < b->calls.len; i++) {
            const struct call_rec *r = &b->calls.data[i];
            const struct body *callee = x->s->bodies[r->aliased][r->callee];
            if (!r->start ||
                !map_get(&x->s->start_index, (uint64_t)b->func << 32 | r->insn, &g->record))
                continue;
            uint32_t given = start_argument(x->s, &b->f->insns[r->insn]);
            bool inside = given != RIR_NONE && may_be_inside(x->s->m, b->f, given);
            for (uint32_t node = 0; node < r->nbind; node++)
                if (callee->nodes.data[node].kind == N_PARAM)
                    add_givers(g, c, i, r->bind[node], given, false, inside, HELPERS);
        }
    }
}

/* May tasks that `earlier` started be running where `later` gives? */
static bool overlaps_in_time(struct contexts *x, const struct giver *earlier,
                             const struct giver *later)
{
    const struct context *c = &x->all.data[later->ctx];
    if (c->role == ROLE_TASK)
        return true;
    struct id_vec may = {0}, sure = {0};
    running_at(x, later->ctx, c->body->calls.data[later->call].point, &may, &sure);
    bool running = ids_has(&may, earlier->record);
    vec_free(&may);
    vec_free(&sure);
    return running;
}

/* Size of the elements of a static array; 0: no array. */
static uint64_t element_size(const struct rir_module *m, uint32_t global)
{
    uint32_t t = m->globals.data[global].type;
    t = t == RIR_NONE ? RIR_NONE : rir_type_strip(m, t);
    if (t == RIR_NONE || m->types.data[t].kind != RIR_T_ARRAY || m->types.data[t].count == 0)
        return 0;
    return m->types.data[t].size / m->types.data[t].count;
}

static bool different_elements(const struct contexts *x, const struct giver *a,
                               const struct giver *b)
{
    uint64_t size = element_size(x->s->m, a->global);
    return size != 0 && a->at.stride == 0 && b->at.stride == 0 && a->at.off >= 0 &&
           b->at.off >= 0 && (uint64_t)a->at.off / size != (uint64_t)b->at.off / size;
}

static bool apart(struct contexts *x, const struct giver *a, const struct giver *b)
{
    const struct body *body = x->all.data[a->ctx].body;
    const struct call_rec *r = &body->calls.data[a->call];
    if (a->ctx == b->ctx && a->call == b->call && a->at.off == b->at.off &&
        a->at.stride == b->at.stride) {
        if (solver_runs_once(x->s, body->func, r->insn) || !overlaps_in_time(x, a, a))
            return true;
        return a->address != RIR_NONE && x->all.data[a->ctx].role == ROLE_MAIN &&
               !ids_has(&x->all.data[a->ctx].running, a->record) &&
               joins_each_element_once(x->s, body->func, r->insn, a->address, a->record);
    }
    if (different_elements(x, a, b))
        return true;
    return !overlaps_in_time(x, a, b) && !overlaps_in_time(x, b, a);
}

/* True: a status went by that this was not so. */
static bool turns_out(struct contexts *x, bool *is, uint32_t global, uint8_t asked)
{
    bool before = is[global];
    is[global] = true;
    return !before && (x->asked[global] & asked) != 0;
}

bool loans_find(struct contexts *x)
{
    struct search g = {.x = x};
    bool any = false;
    collect(&g);
    for (uint32_t i = 0; g.lost && i < x->s->m->globals.len; i++)
        any |= turns_out(x, x->divided, i, ASKED_DIVIDED);
    for (uint32_t i = 0; i < g.givers.len; i++) {
        const struct giver *v = &g.givers.data[i];
        any |= v->divides && turns_out(x, x->divided, v->global, ASKED_DIVIDED);
    }
    for (uint32_t i = 0; i < g.givers.len; i++) {
        const struct giver *v = &g.givers.data[i];
        any |= v->lost && turns_out(x, x->contested, v->global, ASKED_CONTESTED);
    }
    for (uint32_t i = 0; i < g.givers.len; i++)
        for (uint32_t k = i; k < g.givers.len; k++) {
            const struct giver *a = &g.givers.data[i], *b = &g.givers.data[k];
            if (a->global == b->global && !x->contested[a->global] && (g.lost || !apart(x, a, b)))
                any |= turns_out(x, x->contested, a->global, ASKED_CONTESTED);
        }
    vec_free(&g.givers);
    return any;
}
