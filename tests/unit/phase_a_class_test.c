/* The parts that Phase A is built from: sets of offsets, classes that are merged with a shift,
 * folding. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <setjmp.h>

#include <cmocka.h>

#include "solve/pa.h"

static uint32_t next_random(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % n;
}

/* ---- offsets: the operations cover every pair of members ---- */

static bool holds(struct pa_off o, int64_t k)
{
    if (o.stride == 0)
        return k == o.base;
    return k >= o.lo && k <= o.hi && pa_mod(k - o.base, o.stride) == 0;
}

static struct pa_off random_off(uint64_t *rng)
{
    int64_t base = (int64_t)next_random(rng, 40) - 20;
    if (next_random(rng, 3) == 0)
        return pa_off_exact(base);
    int64_t stride = 1 + next_random(rng, 12);
    int64_t lo = next_random(rng, 3) == 0 ? PA_OFF_MIN : base - (int64_t)next_random(rng, 30);
    int64_t hi = next_random(rng, 3) == 0 ? PA_OFF_MAX : base + (int64_t)next_random(rng, 30);
    return pa_off_range(base, stride, lo, hi);
}

static void check_normal(struct pa_off o)
{
    assert_true(holds(o, o.base));
    assert_true(o.stride >= 0);
    if (o.stride == 0)
        assert_true(o.lo == o.base && o.hi == o.base);
    assert_true(o.lo == PA_OFF_MIN || holds(o, o.lo));
    assert_true(o.hi == PA_OFF_MAX || holds(o, o.hi));
    assert_true(pa_off_equal(o, pa_off_join(o, o)));
}

static void test_offsets(void **state)
{
    (void)state;
    uint64_t rng = 7;
    for (int round = 0; round < 3000; round++) {
        struct pa_off x = random_off(&rng), y = random_off(&rng);
        int64_t by = (int64_t)next_random(&rng, 40) - 20, size = 1 + next_random(&rng, 16);
        struct pa_off join = pa_off_join(x, y), sum = pa_off_add(x, y), shift = pa_off_shift(x, by);
        struct pa_off any = pa_off_elem(x, size, -1), within = pa_off_elem(x, size, 4 * size);
        struct pa_off wide = pa_off_widen(x, y);
        check_normal(x);
        check_normal(join);
        check_normal(sum);
        check_normal(shift);
        check_normal(any);
        check_normal(within);
        for (int64_t k = -60; k <= 60; k++) {
            assert_true(!holds(x, k) || (holds(join, k) && holds(wide, k) && holds(shift, k + by)));
            assert_true(!holds(y, k) || (holds(join, k) && holds(wide, k)));
            for (int64_t n = -3; n <= 3 && holds(x, k); n++)
                assert_true(holds(any, k + n * size) && (n < 0 || holds(within, k + n * size)));
            for (int64_t l = -60; l <= 60 && holds(x, k); l += 7)
                assert_true(!holds(y, l) || holds(sum, k + l));
        }
    }
}

static void test_far_offsets(void **state)
{
    (void)state;
    assert_true(pa_off_equal(pa_off_exact(INT64_MAX), pa_off_any()));
    assert_true(pa_off_equal(pa_off_shift(pa_off_exact(0), INT64_MIN), pa_off_any()));
    struct pa_off o = pa_off_exact(1);
    for (int i = 0; i < 100; i++)
        o = pa_off_join(o, pa_off_shift(o, (int64_t)1 << 38));
    check_normal(o);
}

/* ---- classes ---- */

static void start(struct phase_a *a)
{
    *a = (struct phase_a){.ptr = 8};
}

static void stop(struct phase_a *a)
{
    for (uint32_t i = 0; i < a->nodes.len; i++) {
        vec_free(&a->nodes.data[i].slots);
        vec_free(&a->nodes.data[i].folds);
    }
    vec_free(&a->nodes);
    vec_free(&a->cells);
    vec_free(&a->targets);
    vec_free(&a->uses);
    vec_free(&a->todo_uses);
    vec_free(&a->todo_unify);
    vec_free(&a->todo_flag);
    vec_free(&a->todo_dirty);
    map_free(&a->copy_edges);
}

/* A-I1: shifts agree with a plain table of positions, whatever the order of merges and look-ups. */
static void test_shifts(void **state)
{
    (void)state;
    enum { N = 60 };
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct phase_a a;
        uint64_t rng = seed;
        int64_t place[N];
        uint32_t set[N];
        start(&a);
        for (uint32_t i = 0; i < N; i++) {
            pa_node_new(&a, 0, 1);
            place[i] = 0;
            set[i] = i;
            if (next_random(&rng, 2) == 0) /* slots decide which node becomes the root */
                pa_node_slot(&a, i, pa_off_exact(8 * next_random(&rng, 4)), 8);
        }
        for (int step = 0; step < 80; step++) {
            uint32_t x = next_random(&rng, N), y = next_random(&rng, N), old = set[y];
            int64_t delta = 8 * ((int64_t)next_random(&rng, 9) - 4);
            if (set[x] != set[y]) {
                int64_t move = place[x] + delta - place[y];
                for (uint32_t i = 0; i < N; i++)
                    if (set[i] == old) {
                        set[i] = set[x];
                        place[i] += move;
                    }
            }
            pa_node_merge(&a, x, y, delta);
            if (next_random(&rng, 3) == 0)
                pa_node_find(&a, next_random(&rng, N), NULL);
        }
        for (uint32_t i = 0; i < N; i++)
            for (uint32_t k = 0; k < N; k++) {
                int64_t di, dk;
                bool one = pa_node_find(&a, i, &di) == pa_node_find(&a, k, &dk);
                assert_int_equal(one, set[i] == set[k]);
                if (one)
                    assert_int_equal(di - dk, place[i] - place[k]);
            }
        stop(&a);
    }
}

static uint32_t slot(struct phase_a *a, uint32_t n, struct pa_off at)
{
    int64_t delta;
    uint32_t root = pa_node_find(a, n, &delta),
             cell = pa_node_slot(a, root, pa_off_shift(at, delta), 8);
    pa_run(a);
    return pa_cell_find(a, cell);
}

/* A-I2: sets of offsets with a common member share a cell, in whatever order they are used. */
static void test_slots(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct phase_a a;
        uint64_t rng = seed;
        struct pa_off at[16];
        uint32_t cell[16];
        start(&a);
        uint32_t n = pa_node_new(&a, 0, 1);
        for (int i = 0; i < 16; i++) {
            at[i] = pa_off_exact(8 * next_random(&rng, 20));
            if (next_random(&rng, 4) == 0)
                at[i] = pa_off_elem(at[i], 8 * (1 + next_random(&rng, 4)),
                                    next_random(&rng, 2) == 0 ? -1 : 96);
            cell[i] = slot(&a, n, at[i]);
        }
        for (int i = 0; i < 16; i++)
            for (int k = 0; k < 16; k++)
                for (int64_t off = 0; off < 300; off += 8)
                    if (holds(at[i], off) && holds(at[k], off))
                        assert_int_equal(pa_cell_find(&a, cell[i]), pa_cell_find(&a, cell[k]));
        stop(&a);
    }
}

static void test_merged_slots(void **state)
{
    (void)state;
    struct phase_a a;
    start(&a);
    uint32_t n = pa_node_new(&a, 0, 1), inner = pa_node_new(&a, 0, 1);
    uint32_t outer_16 = slot(&a, n, pa_off_exact(16)), inner_0 = slot(&a, inner, pa_off_exact(0));
    uint32_t inner_8 = slot(&a, inner, pa_off_exact(8)), outer_0 = slot(&a, n, pa_off_exact(0));
    pa_node_merge(&a, n, inner, 16); /* inner is the member at 16 */
    pa_run(&a);
    assert_int_equal(pa_cell_find(&a, outer_16), pa_cell_find(&a, inner_0));
    assert_int_equal(slot(&a, n, pa_off_exact(24)), pa_cell_find(&a, inner_8));
    assert_int_not_equal(pa_cell_find(&a, inner_0), pa_cell_find(&a, inner_8));
    assert_int_not_equal(pa_cell_find(&a, outer_0), pa_cell_find(&a, inner_0));
    slot(&a, inner, pa_off_elem(pa_off_exact(0), 16, 32)); /* 16 and 32 of the outer one */
    assert_int_equal(slot(&a, n, pa_off_exact(32)), pa_cell_find(&a, inner_0));
    assert_int_not_equal(slot(&a, n, pa_off_exact(48)), pa_cell_find(&a, inner_0));
    stop(&a);
}

/* However an object is used, it has a bounded number of slots. */
static void test_bounded(void **state)
{
    (void)state;
    struct phase_a a;
    start(&a);
    uint32_t n = pa_node_new(&a, 0, 1);
    for (int64_t i = 0; i < 5000; i++)
        slot(&a, n, pa_off_exact(8 * i));
    assert_true(a.nodes.data[n].slots.len < 3000);
    for (int64_t i = 0; i < 500; i++)
        slot(&a, n, pa_off_range(i, 16 + i, i, 1000 + 7 * i));
    assert_true(a.nodes.data[n].folds.len < 200);
    stop(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offsets),      cmocka_unit_test(test_far_offsets),
        cmocka_unit_test(test_shifts),       cmocka_unit_test(test_slots),
        cmocka_unit_test(test_merged_slots), cmocka_unit_test(test_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
