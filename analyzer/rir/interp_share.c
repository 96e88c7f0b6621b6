/* Shares: which bytes of an object are lent, and to whom.
 *
 * An object has an owner; a loan gives a task some of its bytes for as long as it runs. Those are a
 * share, and what is in no share is the owner's: of a static object it is global.
 *
 * - E1 What a pointer denotes is lent. One that was made by stepping to an element of an array
 * denotes that element, in a struct too; in a static object whose type is an array, the element of
 * that array which it is in. The start of a static array of structs or arrays denotes element 0: in
 * the code that compilers write, `jobs` is `&jobs[0]`. Any other pointer denotes the whole object.
 * - E2 Bytes are a task's if all of them are in shares of it, or, where it owns the object, in
 * nobody's. What it has lent on is not its own until that loan ends.
 * - E3 Shares overlap only after a double-send, or where a task lends on what it was lent. */
#include "rir/interp_int.h"

static bool starts_with_element(const struct run *r, const struct object *o)
{
    uint32_t array = rir_type_strip(r->m, o->type);
    uint32_t t = rir_type_strip(r->m, r->m->types.data[array].elem);
    return t != RIR_NONE &&
           (r->m->types.data[t].kind == RIR_T_ARRAY || r->m->types.data[t].nfields != 0);
}

/* E1. */
struct span share_denoted(const struct run *r, struct object *o, uint64_t off, uint32_t item)
{
    bool element = item != 0 || (off == 0 && o->item != 0 && starts_with_element(r, o));
    uint64_t size = o->item != 0 ? o->item : item;
    if (!element || off >= o->size)
        return (struct span){o, 0, o->size};
    if (o->item != 0)
        off -= off % size;
    return (struct span){o, off, size < o->size - off ? off + size : o->size};
}

struct span share_at(const struct place *p, uint64_t size)
{
    return (struct span){p->o, p->off, p->off + size};
}

static bool meet(const struct span *s, const struct share *h)
{
    return h->lo < s->hi && s->lo < h->hi;
}

bool share_meets(const struct span *s)
{
    for (uint32_t i = 0; i < s->o->shares.len; i++)
        if (meet(s, &s->o->shares.data[i]))
            return true;
    return false;
}

#define ANYBODY UINT32_MAX

/* Up to where the shares go on that byte `at` is in; `at`: it is in none. */
static uint64_t end_of_shares(const struct object *o, uint32_t task, uint64_t at)
{
    uint64_t end = at;
    for (uint32_t i = 0; i < o->shares.len; i++) {
        const struct share *h = &o->shares.data[i];
        if ((task == ANYBODY || h->task == task) && h->lo <= at && h->hi > end)
            end = h->hi;
    }
    return end;
}

static bool covered_by(const struct span *s, uint32_t task)
{
    for (uint64_t at = s->lo, next; at < s->hi; at = next) {
        next = end_of_shares(s->o, task, at);
        if (next == at)
            return false;
    }
    return true;
}

bool share_covers(const struct span *s)
{
    return covered_by(s, ANYBODY);
}

static bool lent_on(const struct span *s, uint32_t task)
{
    for (uint32_t i = 0; i < s->o->shares.len; i++)
        if (s->o->shares.data[i].from == task && meet(s, &s->o->shares.data[i]))
            return true;
    return false;
}

/* E2. */
bool share_owned(const struct span *s, uint32_t task)
{
    if (!share_meets(s))
        return s->o->owner == task;
    return covered_by(s, task) && !lent_on(s, task);
}

bool share_owned_before(const struct span *s, uint32_t task, uint32_t to)
{
    uint32_t was = s->o->shares.len, n = was;
    while (n > 0 && s->o->shares.data[n - 1].task == to)
        n--;
    s->o->shares.len = n;
    bool owned = share_owned(s, task);
    s->o->shares.len = was;
    return owned;
}

void share_give(const struct span *s, uint32_t from, uint32_t to)
{
    struct share h = {.lo = s->lo, .hi = s->hi, .task = to, .from = from};
    vec_push(&s->o->shares, h);
}

bool share_end(struct object *o, uint32_t task, uint32_t *from)
{
    uint32_t n = 0, was = o->shares.len;
    for (uint32_t i = 0; i < was; i++) {
        const struct share *h = &o->shares.data[i];
        if (h->task == task)
            *from = h->from;
        else
            o->shares.data[n++] = *h;
    }
    o->shares.len = n;
    return n != was;
}
