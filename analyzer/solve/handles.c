/* What may write where handles are, between their start and their join.
 *
 * B-J6. From a start to the join of its handle nothing writes where the handle is, whatever the
 * pointer (B-J10): only the start itself; what a trip writes into its own element before it starts,
 * or after it has joined; another part of the elements, or another object by its name. And no task
 * puts anything there that could be a handle. Flags beside handles are looked at alike (B-J15). */
#include "solve/handles.h"

static int64_t element_bytes(const struct rounds *r)
{
    int64_t step = r->drain->walk.step;
    return place_is_pointer(r->fill) ? (step < 0 ? -step : step) : r->fill->at.size;
}

/* So many bytes from a handle, something is written that lies in the same element. */
static bool lies_beside(const struct rounds *r, const struct extent *x, int64_t delta)
{
    int64_t size = element_bytes(r);
    if (x->keeps || x->hi == INT64_MAX)
        return false;
    int64_t lo = delta + x->lo, hi = delta + x->hi;
    return lo >= 0 ? lo >= r->bytes && hi <= size : hi <= 0 && lo >= r->bytes - size;
}

/* Another part of some element: its distance from one is known but for whole elements. */
static bool is_another_part(const struct rounds *r, uint32_t operand, const struct extent *x)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    struct address at;
    int64_t size = r->fill->at.size;
    if (place_is_pointer(r->fill) || size <= 0 || !address_of(f, operand, &at) ||
        at.base != r->fill->at.base || at.is_global != r->fill->at.is_global ||
        (at.index != RIR_NONE && at.size % size != 0))
        return false;
    int64_t delta = (at.off - r->fill->at.off) % size;
    return lies_beside(r, x, delta < 0 ? delta + size : delta);
}

/* All that is written there is within one element. */
static bool within_element(const struct rounds *r, const struct extent *x, int64_t delta)
{
    int64_t size = element_bytes(r);
    if (x->keeps)
        return delta + x->lo > -size && delta + x->lo < size;
    return x->hi != INT64_MAX && delta + x->lo > -size && delta + x->hi <= size &&
           x->hi - x->lo <= size;
}

/* Objects that have a name of their own: on the stack, or static ones without a second name. */
static bool has_own_name(const struct rounds *r, const struct rir_value *v)
{
    const struct rir_module *m = r->s->m;
    return v->kind == RIR_V_GLOBAL
               ? m->globals.data[v->ref].alias == NULL
               : v->kind == RIR_V_INSN && m->funcs.data[r->func].insns[v->ref].op == RIR_STACK;
}

static bool other_object_by_name(const struct rounds *r, uint32_t operand)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_value *x = &f->values[flow_base(f, operand)],
                           *y = &f->values[r->fill->at.value];
    return has_own_name(r, x) && has_own_name(r, y) && (x->kind != y->kind || x->ref != y->ref);
}

bool handles_start_failed(const void *context, uint32_t block, uint32_t side)
{
    const struct rounds *r = context;
    return start_failed_on_edge(r->s, r->func, block, side) == r->record;
}

/* After a start that has succeeded, control may get there in the same trip. */
static bool follows_start(const struct rounds *r, const struct walk *fill, uint32_t insn)
{
    const struct rir_insn *a = &fill->w->f->insns[r->start], *b = &fill->w->f->insns[insn];
    if (a->block == b->block && insn > r->start)
        return true;
    return b->block != fill->header &&
           flow_reaches(fill->w, a->block, b->block, fill->header, handles_start_failed, r);
}

static bool is_harmless(void *context, uint32_t insn, uint32_t operand, const struct extent *x)
{
    const struct rounds *r = context;
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct flow *w = r->s->flows[r->func];
    const struct rir_insn *in = &f->insns[insn];
    if (r->writer == r->start ? start_puts_handle(r->s, r->func, r->start, insn, operand)
                              : insn == r->writer)
        return true;
    if (other_object_by_name(r, operand) || is_another_part(r, operand, x))
        return true;
    struct place p;
    struct walk fill;
    int64_t delta;
    if (!place_of(f, operand, &p))
        return false;
    if (place_distance(r->fill, &p, &delta)) {
        bool by_start = insn == r->start && start_host_at(r->s, r->func, insn) != NULL;
        bool own = !by_start && within_element(r, x, delta) &&
                   walk_of(w, r->fill->index.root, &fill) && walk_has(&fill, in->block) &&
                   !follows_start(r, &fill, insn);
        if (own || lies_beside(r, x, delta))
            return true;
    }
    if (!place_distance(&r->drain->place, &p, &delta))
        return false;
    return lies_beside(r, x, delta) ||
           (within_element(r, x, delta) && walk_has(&r->drain->walk, in->block) &&
            !walk_comes_later(&r->drain->walk, insn, r->reader));
}

bool handles_kept(const struct rounds *r)
{
    struct solver *s = r->s;
    const struct rir_func *f = &s->m->funcs.data[r->func];
    struct stretch t = {s, r->func, r->header, r->drain->walk.header, true};
    bool handles = r->writer == r->start;
    uint32_t place = handles ? start_place(s, r->func, r->start) : f->insns[r->writer].args[0];
    struct target_memory m = written_target(s, r->func, place, r->bytes);
    struct rounds rounds = *r;
    for (uint32_t k = 0; k < f->nblocks; k++) {
        const struct rir_block *b = &f->blocks[k];
        if (!stretch_has(&t, k) && !walk_has(&r->drain->walk, k))
            continue;
        for (uint32_t i = b->first; i < b->first + b->count; i++)
            if (written_may(s, r->func, i, &m, is_harmless, &rounds))
                return false;
    }
    if (handles) /* a part of one is no handle */
        m.bytes = r->bytes;
    return !written_by_tasks(s, &m);
}
