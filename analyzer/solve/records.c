/* Records of a block that was executed for several states: each thing once.
 *
 * B-Q8. A record is left out only where another one of the same operation says the same, or where
 * it has no target and another one has: the state without a target is one in which the pointer is
 * null or not set, and accesses are memory-safe. */
#include "solve/body.h"

#include <string.h>

static bool same_list(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb)
{
    return na == nb && (na == 0 || memcmp(a, b, na * sizeof *a) == 0);
}

static bool same_point(const struct body *b, uint32_t x, uint32_t y)
{
    const struct point *p = &b->points.data[x], *q = &b->points.data[y];
    return p->joins == q->joins && same_list(p->running, p->nrunning, q->running, q->nrunning) &&
           same_list(p->sure, p->nsure, q->sure, q->nsure) &&
           same_list(p->joined, p->njoined, q->joined, q->njoined) &&
           memcmp(p->marks, q->marks, sizeof p->marks) == 0 && p->nloans == q->nloans &&
           (p->nloans == 0 || memcmp(p->loans, q->loans, p->nloans * sizeof *p->loans) == 0);
}

static bool same_operation(const struct access *x, const struct access *y)
{
    return x->insn == y->insn && x->kind == y->kind && x->arg == y->arg &&
           x->described == y->described && x->format == y->format && x->format_is == y->format_is;
}

static bool has_targets(const struct body *b, uint32_t from, uint32_t to, const struct access *x)
{
    for (uint32_t i = from; i < to; i++)
        if (same_operation(&b->accesses.data[i], x) && b->accesses.data[i].targets != SET_EMPTY)
            return true;
    return false;
}

static bool same_access(const struct body *b, const struct access *x, const struct access *y)
{
    return same_operation(x, y) && x->targets == y->targets && x->member == y->member &&
           same_point(b, x->point, y->point);
}

static void tidy_accesses(struct body *b, uint32_t from)
{
    uint32_t out = from;
    for (uint32_t i = from; i < b->accesses.len; i++) {
        struct access x = b->accesses.data[i];
        bool have = x.targets == SET_EMPTY &&
                    (has_targets(b, from, out, &x) || has_targets(b, i + 1, b->accesses.len, &x));
        for (uint32_t k = from; k < out && !have; k++)
            have = same_access(b, &b->accesses.data[k], &x);
        if (!have)
            b->accesses.data[out++] = x;
    }
    b->accesses.len = out;
}

static bool same_call(const struct body *b, const struct call_rec *x, const struct call_rec *y)
{
    return y->insn == x->insn && y->callee == x->callee && y->aliased == x->aliased &&
           y->start == x->start && y->coarse == x->coarse &&
           same_list(y->bind, y->nbind, x->bind, x->nbind) && same_point(b, x->point, y->point);
}

static void tidy_calls(struct body *b, uint32_t from)
{
    uint32_t out = from;
    for (uint32_t i = from; i < b->calls.len; i++) {
        struct call_rec x = b->calls.data[i];
        bool have = false;
        for (uint32_t k = from; k < out && !have; k++)
            have = same_call(b, &b->calls.data[k], &x);
        if (!have)
            b->calls.data[out++] = x;
    }
    b->calls.len = out;
}

static bool same_event(const struct body *b, const struct event *x, const struct event *y)
{
    return y->insn == x->insn && y->callee == x->callee && y->hidden == x->hidden &&
           y->text == x->text && y->if_null == x->if_null && same_point(b, x->point, y->point);
}

static void tidy_events(struct body *b, uint32_t from)
{
    uint32_t out = from;
    for (uint32_t i = from; i < b->events.len; i++) {
        struct event x = b->events.data[i];
        bool have = false;
        for (uint32_t k = from; k < out && !have; k++)
            have = same_event(b, &b->events.data[k], &x);
        if (!have)
            b->events.data[out++] = x;
    }
    b->events.len = out;
}

void records_tidy(struct body *b, uint32_t accesses, uint32_t calls, uint32_t events)
{
    tidy_accesses(b, accesses);
    tidy_calls(b, calls);
    tidy_events(b, events);
}
