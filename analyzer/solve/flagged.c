/* `w[i].runs = create(&w[i].handle, ...) == 0;` and later `if (w[i].runs) join(w[i].handle)`.
 *
 * B-J15. Such a loop joins all tasks whose flag is not zero in the trip that comes by. A task's
 * flag is not zero if every way on from its start, but those on which it has failed, comes by a
 * write to the flag with the same index, of a number that is not zero where the start has
 * succeeded; and if from there to where it is read nothing else may write the flag, by the rules
 * for handles (B-J6). */
#include "solve/flagged.h"

/* What the condition reads; `holds`: when that is not zero. */
static const struct rir_insn *read_by(const struct rir_func *f, uint32_t condition, bool *holds)
{
    enum cast cast;
    const struct rir_insn *cmp = flow_defined_by(f, condition, RIR_CMP);
    *holds = true;
    if (cmp != NULL) {
        if ((cmp->sub != RIR_P_EQ && cmp->sub != RIR_P_NE) || !flow_is_null(f, cmp->args[1]))
            return NULL;
        *holds = cmp->sub == RIR_P_NE;
        return flow_defined_by(f, number_before_cast(f, cmp->args[0], &cast), RIR_READ);
    }
    const struct rir_insn *low = flow_defined_by(f, condition, RIR_UN); /* of a bool */
    return low == NULL || low->sub != RIR_U_TRUNC ? NULL
                                                  : flow_defined_by(f, low->args[0], RIR_READ);
}

bool flagged_guard(const struct solver *s, uint32_t func, const struct walk *loop, uint32_t join,
                   struct guard *g)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t to = f->insns[join].block;
    for (uint32_t k = 0; k < loop->w->npreds[to]; k++) {
        uint32_t from = loop->w->preds[to][k];
        const struct rir_insn *cond = &f->insns[f->blocks[from].first + f->blocks[from].count - 1];
        bool holds;
        const struct rir_insn *read =
            cond->op == RIR_COND ? read_by(f, cond->args[0], &holds) : NULL;
        if (read == NULL || cond->blocks[0] == cond->blocks[1] ||
            cond->blocks[holds ? 0 : 1] != to || !walk_is_in_each_trip(loop, from) ||
            read->block != from || (read->flags & (RIR_VOLATILE | RIR_ATOMIC)) != 0)
            continue;
        *g = (struct guard){from, (uint32_t)(read - f->insns)};
        return true;
    }
    return false;
}

/* The number that is written is not zero where the start has succeeded; of a bool, the lowest bit.
 */
static bool says_success(const struct rounds *r, const struct rir_insn *write)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    enum cast cast;
    int64_t k;
    if (number_is_constant(f, write->args[1], &k))
        return k == 1;
    uint32_t value = number_before_cast(f, write->args[1], &cast);
    return cast == CAST_UNSIGNED && start_failed_if(r->s, r->func, value, false) == r->record;
}

/* Every way on from a start that has succeeded comes by the write. */
static bool follows_start(const struct rounds *r, uint32_t write)
{
    const struct flow *w = r->s->flows[r->func];
    const struct rir_insn *a = &w->f->insns[r->start], *b = &w->f->insns[write];
    struct walk fill;
    if (!walk_of(w, r->fill->index.root, &fill) || !walk_has(&fill, b->block))
        return false;
    if (a->block == b->block)
        return write > r->start;
    return !flow_reaches(w, a->block, fill.header, b->block, handles_start_failed, r) &&
           !flow_reaches(w, a->block, r->drain->walk.header, b->block, handles_start_failed, r);
}

bool flagged_is_set(const struct rounds *r, const struct guard *g)
{
    const struct rir_func *f = &r->s->m->funcs.data[r->func];
    struct stretch t = {r->s, r->func, r->header, r->drain->walk.header, true};
    struct visit read = *r->drain;
    if (place_is_pointer(r->fill) || !place_of(f, f->insns[g->read].args[0], &read.place) ||
        place_is_pointer(&read.place) || !place_same_index(&read.place, &r->drain->place))
        return false;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        struct place flag;
        const struct rir_insn *in = &f->insns[i];
        if (in->op != RIR_WRITE || !place_of(f, in->args[0], &flag) || place_is_pointer(&flag) ||
            !place_same_index(&flag, r->fill) || flag.at.off != read.place.at.off ||
            flag.at.size != read.place.at.size || !range_same_base(&t, &flag.at, &read.place.at) ||
            f->values[in->args[1]].type.bits != f->values[f->insns[g->read].result].type.bits ||
            !says_success(r, in) || !follows_start(r, i))
            continue;
        struct rounds flags = *r;
        flags.fill = &flag;
        flags.drain = &read;
        flags.writer = i;
        flags.reader = g->read;
        flags.bytes = rir_scalar_bytes(f->values[in->args[1]].type);
        if (handles_kept(&flags))
            return true;
    }
    return false;
}
