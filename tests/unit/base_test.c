/* The plain data structures, each against the simplest thing that does the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Blocks of all sizes: zeroed, aligned, and none overlaps another. */
static void arena_hands_out_apart(void **unused)
{
    (void)unused;
    struct arena a = {0};
    enum { N = 500 };
    unsigned char *blocks[N];
    size_t sizes[N], sum = 0;
    uint64_t seed = 1;
    for (int i = 0; i < N; i++) {
        sizes[i] = (size_t)(i % 50 == 0 ? 100000 + i : next_random(&seed) % 300);
        sum += sizes[i];
        blocks[i] = arena_alloc(&a, sizes[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], i % 251 + 1, sizes[i]);
    }
    for (int i = 0; i < N; i++) {
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(blocks[i][k], i % 251 + 1);
    }
    assert_true(a.used >= sum);
    assert_true(a.reserved >= a.used);
    arena_free(&a);
    assert_int_equal(a.used, 0);
    assert_int_equal(a.reserved, 0);
    assert_string_equal(arena_strdup(&a, "again"), "again");
    arena_free(&a);
}

static void arena_prints(void **unused)
{
    (void)unused;
    struct arena a = {0};
    char wanted[3000];
    memset(wanted, 'x', sizeof wanted - 1);
    wanted[sizeof wanted - 1] = '\0';
    assert_string_equal(arena_printf(&a, "%s:%d", "f.c", 12), "f.c:12");
    assert_string_equal(arena_printf(&a, "%s", ""), "");
    assert_string_equal(arena_printf(&a, "%s", wanted), wanted);
    int data[3] = {1, 2, 3};
    int *copy = arena_copy(&a, data, sizeof data);
    data[0] = 9;
    assert_int_equal(copy[0], 1);
    assert_int_equal(copy[2], 3);
    arena_free(&a);
}

static void intern_makes_equal_strings_one(void **unused)
{
    (void)unused;
    struct intern t = {0};
    const char *first[1000];
    char text[32];
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "name%d", i);
        first[i] = intern_str(&t, text);
        assert_ptr_not_equal(first[i], text);
    }
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "name%d and more", i);
        assert_ptr_equal(intern_n(&t, text, strcspn(text, " ")), first[i]);
        text[strcspn(text, " ")] = '\0';
        assert_string_equal(first[i], text);
    }
    assert_int_equal(t.count, 1000);
    assert_null(intern_str(&t, NULL));
    assert_ptr_equal(intern_str(&t, ""), intern_n(&t, "xyz", 0));
    assert_ptr_not_equal(intern_str(&t, ""), intern_str(&t, "x"));
    intern_free(&t);
}

/* Keys from a small range, so that many are put twice, against an array. */
static void map_is_like_an_array(void **unused)
{
    (void)unused;
    enum { RANGE = 2000 };
    struct map m = {0};
    uint32_t wanted[RANGE], got, distinct = 0;
    bool there[RANGE] = {false};
    uint64_t seed = 7;
    assert_false(map_get(&m, 0, &got));
    for (int i = 0; i < 5000; i++) {
        uint64_t key = next_random(&seed) % RANGE;
        uint32_t val = (uint32_t)next_random(&seed) % 1000;
        map_put(&m, key << 40, val); /* keys that differ in high bits only */
        distinct += !there[key];
        there[key] = true;
        wanted[key] = val;
    }
    for (uint64_t key = 0; key < RANGE; key++) {
        assert_int_equal(map_get(&m, key << 40, &got), there[key]);
        if (there[key])
            assert_int_equal(got, wanted[key]);
    }
    assert_int_equal(m.count, distinct);
    map_put(&m, UINT64_MAX, UINT32_MAX - 1);
    assert_true(map_get(&m, UINT64_MAX, &got));
    assert_int_equal(got, UINT32_MAX - 1);
    map_put(&m, 0, 0);
    assert_true(map_get(&m, 0, &got));
    assert_int_equal(got, 0);
    map_free(&m);
    assert_false(map_get(&m, 0, &got));
}

static void vec_keeps_what_was_pushed(void **unused)
{
    (void)unused;
    struct pair {
        int a;
        char b;
    };
    VEC(struct pair) v = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(&v, ((struct pair){i, (char)(i % 100)}));
    assert_int_equal(v.len, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(v.data[i].a, i);
        assert_int_equal(v.data[i].b, i % 100);
    }
    vec_free(&v);
    assert_null(v.data);
    assert_int_equal(v.len, 0);
}

/* Not a proof of quality, but what a broken mix shows at once. */
static void hashes_differ(void **unused)
{
    (void)unused;
    assert_int_not_equal(hash64(1), hash64(2));
    assert_int_not_equal(hash64(1), hash64(1ull << 63));
    assert_int_equal(hash_mem("abc", 3), hash_mem("abcd", 3));
    assert_int_not_equal(hash_mem("abc", 3), hash_mem("acb", 3));
    assert_int_not_equal(hash_mem("\0", 1), hash_mem("\0\0", 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_hands_out_apart),          cmocka_unit_test(arena_prints),
        cmocka_unit_test(intern_makes_equal_strings_one), cmocka_unit_test(map_is_like_an_array),
        cmocka_unit_test(vec_keeps_what_was_pushed),      cmocka_unit_test(hashes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
