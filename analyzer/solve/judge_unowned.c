/* What is sent or frozen, and is not the giver's: an object of a frame or a thread, a static
 * object, what others can see, what is not known.
 *
 * B-Y1 (I4). A send or a freeze is proved of this only if no object of the packet may be
 * anything but the task's own, immutable, a channel, or shared. What the function itself has
 * made is the task's own, whoever sees it: that others do is asked by another kind. What was
 * given away before is asked by judge_packets.c. B-Y2. A static object to which a packet leads
 * is no part of it: it stays where it is. B-Y3. What a task that was started by a task was lent,
 * and may keep beyond the end of that one (kept), is nobody else's. B-Y4. While no task may be
 * running, all that there is is main's, and main may freeze what globals lead to. B-Y6. What
 * came in a packet, and may be a static object that is no constant, is not the receiver's
 * either. B-Y5 (I5). A violation needs an object that is surely given away there on every path (of
 * a static object: on a path that says so), that cannot have been frozen, and a chain on which it
 * surely is what it may not be. */
#include "solve/judge_int.h"

#include <stdlib.h>

#include "solve/publish.h"

struct giving { /* one of the objects that are given away by an access */
    struct judge *j;
    uint32_t ctx;
    const struct access *a;
    uint32_t operand;
    struct target t;
    bool root; /* the packet itself, and not what it leads to */
};

#define ST_FRAME (ST_BIT(ST_STACK) | ST_BIT(ST_TLS))

static const uint32_t never_asked = ST_BIT(ST_OWN) | ST_BIT(ST_BUILDING) | ST_BIT(ST_SENT) |
                                    ST_BIT(ST_AWAY) | ST_BIT(ST_OPENLY) | ST_BIT(ST_INSIDE) |
                                    ST_BIT(ST_FROZEN) | ST_BIT(ST_CONST) | ST_OPEN;

static const uint32_t below_static = ST_BIT(ST_GLOBAL) | ST_BIT(ST_BELOW);

static const struct body *body_of(const struct giving *g)
{
    return g->j->x->all.data[g->ctx].body;
}

static bool is_main(const struct giving *g)
{
    return g->j->x->all.data[g->ctx].role == ROLE_MAIN;
}

/* ---- what tasks keep that were started by tasks (B-Y3) ---- */

static void find_kept_by(struct judge *j, const struct body *b)
{
    const struct solver *s = j->x->s;
    for (uint32_t i = 0; i < b->calls.len; i++) {
        const struct call_rec *r = &b->calls.data[i];
        uint32_t rec;
        if (!r->start || !map_get(&s->start_index, (uint64_t)b->func << 32 | r->insn, &rec) ||
            (b->exit.returns && !ids_has(&b->exit.running, rec)))
            continue;
        uint32_t arg = start_argument(s, &b->f->insns[r->insn]);
        uint32_t cls = arg == RIR_NONE ? RIR_NONE : phase_a_class(s->a, b->func, arg);
        if (cls == RIR_NONE)
            continue;
        j->kept.any = true;
        phase_a_mark_reachable(s->a, cls, j->kept.classes);
    }
}

static void find_kept(struct judge *j)
{
    j->kept.asked = true;
    j->kept.classes = calloc(phase_a_stats(j->x->s->a).classes + 1, sizeof(bool));
    if (j->kept.classes == NULL)
        abort();
    for (uint32_t i = 0; i < j->x->all.len; i++)
        if (j->x->all.data[i].role == ROLE_TASK)
            find_kept_by(j, j->x->all.data[i].body);
}

/* Of what the operand refers to, or leads to. */
static bool may_be_kept(const struct giving *g)
{
    struct judge *j = g->j;
    const struct phase_a *a = j->x->s->a;
    if (!j->kept.asked)
        find_kept(j);
    if (!j->kept.any || MUTANT(j->x->s, 69))
        return false;
    uint32_t cls =
        g->operand == RIR_NONE ? RIR_NONE : phase_a_class(a, body_of(g)->func, g->operand);
    return cls == RIR_NONE || j->kept.classes[cls] || phase_a_class_unknown(a, cls) ||
           phase_a_holds_any(a, cls, j->kept.classes);
}

/* ---- what an object is ---- */

static bool nothing_runs(const struct giving *g)
{
    const struct contexts *x = g->j->x;
    struct id_vec may = {0}, sure = {0};
    if (!is_main(g) || x->s->unseen.len > 0)
        return false;
    running_at(x, g->ctx, g->a->point, &may, &sure);
    bool none = may.len == 0;
    vec_free(&may);
    vec_free(&sure);
    return none;
}

/* What hangs below static memory may be a static object, and that is what is given away itself. */
static bool may_be_static(const struct giving *g)
{
    const struct phase_a *a = g->j->x->s->a;
    uint32_t n = 0, cls;
    if (!g->root)
        return false; /* B-Y2 */
    if (g->operand == RIR_NONE)
        return true;
    cls = phase_a_class(a, body_of(g)->func, g->operand);
    phase_a_class_globals(a, cls, &n);
    return n > 0 || phase_a_class_unknown(a, cls);
}

/* B-Y6. What came in a packet, if only as what another thing in it leads to. */
static bool may_be_variable(const struct giving *g)
{
    const struct solver *s = g->j->x->s;
    const uint32_t open =
        RIR_GLOBAL_CONST | RIR_GLOBAL_STRING | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED;
    uint32_t n = 0, cls;
    bool any = false;
    if (!g->root || g->operand == RIR_NONE || MUTANT(s, 91))
        return false;
    cls = phase_a_class(s->a, body_of(g)->func, g->operand);
    const uint32_t *globals = phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        any |= (s->m->globals.data[globals[i]].flags & open) == 0;
    return any || (phase_a_class_unknown(s->a, cls) && s->marks[MARK_SENT].statics);
}

/* What the object may be that nobody may give away (`may`), and what it certainly is of that. */
static struct node_status wrong_with(const struct giving *g)
{
    struct contexts *x = g->j->x;
    const struct body *b = body_of(g);
    struct node_status st = status_of(x, g->ctx, g->t);
    if (!(st.may & ST_BIT(ST_ANYTHING)) && !may_be_variable(g)) /* it came in a packet */
        st.may &= ~ST_UNKNOWNS;
    if (b->nodes.data[g->t.node].kind == N_VARARGS)
        st.may = ST_BIT(ST_STACK);
    if (g->t.linked) /* something that this function has put there: not that object itself */
        st.may &= ~ST_FRAME;
    if (!g->root) /* B-Y2 */
        st.may &= ~(ST_STATICS | ST_BIT(ST_LENT));
    if (g->a->kind == ACCESS_FREEZE && (st.may & below_static) && nothing_runs(g) &&
        !may_be_static(g)) /* B-Y4 */
        st.may &= ~below_static;
    if (MUTANT(x->s, 68))
        st.may &= ~ST_GLOBALS;
    if (MUTANT(x->s, 70) && node_is_entry(b, g->t.node))
        st.may &= ~ST_FRAME;
    st.may &= ~never_asked;
    st.must &= st.may;
    return st;
}

static enum status worst_of(uint32_t bits)
{
    return bits & ST_BIT(ST_STACK)  ? ST_STACK
           : bits & ST_BIT(ST_TLS)  ? ST_TLS
           : bits & ST_GLOBALS      ? ST_GLOBAL
           : bits & ST_BIT(ST_LENT) ? ST_LENT
                                    : ST_UNKNOWN;
}

/* Some static object's memory may hold a constant: then what was loaded from there may be one. */
static bool may_lead_to_constant(const struct giving *g)
{
    const struct solver *s = g->j->x->s;
    const struct node *n = &body_of(g)->nodes.data[g->t.node];
    uint32_t cls = g->root && g->operand != RIR_NONE
                       ? phase_a_class(s->a, body_of(g)->func, g->operand)
                       : RIR_NONE;
    if (cls != RIR_NONE)
        return marks_has_constant(s, cls);
    if (n->kind != N_GREST || n->ref == RIR_NONE)
        return true;
    uint32_t classes = phase_a_stats(s->a).classes;
    bool any = false, *below = calloc(classes + 1, sizeof *below);
    if (below == NULL)
        abort();
    phase_a_mark_reachable(s->a, phase_a_class_of_global(s->a, n->ref), below);
    for (uint32_t c = 0; c < classes && !any; c++)
        any = below[c] && marks_has_constant(s, c);
    free(below);
    return any;
}

/* ---- evidence (B-Y5) ---- */

static bool is_certain(const struct giving *g, enum status st)
{
    const struct node *n = &body_of(g)->nodes.data[g->t.node];
    if (g->t.cert == CERT_SURE)
        return true;
    bool named = n->kind == N_GLOBAL || n->kind == N_GREST;
    return g->t.cert == CERT_PATH && g->root && named && st == ST_GLOBAL;
}

/* What it was at the top of the chain, its function may have made itself, and put there: then it is
 * not only found there, and who refers to it is asked by another kind. */
static bool may_be_put_there(const struct giving *g, const struct chain *c)
{
    const struct contexts *x = g->j->x;
    const struct body *b = x->all.data[c->end_ctx].body;
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->links[i].ctx != c->end_ctx)
            continue;
        const struct call_rec *r = &b->calls.data[c->links[i].call];
        for (uint32_t k = 0; k < r->nbind; k++) {
            uint32_t n;
            const struct target *v = set_get(&x->s->sets, r->bind[k], &n);
            bool found = false, made = false;
            for (uint32_t t = 0; t < n; t++) {
                found |= v[t].node == c->end.node;
                made |= node_is_local(b, v[t].node);
            }
            if (found && made)
                return true;
        }
    }
    return false;
}

static bool is_evident(const struct giving *g, enum status st, const struct chain **found)
{
    struct contexts *x = g->j->x;
    struct chain_query q = {.ctx = g->ctx,
                            .insn = g->a->insn,
                            .operand = g->root ? g->operand : RIR_NONE,
                            .at = g->t,
                            .st = st};
    if (!is_certain(g, st) || g->t.linked ||
        status_marked(x, g->ctx, g->a->point, MARK_FROZEN, g->t) != MARKED_NOT ||
        (st != ST_STACK && st != ST_TLS && st != ST_GLOBAL))
        return false;
    const struct node *n = &body_of(g)->nodes.data[g->t.node];
    if (st == ST_GLOBAL && n->kind != N_GLOBAL && may_lead_to_constant(g))
        return false;
    if (n->kind == N_STACK || (n->kind == N_GLOBAL && st == ST_TLS)) { /* it is, whoever calls */
        q.at = (struct target){.node = RIR_NONE};
        q.operand = RIR_NONE;
    }
    if (!judge_feasible(g->j, &q, found))
        return false;
    if (st == ST_GLOBAL && (*found)->end.node != RIR_NONE && may_be_put_there(g, *found))
        return false;
    if (q.at.node == RIR_NONE) {
        struct chain *c = arena_copy(g->j->arena, *found, sizeof **found);
        c->end_ctx = g->ctx;
        c->end = g->t;
        *found = c;
    }
    return true;
}

/* ---- verdicts ---- */

static bool sends_copy(const struct giving *g)
{
    const struct solver *s = g->j->x->s;
    const struct rir_insn *in = &body_of(g)->f->insns[g->a->insn];
    return g->a->described && in->op == RIR_CALL &&
           rir_func_ann_at(&s->m->funcs.data[in->ref], RIR_ANN_SENDS_COPY, g->a->arg);
}

static const char *reason_for(const struct giving *g, enum status st)
{
    struct judge *j = g->j;
    const struct body *b = body_of(g);
    const char *it = !g->root ? "a part of it" : sends_copy(g) ? "what the copy leads to" : "it";
    if (st == ST_STACK && b->nodes.data[g->t.node].kind == N_STACK)
        return arena_printf(j->arena, "%s may be a local variable of '%s'", it, source_name(b->f));
    if (st == ST_STACK)
        return arena_printf(j->arena, "%s may be a local variable of some caller of '%s'", it,
                            source_name(b->f));
    if (st == ST_TLS)
        return arena_printf(j->arena, "%s may be a thread-local variable", it);
    if (st == ST_LENT)
        return "it may be a static object, which the task was given only until it is joined";
    const char *why = st == ST_UNKNOWN ? judge_unknown_reason(j, g->ctx, g->t)
                                       : judge_may_be_reason(j, g->ctx, g->t, ST_GLOBAL);
    return g->root ? why : arena_printf(j->arena, "of a part of it: %s", why);
}

static struct judgement judge_object(const struct giving *g)
{
    struct judgement r = judge_fine(true);
    struct node_status st = wrong_with(g);
    r.at = g->t;
    r.has_target = true;
    r.is_given = true;
    r.as_part = !g->root;
    r.kind = KIND_SEND_UNOWNED;
    r.st = worst_of(st.may);
    if (st.may == 0 && !may_be_kept(g))
        return r;
    bool frozen = status_marked(g->j->x, g->ctx, g->a->point, MARK_FROZEN, g->t) == MARKED_SURE;
    if (frozen && !(publish_any(g->j->x->s) && (st.may & ST_FRAME) != 0))
        return r; /* by then it is nobody's; but what was only published may end with its frame */
    r.certainty = CERTAINTY_UNPROVEN;
    if (st.may == 0) {
        r.st = ST_UNKNOWN;
        r.has_target = false;
        r.reason = "a task that was started by a task may still be using it";
        return r;
    }
    enum status sure = worst_of(st.must);
    if (st.must != 0 && !frozen && is_evident(g, sure, &r.chain)) {
        r.st = sure;
        r.certainty = CERTAINTY_VIOLATION;
        return judge_doubted(r, g->a->doubt);
    }
    r.reason = reason_for(g, r.st);
    return r;
}

/* Also where it is part of itself. */
static bool is_among(const struct giving *g, set_id s, uint32_t node)
{
    uint32_t n;
    const struct target *v = set_get(&g->j->x->s->sets, s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (v[i].node == node)
            return true;
    return false;
}

/* First the packets themselves, as the operand refers to them, then what they lead to. */
bool judge_unowned(struct judge *j, uint32_t ctx, const struct access *a, uint32_t which,
                   struct judgement *r)
{
    struct giving g = {.j = j, .ctx = ctx, .a = a, .operand = RIR_NONE};
    const struct set_table *t = &j->x->s->sets;
    uint32_t roots, parts;
    if (a->kind != ACCESS_SEND && a->kind != ACCESS_FREEZE)
        return false;
    const struct target *root = set_get(t, a->member, &roots);
    const struct target *part = set_get(t, a->given, &parts);
    if (which >= roots + parts)
        return false;
    *r = judge_fine(true);
    if (MUTANT(j->x->s, 66))
        return true;
    g.root = which < roots;
    g.t = g.root ? root[which] : part[which - roots];
    g.operand = access_operand(body_of(&g), a);
    if (!g.root && (is_among(&g, a->member, g.t.node) || MUTANT(j->x->s, 67)))
        return true;
    *r = judge_object(&g);
    return true;
}
