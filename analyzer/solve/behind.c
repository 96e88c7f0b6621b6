/* References that stay behind in memory of the sender's own (send-aliased): what is recorded of
 * them.
 *
 * A reference is *pending* from the send to where the sender waits for its next packet, or ends.
 * B-U5. At such an instruction, and at a call that may come to one, each member of an object of the
 * task's own heap, of its thread-local variables or of what it was given, that may lead to an
 * object with the mark "sent" is recorded, unless the object itself may have it, too: then it may
 * have gone with the packet. Objects that nothing leads to any more do not count, nor do local
 * variables. B-U6. What is stored there in the same block behind the wait replaces the reference
 * before anybody can use it: `c->current = receive()` keeps nothing. Beside that it is recorded
 * what surely lies there when a packet is sent: evidence goes by that (judge_held.c).
 *
 * Not seen: what one instruction has made and refers to each other. What a callee sends while its
 * caller has it is judged where the caller waits, behind the call. */
#include "solve/behind.h"

#include <stdlib.h>

/* ---- which functions wait ---- */

static bool described_waits(const struct rir_func *f)
{
    bool packets = rir_func_is_described(f) && rir_func_ann(f, RIR_ANN_MAKES) == NULL;
    return packets && (rir_func_ann(f, RIR_ANN_RECEIVES) != NULL ||
                       rir_func_ann(f, RIR_ANN_RECEIVES_INTO) != NULL ||
                       rir_func_ann(f, RIR_ANN_RECEIVES_INTO_IF) != NULL);
}

static bool insn_waits(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    if (in->op == RIR_CALL)
        return described_waits(&s->m->funcs.data[in->ref]) || s->waits[in->ref];
    if (in->op != RIR_CALLI)
        return in->op == RIR_RECEIVE;
    uint32_t n;
    bool complete, any = false;
    const uint32_t *to = phase_a_callees(s->a, func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++)
        any |= s->waits[to[i]] || described_waits(&s->m->funcs.data[to[i]]);
    return any;
}

static bool func_waits(const struct solver *s, uint32_t func)
{
    for (uint32_t i = 0; i < s->m->funcs.data[func].ninsns && s->flows[func] != NULL; i++)
        if (insn_waits(s, func, i))
            return true;
    return false;
}

void behind_prepare(struct solver *s)
{
    if (!marks_any(s, MARK_SENT))
        return;
    s->waits = calloc(s->m->funcs.len + 1, sizeof *s->waits);
    if (s->waits == NULL)
        abort();
    for (uint32_t c = 0; c < phase_a_nsccs(s->a); c++) {
        uint32_t n;
        bool any = false;
        const uint32_t *list = phase_a_scc(s->a, c, &n);
        for (uint32_t i = 0; i < n && !any; i++)
            any = list[i] < s->m->funcs.len && func_waits(s, list[i]);
        for (uint32_t i = 0; i < n && any; i++)
            s->waits[list[i]] = true;
    }
}

void behind_free(struct solver *s)
{
    free(s->waits);
}

/* ---- what is held ---- */

/* An object of the sender's own that may outlive this instant. */
static bool may_hold(const struct body *b, uint32_t node)
{
    switch ((enum node_kind)b->nodes.data[node].kind) {
    case N_HEAP:
    case N_OLD:
    case N_PATH:
    case N_REST:
        return true;
    case N_PARAM:
        return !node_is_byval(b, node);
    case N_GLOBAL:
        return global_is(b, node, RIR_GLOBAL_TLS);
    default:
        return false;
    }
}

static enum certain of_node(const struct env *e, set_id s, uint32_t node, bool *found)
{
    uint32_t n;
    const struct target *t = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].node == node) {
            *found = true;
            return (enum certain)t[i].cert;
        }
    *found = false;
    return CERT_MAY;
}

/* It has gone away itself: an argument surely, or perhaps with the part that it is
 * below; of what was made here it is enough that some has. */
static bool has_mark(const struct env *e, set_id mark, uint32_t node, uint32_t part)
{
    const struct node *n = &e->b->nodes.data[node];
    bool found, partner = false, made = n->kind == N_HEAP || n->kind == N_OLD;
    enum certain cert = of_node(e, mark, node, &found);
    if (made && n->partner != RIR_NONE)
        of_node(e, mark, n->partner, &partner);
    bool together = n->root == part && node != part;
    return (found && (made || together || cert == CERT_SURE)) || partner;
}

/* One instruction has made both, or received them. */
static bool same_kind(const struct body *b, uint32_t x, uint32_t y)
{
    const struct node *n = &b->nodes.data[x], *k = &b->nodes.data[y];
    bool made = (n->kind == N_HEAP || n->kind == N_OLD) && (k->kind == N_HEAP || k->kind == N_OLD);
    return x == y || (made && n->ref == k->ref);
}

typedef void each_held(struct env *e, struct waiting w, void *ctx);

/* The exact slots, and what path nodes say of those that nobody has written. */
static void each_slot(struct env *e, set_id mark, each_held *tell, void *ctx)
{
    struct body *b = e->b;
    uint32_t n, m;
    for (uint32_t i = 0; i < e->mem.len; i++) {
        struct slot s = e->mem.data[i];
        if (!may_hold(b, s.node))
            continue;
        set_get(sets_of(e), s.set, &n);
        for (uint32_t k = 0; k < n; k++) {
            struct target t = set_get(sets_of(e), s.set, &(uint32_t){0})[k];
            bool sent;
            enum certain cert = of_node(e, mark, t.node, &sent);
            struct waiting w = {.holder = s.node, .off = s.off, .stride = s.stride, .part = t};
            w.edge = t.cert;
            w.mark = (uint8_t)cert;
            if (sent && !t.linked && !same_kind(b, s.node, t.node) &&
                !has_mark(e, mark, s.node, t.node))
                tell(e, w, ctx);
        }
    }
    set_get(sets_of(e), mark, &m);
    for (uint32_t i = 0; i < m; i++) {
        struct target t = set_get(sets_of(e), mark, &(uint32_t){0})[i];
        const struct node *x = &b->nodes.data[t.node];
        struct waiting w = {.holder = x->parent, .off = x->off, .stride = x->stride, .part = t};
        w.mark = t.cert;
        w.edge = b->nodes.data[t.node].summary || x->stride != 0 ? CERT_PATH : CERT_SURE;
        if (x->kind == N_PATH && may_hold(b, x->parent) && !has_mark(e, mark, x->parent, t.node) &&
            slots_find(&e->mem, x->parent, x->off, x->stride) == NULL)
            tell(e, w, ctx);
    }
}

/* ---- at a send ---- */

static void note_holding(struct env *e, struct waiting w, void *ctx)
{
    struct holding h = {
        .insn = *(uint32_t *)ctx, .holder = w.holder, .off = w.off, .part = w.part.node};
    if (w.stride == 0 && w.edge == CERT_SURE && w.mark == CERT_SURE)
        vec_push(&e->b->holdings, h);
}

void behind_at_send(struct env *e, uint32_t insn)
{
    set_id mark = marks_any(e->b->s, MARK_SENT) ? marks_get(e, MARK_SENT) : SET_EMPTY;
    if (e->recording && mark != SET_EMPTY)
        each_slot(e, mark, note_holding, &insn);
}

/* ---- where the task waits, or ends ---- */

struct reached {
    uint32_t insn;
    set_id all; /* what live values lead to */
};

static bool is_used_behind(const struct env *e, uint32_t insn, uint32_t value)
{
    const struct rir_func *f = e->b->f;
    const struct rir_block *blk = &f->blocks[f->insns[insn].block];
    for (uint32_t i = insn; i < blk->first + blk->count; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++)
            if (f->insns[i].args[k] == value)
                return true;
    uint32_t n;
    const uint32_t *next = flow_successors(f, f->insns[insn].block, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < e->b->w->nlive[next[i]]; k++)
            if (e->b->w->live[next[i]][k] == value)
                return true;
    return false;
}

static set_id reached_from_values(struct env *e, uint32_t insn)
{
    set_id all = SET_EMPTY;
    for (uint32_t i = 0; i < e->active.len; i++)
        if (is_used_behind(e, insn, e->active.data[i]))
            all = set_union(sets_of(e), all, e->vals[e->active.data[i]]);
    return memory_closure(e, all);
}

static void note_waiting(struct env *e, struct waiting w, void *ctx)
{
    const struct reached *r = ctx;
    struct body *b = e->b;
    bool found = !node_is_local(b, w.holder);
    if (!found)
        of_node(e, r->all, w.holder, &found);
    if (!found) {
        struct reach seen = reach_seen(e, w.holder);
        found = seen.published != RIR_NONE || seen.exposed != RIR_NONE || reach_linked(e, w.holder);
    }
    w.insn = r->insn;
    uint32_t root = b->nodes.data[w.holder].root; /* both went with one argument */
    if (b->f->insns[r->insn].op == RIR_RET && w.holder != root &&
        root == b->nodes.data[w.part.node].root)
        return;
    if (found && !(MUTANT(b->s, 86) && w.stride != 0))
        vec_push(&b->waitings, w);
}

void behind_at_wait(struct env *e, uint32_t insn)
{
    const struct body *b = e->b;
    const struct rir_insn *in = &b->f->insns[insn];
    if (!e->recording || !marks_any(b->s, MARK_SENT) || MUTANT(b->s, 85))
        return;
    bool ends = in->op == RIR_RET && b->s->started[b->func];
    set_id mark = marks_get(e, MARK_SENT);
    if (mark == SET_EMPTY || (!ends && !insn_waits(b->s, b->func, insn)))
        return;
    struct reached r = {.insn = insn};
    r.all = ends && in->nargs > 0 ? memory_closure(e, env_get(e, in->args[0]))
            : ends                ? SET_EMPTY
                                  : reached_from_values(e, insn);
    each_slot(e, mark, note_waiting, &r);
}

/* From the wait on the name is that of another object. */
static bool is_made_since(const struct body *b, const struct waiting *w, uint32_t insn)
{
    const struct node *n = &b->nodes.data[w->holder];
    return n->kind == N_HEAP && n->ref >= w->insn && n->ref <= insn;
}

/* B-U6. */
void behind_store(struct env *e, uint32_t insn, set_id at, set_id value)
{
    struct body *b = e->b;
    uint32_t n, out = 0;
    if (!e->recording || b->waitings.len == 0)
        return;
    const struct target *t = set_get(sets_of(e), at, &n);
    bool strong = n == 1 && t->cert >= CERT_PATH && t->stride == 0;
    for (uint32_t i = 0; i < b->waitings.len; i++) {
        const struct waiting *w = &b->waitings.data[i];
        bool replaced = strong && w->holder == t->node && w->off == t->off && w->stride == 0 &&
                        b->f->insns[w->insn].block == b->f->insns[insn].block && w->insn < insn &&
                        !is_made_since(b, w, insn) &&
                        !set_has_node(sets_of(e), value, w->part.node);
        if (!replaced)
            b->waitings.data[out++] = *w;
    }
    b->waitings.len = out;
}
