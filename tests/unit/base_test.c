/* The data structures that everything stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"

static void arenas(void **state)
{
    (void)state;
    struct arena a = {0};
    unsigned char *blocks[2000];
    for (size_t i = 0; i < 2000; i++) { /* of all sizes, larger than a block of the arena too */
        size_t n = i % 97 == 0 ? 100000 : i;
        blocks[i] = arena_alloc(&a, n);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)(i & 0xff), n);
    }
    for (size_t i = 0; i < 2000; i++) /* none overlaps another */
        for (size_t k = 0; k < (i % 97 == 0 ? 100000 : i); k++)
            if (blocks[i][k] != (i & 0xff))
                fail_msg("block %zu, byte %zu", i, k);
    assert_true(a.used > 0 && a.reserved >= a.used);
    assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    assert_string_equal(arena_strdup(&a, "copied"), "copied");
    int numbers[] = {1, 2, 3};
    int *copy = arena_copy(&a, numbers, sizeof numbers);
    assert_int_equal(copy[2], 3);
    arena_free(&a);
    assert_int_equal(a.used, 0);
    assert_non_null(ARENA_NEW(&a, int)); /* usable again */
    arena_free(&a);
}

static void interned_strings(void **state)
{
    (void)state;
    struct intern t = {0};
    const char *list[5000];
    char s[20];
    for (int i = 0; i < 5000; i++) {
        snprintf(s, sizeof s, "name%d", i);
        list[i] = intern_str(&t, s);
        assert_string_equal(list[i], s);
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(s, sizeof s, "name%d", i);
        assert_ptr_equal(intern_str(&t, s), list[i]);
    }
    assert_int_equal(t.count, 5000);
    assert_ptr_equal(intern_n(&t, "name12345", 5), list[1]);
    assert_ptr_not_equal(intern_str(&t, ""), NULL);
    assert_null(intern_str(&t, NULL));
    /* a string ends at its first NUL, whatever length is given */
    assert_ptr_equal(intern_n(&t, "name7\0name8", 11), list[7]);
    intern_free(&t);
}

static void maps(void **state)
{
    (void)state;
    struct map m = {0};
    uint32_t v;
    assert_false(map_get(&m, 0, &v));
    for (uint32_t i = 0; i < 20000; i++)
        map_put(&m, (uint64_t)i << 32, i);
    for (uint32_t i = 0; i < 20000; i += 2)
        map_put(&m, (uint64_t)i << 32, i + 1); /* replaces */
    assert_int_equal(m.count, 20000);
    for (uint32_t i = 0; i < 20000; i++) {
        assert_true(map_get(&m, (uint64_t)i << 32, &v));
        assert_int_equal(v, i % 2 == 0 ? i + 1 : i);
        assert_false(map_get(&m, ((uint64_t)i << 32) + 1, &v));
    }
    map_put(&m, UINT64_MAX, 0);
    assert_true(map_get(&m, UINT64_MAX, &v));
    assert_int_equal(v, 0);
    map_free(&m);
    assert_false(map_get(&m, 0, &v));
}

static void hashes(void **state)
{
    (void)state;
    assert_true(hash64(1) != hash64(2));
    assert_true(hash_mem("ab", 2) != hash_mem("ba", 2));
    assert_true(hash_mem("ab", 2) == hash_mem("abc", 2));
    uint32_t low[16] = {0};
    for (uint64_t i = 0; i < 1600; i++) /* consecutive keys spread over the low bits */
        low[hash64(i * 4096) & 15]++;
    for (int i = 0; i < 16; i++)
        assert_in_range(low[i], 50, 150);
}

static void vectors(void **state)
{
    (void)state;
    VEC(uint64_t) v = {0};
    for (uint64_t i = 0; i < 10000; i++)
        vec_push(&v, i * i);
    assert_int_equal(v.len, 10000);
    for (uint64_t i = 0; i < 10000; i++)
        assert_true(v.data[i] == i * i);
    assert_true(v.cap >= v.len);
    vec_free(&v);
    assert_null(v.data);
    assert_int_equal(v.len, 0);
    v.data = vec_reserve(v.data, 0, &v.cap, 100, sizeof *v.data);
    assert_true(v.cap >= 100);
    vec_free(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arenas), cmocka_unit_test(interned_strings), cmocka_unit_test(maps),
        cmocka_unit_test(hashes), cmocka_unit_test(vectors),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
