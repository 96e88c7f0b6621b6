/* Elements of arrays that a loop lends, one by one: of any object, by what the addresses are.
 *
 * The pointer that elements are counted from is one value outside of the loop, and the index one
 * that comes by each number once (B-J12), or one above all that were given before (B-J13): so each
 * trip has an element of its own. B-L18. Where a
 * loop joins the tasks of an array of handles, and is known to join all of a start (B-J2), the
 * handle at index i + a, which the start has put there when it gave element i + b, is the handle of
 * that element's task: in the trip that has joined it, element i + b is lent no more. B-L20. A
 * function that is passed such an element stays in it if all that it does with the parameter is to
 * use members of it, at constant distances, that lie in what is left of the element. */
#include "solve/placed.h"

/* The pointer that elements are counted from is the same in all trips of the loop. */
static bool is_element_of_one(const struct walk *loop, const struct place *p)
{
    if (place_is_pointer(p) || p->at.size <= 0)
        return false;
    const struct rir_value *v = &loop->w->f->values[p->at.value];
    return p->at.is_global || v->kind != RIR_V_INSN ||
           !walk_has(loop, loop->w->f->insns[v->ref].block);
}

/* Bytes from where the element begins: of arrays in structs it begins where what is given does. */
static int64_t within(const struct solver *s, uint32_t func, uint32_t operand,
                      const struct place *given, const struct place *at)
{
    bool in_struct = lent_form(s->m, &s->m->funcs.data[func], operand).array != 0;
    return at->at.off - (in_struct ? given->at.off : 0);
}

/* An element of the array that elements are given of by that operand of a start. */
static bool same_array(const struct solver *s, uint32_t func, uint32_t operand,
                       const struct place *given, const struct place *at)
{
    int64_t x = within(s, func, operand, given, given), y = within(s, func, operand, given, at);
    return given->at.base == at->at.base && given->at.is_global == at->at.is_global &&
           given->at.size == at->at.size && x >= 0 && x < given->at.size && y >= 0 &&
           y < at->at.size;
}

bool lent_other_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                        uint32_t record)
{
    uint32_t by = start_in(s, func, record);
    if (by == RIR_NONE || address == RIR_NONE)
        return false;
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_insn *start = &f->insns[by], *in = &f->insns[insn];
    uint32_t given = start_given_argument(s, func, by);
    struct place at, to;
    struct walk loop;
    if (given == RIR_NONE || !place_of(f, address, &at) || !place_of(f, given, &to) ||
        place_is_pointer(&at) || place_is_pointer(&to) || !same_array(s, func, given, &to, &at))
        return false;
    if (place_same_index(&at, &to) && elements_step_once(s->flows[func], &at, in->block, &loop) &&
        walk_has(&loop, start->block) && is_element_of_one(&loop, &at) &&
        !walk_is_entered_again(&loop) && !walk_comes_later(&loop, by, insn))
        return true;
    return placed_other_element(s, func, record, insn, &to, &at);
}

bool lent_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                            uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    struct place at;
    struct walk loop;
    if (address == RIR_NONE || !place_of(f, address, &at) || place_is_pointer(&at) ||
        !same_array(s, func, address, &at, &at))
        return false;
    if (elements_step_once(s->flows[func], &at, f->insns[insn].block, &loop) &&
        is_element_of_one(&loop, &at) && walk_is_once_per_trip(&loop, f->insns[insn].block) &&
        joins_entered_idle(s, func, &loop, record))
        return true;
    return start_in(s, func, record) == insn &&
           placed_other_element(s, func, record, insn, &at, &at);
}

/* Both indices are computed from that counter: by so much is the second one greater. */
static bool apart_by(const struct place *x, const struct place *y, uint32_t counter, int64_t *by)
{
    if (place_is_pointer(x) || place_is_pointer(y) || x->index.root != counter ||
        y->index.root != counter || x->index.bits != y->index.bits || x->cast != y->cast)
        return false;
    *by = y->index.plus - x->index.plus;
    return true;
}

/* On every way to the instruction, in the same trip of the loop. */
static bool comes_first(const struct walk *loop, uint32_t first, uint32_t insn)
{
    return walk_has(loop, loop->w->f->insns[insn].block) && flow_comes_first(loop->w, first, insn);
}

/* What a start gives and where it puts the handle, and what a join takes and what is touched. */
struct exchange {
    struct place given, put, taken, touched;
};

static bool is_one_task(const struct exchange *x, uint32_t fill, uint32_t drain)
{
    int64_t before, after;
    return x->put.at.size == x->taken.at.size && x->put.at.off == x->taken.at.off &&
           x->given.index.bits == x->touched.index.bits && x->given.cast == x->touched.cast &&
           x->put.index.bits == x->taken.index.bits && x->put.cast == x->taken.cast &&
           apart_by(&x->put, &x->given, fill, &before) &&
           apart_by(&x->taken, &x->touched, drain, &after) && before == after;
}

bool lent_joined_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                         uint32_t record)
{
    uint32_t by = start_in(s, func, record);
    const struct edge_joins *list = &s->edge_joins[func];
    const struct rir_func *f = &s->m->funcs.data[func];
    struct exchange x;
    if (by == RIR_NONE || address == RIR_NONE || !place_of(f, address, &x.touched))
        return false;
    uint32_t given = start_given_argument(s, func, by), put = start_place(s, func, by);
    if (given == RIR_NONE || put == RIR_NONE || !place_of(f, given, &x.given) ||
        !place_of(f, put, &x.put) || !same_array(s, func, given, &x.given, &x.touched) ||
        !lent_each_element_once(s, func, by, given, record))
        return false;
    for (uint32_t i = 0; i < list->len; i++) {
        const struct edge_join *j = &list->data[i];
        struct walk fill, drain;
        uint32_t taken = joined_at(s, f, &f->insns[j->join]);
        if (j->record == record && walk_of(s->flows[func], j->counter, &fill) &&
            walk_of(s->flows[func], j->phi, &drain) && taken != RIR_NONE &&
            place_of(f, taken, &x.taken) && is_one_task(&x, j->counter, j->phi) &&
            is_element_of_one(&fill, &x.given) && is_element_of_one(&drain, &x.touched) &&
            comes_first(&drain, j->join, insn))
            return true;
    }
    return false;
}

/* The address is the parameter, and so many bytes; false: it is another one. */
static bool is_from_parameter(const struct rir_func *f, uint32_t value, uint32_t param,
                              int64_t *bytes)
{
    struct address at;
    if (!address_of(f, value, &at) || at.is_global || at.index != RIR_NONE ||
        f->values[at.value].kind != RIR_V_PARAM || f->values[at.value].ref != param)
        return false;
    *bytes = at.off;
    return true;
}

static bool leads_to(const struct rir_func *f, uint32_t value, uint32_t param)
{
    const struct rir_value *v = &f->values[flow_base(f, value)];
    return v->kind == RIR_V_PARAM && v->ref == param;
}

/* What the instruction does with the operand is to use so many bytes there, at most. */
static bool uses_bytes(const struct rir_func *f, const struct rir_insn *in, uint32_t operand,
                       int64_t *bytes)
{
    if (operand != 0)
        return false;
    if (in->op == RIR_LOAD || in->op == RIR_READ)
        *bytes = rir_scalar_bytes(f->values[in->result].type);
    else if (in->op == RIR_STORE || in->op == RIR_WRITE)
        *bytes = rir_scalar_bytes(f->values[in->args[1]].type);
    else
        return false;
    return true;
}

bool lent_stays_within(const struct solver *s, uint32_t func, uint32_t record, uint32_t address,
                       uint32_t callee, uint32_t param)
{
    const struct rir_func *f = &s->m->funcs.data[callee];
    uint32_t given = start_given_argument(s, func, start_in(s, func, record));
    struct place p, to;
    if (s->flows[callee] == NULL || !place_of(&s->m->funcs.data[func], address, &p) ||
        place_is_pointer(&p) || given == RIR_NONE ||
        !place_of(&s->m->funcs.data[func], given, &to) || !same_array(s, func, given, &to, &p))
        return false;
    int64_t room = p.at.size - within(s, func, given, &to, &p), from, bytes;
    for (uint32_t i = 0; i < f->ninsns; i++)
        for (uint32_t k = 0; k < f->insns[i].nargs; k++) {
            const struct rir_insn *in = &f->insns[i];
            if (!leads_to(f, in->args[k], param) || (k == 0 && flow_is_step(in)) || MUTANT(s, 90))
                continue;
            if (!uses_bytes(f, in, k, &bytes) || !is_from_parameter(f, in->args[k], param, &from) ||
                from < 0 || from + bytes > room)
                return false;
        }
    return true;
}
