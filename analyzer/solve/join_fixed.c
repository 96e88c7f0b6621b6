/* A loop that joins the handles of an array into which starts outside of loops have put theirs,
 * each into an element with a constant index: `start(&t[0], ...); start(&t[1], ...); for (...)
 * join(t[i])`.
 *
 * B-J21 (I4). Such a start runs once in an activation of the function. Its task is joined where the
 * loop is left by its test, if the loop comes by that element (B-J12) and takes the handle from
 * there in every trip, and if from the start to there nothing else may write it (B-J10): what lies
 * at another constant distance in the same array, or is another object by its name, does not, and
 * no task puts anything there. */
#include "solve/join_fixed.h"

#include "solve/handles.h"

struct fixed {
    struct solver *s;
    uint32_t func, start;
    struct address at; /* where the start puts its handle */
    struct visit drain;
};

/* Objects that have a name of their own, and another one. */
static bool is_other_object(const struct fixed *x, uint32_t operand)
{
    const struct rir_module *m = x->s->m;
    const struct rir_func *f = &m->funcs.data[x->func];
    const struct rir_value *p = &f->values[flow_base(f, operand)], *q = &f->values[x->at.value];
    bool named = true;
    for (uint32_t i = 0; i < 2; i++) {
        const struct rir_value *v = i == 0 ? p : q;
        named &= v->kind == RIR_V_GLOBAL
                     ? m->globals.data[v->ref].alias == NULL
                     : v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_STACK;
    }
    return named && (p->kind != q->kind || p->ref != q->ref);
}

/* What is written there is so many bytes long at most; a start writes a handle, and no more. */
static bool written_bytes(const struct fixed *x, uint32_t insn, uint32_t operand,
                          const struct extent *w, int64_t *lo, int64_t *hi)
{
    bool starts = map_get(&x->s->start_index, (uint64_t)x->func << 32 | insn, &(uint32_t){0}) ||
                  start_host_at(x->s, x->func, insn) != NULL;
    *lo = w->keeps ? 0 : w->lo;
    *hi = w->keeps ? x->drain.place.at.size : w->hi;
    return w->keeps ? starts && operand == start_place(x->s, x->func, insn) : w->hi != INT64_MAX;
}

static bool is_harmless(void *context, uint32_t insn, uint32_t operand, const struct extent *w)
{
    const struct fixed *x = context;
    const struct rir_func *f = &x->s->m->funcs.data[x->func];
    struct address at;
    int64_t lo, hi;
    if (start_puts_handle(x->s, x->func, x->start, insn, operand) || is_other_object(x, operand))
        return true;
    if (!address_of(f, operand, &at) || at.index != RIR_NONE || at.is_global != x->at.is_global ||
        at.base != x->at.base || !written_bytes(x, insn, operand, w, &lo, &hi))
        return false;
    int64_t apart = at.off - x->at.off;
    return apart + lo >= x->s->word || apart + hi <= 0;
}

/* Nothing writes the handle between the start and the end of the loop. */
static bool is_kept(struct fixed *x)
{
    struct solver *s = x->s;
    const struct rir_func *f = &s->m->funcs.data[x->func];
    uint32_t from = f->insns[x->start].block;
    struct stretch t = {s, x->func, from, x->drain.walk.header, false};
    struct target_memory m = written_target(s, x->func, start_place(s, x->func, x->start), s->word);
    for (uint32_t k = 0; k < f->nblocks; k++) {
        const struct rir_block *b = &f->blocks[k];
        if (!stretch_has(&t, k) && !walk_has(&x->drain.walk, k))
            continue;
        uint32_t first = k == from ? x->start : b->first;
        for (uint32_t i = first; i < b->first + b->count; i++)
            if (written_may(s, x->func, i, &m, is_harmless, x))
                return false;
    }
    m.bytes = s->word; /* a part of one is no handle */
    return !written_by_tasks(s, &m);
}

/* What is made before the start is not made again, as the start is in no loop. */
static bool is_same_array(const struct fixed *x, const struct stretch *t)
{
    const struct address *a = &x->at, *b = &x->drain.place.at;
    return (!a->is_global && !b->is_global && a->value == b->value) || range_same_base(t, a, b);
}

/* The loop comes by the element, if it is left by this test. */
static bool is_passed(const struct fixed *x, const struct stretch *t)
{
    const struct visit *v = &x->drain;
    struct range r;
    int64_t size = v->place.at.size, at = number_floor_div(x->at.off, size);
    int64_t part = v->place.at.off - number_floor_div(v->place.at.off, size) * size;
    struct number first = {.root = RIR_NONE, .more = at}, next = {.root = RIR_NONE, .more = at + 1};
    if (MUTANT(x->s, 89))
        return is_same_array(x, t);
    return x->at.off - at * size == part && is_same_array(x, t) && range_of(v, false, &r) &&
           range_le(t, &r.lo, &first) && range_le(t, &next, &r.hi);
}

void join_fixed(struct solver *s, uint32_t func, uint32_t record, uint32_t join)
{
    const struct flow *w = s->flows[func];
    const struct rir_func *f = w->f;
    struct fixed x = {.s = s, .func = func, .start = start_in(s, func, record)};
    uint32_t put = start_place(s, func, x.start), from = joined_at(s, f, &f->insns[join]);
    uint32_t in = f->insns[join].block;
    if (put == RIR_NONE || from == RIR_NONE || !address_of(f, put, &x.at) ||
        x.at.index != RIR_NONE || !visit_of(w, from, &x.drain) ||
        place_is_pointer(&x.drain.place) || x.drain.place.at.size < s->word ||
        !walk_is_in_each_trip(&x.drain.walk, in))
        return;
    struct stretch t = {s, func, f->insns[x.start].block, x.drain.walk.header, false};
    for (uint32_t b = 0; b < f->nblocks; b++) {
        if (!visit_by_test(&x.drain, in, b) || !is_passed(&x, &t) || !is_kept(&x))
            continue;
        struct edge_join j = {.from = x.drain.test.block,
                              .to = x.drain.test.exit,
                              .record = record,
                              .counter = RIR_NONE,
                              .join = join,
                              .phi = x.drain.walk.phi};
        vec_push(&s->edge_joins[func], j);
    }
}
