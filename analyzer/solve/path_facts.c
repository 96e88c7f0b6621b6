/* The facts about a term are looked at together: what numbers they leave. Of a term that is
 * computed from others the number is computed again when it is asked for, as more may be known by
 * then. */
#include "solve/path_facts.h"

#include "solve/path_number.h"

enum { MAX_DEPTH = 6 };

static bool is_equality(uint32_t pred)
{
    return pred == RIR_P_EQ || pred == RIR_P_NE;
}

/* The numbers that are left for a term: read as signed ones, and as unsigned ones. */
struct left {
    int64_t least, most;
    uint64_t uleast, umost;
};

static uint8_t opposite(uint8_t pred)
{
    static const uint8_t of[] = {
        [RIR_P_EQ] = RIR_P_NE,   [RIR_P_NE] = RIR_P_EQ,   [RIR_P_UGT] = RIR_P_ULE,
        [RIR_P_ULE] = RIR_P_UGT, [RIR_P_UGE] = RIR_P_ULT, [RIR_P_ULT] = RIR_P_UGE,
        [RIR_P_SGT] = RIR_P_SLE, [RIR_P_SLE] = RIR_P_SGT, [RIR_P_SGE] = RIR_P_SLT,
        [RIR_P_SLT] = RIR_P_SGE};
    return of[pred];
}

static void at_least(struct left *l, int64_t value)
{
    l->least = value > l->least ? value : l->least;
}

static void at_most(struct left *l, int64_t value)
{
    l->most = value < l->most ? value : l->most;
}

static void at_least_unsigned(struct left *l, uint64_t value)
{
    l->uleast = value > l->uleast ? value : l->uleast;
}

static void at_most_unsigned(struct left *l, uint64_t value)
{
    l->umost = value < l->umost ? value : l->umost;
}

/* False: none is left. */
static bool leave(struct left *l, uint8_t pred, bool holds, int64_t value)
{
    uint64_t u = (uint64_t)value;
    switch (holds ? pred : opposite(pred)) {
    case RIR_P_EQ:
        at_least(l, value);
        at_most(l, value);
        at_least_unsigned(l, u);
        at_most_unsigned(l, u);
        break;
    case RIR_P_SGT:
        at_least(l, value == INT64_MAX ? value : value + 1);
        break;
    case RIR_P_SGE:
        at_least(l, value);
        break;
    case RIR_P_SLT:
        at_most(l, value == INT64_MIN ? value : value - 1);
        break;
    case RIR_P_SLE:
        at_most(l, value);
        break;
    case RIR_P_UGT:
        at_least_unsigned(l, u == UINT64_MAX ? u : u + 1);
        break;
    case RIR_P_UGE:
        at_least_unsigned(l, u);
        break;
    case RIR_P_ULT:
        at_most_unsigned(l, u == 0 ? 0 : u - 1);
        break;
    case RIR_P_ULE:
        at_most_unsigned(l, u);
        break;
    default:
        break;
    }
    return l->least <= l->most && l->uleast <= l->umost;
}

static bool excludes(const struct left *l, uint8_t pred, bool holds, int64_t value)
{
    return is_equality(pred) && (pred == RIR_P_NE) == holds && l->least == value &&
           l->most == value;
}

/* Could "term pred value" be `holds`, given the facts? */
static bool consistent(struct path *p, uint32_t term, uint8_t pred, bool holds, int64_t value)
{
    struct left l = {INT64_MIN, INT64_MAX, 0, UINT64_MAX};
    uint32_t latest = path_term(p, term)->facts;
    if (latest == RIR_NONE)
        return true;
    bool any = leave(&l, pred, holds, value);
    for (uint32_t i = latest; i != RIR_NONE && any; i = p->facts.data[i].before) {
        const struct path_fact *f = &p->facts.data[i];
        any = leave(&l, (uint8_t)f->pred, f->holds, f->value);
    }
    any = any && !excludes(&l, pred, holds, value);
    for (uint32_t i = latest; i != RIR_NONE && any; i = p->facts.data[i].before) {
        const struct path_fact *f = &p->facts.data[i];
        any = !excludes(&l, (uint8_t)f->pred, f->holds, f->value);
    }
    return any;
}

bool path_add(struct path *p, uint32_t term, uint8_t pred, bool holds, int64_t value)
{
    struct term *t = path_term(p, term);
    if (t->kind == TERM_NOTHING)
        return true;
    if (t->kind == TERM_NUMBER)
        return number_compare(pred, t->n, value) == holds;
    if (!consistent(p, term, pred, holds, value))
        return false;
    struct path_fact f = {term, pred, holds, value, t->facts};
    t->facts = p->facts.len;
    vec_push(&p->facts, f);
    return true;
}

/* A fact that says which number a term is. */
static bool fact_equals(struct path *p, uint32_t term, int64_t *out)
{
    for (uint32_t i = path_term(p, term)->facts; i != RIR_NONE; i = p->facts.data[i].before) {
        const struct path_fact *f = &p->facts.data[i];
        if (is_equality(f->pred) && (f->pred == RIR_P_EQ) == f->holds) {
            *out = f->value;
            return true;
        }
    }
    return false;
}

static bool known(struct path *p, uint32_t term, int depth, int64_t *out);

static bool known_op(struct path *p, const struct term *t, int depth, int64_t *out)
{
    int64_t a, b;
    if (t->op == RIR_SELECT)
        return known(p, t->args[0], depth, &a) && known(p, t->args[a != 0 ? 1 : 2], depth, out);
    if ((t->op != RIR_BIN && t->op != RIR_CMP) || !known(p, t->args[0], depth, &a) ||
        !known(p, t->args[1], depth, &b))
        return false;
    if (t->op == RIR_BIN)
        return number_bin(t->sub, t->bits, a, b, out);
    *out = t->sub <= RIR_P_SLE && number_compare(t->sub, a, b);
    return t->sub <= RIR_P_SLE;
}

static bool known(struct path *p, uint32_t term, int depth, int64_t *out)
{
    struct term t = *path_term(p, term);
    if (t.kind == TERM_NUMBER) {
        *out = t.n;
        return true;
    }
    if (p->r.strict)
        return false;
    if (fact_equals(p, term, out))
        return true;
    return t.kind == TERM_OP && depth < MAX_DEPTH && known_op(p, &t, depth + 1, out);
}

bool path_known(struct path *p, uint32_t term, int64_t *out)
{
    return known(p, term, 0, out);
}

void path_bounds(struct path *p, uint32_t term, int64_t *least, int64_t *most)
{
    struct left l = {INT64_MIN, INT64_MAX, 0, UINT64_MAX};
    uint32_t latest = path_term(p, term)->facts;
    if (path_known(p, term, least)) {
        *most = *least;
        return;
    }
    for (uint32_t i = latest; i != RIR_NONE; i = p->facts.data[i].before) {
        const struct path_fact *f = &p->facts.data[i];
        leave(&l, (uint8_t)f->pred, f->holds, f->value);
    }
    if (l.umost <= INT64_MAX) {
        at_least(&l, (int64_t)l.uleast);
        at_most(&l, (int64_t)l.umost);
    }
    for (uint32_t i = latest; i != RIR_NONE; i = p->facts.data[i].before) {
        const struct path_fact *f = &p->facts.data[i];
        bool other = is_equality(f->pred) && (f->pred == RIR_P_NE) == f->holds;
        l.least += other && f->value == l.least && l.least < l.most;
        l.most -= other && f->value == l.most && l.least < l.most;
    }
    *least = l.least;
    *most = l.most;
}

bool path_read_signed(struct path *p, uint32_t term)
{
    bool any = false;
    for (uint32_t i = path_term(p, term)->facts; i != RIR_NONE; i = p->facts.data[i].before) {
        uint32_t pred = p->facts.data[i].pred;
        any |= pred == RIR_P_SGT || pred == RIR_P_SGE || pred == RIR_P_SLT || pred == RIR_P_SLE;
    }
    return any;
}

uint32_t path_chosen(struct path *p, uint32_t term)
{
    int64_t cond;
    for (struct term t = *path_term(p, term);
         t.kind == TERM_OP && t.op == RIR_SELECT && path_known(p, t.args[0], &cond);
         t = *path_term(p, term))
        term = t.args[cond != 0 ? 1 : 2];
    return term;
}

/* ---- pointers ---- */

static bool is_own(uint8_t kind)
{
    return kind == TERM_OWN || kind == TERM_STACK;
}

static bool is_object(uint8_t kind)
{
    return is_own(kind) || kind == TERM_GLOBAL || kind == TERM_FUNC;
}

/* An object, and a pointer of which it is not known where it leads. That what was just made should
 * be what a static object shows is no evidence: somebody would have to put it there. */
static bool same_as_object(struct path *p, const struct term *object, uint32_t other, bool *equal)
{
    int64_t number;
    *equal = false;
    if (path_known(p, other, &number) && number == 0)
        return object->kind != TERM_OWN;
    return is_own(object->kind) && path_term(p, other)->from_static;
}

/* Both are made on this path, and not both null. What the callers made may be one object. */
static bool are_two(const struct term *a, const struct term *b)
{
    return a->tracked && b->tracked && (a->kind == TERM_STACK || b->kind == TERM_STACK);
}

bool path_same_object(struct path *p, uint32_t a, uint32_t b, bool *equal)
{
    int64_t x_off, y_off;
    uint32_t x = term_base(&p->terms, path_chosen(p, a), &x_off);
    uint32_t y = term_base(&p->terms, path_chosen(p, b), &y_off);
    struct term s = *path_term(p, x), t = *path_term(p, y);
    if (x == y) {
        *equal = x_off == y_off;
        return s.kind != TERM_NOTHING;
    }
    if (!is_object(s.kind) && !is_object(t.kind))
        return false;
    if (!is_object(s.kind))
        return same_as_object(p, &t, a, equal);
    if (!is_object(t.kind))
        return same_as_object(p, &s, b, equal);
    *equal = false;
    return !is_own(s.kind) || !is_own(t.kind) || are_two(&s, &t);
}
