/* Compares which elements two loops come by: those that one uses, and those that the other one uses
 * before it ends by its test.
 *
 * B-J11. Two walks that are alike in all their numbers and in their test come by the same places,
 * in the same order. The one that ends by its test has come by all of them; and since it ends, no
 * place came twice.
 *
 * B-J12. Else both are ranges of whole numbers. A loop with step one that goes on while y < bound,
 * and whose y cannot step over the greatest number of its width, has tested all numbers from the
 * first one to below the bound; likewise downwards, and for pointers, which do not leave their
 * object (A1). One that was left by its test has not stepped over the end, or it would go on for
 * ever; of one that may be left otherwise, the bound must be of the same width. `!=` has no
 * direction: where the bound lies behind, such a loop comes by everything, so it covers a range,
 * but is none. What is used before the test, or beside the number that is tested, is that range
 * shifted, if the shift cannot wrap round. A first element that is used before any test is there in
 * any case. */
#include "solve/range.h"

static int64_t magnitude(int64_t step)
{
    return step < 0 ? -step : step;
}

static int64_t unit_of(const struct visit *v)
{
    return place_is_pointer(&v->place) ? magnitude(v->walk.step) : v->place.at.size;
}

/* Where a pointer that is stepped starts; else the place's own array. */
static const struct address *array_of(const struct visit *v)
{
    return place_is_pointer(&v->place) ? &v->first : &v->place.at;
}

/* Bytes from the array's base to the element's part that is used, without whole elements. */
static int64_t part_used(const struct visit *v)
{
    int64_t off = array_of(v)->off + (place_is_pointer(&v->place) ? v->place.index.plus : 0);
    return off - number_floor_div(off, unit_of(v)) * unit_of(v);
}

bool visit_of(const struct flow *w, uint32_t address, struct visit *v)
{
    *v = (struct visit){0};
    if (!place_of(w->f, address, &v->place) || !walk_of(w, v->place.index.root, &v->walk))
        return false;
    if (!place_is_pointer(&v->place))
        return v->place.at.size > 0;
    return v->walk.first != RIR_NONE && address_of(w->f, v->walk.first, &v->first) &&
           (v->first.index == RIR_NONE || v->first.size == magnitude(v->walk.step));
}

bool visit_by_test(struct visit *v, uint32_t block, uint32_t test)
{
    if (!walk_test(&v->walk, test, &v->test))
        return false;
    v->before = block == test || !flow_dominates(v->walk.w, test, block);
    return true;
}

bool range_same_base(const struct stretch *t, const struct address *a, const struct address *b)
{
    return a->is_global ? b->is_global && a->base == b->base
                        : !b->is_global && unchanged(t, a->value, b->value);
}

bool range_same_array(const struct stretch *t, const struct visit *x, const struct visit *y)
{
    return unit_of(x) == unit_of(y) && part_used(x) == part_used(y) &&
           range_same_base(t, array_of(x), array_of(y));
}

static bool same_walk(const struct stretch *t, const struct visit *x, const struct visit *y)
{
    return x->place.at.off == y->place.at.off && x->place.cast == y->place.cast &&
           x->place.index.plus == y->place.index.plus &&
           x->place.index.bits == y->place.index.bits && x->walk.step == y->walk.step &&
           place_is_pointer(&x->place) == place_is_pointer(&y->place) &&
           x->walk.first != RIR_NONE && y->walk.first != RIR_NONE && x->test.cast == y->test.cast &&
           x->test.pred == y->test.pred && x->test.tested.plus == y->test.tested.plus &&
           x->test.tested.bits == y->test.tested.bits && (y->before || !x->before) &&
           unchanged(t, x->walk.first, y->walk.first) && unchanged(t, x->test.bound, y->test.bound);
}

/* ---- ranges ---- */

struct course {                       /* what is tested, as whole numbers */
    struct number first, bound, used; /* y and x of the first trip */
    int64_t shift;                    /* x - y */
    uint16_t bits;                    /* 0: a pointer */
    bool is_signed;
    bool up, equal, any; /* towards the bound; with it; until it is just the bound */
};

static struct number added(struct number n, int64_t by)
{
    n.more += by;
    return n;
}

/* The sum of a value and a constant, in so many bits. */
static struct number summed(struct number n, int64_t by, uint16_t bits, bool is_signed)
{
    uint64_t sum = (uint64_t)(n.root == RIR_NONE ? n.more : n.plus) + (uint64_t)by;
    if (bits < 64) {
        uint64_t all = ((uint64_t)1 << bits) - 1, sign = (uint64_t)1 << (bits - 1);
        sum &= all;
        if (is_signed || n.root != RIR_NONE)
            sum = (sum ^ sign) - sign;
    }
    if (n.root == RIR_NONE)
        n.more = (int64_t)sum;
    else
        n.plus = (int64_t)sum;
    return n;
}

static bool reads_signed(const struct visit *v)
{
    if (v->test.cast != CAST_NONE)
        return v->test.cast == CAST_SIGNED;
    if (v->test.pred == RIR_P_NE)
        return v->place.cast == CAST_SIGNED;
    return v->test.pred >= RIR_P_SGT;
}

/* A number is made wider as a signed one and compared as an unsigned one: below a bound that is a
 * signed number, these are the numbers from zero to it. */
static bool reads_as_compared(const struct visit *v, const struct course *y)
{
    bool compares_signed = v->test.pred >= RIR_P_SGT;
    if (v->test.pred == RIR_P_NE || v->test.cast != CAST_SIGNED || compares_signed)
        return true;
    return y->up && y->first.root == RIR_NONE && y->first.more >= 0 && y->bound.root == RIR_NONE &&
           y->bound.more >= 0 && y->bound.more <= number_greatest(y->bits, true);
}

static bool read_direction(const struct visit *v, struct course *y)
{
    uint8_t p = v->test.pred;
    y->up = v->walk.step > 0;
    y->any = p == RIR_P_NE;
    y->equal = p == RIR_P_ULE || p == RIR_P_SLE || p == RIR_P_UGE || p == RIR_P_SGE;
    bool below = p == RIR_P_ULT || p == RIR_P_SLT || p == RIR_P_ULE || p == RIR_P_SLE;
    return p != RIR_P_EQ && (y->any || below == y->up);
}

static bool read_counter(const struct visit *v, struct course *y)
{
    const struct rir_func *f = v->walk.w->f;
    if (magnitude(v->walk.step) != 1 || v->place.index.bits != v->test.tested.bits)
        return false;
    y->bits = v->test.tested.bits;
    y->is_signed = reads_signed(v);
    struct number first = number_of(f, v->walk.first, y->is_signed);
    bool narrow = first.root != RIR_NONE && f->values[first.root].type.bits != y->bits;
    if (narrow && (v->test.tested.plus != 0 || (v->before && v->place.index.plus != 0)))
        return false;
    y->first = summed(first, v->test.tested.plus, y->bits, y->is_signed);
    y->used = summed(first, v->place.index.plus, y->bits, y->is_signed);
    y->bound = number_of(f, v->test.bound,
                         v->test.cast == CAST_NONE || v->test.pred == RIR_P_NE
                             ? y->is_signed
                             : v->test.pred >= RIR_P_SGT);
    y->shift = v->place.index.plus - v->test.tested.plus;
    return reads_as_compared(v, y);
}

/* In elements from the base; `wide`: a number of the pointer's width may be either, and counts as
 * the less. */
static struct number elements(const struct rir_func *f, const struct address *a, int64_t whole,
                              bool wide)
{
    enum cast cast;
    if (a->index == RIR_NONE)
        return (struct number){.root = RIR_NONE, .more = whole};
    number_before_cast(f, a->index, &cast);
    return added(number_of(f, a->index, cast == CAST_NONE ? wide : cast == CAST_SIGNED), whole);
}

static bool read_pointer(const struct visit *v, bool wide, struct course *y)
{
    const struct rir_func *f = v->walk.w->f;
    struct address bound;
    int64_t unit = unit_of(v), tested = v->first.off + v->test.tested.plus;
    int64_t used = v->first.off + v->place.index.plus;
    if (!address_of(f, v->test.bound, &bound) || bound.is_global != v->first.is_global ||
        bound.base != v->first.base || (bound.index != RIR_NONE && bound.size != unit) ||
        (tested - bound.off) % unit != 0)
        return false;
    y->first = elements(f, &v->first, number_floor_div(tested, unit), wide);
    y->used = elements(f, &v->first, number_floor_div(used, unit), wide);
    y->bound = elements(f, &bound, number_floor_div(bound.off, unit), wide);
    y->shift = number_floor_div(used, unit) - number_floor_div(tested, unit);
    return true;
}

static bool is_within(const struct number *n, int64_t least, int64_t greatest)
{
    return n->root == RIR_NONE && n->more >= least && n->more <= greatest;
}

/* The bound is a number of the counter's own width, or of a smaller one. */
static bool is_no_wider(const struct visit *v, const struct course *y)
{
    if (y->bits == 0)
        return true;
    if (y->bound.root == RIR_NONE)
        return is_within(&y->bound, number_least(y->bits, y->is_signed),
                         number_greatest(y->bits, y->is_signed));
    uint16_t bits = v->walk.w->f->values[y->bound.root].type.bits;
    return y->bound.more == 0 &&
           (y->bound.is_signed == y->is_signed ? bits <= y->bits
                                               : !y->bound.is_signed && bits < y->bits);
}

/* The test is the only way out that leads on. */
bool range_ends_by_test(const struct visit *v)
{
    const struct flow *w = v->walk.w;
    for (uint32_t b = 0; b < w->f->nblocks; b++) {
        uint32_t n;
        const uint32_t *succ = flow_successors(w->f, b, &n);
        for (uint32_t k = 0; k < n && walk_has(&v->walk, b); k++) {
            const struct rir_block *to = &w->f->blocks[succ[k]];
            bool leads_on = w->f->insns[to->first + to->count - 1].op != RIR_UNREACHABLE;
            if (leads_on && !walk_has(&v->walk, succ[k]) &&
                (b != v->test.block || succ[k] != v->test.exit))
                return false;
        }
    }
    return true;
}

/* A loop that may be left in any way steps over no end of its numbers. */
static bool stays_within(const struct visit *v, const struct course *y)
{
    bool constant = y->bound.root == RIR_NONE;
    if (y->any) {
        const struct number *less = y->up ? &y->first : &y->bound,
                            *more = y->up ? &y->bound : &y->first;
        if (less->root != RIR_NONE)
            return false;
        return more->root == RIR_NONE ? less->more <= more->more && is_no_wider(v, y)
                                      : less->more == 0 && !more->is_signed && more->plus == 0 &&
                                            more->more == 0 && y->up && is_no_wider(v, y);
    }
    if (y->bits == 0 || range_ends_by_test(v))
        return true;
    if (!is_no_wider(v, y))
        return false;
    if (!y->equal)
        return true;
    return constant && (y->up ? y->bound.more < number_greatest(y->bits, y->is_signed)
                              : y->bound.more > number_least(y->bits, y->is_signed));
}

/* Numbers shifted by so much do not wrap round. */
static bool shifts_within(const struct course *y, int64_t shift)
{
    if (y->bits == 0 || shift == 0 || shift == (y->up ? 1 : -1))
        return true;
    if (shift < -1024 || shift > 1024)
        return false;
    int64_t least = number_least(y->bits, y->is_signed),
            greatest = number_greatest(y->bits, y->is_signed);
    return shift < 0 ? is_within(y->up ? &y->first : &y->bound, least - shift, greatest)
                     : is_within(y->up ? &y->bound : &y->first, least, greatest - shift);
}

/* Elements are numbers made wider as the test reads them; or it makes no difference. */
static bool indexes_as_tested(const struct visit *v, const struct course *y, const struct range *r)
{
    if (y->bits == 0 || y->bits >= 64 || v->place.cast == CAST_NONE ||
        (v->place.cast == CAST_SIGNED) == y->is_signed)
        return true;
    return is_within(&r->lo, 0, INT64_MAX) &&
           is_within(&r->hi, INT64_MIN, number_greatest(y->bits, true));
}

bool range_of(const struct visit *v, bool wide, struct range *r)
{
    struct course y = {0};
    bool pointer = place_is_pointer(&v->place);
    if (v->walk.first == RIR_NONE || !read_direction(v, &y) ||
        !(pointer ? read_pointer(v, wide, &y) : read_counter(v, &y)) ||
        (wide && !stays_within(v, &y)))
        return false;
    /* what is used before the test is the next trip's, seen from a test that holds */
    int64_t shift = y.shift + (v->before ? (y.up ? 1 : -1) : 0);
    if (!shifts_within(&y, shift))
        return false;
    int64_t past = y.equal ? 1 : 0;
    *r = (struct range){.one = v->before};
    if (y.up) {
        r->lo = v->before ? y.used : added(y.first, shift);
        r->hi = added(y.bound, shift + past);
    } else {
        r->lo = added(y.bound, shift + 1 - past);
        r->hi = added(v->before ? y.used : added(y.first, shift), 1);
    }
    int64_t whole = pointer ? 0 : number_floor_div(v->place.at.off, unit_of(v));
    bool fine = indexes_as_tested(v, &y, r);
    r->lo = added(r->lo, whole);
    r->hi = added(r->hi, whole);
    return fine;
}

bool range_le(const struct stretch *t, const struct number *a, const struct number *b)
{
    if (a->root == RIR_NONE)
        return (b->root == RIR_NONE || !b->is_signed) && a->more <= b->more;
    if (b->root == RIR_NONE || (b->is_signed && !a->is_signed) || !unchanged(t, a->root, b->root))
        return false;
    if (a->plus == b->plus)
        return a->more <= b->more;
    /* sums that wrap round are less than the whole number on the left, greater on the right */
    return a->is_signed == b->is_signed && a->plus >= 0 && b->plus <= 0 &&
           a->plus + a->more <= b->plus + b->more;
}

/* The first element, which is there in any case, is one of the others, or the first one of both. */
static bool covers_first(const struct stretch *t, const struct visit *some, const struct range *few,
                         const struct visit *all, const struct range *many)
{
    bool up = some->walk.step > 0;
    if (!few->one || (is_within(&few->lo, INT64_MIN, INT64_MAX) &&
                      is_within(&few->hi, few->lo.more + 1, INT64_MAX)))
        return true;
    return many->one && up == (all->walk.step > 0) &&
           (up ? range_le(t, &few->lo, &many->lo) : range_le(t, &many->hi, &few->hi));
}

bool range_is_covered(const struct stretch *t, const struct visit *some, const struct visit *all)
{
    struct range few, many;
    if (!range_same_array(t, some, all))
        return false;
    if (same_walk(t, some, all))
        return true;
    return range_of(some, true, &few) && range_of(all, false, &many) &&
           (range_le(t, &many.lo, &few.lo) || MUTANT(t->s, 34)) &&
           (range_le(t, &few.hi, &many.hi) || MUTANT(t->s, 35)) &&
           covers_first(t, some, &few, all, &many);
}
