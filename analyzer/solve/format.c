/* A %n makes printf write. Where the format is no literal at the call, the strings that it may be
 * are looked up: what the pointer refers to there, and for what came in from callers, what each
 * recorded call binds to it.
 *
 * B-N5. The answer "no" needs that every object it may be is a constant whose initialiser was seen
 * and has no %n (RIR_GLOBAL_COUNTS; where the pointer may point into its middle, ..._WITHIN), or a
 * translation of such a one (FBP_MODEL_FORMAT_ARG, believed); or that phase A knows no other
 * objects than such constants for it. Texts that the program makes, reads or is given may have one.
 */
#include "solve/format.h"

enum { MAX_DEPTH = 32 };

struct query {
    const struct contexts *x;
    struct map seen; /* entry nodes on the way: what is found of them counts once */
    uint32_t depth;
};

static bool set_counts(struct query *q, const struct body *b, enum role role, set_id s);

static bool constant_counts(const struct rir_global *g, bool start)
{
    uint32_t constant = RIR_GLOBAL_CONST | RIR_GLOBAL_STRING;
    uint32_t flag = start ? RIR_GLOBAL_COUNTS : RIR_GLOBAL_COUNTS_WITHIN;
    return (g->flags & constant) == 0 || (g->flags & RIR_GLOBAL_DEFINED) == 0 ||
           (g->flags & flag) != 0;
}

static bool some_constant_counts(const struct rir_module *m)
{
    for (uint32_t g = 0; g < m->globals.len; g++)
        if (m->globals.data[g].flags & RIR_GLOBAL_COUNTS_WITHIN)
            return true;
    return false;
}

/* By phase A the value points to such constants only. */
static bool plain_class(const struct solver *s, uint32_t func, uint32_t value)
{
    uint32_t n, cls = phase_a_class(s->a, func, value);
    if (cls == RIR_NONE || !phase_a_class_is_static(s->a, cls))
        return false;
    const uint32_t *g = phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        if (constant_counts(&s->m->globals.data[g[i]], false))
            return false;
    return n > 0;
}

/* What one recorded call binds to an entry node of the callee. */
static bool bound_counts(struct query *q, uint32_t ctx, const struct call_rec *r,
                         const struct body *callee, uint32_t node)
{
    const struct context *c = &q->x->all.data[ctx];
    const struct rir_insn *in = &c->body->f->insns[r->insn];
    const struct node *n = &callee->nodes.data[node];
    uint32_t at = n->ref + (in->op == RIR_CALLI ? 1 : 0);
    bool plain = in->op == RIR_CALLI || (in->op == RIR_CALL && in->ref == r->callee);
    if (n->kind == N_PARAM && plain && at < in->nargs &&
        plain_class(q->x->s, c->body->func, in->args[at]))
        return false;
    return r->coarse || node >= r->nbind ||
           set_counts(q, c->body, (enum role)c->role, r->bind[node]);
}

static bool entry_counts(struct query *q, const struct body *b, enum role role, uint32_t node)
{
    uint32_t known;
    uint64_t key =
        (uint64_t)b->func << 32 | (uint64_t)b->aliased << 31 | (uint64_t)role << 30 | node;
    if (map_get(&q->seen, key, &known))
        return false;
    map_put(&q->seen, key, 1);
    if (solver_is_root(q->x->s, b->func) || b->nodes.data[node_root(b, node)].kind == N_GLOBAL)
        return true;
    for (uint32_t c = 0; c < q->x->all.len; c++) {
        const struct body *caller = q->x->all.data[c].body;
        for (uint32_t i = 0; i < caller->calls.len; i++) {
            const struct call_rec *r = &caller->calls.data[i];
            enum role as = r->start ? ROLE_TASK : (enum role)q->x->all.data[c].role;
            if (r->callee == b->func && r->aliased == b->aliased && as == role &&
                bound_counts(q, c, r, b, node))
                return true;
        }
    }
    return false;
}

static bool target_counts(struct query *q, const struct body *b, enum role role, struct target t)
{
    const struct rir_module *m = q->x->s->m;
    const struct node *n = &b->nodes.data[t.node];
    if (t.linked)
        return true;
    switch (n->kind) {
    case N_GLOBAL:
        return constant_counts(&m->globals.data[n->ref], t.off == 0 && t.stride == 0);
    case N_FUNC: /* the constant result of a library function */
        return n->ref == RIR_NONE ||
               rir_func_ann(&m->funcs.data[n->ref], RIR_ANN_FORMAT_ARG) == NULL;
    case N_CONSTS:
        return some_constant_counts(m);
    case N_PARAM:
    case N_PATH:
    case N_REST:
    case N_VARARGS:
        return entry_counts(q, b, role, t.node);
    default:
        return true;
    }
}

static bool set_counts(struct query *q, const struct body *b, enum role role, set_id s)
{
    uint32_t n;
    set_get(&q->x->s->sets, s, &n);
    if (n == 0 || q->depth == MAX_DEPTH)
        return true;
    q->depth++;
    bool counts = false;
    for (uint32_t i = 0; i < n && !counts; i++)
        counts = target_counts(q, b, role, set_get(&q->x->s->sets, s, &(uint32_t){0})[i]);
    q->depth--;
    return counts;
}

bool format_may_count(const struct contexts *x, uint32_t ctx, const struct access *a)
{
    const struct context *c = &x->all.data[ctx];
    struct query q = {.x = x};
    if (plain_class(x->s, c->body->func, a->format))
        return false;
    bool counts = set_counts(&q, c->body, (enum role)c->role, a->format_is);
    map_free(&q.seen);
    return counts;
}
