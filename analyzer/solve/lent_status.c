/* Whether an object is lent, where it is touched: by this function since its entry (lent.h), or by
 * its callers before, which is a status that is pushed down with the others.
 *
 * B-L13 (I2). An object of this function is lent if a loan names it, or something that may be the
 * same. Loans are given with what else their objects may be (reach_resolve), and so are targets: so
 * an object that this function made is never "some object that others see" as such. B-L14. What is
 * reachable from a static object, and was so when the pointer was loaded, is global and not lent,
 * unless that static object itself is the argument of some start. B-L19. Where it is only for want
 * of knowledge that something may be lent (the pointer is not known, or may have been taken out of
 * memory that others see; code that is not followed may have lent it) the question is *open*: it is
 * kept apart, all the way down, and is no reason for a verdict (judge_lent.c). B-L15. What was lent
 * before a function of main is entered is so while some task is that ran then. B-L22. Of what is
 * lent by elements of arrays in structs alone that is passed on as such: what phase A knows to lie
 * beside all such elements, in whatever object, is not lent. */
#include "solve/lent_int.h"

/* B-L14. */
bool lent_is_still_global(const struct contexts *x, const struct body *b, struct target t)
{
    const struct node *n = &b->nodes.data[t.node];
    if (node_is_named_static(b, t.node))
        return !x->given[n->ref];
    return n->kind == N_GREST && n->ref != RIR_NONE && !t.stale && !t.linked && !x->given[n->ref] &&
           (x->s->m->globals.data[n->ref].flags & (RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL)) == 0;
}

/* ---- before it was entered ---- */

/* B-L15. */
static bool still_runs(const struct contexts *x, const struct context *c, const struct point *p)
{
    if (c->role == ROLE_TASK && !x->lends_in_task[c->body->func])
        return false;
    if (c->role == ROLE_TASK || x->s->marks[MARK_LENT].outside)
        return true;
    for (uint32_t i = 0; i < c->running.len; i++) {
        bool ended = false;
        for (uint32_t k = 0; k < p->njoined; k++)
            ended |= p->joined[k] == c->running.data[i];
        if (!ended || ids_has(&x->left, c->running.data[i]))
            return true;
    }
    return false;
}

enum marked lent_by_callers(const struct contexts *x, uint32_t ctx, uint32_t point, struct target t,
                            bool *inside)
{
    const struct context *c = &x->all.data[ctx];
    const struct body *b = c->body;
    *inside = false;
    if (!still_runs(x, c, &b->points.data[point]))
        return MARKED_NOT;
    if (node_is_entry(b, t.node) && !t.linked) {
        const struct node_status *st = status_entry(c, t.node);
        if (st->must & ST_BIT(ST_AWAY))
            return MARKED_PATH;
        if (st->may & ST_BIT(ST_AWAY))
            return MARKED_MAY;
        if (st->may & ST_BIT(ST_INSIDE)) {
            *inside = true;
            return MARKED_MAY;
        }
        if (st->may & ST_BIT(ST_OPENLY))
            return MARKED_OPEN;
    }
    bool unknown = (status_entry(c, t.node)->may & ST_BIT(ST_UNKNOWN)) != 0;
    bool named = b->nodes.data[t.node].kind == N_GLOBAL; /* thread-local ones, too */
    bool any = lent_is_any(b, t) || named || unknown || (t.stale && lent_seen_above(c, t.node));
    return any && c->marked[MARK_LENT] && !lent_is_still_global(x, b, t) ? MARKED_OPEN : MARKED_NOT;
}

uint32_t lent_once_by_call(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                           const struct node *param)
{
    struct solver *s = x->s;
    const struct body *b = x->all.data[ctx].body;
    const struct rir_insn *in = &b->f->insns[r->insn];
    if (r->start || param->kind != N_PARAM || in->op != RIR_CALL || param->ref >= in->nargs)
        return RIR_NONE;
    const struct start_host *h = start_host_at(s, b->func, r->insn);
    uint32_t operand = in->args[param->ref];
    if (h != NULL && param->ref == h->given.argument &&
        lent_each_element_once(s, b->func, r->insn, operand, h->record))
        return h->record;
    const struct point *p = &b->points.data[r->point];
    for (uint32_t i = 0; i < p->nloans; i++) {
        uint32_t record = p->loans[i].record;
        if (record != lent_lost(s) &&
            (lent_joined_element(s, b->func, r->insn, operand, record) ||
             lent_other_element(s, b->func, r->insn, operand, record)) &&
            lent_stays_within(s, b->func, record, operand, in->ref, param->ref))
            return record;
    }
    return RIR_NONE;
}

enum marked status_lent(const struct contexts *x, uint32_t ctx, uint32_t point, struct target t,
                        uint32_t size, uint32_t once, uint32_t *record, bool *inside)
{
    const struct point *p = &x->all.data[ctx].body->points.data[point];
    enum marked found = MARKED_NOT;
    struct lent_how how;
    *record = lent_lost(x->s);
    *inside = true;
    for (uint32_t i = 0; i < p->nloans; i++) {
        enum marked is = lent_meets(x, ctx, &p->loans[i], t, size, &how);
        if (how.elements && p->loans[i].record == once)
            continue;
        *inside &= how.inside || is < MARKED_MAY;
        if (is > found)
            *record = p->loans[i].record;
        found = is > found ? is : found;
    }
    bool inside_above = true;
    enum marked above =
        found < MARKED_PATH ? lent_by_callers(x, ctx, point, t, &inside_above) : MARKED_NOT;
    *inside &= inside_above || above < MARKED_MAY;
    if (above > found)
        *record = lent_lost(x->s);
    return above > found ? above : found;
}

bool lent_is_seen(const struct contexts *x, uint32_t ctx, uint32_t point)
{
    const struct context *c = &x->all.data[ctx];
    const struct point *p = &c->body->points.data[point];
    bool seen = c->marked[MARK_LENT] && still_runs(x, c, p);
    for (uint32_t i = 0; i < p->nloans && !seen; i++) {
        uint32_t n;
        const struct target *v = set_get(&x->s->sets, p->loans[i].set, &n);
        for (uint32_t k = 0; k < n; k++)
            seen |= lent_is_any(c->body, v[k]) || node_is_named_static(c->body, v[k].node) ||
                    lent_seen_above(c, v[k].node);
    }
    return seen;
}

/* ---- static objects ---- */

/* What the class of the argument holds. */
static void give_class(struct contexts *x, const struct body *b, uint32_t insn)
{
    const struct phase_a *a = x->s->a;
    uint32_t value = start_argument(x->s, &b->f->insns[insn]);
    uint32_t cls = value == RIR_NONE ? RIR_NONE : phase_a_class(a, b->func, value);
    for (uint32_t g = 0; g < x->s->m->globals.len; g++)
        if (value == RIR_NONE ||
            (cls != RIR_NONE && phase_a_classes_overlap(a, cls, phase_a_class_of_global(a, g))))
            x->given[g] |= GIVEN_PERHAPS;
}

static void give_argument(struct contexts *x, const struct body *b, uint32_t insn, set_id given)
{
    uint32_t n;
    const struct target *v = set_get(&x->s->sets, given, &n);
    bool by_class = false;
    for (uint32_t i = 0; i < n; i++) {
        if (node_is_named_static(b, v[i].node) && !v[i].linked)
            x->given[b->nodes.data[v[i].node].ref] |= GIVEN_BY_NAME;
        else
            by_class |= lent_is_any(b, v[i]) || node_is_entry(b, v[i].node);
    }
    if (by_class)
        give_class(x, b, insn);
}

static void note_seen(struct contexts *x, const struct body *b)
{
    for (uint32_t i = 0; i < b->points.len && !x->lends_seen; i++)
        for (uint32_t k = 0; k < b->points.data[i].nloans; k++) {
            uint32_t n;
            const struct target *v = set_get(&x->s->sets, b->points.data[i].loans[k].set, &n);
            for (uint32_t j = 0; j < n; j++)
                x->lends_seen |= lent_is_any(b, v[j]) || node_is_named_static(b, v[j].node) ||
                                 node_is_entry(b, v[j].node);
        }
}

static void find_tasks_that_lend(struct contexts *x)
{
    const struct solver *s = x->s;
    uint32_t ntasks;
    phase_a_tasks(s->a, &ntasks);
    for (uint32_t t = 0; t < ntasks; t++) {
        bool starts = s->called_back.starts.len != 0 || s->marks[MARK_LENT].outside;
        for (uint32_t r = 0; r < s->starts.len; r++)
            starts |=
                !s->starts.data[r].inside && phase_a_task_reaches(s->a, t, s->starts.data[r].func);
        for (uint32_t f = 0; f < s->m->funcs.len && starts; f++)
            x->lends_in_task[f] |= phase_a_task_reaches(s->a, t, f);
    }
    const uint32_t *given = phase_a_given_away(s->a, &ntasks);
    for (uint32_t i = 0; i < ntasks; i++) /* run in one task or another */
        x->lends_in_task[given[i]] |= s->called_back.starts.len != 0;
}

void lent_prepare(struct contexts *x)
{
    struct solver *s = x->s;
    lent_views_init(x);
    if (!lent_any(s))
        return;
    find_tasks_that_lend(x);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (int key = 0; key < 2; key++)
            if (s->bodies[key][i] != NULL)
                note_seen(x, s->bodies[key][i]);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (int key = 0; key < 2; key++) {
            const struct body *b = s->bodies[key][i];
            for (uint32_t k = 0; b != NULL && k < b->accesses.len; k++)
                if (b->accesses.data[k].kind == ACCESS_LEND)
                    give_argument(x, b, b->accesses.data[k].insn, b->accesses.data[k].member);
        }
    for (uint32_t g = 0; g < s->m->globals.len && s->marks[MARK_LENT].outside; g++)
        x->given[g] |= GIVEN_PERHAPS;
}
