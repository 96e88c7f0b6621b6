/* Overlap of byte ranges at sets of offsets. Answers err towards "may": a set of offsets is a
 * residue modulo a stride between bounds, and two of them are compared modulo the common stride. */
#include "solve/pa_place.h"

bool pa_place_at(struct phase_a *a, uint32_t cell, int64_t bytes, struct pa_place *out)
{
    out->bytes = bytes;
    return cell != RIR_NONE && pa_cell_target(a, cell, &out->root, &out->off);
}

struct pa_place pa_place_of_slot(const struct phase_a *a, uint32_t root, int64_t key)
{
    const pa_folds *folds = &a->nodes.data[root].folds;
    struct pa_place p = {root, pa_off_exact(key), a->ptr};
    for (uint32_t i = 0; i < folds->len; i++) {
        struct pa_fold f = folds->data[i];
        if (key >= f.lo && key <= f.hi)
            p.off = pa_off_range(key, f.stride, f.lo, f.hi);
    }
    return p;
}

bool pa_place_meets(const struct pa_place *x, const struct pa_place *y)
{
    if (pa_plus(x->off.hi, x->bytes) <= y->off.lo || pa_plus(y->off.hi, y->bytes) <= x->off.lo)
        return false;
    int64_t stride = pa_gcd(x->off.stride, y->off.stride), ahead = y->off.base - x->off.base;
    if (stride == 0)
        return ahead < x->bytes && -ahead < y->bytes;
    ahead = pa_mod(ahead, stride);
    return ahead < x->bytes || stride - ahead < y->bytes;
}

bool pa_place_next_slot(const struct phase_a *a, const struct pa_place *p, uint32_t *i,
                        uint32_t *cell)
{
    const pa_slots *slots = &a->nodes.data[p->root].slots;
    while (*i < slots->len) {
        struct pa_slot s = slots->data[(*i)++];
        struct pa_place slot = pa_place_of_slot(a, p->root, s.key);
        *cell = s.cell;
        if (pa_place_meets(p, &slot))
            return true;
    }
    return false;
}

static bool covers(const struct pa_place *slot, const struct pa_place *p)
{
    int64_t stride = slot->off.stride, behind = p->off.base - slot->off.base;
    if (stride == 0)
        return pa_off_is_exact(p->off) && behind >= 0 && behind + p->bytes <= slot->bytes;
    if (p->off.lo < slot->off.lo || p->off.hi > slot->off.hi)
        return false;
    if (stride == 1)
        return true;
    return p->off.stride % stride == 0 && pa_mod(behind, stride) + p->bytes <= slot->bytes;
}

bool pa_place_has_slots(const struct phase_a *a, const struct pa_place *p)
{
    const pa_slots *slots = &a->nodes.data[p->root].slots;
    for (uint32_t i = 0; i < slots->len; i++) {
        struct pa_place slot = pa_place_of_slot(a, p->root, slots->data[i].key);
        if (covers(&slot, p))
            return true;
    }
    return false;
}

bool pa_place_copied(const struct pa_place *src, const struct pa_place *part,
                     const struct pa_place *dst, struct pa_place *out)
{
    if (!pa_place_meets(src, part))
        return false;
    out->root = dst->root;
    if (pa_off_is_exact(src->off) && pa_off_is_exact(part->off)) {
        out->off = pa_off_shift(dst->off, part->off.base - src->off.base);
        out->bytes = part->bytes;
    } else {
        out->off = pa_off_range(dst->off.base, 1, dst->off.lo, pa_plus(dst->off.hi, dst->bytes));
        out->bytes = 1;
    }
    return true;
}

static bool known_place(const struct phase_a *a, const struct pa_bytes *b, struct pa_place *out)
{
    const struct rir_value *v = &a->m->funcs.data[b->func].values[b->value];
    if (v->kind == RIR_V_GLOBAL) {
        int64_t delta;
        out->root = pa_node_find((struct phase_a *)a, a->global_node[v->ref], &delta);
        out->off = pa_off_exact(v->imm + delta);
        out->bytes = b->n;
    } else if (!pa_place_at((struct phase_a *)a, a->value_cell[a->value_base[b->func] + b->value],
                            b->n, out)) {
        return false;
    }
    out->off = pa_off_shift(out->off, b->lo);
    return b->n > 0 && (a->nodes.data[out->root].flags & PA_UNK) == 0;
}

bool phase_a_bytes_apart(const struct phase_a *a, const struct pa_bytes *x,
                         const struct pa_bytes *y)
{
    struct pa_place p, q;
    return known_place(a, x, &p) && known_place(a, y, &q) && p.root == q.root &&
           !pa_place_meets(&p, &q);
}
