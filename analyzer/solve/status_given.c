/* What a callee, or a task that is started, gets from a target that the call binds to one of its
 * entry nodes.
 *
 * B-P3. What a start passes is the task's: its own; a static object is lent (own) if no task
 * knows it by name, else it stays global. What hangs below a lent object is as it would be without
 * the loan. B-P4. A pointer to a struct is passed as that, not as its first member, where the first
 * is a channel or shared and the type of the parameter does not say that it is meant. */
#include <stdlib.h>

#include "solve/named_open.h"
#include "solve/status_int.h"

/* Is all that the static object leads to reachable from no other static object? */
static bool sole_owner(const struct contexts *x, uint32_t global)
{
    uint32_t nclasses = phase_a_stats(x->s->a).classes;
    bool *below = calloc(nclasses + 1, sizeof *below), sole = true;
    if (below == NULL)
        abort();
    phase_a_mark_reachable(x->s->a, phase_a_class_of_global(x->s->a, global), below);
    for (uint32_t c = 0; c < nclasses; c++)
        sole &= !below[c] || x->sole_roots[c] == global;
    free(below);
    return sole;
}

uint32_t given_static(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                      const struct body *callee, uint32_t node, struct target t)
{
    const struct body *b = x->all.data[ctx].body;
    const struct node *at = &b->nodes.data[t.node];
    if (callee->nodes.data[node].kind == N_PARAM)
        return at->kind == N_GLOBAL ? at->ref : RIR_NONE;
    uint32_t root = callee->nodes.data[node].kind == N_REST ? callee->nodes.data[node].ref
                                                            : node_root(callee, node);
    if (at->kind != N_GREST || callee->nodes.data[root].kind != N_PARAM)
        return RIR_NONE;
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, r->bind[root], &n);
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[v[i].node].kind == N_GLOBAL && b->nodes.data[v[i].node].ref == at->ref)
            return at->ref;
    return RIR_NONE;
}

/* The channel or shared member that begins at byte `off` of a type: its size, 0 if it has none to
 * tell. *around: something else begins there, too, in which it is the first member. */
static uint64_t member_at(const struct rir_module *m, uint32_t type, uint64_t off, bool *around)
{
    *around = false;
    for (int depth = 0; depth < 64; depth++) {
        uint32_t at = rir_type_strip(m, type);
        if (at == RIR_NONE || (rir_type_flags(m, type) & RIR_TYPE_CHANNEL))
            break;
        const struct rir_type *t = &m->types.data[at];
        *around |= off == 0;
        const struct rir_field *in = NULL;
        for (uint32_t i = 0; i < t->nfields && t->kind != RIR_T_FUNC; i++)
            if (t->fields[i].offset <= off && (in == NULL || t->fields[i].offset > in->offset))
                in = &t->fields[i];
        uint64_t size = t->kind == RIR_T_ARRAY ? rir_type_size(m, t->elem) : 0;
        if (size == 0 && in == NULL)
            break;
        off = size != 0 ? off % size : off - in->offset;
        type = size != 0 ? t->elem : in->type;
        if (size == 0 && (in->flags & (RIR_FIELD_SHARED | RIR_FIELD_CHANNEL)))
            break;
    }
    return rir_type_size(m, type);
}

/* B-P4: the member if the parameter's type is no larger, the struct if it is, either if it does not
 * tell. */
static struct node_status as_first_member(struct contexts *x, const struct body *callee,
                                          uint32_t node, uint32_t global, struct target t,
                                          struct node_status st)
{
    const struct rir_module *m = x->s->m;
    const struct rir_global *g = &m->globals.data[global];
    bool around;
    if (t.off < 0 || g->type == RIR_NONE || (g->flags & (RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED)))
        return st;
    uint64_t size = member_at(m, g->type, (uint64_t)t.off, &around);
    if (!around)
        return st;
    const struct node *n = &callee->nodes.data[node];
    uint32_t pointer = n->kind == N_PARAM ? callee->f->params[n->ref].src : RIR_NONE;
    uint64_t passed = rir_type_size(m, rir_type_pointee(m, pointer));
    if (passed > 1 && passed <= size)
        return st;
    struct node_status whole = status_of_static(x, global);
    if (passed > size)
        return whole;
    st.may |= whole.may;
    st.must = 0;
    return st;
}

/* B-P7. What the call's operand names as a channel or a shared member is that for the callee,
 * whatever the object is that it is a member of. */
static bool given_by_name(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                          const struct body *callee, uint32_t node, struct open_bytes *open)
{
    const struct body *b = x->all.data[ctx].body;
    uint32_t operand = part_operand(x->s, b, r, callee, node);
    return operand != RIR_NONE && named_open_around(x->s->m, b->f, operand, open);
}

/* B-P3: what a callee, or a started task, gets. */
struct node_status status_given(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                const struct body *callee, uint32_t node, struct target t)
{
    struct node_status st = status_given_unmarked(x, ctx, r, callee, node, t);
    status_put_marks(x, ctx, r, &callee->nodes.data[node], t, NULL, &st);
    return st;
}

/* B-P10 (I2). What a task gets by a pointer to a channel is not lent (B-K8), so it is not the
 * task's, but a channel: of the bytes around it nobody says whose they are. */
static void only_channel(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                         const struct body *callee, uint32_t node, struct node_status *st)
{
    const uint32_t own = ST_BIT(ST_OWN) | ST_BIT(ST_BUILDING) | ST_BIT(ST_STACK) | ST_BIT(ST_TLS) |
                         ST_BIT(ST_LENT) | ST_BIT(ST_STATIC) | ST_BIT(ST_BELOW);
    const struct rir_module *m = x->s->m;
    const struct rir_func *f = x->all.data[ctx].body->f;
    uint32_t operand = part_operand(x->s, x->all.data[ctx].body, r, callee, node);
    if ((st->may & own) == 0 || operand == RIR_NONE || !lent_is_channel(m, f, operand))
        return;
    uint32_t channel = rir_type_channel(m, flow_source_type(f, operand));
    st->may = (st->may & ~own) | ST_BIT(ST_SHARED);
    st->must &= ~own;
    st->open = (struct open_bytes){.lo = 0, .hi = (int64_t)rir_type_size(m, channel)};
}

struct node_status status_given_unmarked(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                         const struct body *callee, uint32_t node, struct target t)
{
    struct open_bytes open;
    bool by_name = !t.linked && given_by_name(x, ctx, r, callee, node, &open);
    struct node_status st = by_name ? status_exactly(ST_SHARED) : status_at(x, ctx, t);
    if (by_name) {
        st.open = open;
        return st;
    }
    bool root = callee->nodes.data[node].kind == N_PARAM;
    const struct node *given = &x->all.data[ctx].body->nodes.data[t.node];
    if (given->kind == N_GLOBAL && !t.linked && (st.may & ST_OPEN))
        st = as_first_member(x, callee, node, given->ref, t, st);
    uint32_t g = root ? RIR_NONE : given_static(x, ctx, r, callee, node, t);
    bool may = g != RIR_NONE && status_lendable(x->s, g),
         alone = may && !loans_contested(x, g) && sole_owner(x, g);
    if (alone && (!part_is_given(x, ctx, r, callee, node, g) || one_holder(x, g)))
        st = status_exactly(ST_BELOW);
    else if (may || (g != RIR_NONE && phase_a_named_doubtfully(x->s->a, g)))
        st.must = 0; /* as it would be without the loan, but no evidence */
    if (!r->start)
        return st;
    if (st.may & ST_BIT(ST_STACK)) /* of the starter's frame, which is no caller's (B-X4) */
        st.may |= ST_BIT(ST_OWN);
    uint32_t lent = root ? ST_BIT(ST_STATIC) : ST_BIT(ST_BELOW);
    if (st.may & lent) {
        st.may = (st.may & ~lent) | ST_BIT(ST_LENT);
        st.must &= ~lent;
    }
    if (root && t.node != RIR_NONE && given_static(x, ctx, r, callee, node, t) != RIR_NONE &&
        loans_contested(x, given_static(x, ctx, r, callee, node, t)))
        st.must = 0;
    if (root && !t.linked)
        only_channel(x, ctx, r, callee, node, &st);
    return st;
}
