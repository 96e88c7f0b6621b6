/* What numbers a value may be: compared with computing every number by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "solve/may.h"
#include "solve/path_number.h"

enum { BITS = 4, NUMBERS = 1 << BITS };

/* Is `n` among what `a` may be? */
static bool holds(const struct may *a, int64_t n)
{
    struct may one = may_number(n);
    return may_meet(a, &one);
}

/* Of all numbers of four bits, those in `set`, joined one after the other. */
static struct may of_set(uint32_t set)
{
    struct may all = {.kind = MAY_NONE};
    for (int64_t i = 0; i < NUMBERS; i++) {
        struct may one = may_number(number_cut(i, BITS));
        if (set >> i & 1)
            may_join(&all, &one);
    }
    return all;
}

static void joins_lose_nothing(void **state)
{
    (void)state;
    for (uint32_t set = 0; set < 1u << NUMBERS; set += 7) {
        struct may all = of_set(set), again = all;
        for (int64_t i = 0; i < NUMBERS; i++)
            if (set >> i & 1)
                assert_true(holds(&all, number_cut(i, BITS)));
        assert_false(may_join(&again, &all));
        assert_int_equal(may_be_zero(&all), holds(&all, 0));
        if (set > 1)
            assert_true(may_be_nonzero(&all));
    }
    struct may none = of_set(0), zero = of_set(1);
    assert_false(may_be_zero(&none) || may_be_nonzero(&none));
    assert_false(may_be_nonzero(&zero));
}

static void lists_are_exact(void **state)
{
    (void)state;
    struct may all = of_set(0x8103);
    for (int64_t i = 0; i < NUMBERS; i++)
        assert_int_equal(holds(&all, number_cut(i, BITS)), 0x8103 >> i & 1);
}

static void many_agree_on_bits(void **state)
{
    (void)state;
    struct may odd = of_set(0xaaaa), low = of_set(0x00ff);
    assert_int_equal(odd.kind, MAY_BITS);
    assert_true(holds(&odd, 3) && !holds(&odd, 2) && !may_be_zero(&odd));
    assert_true(holds(&low, 7) && holds(&low, 0) && !holds(&low, 8));
}

static void computed(void **state)
{
    static const uint8_t subs[] = {RIR_B_ADD, RIR_B_SUB, RIR_B_AND, RIR_B_OR, RIR_B_XOR, RIR_B_MUL};
    (void)state;
    srand(1);
    for (uint32_t round = 0; round < 4000; round++) {
        uint32_t x = (uint32_t)rand() % (1u << NUMBERS), y = (uint32_t)rand() % (1u << NUMBERS);
        x &= round % 3 == 0 ? 0x0111 : 0xffff;
        y &= round % 2 == 0 ? 0x8420 : 0xffff;
        struct may a = of_set(x), b = of_set(y);
        for (int64_t i = 0; i < NUMBERS; i++)
            for (int64_t k = 0; k < NUMBERS; k++) {
                int64_t n, p = number_cut(i, BITS), q = number_cut(k, BITS);
                if (!(x >> i & 1) || !(y >> k & 1))
                    continue;
                for (uint32_t s = 0; s < sizeof subs; s++) {
                    struct may all = may_binary(subs[s], BITS, &a, &b);
                    if (number_bin(subs[s], BITS, p, q, &n))
                        assert_true(holds(&all, n));
                    else
                        assert_int_equal(all.kind, MAY_ANY);
                }
                for (uint8_t pred = RIR_P_EQ; pred <= RIR_P_SLE; pred++) {
                    struct may all = may_compared(pred, &a, &b);
                    assert_true(holds(&all, number_compare(pred, p, q) ? -1 : 0));
                }
            }
    }
}

static void cast(void **state)
{
    (void)state;
    for (uint32_t set = 1; set < 1u << NUMBERS; set += 5) {
        struct may all = of_set(set);
        struct may wide = may_unary(RIR_U_ZEXT, BITS, 8, &all);
        struct may sign = may_unary(RIR_U_SEXT, BITS, 8, &all);
        struct may cut = may_unary(RIR_U_TRUNC, BITS, 2, &all);
        for (int64_t i = 0; i < NUMBERS; i++) {
            if (!(set >> i & 1))
                continue;
            assert_true(holds(&wide, i));
            assert_true(holds(&sign, number_cut(i, BITS)));
            assert_true(holds(&cut, number_cut(i, 2)));
        }
        assert_false(holds(&wide, 1 << BITS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_lose_nothing),
        cmocka_unit_test(lists_are_exact),
        cmocka_unit_test(many_agree_on_bits),
        cmocka_unit_test(computed),
        cmocka_unit_test(cast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
