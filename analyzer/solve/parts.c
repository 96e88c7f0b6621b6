/* States that are kept apart at one point, by what is known of numbers there.
 *
 * A point has up to `max` states with different facts. A state that arrives there
 *
 *   - is dropped where one is there that covers it and knows no more;
 *   - is joined with one that knows the same;
 *   - lends its facts to one that is the same otherwise: what nothing depends on yet is not told
 *     apart, and a later test will do so if it matters;
 *   - or is kept. Where it is one too many, the point knows less of one value from then on: first
 *     its constants become classes, then only "zero" and "not zero" are told apart, then nothing.
 *
 * B-Q4. Every state that ever arrived at the point is covered by one whose facts hold for it: it
 * was joined into that one, and facts are only ever forgotten. B-Q5 (termination). So what the
 * states of a point cover only grows, and a state that is covered changes nothing. */
#include "solve/body.h"

#include <stdlib.h>
#include <string.h>

enum { LARGE = 64, ALLOWANCE = 100 };
enum { SHARP, NO_CONSTANTS, ZERO_OR_NOT, NOTHING };

static struct known dulled(struct known k, uint8_t level)
{
    if (level >= NOTHING)
        return known_any();
    if (level == ZERO_OR_NOT)
        return (k.signs & SIGN_ZERO) == 0 ? known_when(RIR_NONZERO, true)
               : k.signs == SIGN_ZERO     ? k
                                          : known_any();
    return level == NO_CONSTANTS ? known_without_constant(k) : k;
}

static uint8_t *dullness(struct parts *p, uint32_t value)
{
    for (uint32_t i = 0; i < p->dull.len; i++)
        if (p->dull.data[i].value == value)
            return &p->dull.data[i].level;
    struct dull d = {.value = value};
    vec_push(&p->dull, d);
    return &p->dull.data[p->dull.len - 1].level;
}

static void forget(struct parts *p, struct fact_vec *facts)
{
    for (uint32_t i = 0; i < p->dull.len; i++) {
        const struct dull *d = &p->dull.data[i];
        const struct known *k = facts_find(facts, d->value);
        if (k != NULL)
            facts_put(facts, d->value, dulled(*k, d->level));
    }
}

static struct known known_in(const struct state *st, uint32_t value)
{
    const struct known *k = facts_find(&st->facts, value);
    return k == NULL ? known_any() : *k;
}

/* In how many ways the states differ about a value. */
static uint32_t variants(const struct parts *p, const struct state *more, uint32_t value)
{
    struct known of[MAX_PARTS + 1];
    uint32_t n = 0;
    for (uint32_t i = 0; i <= p->n; i++) {
        struct known k = known_in(i < p->n ? &p->list[i] : more, value);
        uint32_t j = 0;
        while (j < n && !known_same(of[j], k))
            j++;
        if (j == n)
            of[n++] = k;
    }
    return n;
}

/* The value that is told apart in the most ways; of several, the one defined last: what was chosen
 * before is what later code hangs on. A function's result is kept the longest. */
static uint32_t least_useful(const struct parts *p, const struct state *more)
{
    uint32_t worst = RIR_NONE, most = 1;
    for (uint32_t i = 0; i <= p->n; i++) {
        const struct fact_vec *v = i < p->n ? &p->list[i].facts : &more->facts;
        for (uint32_t k = 0; k < v->len; k++) {
            uint32_t n = variants(p, more, v->data[k].value);
            if (v->data[k].value == FACT_RESULT)
                n = n > 1 ? 2 : n;
            bool later = worst == FACT_RESULT ||
                         (v->data[k].value > worst && v->data[k].value != FACT_RESULT);
            if (n > most || (n == most && n > 1 && later)) {
                most = n;
                worst = v->data[k].value;
            }
        }
    }
    return worst;
}

static struct state *find_same(struct parts *p, const struct fact_vec *facts, uint32_t from)
{
    for (uint32_t i = from; i < p->n; i++)
        if (facts_same(&p->list[i].facts, facts))
            return &p->list[i];
    return NULL;
}

static void merge_same(struct body *b, struct parts *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        struct state *other;
        while ((other = find_same(p, &p->list[i].facts, i + 1)) != NULL) {
            state_join(b, &p->list[i], other);
            p->list[i].fresh = true;
            state_free(other);
            *other = p->list[--p->n];
        }
    }
}

static void know_less(struct body *b, struct parts *p, struct state *more)
{
    uint32_t value = least_useful(p, more);
    uint8_t *level = dullness(p, value);
    b->s->stats->cap_parts++;
    (*level)++;
    forget(p, &more->facts);
    for (uint32_t i = 0; i < p->n; i++)
        forget(p, &p->list[i].facts);
    merge_same(b, p);
}

/* All that holds in `facts` is known where `st` is. */
static bool knows_all(const struct state *st, const struct fact_vec *facts)
{
    for (uint32_t i = 0; i < facts->len; i++) {
        struct known k = known_in(st, facts->data[i].value);
        if (!known_same(known_meet(k, facts->data[i].is), k))
            return false;
    }
    return true;
}

static bool is_covered(struct body *b, const struct parts *p, const struct state *st)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (knows_all(st, &p->list[i].facts) && state_covers(b, &p->list[i], st))
            return true;
    return false;
}

static bool same_ids(const struct id_vec *a, const struct id_vec *b)
{
    return a->len == b->len &&
           (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof *a->data) == 0);
}

static bool same_but_facts(const struct state *a, const struct state *b)
{
    return a->havoc == b->havoc && a->joins == b->joins && a->unlinks == b->unlinks &&
           a->mem == b->mem && a->vals.len == b->vals.len &&
           (a->vals.len == 0 ||
            memcmp(a->vals.data, b->vals.data, a->vals.len * sizeof *a->vals.data) == 0) &&
           same_ids(&a->running, &b->running) && same_ids(&a->sure, &b->sure) &&
           same_ids(&a->single, &b->single) && same_ids(&a->joined, &b->joined);
}

static bool lends_facts(struct body *b, struct parts *p, const struct state *st)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (same_but_facts(&p->list[i], st)) {
            p->list[i].fresh |= facts_join(&p->list[i].facts, &st->facts);
            merge_same(b, p);
            return true;
        }
    return false;
}

static bool has_fresh(const struct parts *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->list[i].fresh)
            return true;
    return false;
}

/* Large states are kept apart less, and a function that was executed often enough for having
 * several states is not given more of them. */
static uint32_t most(const struct body *b, const struct state *st)
{
    uint32_t n = image_len(st->mem) > LARGE ? 1 : image_len(st->mem) > LARGE / 2 ? 2 : MAX_PARTS;
    uint32_t allowance = ALLOWANCE + b->w->norder;
    return b->repeated > 2 * allowance ? 1 : b->repeated > allowance && n > 2 ? 2 : n;
}

struct state *parts_new(struct parts *p)
{
    if (p->n == p->cap) {
        p->list = realloc(p->list, ++p->cap * sizeof *p->list);
        if (p->list == NULL)
            abort();
    }
    p->list[p->n] = (struct state){0};
    return &p->list[p->n++];
}

bool parts_add(struct body *b, struct parts *p, uint32_t max, struct state *st)
{
    uint32_t now = most(b, st);
    if (p->max == 0)
        p->max = max;
    if (p->max > now)
        p->max = now;
    forget(p, &st->facts);
    if (p->n <= p->max && (is_covered(b, p, st) || lends_facts(b, p, st)))
        return has_fresh(p);
    struct state *same;
    while ((same = find_same(p, &st->facts, 0)) == NULL ? p->n >= p->max : p->n > p->max)
        know_less(b, p, st);
    if (same == NULL)
        same = parts_new(p);
    same->fresh |= state_join(b, same, st);
    return has_fresh(p);
}

void parts_free(struct parts *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        state_free(&p->list[i]);
    free(p->list);
    vec_free(&p->dull);
    *p = (struct parts){0};
}
