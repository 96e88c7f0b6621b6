/* Functions of the program that say that they send, or freeze.
 *
 * B-K9. That a function puts its argument where others get it (a queue of the program's own) need
 * not be seen in its body: what it says that it sends is sent when it returns, by whatever it did.
 * If its result says whether it did, that is not followed. */
#include "solve/call.h"
#include "solve/packets.h"

static bool says(const struct rir_ann *a, enum mark m)
{
    if (m == MARK_FROZEN)
        return a->kind == RIR_ANN_FREEZES;
    return a->kind == RIR_ANN_SENDS || a->kind == RIR_ANN_SENDS_IF;
}

bool call_says(const struct call *c, const struct rir_func *f)
{
    bool any = false;
    for (uint32_t i = 0; i < f->nanns; i++)
        for (enum mark m = 0; m < MARKS; m++)
            any |= marks_any(c->e->b->s, m) && says(&f->anns[i], m);
    return any;
}

static set_id said(struct call *c, const struct rir_func *f, enum mark m, enum apply_mode mode)
{
    struct set_table *t = sets_of(c->e);
    set_id all = SET_EMPTY;
    for (uint32_t i = 0; i < f->nanns; i++) {
        const struct rir_ann *a = &f->anns[i];
        if (!says(a, m))
            continue;
        set_id packet = packet_said(c->e, c->insn, (uint32_t)a->a, m, call_argument(c, f, a->a),
                                    mode == APPLY_ONE ? CERT_SURE : CERT_MAY);
        bool may_fail = a->kind == RIR_ANN_SENDS_IF;
        all = set_union(t, all, may_fail ? set_demote(t, packet, CERT_MAY) : packet);
    }
    return all;
}

bool call_as_it_says(struct call *c, const struct rir_func *f, uint32_t callee,
                     enum apply_mode mode)
{
    set_id packets[MARKS];
    for (enum mark m = 0; m < MARKS; m++)
        packets[m] = said(c, f, m, mode);
    bool returns = call_body(c, callee, mode);
    for (enum mark m = 0; m < MARKS; m++)
        marks_put(c->e, m, packets[m], mode == APPLY_ONE ? CERT_SURE : CERT_MAY);
    return returns;
}
