/* Sets of byte offsets: what Phase A knows of where in its object a pointer points. A set is
 * { base + k * stride } within [lo, hi]; stride 0 is one offset, stride 1 without bounds is
 * "anywhere". */
#ifndef FBP_SOLVE_PA_OFF_H
#define FBP_SOLVE_PA_OFF_H

#include <stdbool.h>
#include <stdint.h>

#define PA_OFF_MIN (INT64_MIN / 4)
#define PA_OFF_MAX (INT64_MAX / 4)

struct pa_off {
    int64_t base;   /* a member: lo if that is finite, else hi, else the residue */
    int64_t stride; /* 0: exactly base */
    int64_t lo, hi; /* members themselves, or infinite */
};

struct pa_off pa_off_exact(int64_t k);
struct pa_off pa_off_any(void);
struct pa_off pa_off_range(int64_t base, int64_t stride, int64_t lo, int64_t hi);
struct pa_off pa_off_shift(struct pa_off o, int64_t by);
/* Plus a variable multiple of `stride`; `extent`: bytes of the array it stays in, < 0 when unknown.
 */
struct pa_off pa_off_elem(struct pa_off o, int64_t stride, int64_t extent);
struct pa_off pa_off_join(struct pa_off a, struct pa_off b);
struct pa_off pa_off_add(struct pa_off a, struct pa_off b);
/* The join of old and now, but every side that grew becomes infinite. */
struct pa_off pa_off_widen(struct pa_off old, struct pa_off now);
bool pa_off_equal(struct pa_off a, struct pa_off b);
bool pa_off_is_exact(struct pa_off o);

int64_t pa_gcd(int64_t a, int64_t b);
int64_t pa_mod(int64_t a, int64_t m);  /* in [0, m); m > 0 */
int64_t pa_plus(int64_t a, int64_t b); /* saturates at the infinities */

#endif
