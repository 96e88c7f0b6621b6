/* Interned in a small hash table whose chains are in order of age, so that the last ones can be
 * taken off again. */
#include "solve/term.h"

#include "base/map.h"

void terms_init(struct terms *t)
{
    *t = (struct terms){.all = {0}};
    for (uint32_t i = 0; i < TERM_BUCKETS; i++)
        t->buckets[i] = RIR_NONE;
}

void terms_free(struct terms *t)
{
    vec_free(&t->all);
}

static bool is_interned(const struct term *x)
{
    return x->kind != TERM_OWN && x->kind != TERM_STACK && x->kind != TERM_UNKNOWN;
}

static uint32_t bucket(const struct term *x)
{
    uint64_t h =
        (uint64_t)x->kind | (uint64_t)x->op << 8 | (uint64_t)x->sub << 16 | (uint64_t)x->ref << 32;
    h = hash64(h ^ (uint64_t)x->n * 0x9e3779b97f4a7c15u);
    h ^= (uint64_t)x->args[0] << 32 | x->args[1];
    return (uint32_t)(hash64(h) % TERM_BUCKETS);
}

void terms_shrink(struct terms *t, uint32_t len)
{
    while (t->all.len > len) {
        const struct term *x = &t->all.data[--t->all.len];
        if (is_interned(x))
            t->buckets[bucket(x)] = x->next;
    }
}

static struct term blank(enum term_kind kind)
{
    return (struct term){.kind = (uint8_t)kind,
                         .ref = RIR_NONE,
                         .args = {RIR_NONE, RIR_NONE, RIR_NONE},
                         .cells = RIR_NONE,
                         .facts = RIR_NONE,
                         .next = RIR_NONE};
}

static bool same(const struct term *a, const struct term *b)
{
    return a->kind == b->kind && a->op == b->op && a->sub == b->sub && a->bits == b->bits &&
           a->ref == b->ref && a->n == b->n && a->args[0] == b->args[0] &&
           a->args[1] == b->args[1] && a->args[2] == b->args[2];
}

static uint32_t intern(struct terms *t, struct term x)
{
    uint32_t b = bucket(&x);
    for (uint32_t i = t->buckets[b]; i != RIR_NONE; i = t->all.data[i].next)
        if (same(&t->all.data[i], &x))
            return i;
    x.next = t->buckets[b];
    t->buckets[b] = t->all.len;
    vec_push(&t->all, x);
    return t->all.len - 1;
}

uint32_t term_fresh(struct terms *t, enum term_kind kind)
{
    vec_push(&t->all, blank(kind));
    return t->all.len - 1;
}

uint32_t term_number(struct terms *t, int64_t n)
{
    struct term x = blank(TERM_NUMBER);
    x.n = n;
    return intern(t, x);
}

uint32_t term_named(struct terms *t, enum term_kind kind, uint32_t ref)
{
    struct term x = blank(kind);
    x.ref = ref;
    return intern(t, x);
}

uint32_t term_base(const struct terms *t, uint32_t address, int64_t *off)
{
    const struct term *x = &t->all.data[address];
    *off = x->kind == TERM_AT ? x->n : 0;
    return x->kind == TERM_AT ? x->args[0] : address;
}

uint32_t term_at(struct terms *t, uint32_t pointer, int64_t off)
{
    int64_t before;
    struct term x = blank(TERM_AT);
    x.args[0] = term_base(t, pointer, &before);
    x.n = (int64_t)((uint64_t)before + (uint64_t)off);
    if (t->all.data[x.args[0]].kind == TERM_NUMBER)
        return term_number(t, (int64_t)((uint64_t)t->all.data[x.args[0]].n + (uint64_t)x.n));
    return x.n == 0 ? x.args[0] : intern(t, x);
}

struct term term_op(uint8_t op, uint8_t sub, uint16_t bits)
{
    struct term x = blank(TERM_OP);
    x.op = op;
    x.sub = sub;
    x.bits = bits;
    return x;
}

uint32_t term_computed(struct terms *t, struct term op)
{
    for (uint32_t i = 0; i < 3; i++)
        op.of_thread |= op.args[i] != RIR_NONE && t->all.data[op.args[i]].of_thread;
    return intern(t, op);
}
