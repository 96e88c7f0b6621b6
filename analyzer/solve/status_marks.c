/* What was sent or frozen before a function is entered, and before a point of it (marks.h): pushed
 * down with the statuses.
 *
 * B-P9. That an object was linked beneath another one makes it as visible as that (B-R3), but sends
 * and freezes nothing: it was linked there afterwards. The object itself is a target of the same
 * set, by its own name; and what is sent by any name that leads to it has that name in its mark
 * (B-K2), or one that stands for anything. */
#include <string.h>

#include "solve/frozen_statics.h"
#include "solve/publish.h"
#include "solve/status_int.h"

bool status_starts_inside(const struct solver *s, const struct body *b, const struct call_rec *r)
{
    uint32_t rec;
    return map_get(&s->start_index, (uint64_t)b->func << 32 | r->insn, &rec) &&
           s->starts.data[rec].inside;
}

void status_set_marked(struct contexts *x, uint32_t ctx, enum mark m)
{
    struct context *c = &x->all.data[ctx];
    if (!c->marked[m])
        c->marked_since = ++x->growths;
    c->marked[m] = true;
}

/* Some object that others see, or one that is not known. What came in a packet and stays where it
 * is was never sent; it may be frozen. What callers have in their stack objects is not published
 * (B-X4). */
static bool is_any_object(const struct contexts *x, const struct context *c, enum mark m,
                          struct target t)
{
    uint32_t any = ST_GLOBALS | (m == MARK_SENT ? ST_BIT(ST_ANYTHING) : ST_UNKNOWNS);
    uint8_t kind = c->body->nodes.data[t.node].kind;
    bool given = kind == N_PARAM || kind == N_PATH || kind == N_REST || kind == N_VARARGS;
    if (m == MARK_FROZEN && !x->s->freezes && given && t.linked)
        return publish_may_be_seen(c, t.node);
    return kind == N_GREST || kind == N_UNKNOWN ||
           (given && (status_entry(c, t.node)->may & any) != 0);
}

/* B-X3. The initialiser of some variable shows it. */
static bool is_shown_at_start(const struct contexts *x, const struct context *c, struct target t)
{
    const struct node *n = &c->body->nodes.data[t.node];
    return n->kind == N_GLOBAL && publish_shown_at_start(x->s, n->ref) &&
           !global_is(c->body, t.node, RIR_GLOBAL_CONST | RIR_GLOBAL_STRING);
}

/* B-P8. What this function did to it since its entry, or what the object already was then. Of what
 * others see it is not known which object it is: any that was sent before may be it. */
enum marked status_marked(struct contexts *x, uint32_t ctx, uint32_t point, enum mark m,
                          struct target t)
{
    const struct context *c = &x->all.data[ctx];
    const struct body *b = c->body;
    set_id here = b->points.data[point].marks[m];
    if (m == MARK_SENT && node_is_in_packet(b, t.node)) /* it stays where it is */
        return MARKED_NOT;
    if (t.linked) /* B-P9 */
        return MARKED_NOT;
    enum marked found = marks_of(b, here, t);
    if (found < MARKED_PATH && node_is_entry(b, t.node)) {
        uint32_t bit = ST_BIT(status_of_mark(m));
        if (!t.linked && (status_entry(c, t.node)->must & bit))
            return MARKED_PATH;
        if (status_entry(c, t.node)->may & bit)
            found = MARKED_MAY;
    }
    if (found == MARKED_NOT && m == MARK_FROZEN && publish_any(x->s) &&
        (is_shown_at_start(x, c, t) || publish_is_behind(x->s, c, point, t)))
        found = MARKED_MAY;
    if (found == MARKED_NOT && m == MARK_FROZEN && frozen_static(x, c, t.node))
        found = MARKED_MAY;
    if (found == MARKED_NOT && (c->marked[m] || here != SET_EMPTY) && is_any_object(x, c, m, t))
        found = MARKED_MAY;
    return found;
}

/* For mutant 83: something was linked beneath a set that the object is in. */
static bool is_linked_too(const struct contexts *x, const struct call_rec *r, struct target t)
{
    bool found = false;
    for (uint32_t k = 0; k < r->nbind && !found; k++) {
        uint32_t n;
        bool linked = false, itself = false;
        const struct target *v = set_get(&x->s->sets, r->bind[k], &n);
        for (uint32_t i = 0; i < n; i++) {
            linked |= v[i].linked;
            itself |= v[i].node == t.node;
        }
        found = linked && itself;
    }
    return found;
}

static void find_marks(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t once,
                       struct target t, struct passed *p)
{
    p->may = p->must = 0;
    for (enum mark m = r->start ? MARK_FROZEN : 0; m < MARKS; m++) {
        if (!marks_any(x->s, m))
            continue;
        enum marked is = status_marked(x, ctx, r->point, m, t);
        if (MUTANT(x->s, 83) && is_linked_too(x, r, t))
            is = MARKED_NOT;
        uint32_t bit = ST_BIT(status_of_mark(m));
        p->may |= is != MARKED_NOT ? bit : 0;
        p->must |= is >= MARKED_PATH && t.cert == CERT_SURE ? bit : 0; /* B-V10 */
    }
    if (lent_any(x->s) && (!r->start || status_starts_inside(x->s, x->all.data[ctx].body, r))) {
        uint32_t record;
        bool inside;
        enum marked is = status_lent(x, ctx, r->point, t, LENT_ANYWHERE, once, &record, &inside);
        uint32_t lent = inside && is == MARKED_MAY ? ST_BIT(ST_INSIDE) : ST_BIT(ST_AWAY);
        p->may |= is >= MARKED_MAY ? lent : is == MARKED_OPEN ? ST_BIT(ST_OPENLY) : 0;
        p->must |= is >= MARKED_PATH && t.cert == CERT_SURE ? ST_BIT(ST_AWAY) : 0;
    }
}

/* Only of what it is lent by elements does it matter which parameter gets it. */
static uint32_t once_by(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                        const struct node *given)
{
    return lent_any(x->s) ? lent_once_by_call(x, ctx, r, given) : RIR_NONE;
}

static struct passed *passed_entry(struct passed_marks *known, struct target t)
{
    uint64_t at = hash64((uint64_t)t.node << 32 ^ (uint32_t)t.off ^ (uint64_t)t.stride << 20 ^
                         (uint64_t)t.cert << 56);
    return &known->of[at % PASSED_SETS];
}

void status_put_marks(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                      const struct node *given, struct target t, struct passed_marks *known,
                      struct node_status *st)
{
    struct passed alone, *p = &alone;
    uint32_t once = once_by(x, ctx, r, given);
    bool is_known = false;
    if (known != NULL && once == RIR_NONE) {
        p = passed_entry(known, t);
        is_known = p->time == known->time && memcmp(&p->t, &t, sizeof t) == 0;
        p->time = known->time;
    }
    if (!is_known) {
        find_marks(x, ctx, r, once, t, p);
        p->t = t;
    }
    st->may = (st->may & ~ST_MARKED) | p->may;
    st->must = (st->must & ~ST_MARKED) | p->must;
}

/* Something may have been sent before the call. */
static bool has_sent(const struct contexts *x, const struct context *c, const struct call_rec *r)
{
    return c->marked[MARK_SENT] || c->body->points.data[r->point].marks[MARK_SENT] != SET_EMPTY ||
           (r->coarse && marks_any(x->s, MARK_SENT) && marks_may_put(x->s, MARK_SENT, r->callee));
}

bool status_push_marked(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to)
{
    bool freezes = frozen_statics_push(x, ctx, r, to);
    const struct context *c = &x->all.data[ctx];
    if (r->start && !status_starts_inside(x->s, c->body, r))
        return freezes;
    bool grew = has_sent(x, c, r) && !x->all.data[to].marked[MARK_SENT];
    if (grew)
        status_set_marked(x, to, MARK_SENT);
    bool lends = lent_any(x->s) && !x->all.data[to].marked[MARK_LENT] &&
                 ((r->coarse && x->lends_seen) || lent_is_seen(x, ctx, r->point));
    if (lends)
        status_set_marked(x, to, MARK_LENT);
    return grew || lends || freezes;
}
