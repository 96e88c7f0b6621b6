/* Writes to what is of an immutable type and was published by somebody else: received, or found
 * where others see it.
 *
 * B-X5 (I5). What is loaded from a static, allocated or received object, and used as an immutable
 * type, is published, whichever object it is: a write through that pointer is a violation if there
 * is a path to it. So is a write through the argument of a task that is declared, if that is of
 * such a type. */
#include "solve/judge_int.h"
#include "solve/publish.h"

/* What lies in the object was put there where others may see it. */
static bool is_surely_shown(const struct context *c, struct target t)
{
    const struct body *b = c->body;
    const uint32_t hidden = ST_BIT(ST_STACK) | ST_BIT(ST_TLS) | ST_BIT(ST_UNKNOWN);
    switch ((enum node_kind)b->nodes.data[t.node].kind) {
    case N_HEAP:
    case N_OLD:
    case N_GREST:
        return true;
    case N_GLOBAL:
        return !global_is(b, t.node, RIR_GLOBAL_TLS);
    case N_PARAM:
    case N_PATH:
    case N_REST: {
        uint32_t may = status_entry(c, t.node)->may;
        return may != 0 && (may & hidden) == 0 && !node_is_byval(b, t.node);
    }
    default:
        return false;
    }
}

/* The instruction that loads the pointer from such an object. */
static bool is_found_there(const struct judge *j, uint32_t ctx, uint32_t base)
{
    const struct context *c = &j->x->all.data[ctx];
    const struct body *b = c->body;
    const struct rir_value *v = &b->f->values[base];
    bool any = false;
    if (v->kind != RIR_V_INSN || b->f->insns[v->ref].op != RIR_LOAD)
        return false;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        const struct access *a = &b->accesses.data[i];
        uint32_t n;
        if (a->insn != v->ref || a->kind != ACCESS_READ)
            continue;
        const struct target *t = set_get(&j->x->s->sets, a->targets, &n);
        for (uint32_t k = 0; k < n; k++)
            if (!is_surely_shown(c, t[k]))
                return false;
        any |= n > 0;
    }
    return any;
}

static bool is_received(const struct judge *j, uint32_t ctx, uint32_t base)
{
    const struct context *c = &j->x->all.data[ctx];
    const struct rir_value *v = &c->body->f->values[base];
    return v->kind == RIR_V_PARAM && c->root && c->role == ROLE_TASK &&
           publish_is_named(j->x->s, c->body->f->params[v->ref].src);
}

struct judgement judge_published(struct judge *j, uint32_t ctx, const struct access *a,
                                 uint32_t operand)
{
    const struct body *b = j->x->all.data[ctx].body;
    struct judgement r = judge_fine(true);
    uint32_t n;
    const struct target *t = set_get(&j->x->s->sets, a->targets, &n);
    if (operand == RIR_NONE || publish_says(j->x->s, b->func, operand) != SAYS_IMMUTABLE || n == 0)
        return r;
    uint32_t base = flow_base(b->f, operand);
    bool found = is_found_there(j, ctx, base);
    if (!found && !is_received(j, ctx, base))
        return r;
    struct chain_query q = {
        .ctx = ctx, .insn = a->insn, .operand = RIR_NONE, .at = {.node = RIR_NONE}};
    r.kind = KIND_FROZEN_WRITE;
    r.at = t[0];
    r.has_target = true;
    r.by_mark = true;
    r.mark = MARK_FROZEN;
    r.since_ctx = ctx;
    r.since = found ? b->f->values[base].ref : RIR_NONE;
    r.certainty = CERTAINTY_UNPROVEN;
    r.reason = "no path to this write was found without contradicting tests or unknown callees";
    if (judge_feasible(j, &q, &r.chain))
        r.certainty = CERTAINTY_VIOLATION;
    return r;
}
