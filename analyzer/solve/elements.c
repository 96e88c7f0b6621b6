/* Elements of an array that a loop gives to tasks, one by one.
 *
 * A counter that comes by each of its numbers once gives each element once (B-J12): one that is
 * tested in each trip, and cannot step over the end. */
#include "solve/range.h"

uint32_t start_argument(const struct solver *s, const struct rir_insn *in)
{
    if (in->op == RIR_START)
        return in->nargs > 0 ? in->args[0] : RIR_NONE;
    const struct rir_func *f = in->op == RIR_CALL ? &s->m->funcs.data[in->ref] : NULL;
    if (f == NULL)
        return RIR_NONE;
    const struct rir_ann *a = rir_func_ann(f, RIR_ANN_SPAWNS);
    if (a == NULL)
        a = rir_func_ann(f, RIR_ANN_SPAWNS_IF);
    return a == NULL ? RIR_NONE : flow_operand(in, (uint32_t)a->b);
}

static bool is_static_element(const struct place *p)
{
    return p->at.is_global && !place_is_pointer(p) && p->at.size > 0;
}

/* In each trip of a loop around the block the index is another one. */
bool elements_step_once(const struct flow *w, const struct place *p, uint32_t block,
                        struct walk *loop)
{
    struct visit v = {.place = *p};
    struct range r;
    if (!walk_of(w, p->index.root, &v.walk) || !walk_has(&v.walk, block))
        return false;
    *loop = v.walk;
    bool once = p->index.bits >= 32; /* no static array has as many elements */
    for (uint32_t b = 0; b < w->f->nblocks && !once; b++)
        once = visit_by_test(&v, block, b) && range_of(&v, true, &r);
    return once;
}

bool start_takes_other_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                               uint32_t record)
{
    const struct start_rec *r = &s->starts.data[record];
    if (r->func != func || s->flows[func] == NULL || address == RIR_NONE)
        return false;
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    const struct rir_insn *start = &f->insns[r->insn], *in = &f->insns[insn];
    uint32_t given = start_argument(s, start);
    struct place at, to;
    struct walk loop;
    if (given == RIR_NONE || !place_of(f, address, &at) || !place_of(f, given, &to))
        return false;
    bool element = is_static_element(&at) && is_static_element(&to) && at.at.base == to.at.base &&
                   at.at.size == to.at.size && place_same_index(&at, &to) && at.at.off >= 0 &&
                   at.at.off < at.at.size && to.at.off >= 0 && to.at.off < to.at.size;
    return element && elements_step_once(w, &at, in->block, &loop) &&
           walk_has(&loop, start->block) && !walk_is_entered_again(&loop) &&
           !walk_comes_later(&loop, r->insn, insn);
}

bool joins_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                             uint32_t record)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    struct place at;
    struct walk loop;
    return place_of(f, address, &at) && is_static_element(&at) &&
           elements_step_once(s->flows[func], &at, f->insns[insn].block, &loop) &&
           walk_is_once_per_trip(&loop, f->insns[insn].block) &&
           joins_entered_idle(s, func, &loop, record);
}
