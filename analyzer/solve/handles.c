/* What may write where handles are, between their start and their join.
 *
 * B-J6. From a start to the join of its handle nothing writes where the handle is, whatever the
 * pointer (B-J10): only the start itself; what a trip writes into its own element before it starts,
 * or after it has joined; another part of the elements, or another object by its name. And no task
 * puts anything there that could be a handle: not into that member of the struct. */
#include "solve/handles.h"

#include "solve/written.h"

static int64_t handle_bytes(const struct rounds *r)
{
    return r->s->word;
}

/* How many bytes an instruction writes at its first operand; 0: not known. */
static int64_t scalar_bytes(const struct rir_func *f, const struct rir_insn *in)
{
    if (in->op != RIR_STORE && in->op != RIR_WRITE && in->op != RIR_RMW)
        return 0;
    const struct rir_value *v = &f->values[in->args[1]];
    return v->type.cls == RIR_PTR ? 8 : (v->type.bits + 7) / 8;
}

static int64_t element_bytes(const struct rounds *r)
{
    int64_t step = r->drain->walk.step;
    return place_is_pointer(r->fill) ? (step < 0 ? -step : step) : r->fill->at.size;
}

/* So many bytes from a handle, something is written that lies in the same element. */
static bool lies_beside(const struct rounds *r, uint32_t insn, int64_t delta)
{
    int64_t size = element_bytes(r),
            bytes = scalar_bytes(&r->s->m->funcs.data[r->func],
                                 &r->s->m->funcs.data[r->func].insns[insn]);
    if (bytes == 0)
        return false;
    return delta >= 0 ? delta >= handle_bytes(r) && delta + bytes <= size
                      : delta + bytes <= 0 && delta >= handle_bytes(r) - size;
}

/* Another part of some element: its distance from one is known but for whole elements. */
static bool is_another_part(const struct rounds *r, uint32_t insn, uint32_t operand)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    struct address at;
    int64_t size = r->fill->at.size;
    if (place_is_pointer(r->fill) || size <= 0 || !address_of(f, operand, &at) ||
        at.base != r->fill->at.base || at.is_global != r->fill->at.is_global ||
        (at.index != RIR_NONE && at.size % size != 0))
        return false;
    int64_t delta = (at.off - r->fill->at.off) % size;
    return lies_beside(r, insn, delta < 0 ? delta + size : delta);
}

/* All that is written there is within one element: a callee that is given one keeps to it. */
static bool within_element(const struct rounds *r, uint32_t insn, int64_t delta)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_insn *in = &f->insns[insn];
    int64_t size = element_bytes(r), length = 0;
    if ((in->op == RIR_COPY || in->op == RIR_FILL) && !number_is_constant(f, in->args[2], &length))
        return false;
    return delta > -size && delta < size && length <= size;
}

static bool other_object_by_name(const struct rounds *r, uint32_t operand)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct rir_value *x = &f->values[flow_base(f, operand)],
                           *y = &f->values[r->fill->at.value];
    bool named =
        (x->kind == RIR_V_GLOBAL || (x->kind == RIR_V_INSN && f->insns[x->ref].op == RIR_STACK)) &&
        (y->kind == RIR_V_GLOBAL || (y->kind == RIR_V_INSN && f->insns[y->ref].op == RIR_STACK));
    return named && (x->kind != y->kind || x->ref != y->ref);
}

static bool is_harmless(const void *context, uint32_t insn, uint32_t operand)
{
    const struct rounds *r = context;
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    const struct flow *w = r->s->flows[r->func];
    const struct rir_insn *in = &f->insns[insn], *start = &f->insns[r->start];
    bool by_start = insn == r->start ||
                    (in->op == RIR_STORE && start->op == RIR_START && in->args[1] == start->result);
    if (by_start && operand == handle_place(r->s, f, start))
        return true;
    if (other_object_by_name(r, operand) || is_another_part(r, insn, operand))
        return true;
    struct place p;
    struct walk fill;
    int64_t delta;
    if (!place_of(f, operand, &p))
        return false;
    if (place_distance(r->fill, &p, &delta)) {
        bool own = within_element(r, insn, delta) && walk_of(w, r->fill->index.root, &fill) &&
                   walk_has(&fill, in->block) && !walk_comes_later(&fill, r->start, insn);
        if (own || lies_beside(r, insn, delta))
            return true;
    }
    if (!place_distance(&r->drain->place, &p, &delta))
        return false;
    return lies_beside(r, insn, delta) ||
           (within_element(r, insn, delta) && walk_has(&r->drain->walk, in->block) &&
            !walk_comes_later(&r->drain->walk, insn, r->join));
}

/* ---- tasks ---- */

struct member { /* of a struct that is an array of handles, or holds one */
    const struct rir_func *f;
    uint32_t type, field; /* RIR_NONE: none */
};

/* The member to which an address leads, of those that it passes the innermost. */
static struct member member_of(const struct rir_func *f, uint32_t address)
{
    for (uint32_t v = address; f->values[v].kind == RIR_V_INSN;) {
        const struct rir_insn *in = &f->insns[f->values[v].ref];
        if (!flow_is_step(in))
            break;
        if (in->op == RIR_FIELD && in->field != RIR_NONE)
            return (struct member){f, in->ref, in->field};
        v = in->args[0];
    }
    return (struct member){f, RIR_NONE, RIR_NONE};
}

static bool is_another_member(const void *context, uint32_t insn, uint32_t operand)
{
    const struct member *m = context;
    (void)insn;
    struct member other = member_of(m->f, operand);
    return m->type != RIR_NONE && other.type == m->type && other.field != m->field;
}

/* A part of a handle is no handle. */
static bool is_narrow_write(const struct solver *s, const struct rir_func *f,
                            const struct rir_insn *in)
{
    int64_t bytes = scalar_bytes(f, in);
    return bytes != 0 && bytes < (int64_t)s->word;
}

static bool tasks_replace(const struct rounds *r, uint32_t cls)
{
    struct solver *s = r->s;
    const struct rir_func *f = &s->m->funcs.data[r->func];
    struct member m = member_of(f, handle_place(s, f, &f->insns[r->start]));
    for (uint32_t k = 0; k < s->m->funcs.len; k++) {
        const struct rir_func *g = &s->m->funcs.data[k];
        if (!phase_a_in_task(s->a, k) || !phase_a_writes(s->a, k, cls))
            continue;
        m.f = g;
        for (uint32_t i = 0; i < g->ninsns; i++) {
            const struct rir_insn *in = &g->insns[i];
            bool followed = in->op == RIR_CALL &&
                            !rir_func_is_described(&s->m->funcs.data[in->ref]) &&
                            (s->m->funcs.data[in->ref].flags & RIR_FUNC_DEFINED) != 0;
            if (!followed && !is_narrow_write(s, g, in) &&
                written_may(s, k, i, cls, is_another_member, &m))
                return true;
        }
    }
    return false;
}

bool handles_kept(const struct rounds *r)
{
    struct solver *s = r->s;
    const struct rir_func *f = &s->m->funcs.data[r->func];
    struct stretch t = {s, r->func, r->header, r->drain->walk.header, true};
    uint32_t place = handle_place(s, f, &f->insns[r->start]);
    uint32_t cls = phase_a_class(s->a, r->func, place);
    for (uint32_t k = 0; k < f->nblocks; k++) {
        const struct rir_block *b = &f->blocks[k];
        if (!stretch_has(&t, k) && !walk_has(&r->drain->walk, k))
            continue;
        for (uint32_t i = b->first; i < b->first + b->count; i++)
            if (written_may(s, r->func, i, cls, is_harmless, r))
                return false;
    }
    return !tasks_replace(r, cls);
}
