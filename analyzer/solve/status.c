/* What a target is in a context, by the statuses of the context's entry nodes and by what it is
 * itself.
 *
 * B-P5, B-P6: of what is a channel or shared, only so many bytes are. How statuses come to entry
 * nodes: status_push.c; what a call makes of them: status_given.c. */
#include "solve/status_int.h"

int status_witness(enum status s)
{
    return ST_BIT(s) & ST_GLOBALS  ? 0
           : s == ST_CONST         ? 1
           : s == ST_AWAY          ? 4
           : ST_BIT(s) & ST_MARKED ? 3
                                   : 2;
}

struct node_status status_exactly(enum status s)
{
    uint32_t is = s == ST_UNKNOWN ? ST_UNKNOWNS : ST_BIT(s);
    struct node_status n = {.may = is, .must = is, .open = open_everywhere()};
    for (int i = 0; i < WITNESSES; i++)
        n.by[i] = (struct origin){.ctx = RIR_NONE};
    return n;
}

/* What everybody may use is nobody's to lend, nor is what hangs below it. */
bool status_lendable(const struct solver *s, uint32_t global)
{
    const uint32_t open = RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_CONST;
    if ((s->m->globals.data[global].flags & open) != 0)
        return false;
    return !phase_a_named_in_task(s->a, global) || MUTANT(s, 11);
}

/* A static object by itself. That of several which phase A cannot tell apart some is reached is no
 * evidence that this one is. */
struct node_status status_of_static(const struct contexts *x, uint32_t global)
{
    bool lent = status_lendable(x->s, global) && !loans_contested(x, global);
    struct node_status n = status_exactly(lent ? ST_STATIC : ST_NAMED);
    if (!lent && phase_a_named_doubtfully(x->s->a, global) && !loans_contested(x, global))
        n.must = 0;
    return n;
}

static struct node_status status_of_global(struct contexts *x, const struct context *c,
                                           struct target t)
{
    const struct body *b = c->body;
    uint32_t g = b->nodes.data[t.node].ref;
    const struct rir_global *v = &x->s->m->globals.data[g];
    if (v->flags & RIR_GLOBAL_TLS) {
        struct node_status n = status_exactly(ST_TLS);
        n.may |= status_entry(c, t.node)->may &
                 ST_GLOBALS; /* a caller stored its address where others see it */
        /* Or showed it to unknown code, which has called this function since (of immutable types
         * that is asked elsewhere, B-X6). */
        if (x->s->called_back.any && (rir_type_flags(x->s->m, v->type) & RIR_TYPE_IMMUTABLE) == 0 &&
            phase_a_class_escaped(x->s->a, phase_a_class_of_global(x->s->a, g)))
            n.may |= ST_BIT(ST_UNKNOWN);
        return n;
    }
    if (t.linked)
        return status_exactly(ST_GLOBAL);
    if (v->flags & RIR_GLOBAL_CONST)
        return status_exactly(ST_CONST);
    if (v->flags & RIR_GLOBAL_CHANNEL)
        return status_exactly(ST_CHANNEL);
    if (v->flags & RIR_GLOBAL_SHARED)
        return status_exactly(ST_SHARED);
    if (t.stride == 0 && t.off >= 0 && v->type != RIR_NONE) {
        uint32_t flags = rir_type_flags_at(x->s->m, v->type, (uint64_t)t.off);
        if (flags & (RIR_FIELD_CHANNEL | RIR_FIELD_SHARED)) {
            struct node_status n =
                status_exactly(flags & RIR_FIELD_CHANNEL ? ST_CHANNEL : ST_SHARED);
            n.open = open_around(x->s->m, v->type, (uint64_t)t.off);
            return n;
        }
    }
    return status_of_static(x, g);
}

/* What was linked beneath an object is as visible as the object. */
static struct node_status beneath(struct node_status n)
{
    const uint32_t visible = ST_GLOBALS | ST_BIT(ST_SHARED);
    if (n.may & visible)
        n.may = (n.may & ~visible) | ST_BIT(ST_GLOBAL);
    n.may &= ~ST_BIT(ST_CHANNEL); /* put into a channel: sent, see memory_send() */
    n.may &= ~ST_BIT(ST_CONST);
    n.must = 0;
    return n;
}

/* What was only loaded from visible memory may have been taken out since (memory_stale.c, B-M6). */
static struct node_status stale_of(struct node_status n, struct target t)
{
    if (t.stale)
        n.must &= ~(ST_BIT(ST_GLOBAL) | ST_BIT(ST_BELOW));
    return n;
}

/* How far a channel or shared member goes around `t`, whose node was given. Of what a summary
 * stands for, nobody knows where it begins. */
static struct open_bytes open_given(const struct context *c, struct target t)
{
    if (c->body->nodes.data[t.node].kind == N_REST)
        t.stride = 1;
    return open_from(status_entry(c, t.node)->open, t);
}

/* B-P5. What was given as a channel or a shared member is that alone: before it and behind it is
 * the struct around it. */
bool status_leads_out(const struct contexts *x, uint32_t ctx, struct target t, uint32_t size)
{
    const struct context *c = &x->all.data[ctx];
    uint8_t kind = c->body->nodes.data[t.node].kind;
    if ((kind != N_PARAM && kind != N_PATH && kind != N_REST) || t.linked)
        return false;
    struct open_bytes open = open_given(c, t);
    return (status_entry(c, t.node)->may & ST_OPEN) != 0 && !open_hold(&open, size);
}

struct node_status status_at(struct contexts *x, uint32_t ctx, struct target t)
{
    struct context *c = &x->all.data[ctx];
    struct body *b = c->body;
    switch (b->nodes.data[t.node].kind) {
    case N_GLOBAL:
        return stale_of(status_of_global(x, c, t), t);
    case N_GREST:
        return stale_of(status_exactly(ST_GLOBAL), t);
    case N_UNKNOWN: {
        struct node_status n = status_exactly(ST_UNKNOWN);
        if (node_is_in_packet(b, t.node)) /* static or constant: it was never sent */
            n.may = n.must = ST_BIT(ST_UNKNOWN);
        return n;
    }
    case N_FUNC:
    case N_CONSTS:
        return status_exactly(ST_CONST);
    case N_STACK:
        return status_exactly(ST_STACK);
    case N_PARAM:
    case N_PATH:
    case N_REST: {
        struct node_status n = *status_entry(c, t.node);
        n.open = open_given(c, t);
        return t.linked ? beneath(n) : stale_of(n, t);
    }
    default:
        return status_exactly(ST_OWN);
    }
}

static struct node_status leading_out(const struct contexts *x, uint32_t ctx, struct target t,
                                      uint32_t size, struct node_status st)
{
    if (status_leads_out(x, ctx, t, size)) {
        st.may |= ST_UNKNOWNS;
        st.must = 0;
    }
    return st;
}

struct node_status status_of(struct contexts *x, uint32_t ctx, struct target t)
{
    return leading_out(x, ctx, t, 1, status_at(x, ctx, t));
}

/* B-P6. A channel or shared member may be written, and what stands beside it in its struct may not:
 * an access that is larger than the member is one of the struct. */
struct node_status status_of_access(struct contexts *x, uint32_t ctx, struct target t,
                                    uint32_t size)
{
    struct node_status st = leading_out(x, ctx, t, size, status_at(x, ctx, t));
    const struct node *n = &x->all.data[ctx].body->nodes.data[t.node];
    if ((st.may & ST_OPEN) == 0 || n->kind != N_GLOBAL || open_hold(&st.open, size))
        return st;
    struct node_status whole = stale_of(status_of_static(x, n->ref), t);
    if (size == 0) {
        whole.may |= st.may;
        whole.must = 0;
    }
    return whole;
}
