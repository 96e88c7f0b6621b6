/* Strided intervals of byte offsets, kept in one normal form so that equal sets compare equal:
 * an infinite bound absorbs everything beyond 2^40, finite bounds are members, a set of one member
 * has stride 0. The operations give supersets of the exact result, never less. */
#include "solve/pa_off.h"

#define FAR ((int64_t)1 << 40)

int64_t pa_gcd(int64_t a, int64_t b)
{
    if (a < 0)
        a = -a;
    if (b < 0)
        b = -b;
    while (b != 0) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

int64_t pa_mod(int64_t a, int64_t m)
{
    int64_t r = a % m;
    return r < 0 ? r + m : r;
}

int64_t pa_plus(int64_t a, int64_t b)
{
    if (a == PA_OFF_MIN || b == PA_OFF_MIN)
        return PA_OFF_MIN;
    if (a == PA_OFF_MAX || b == PA_OFF_MAX)
        return PA_OFF_MAX;
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return a < 0 ? PA_OFF_MIN : PA_OFF_MAX;
    return sum < -FAR ? PA_OFF_MIN : sum > FAR ? PA_OFF_MAX : sum;
}

struct pa_off pa_off_any(void)
{
    return (struct pa_off){0, 1, PA_OFF_MIN, PA_OFF_MAX};
}

struct pa_off pa_off_exact(int64_t k)
{
    if (k < -FAR || k > FAR)
        return pa_off_any();
    return (struct pa_off){k, 0, k, k};
}

struct pa_off pa_off_range(int64_t base, int64_t stride, int64_t lo, int64_t hi)
{
    if (stride == 0)
        return pa_off_exact(base);
    if (stride > FAR)
        stride = 1;
    lo = lo < -FAR ? PA_OFF_MIN : lo;
    hi = hi > FAR ? PA_OFF_MAX : hi;
    if (lo > FAR || hi < -FAR || base < -FAR || base > FAR)
        return pa_off_any();
    if (lo != PA_OFF_MIN)
        lo += pa_mod(base - lo, stride);
    if (hi != PA_OFF_MAX)
        hi -= pa_mod(hi - base, stride);
    if (lo >= hi)
        return pa_off_exact(base);
    base = lo != PA_OFF_MIN ? lo : hi != PA_OFF_MAX ? hi : pa_mod(base, stride);
    return (struct pa_off){base, stride, lo, hi};
}

struct pa_off pa_off_shift(struct pa_off o, int64_t by)
{
    if (by == 0)
        return o;
    if (by < -FAR || by > FAR)
        return pa_off_any();
    if (o.stride == 0)
        return pa_off_exact(o.base + by);
    return pa_off_range(o.base + by, o.stride, pa_plus(o.lo, by), pa_plus(o.hi, by));
}

struct pa_off pa_off_elem(struct pa_off o, int64_t stride, int64_t extent)
{
    if (stride == 0)
        return o;
    if (stride < 0)
        stride = -stride;
    int64_t s = pa_gcd(o.stride, stride);
    if (extent < stride)
        return pa_off_range(o.base, s, PA_OFF_MIN, PA_OFF_MAX);
    return pa_off_range(o.base, s, o.lo, pa_plus(o.hi, (extent / stride - 1) * stride));
}

struct pa_off pa_off_join(struct pa_off a, struct pa_off b)
{
    int64_t s = pa_gcd(pa_gcd(a.stride, b.stride), a.base - b.base);
    return pa_off_range(a.base, s, a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi);
}

struct pa_off pa_off_add(struct pa_off a, struct pa_off b)
{
    if (b.stride == 0)
        return pa_off_shift(a, b.base);
    return pa_off_range(a.base + b.base, pa_gcd(a.stride, b.stride), pa_plus(a.lo, b.lo),
                        pa_plus(a.hi, b.hi));
}

struct pa_off pa_off_widen(struct pa_off old, struct pa_off now)
{
    struct pa_off j = pa_off_join(old, now);
    return pa_off_range(j.base, j.stride, j.lo < old.lo ? PA_OFF_MIN : j.lo,
                        j.hi > old.hi ? PA_OFF_MAX : j.hi);
}

bool pa_off_equal(struct pa_off a, struct pa_off b)
{
    return a.base == b.base && a.stride == b.stride && a.lo == b.lo && a.hi == b.hi;
}

bool pa_off_is_exact(struct pa_off o)
{
    return o.stride == 0;
}
