/* How far a channel or a shared member goes: an interval around a pointer.
 *
 * It only shrinks, and finitely often: what goes on shrinking, as in a recursion that passes the
 * next byte, is given up. */
#include "solve/open_bytes.h"

#include "rir/rir.h"

enum { OFTEN = 8, MOST_BYTES = 1 << 16 }; /* that are looked at one by one */

struct open_bytes open_everywhere(void)
{
    return (struct open_bytes){.lo = INT64_MIN, .hi = INT64_MAX};
}

static bool is_limited(const struct open_bytes *o)
{
    return o->lo != INT64_MIN || o->hi != INT64_MAX;
}

struct open_bytes open_around(const struct rir_module *m, uint32_t type, uint64_t off)
{
    uint64_t lo = off, hi = off;
    while (hi - off < MOST_BYTES && rir_type_is_open(m, type, hi, 1))
        hi++;
    while (lo > 0 && off - lo < MOST_BYTES && rir_type_is_open(m, type, lo - 1, 1))
        lo--;
    return (struct open_bytes){.lo = -(int64_t)(off - lo), .hi = (int64_t)(hi - off)};
}

struct open_bytes open_from(struct open_bytes o, struct target t)
{
    o.shrunk = 0;
    if (!is_limited(&o))
        return o;
    if (t.stride != 0)
        return (struct open_bytes){.lo = 0};
    o.lo -= t.off;
    o.hi -= t.off;
    return o;
}

bool open_hold(const struct open_bytes *o, uint32_t size)
{
    return !is_limited(o) || (size != 0 && o->lo <= 0 && size <= o->hi);
}

bool open_join(struct open_bytes *have, struct open_bytes o)
{
    if (have->shrunk > OFTEN || (o.lo <= have->lo && have->hi <= o.hi))
        return false;
    have->lo = o.lo > have->lo ? o.lo : have->lo;
    have->hi = o.hi < have->hi ? o.hi : have->hi;
    if (++have->shrunk > OFTEN)
        have->lo = have->hi = 0;
    return true;
}
