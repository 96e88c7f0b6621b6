/* Recognises loops by their phi, and addresses by how they are computed.
 *
 * B-J9. Only what is so on every trip counts: a phi that is one value, or one of several, on entry,
 * and itself plus one constant on every way back to the header; a test whose block every trip
 * passes, and from which control leaves the loop unless it holds. What is not of that form is not
 * known: nothing is said of it. */
#include "solve/walk.h"

static bool is_latch(const struct walk *k, uint32_t block)
{
    return flow_dominates(k->w, k->header, block);
}

bool walk_of(const struct flow *w, uint32_t phi, struct walk *k)
{
    const struct rir_insn *in = phi == RIR_NONE ? NULL : flow_defined_by(w->f, phi, RIR_PHI);
    if (in == NULL || w->rank[in->block] == RIR_NONE)
        return false;
    *k = (struct walk){.w = w, .header = in->block, .phi = phi, .first = RIR_NONE};
    bool several = false;
    for (uint32_t i = 0; i < in->nargs; i++) {
        if (!is_latch(k, in->blocks[i])) {
            several |= k->first != RIR_NONE && k->first != in->args[i];
            k->first = in->args[i];
            continue;
        }
        struct sum s = number_sum(w->f, in->args[i]);
        if (s.root != phi || s.plus == 0 || (k->step != 0 && k->step != s.plus))
            return false;
        k->step = s.plus;
    }
    if (several)
        k->first = RIR_NONE;
    return k->step != 0;
}

bool walk_has(const struct walk *k, uint32_t block)
{
    return flow_loop_has(k->w, k->header, block);
}

bool walk_is_in_each_trip(const struct walk *k, uint32_t block)
{
    const struct flow *w = k->w;
    for (uint32_t i = 0; i < w->npreds[k->header]; i++) {
        uint32_t p = w->preds[k->header][i];
        if (is_latch(k, p) && !flow_dominates(w, block, p))
            return false;
    }
    return walk_has(k, block);
}

bool walk_is_once_per_trip(const struct walk *k, uint32_t block)
{
    return walk_has(k, block) &&
           (block == k->header || !flow_reaches(k->w, block, block, k->header, NULL, NULL));
}

bool walk_is_entered_again(const struct walk *k)
{
    const struct flow *w = k->w;
    for (uint32_t i = 0; i < w->npreds[k->header]; i++) {
        uint32_t p = w->preds[k->header][i];
        if (!is_latch(k, p) && flow_reaches(w, k->header, p, RIR_NONE, NULL, NULL))
            return true;
    }
    return false;
}

bool walk_comes_later(const struct walk *k, uint32_t from, uint32_t to)
{
    const struct rir_insn *a = &k->w->f->insns[from], *b = &k->w->f->insns[to];
    if (a->block == b->block && to > from)
        return true;
    return b->block != k->header && flow_reaches(k->w, a->block, b->block, k->header, NULL, NULL);
}

static uint8_t opposite(uint8_t pred)
{
    static const uint8_t of[] = {
        [RIR_P_EQ] = RIR_P_NE,   [RIR_P_NE] = RIR_P_EQ,   [RIR_P_UGT] = RIR_P_ULE,
        [RIR_P_UGE] = RIR_P_ULT, [RIR_P_ULT] = RIR_P_UGE, [RIR_P_ULE] = RIR_P_UGT,
        [RIR_P_SGT] = RIR_P_SLE, [RIR_P_SGE] = RIR_P_SLT, [RIR_P_SLT] = RIR_P_SGE,
        [RIR_P_SLE] = RIR_P_SGT};
    return of[pred];
}

/* a pred b is b mirrored(pred) a. */
static uint8_t mirrored(uint8_t pred)
{
    static const uint8_t of[] = {
        [RIR_P_EQ] = RIR_P_EQ,   [RIR_P_NE] = RIR_P_NE,   [RIR_P_UGT] = RIR_P_ULT,
        [RIR_P_UGE] = RIR_P_ULE, [RIR_P_ULT] = RIR_P_UGT, [RIR_P_ULE] = RIR_P_UGE,
        [RIR_P_SGT] = RIR_P_SLT, [RIR_P_SGE] = RIR_P_SLE, [RIR_P_SLT] = RIR_P_SGT,
        [RIR_P_SLE] = RIR_P_SGE};
    return of[pred];
}

bool walk_test(const struct walk *k, uint32_t block, struct test *t)
{
    const struct rir_func *f = k->w->f;
    const struct rir_block *b = &f->blocks[block];
    const struct rir_insn *cond = &f->insns[b->first + b->count - 1];
    if (cond->op != RIR_COND || !walk_is_in_each_trip(k, block))
        return false;
    const struct rir_insn *cmp = flow_defined_by(f, cond->args[0], RIR_CMP);
    bool stays[2] = {walk_has(k, cond->blocks[0]), walk_has(k, cond->blocks[1])};
    if (cmp == NULL || cmp->sub > RIR_P_SLE || stays[0] == stays[1])
        return false;
    *t = (struct test){.block = block, .exit = cond->blocks[stays[0] ? 1 : 0], .pred = cmp->sub};
    for (uint32_t side = 0; side < 2; side++) {
        t->tested = number_sum(f, number_before_cast(f, cmp->args[side], &t->cast));
        if (t->tested.root != k->phi)
            continue;
        t->bound = cmp->args[1 - side];
        t->pred = side == 0 ? t->pred : mirrored(t->pred);
        t->pred = stays[0] ? t->pred : opposite(t->pred);
        return true;
    }
    return false;
}

/* ---- places ---- */

bool address_of(const struct rir_func *f, uint32_t value, struct address *a)
{
    *a = (struct address){.index = RIR_NONE};
    int64_t k;
    for (;; value = f->insns[f->values[value].ref].args[0]) {
        const struct rir_value *v = &f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in == NULL || !flow_is_step(in)) {
            a->is_global = v->kind == RIR_V_GLOBAL;
            a->base = a->is_global ? v->ref : value;
            a->value = value;
            a->off += a->is_global ? v->imm : 0;
            return true;
        }
        if (in->op == RIR_FIELD) {
            a->off += in->imm;
        } else if (in->op != RIR_UN) {
            int64_t size = in->op == RIR_ELEM ? in->imm : 1;
            if (number_is_constant(f, in->args[1], &k)) {
                a->off += k * size;
                continue;
            }
            if (a->index != RIR_NONE || size <= 0)
                return false;
            a->index = in->args[1];
            a->size = size;
        }
    }
}

bool place_of(const struct rir_func *f, uint32_t address, struct place *p)
{
    if (!address_of(f, address, &p->at))
        return false;
    p->cast = CAST_NONE;
    if (p->at.index != RIR_NONE) {
        p->index = number_sum(f, number_before_cast(f, p->at.index, &p->cast));
        return p->index.root != RIR_NONE;
    }
    p->index = (struct sum){p->at.value, p->at.off, 64};
    return flow_defined_by(f, p->at.value, RIR_PHI) != NULL;
}

static bool same_root(const struct place *x, const struct place *y)
{
    return x->index.root == y->index.root && x->index.bits == y->index.bits && x->cast == y->cast;
}

bool place_same_index(const struct place *x, const struct place *y)
{
    return same_root(x, y) && x->index.plus == y->index.plus;
}

bool place_distance(const struct place *from, const struct place *to, int64_t *delta)
{
    if (from->at.base != to->at.base || from->at.is_global != to->at.is_global ||
        from->at.size != to->at.size || !same_root(from, to))
        return false;
    int64_t apart = to->index.plus - from->index.plus;
    if (place_is_pointer(from)) {
        *delta = apart;
        return true;
    }
    if (apart != 0 && from->index.bits < 64) /* one of the two may have wrapped round */
        return false;
    *delta = to->at.off - from->at.off + from->at.size * apart;
    return true;
}
