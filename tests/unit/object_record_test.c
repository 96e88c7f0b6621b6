/* Records: what is written is read again; what is cut off, changed or made up is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "object/record.h"
#include "object/record_int.h"

static const unsigned char rir[] = "any bytes, any bytes, any bytes, any bytes";

static unsigned char *sample(size_t *size)
{
    struct record r = {.source = "a.c",
                       .dir = "/src",
                       .language = "C",
                       .target = "x86_64-pc-linux-gnu",
                       .failure = "",
                       .rir = rir,
                       .rir_size = sizeof rir};
    return record_write(&r, size);
}

static void set_fixed(unsigned char *to, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

static const char *refused(const unsigned char *data, size_t size)
{
    static struct record_error error;
    struct unpacked u;
    size_t used;
    assert_false(record_read(data, size, &used, &u, &error));
    assert_int_equal(used, 0);
    return error.text;
}

static void test_there_and_back(void **state)
{
    size_t size, used;
    struct unpacked u;
    struct record_error error;
    unsigned char *data = sample(&size);
    (void)state;
    assert_true(record_read(data, size, &used, &u, &error));
    assert_int_equal(used, size);
    assert_string_equal(u.record.source, "a.c");
    assert_string_equal(u.record.dir, "/src");
    assert_string_equal(u.record.language, "C");
    assert_string_equal(u.record.target, "x86_64-pc-linux-gnu");
    assert_string_equal(u.record.failure, "");
    assert_int_equal(u.record.rir_size, sizeof rir);
    assert_memory_equal(u.record.rir, rir, sizeof rir);
    unpacked_free(&u);
    free(data);
}

static void test_cut_off(void **state)
{
    size_t size;
    unsigned char *data = sample(&size);
    (void)state;
    for (size_t n = 4; n < size; n++)
        assert_string_equal(refused(data, n), "a record is cut off");
    assert_string_equal(refused(data, 3), "what is in .fbp is no record of fbp-cc");
    free(data);
}

/* Every bit counts. */
static void test_damaged(void **state)
{
    size_t size;
    unsigned char *data = sample(&size);
    (void)state;
    for (size_t i = 0; i < size * 8; i++) {
        data[i / 8] ^= (unsigned char)(1u << i % 8);
        refused(data, size);
        data[i / 8] ^= (unsigned char)(1u << i % 8);
    }
    data[4] = 9;
    assert_string_equal(refused(data, size),
                        "a record is of version 9, this program reads version 1");
    free(data);
}

/* Whoever can compute a checksum can also lie about sizes. */
static void test_hostile_sizes(void **state)
{
    static const uint64_t sizes[] = {
        0, 1, 40, 4096, RECORD_LARGEST, (uint64_t)RECORD_LARGEST + 1, UINT64_MAX};
    size_t size;
    unsigned char *data = sample(&size);
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        set_fixed(data + RECORD_AT_UNPACKED, sizes[i], 8);
        set_fixed(data + RECORD_AT_CHECKSUM, record_checksum(data, size - RECORD_HEADER), 8);
        assert_non_null(strstr(refused(data, size), "a record is damaged"));
    }
    free(data);
}

static void test_names_have_any_byte(void **state)
{
    struct record r = {
        .source = "a\n\x1b[31m\xff.c", .dir = "/t\tb", .language = "", .target = "", .failure = ""};
    size_t size, used;
    struct unpacked out;
    struct record_error error;
    unsigned char *data = record_write(&r, &size);
    (void)state;
    assert_true(record_read(data, size, &used, &out, &error));
    assert_string_equal(out.record.source, r.source);
    assert_string_equal(out.record.dir, r.dir);
    unpacked_free(&out);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_hostile_sizes),
        cmocka_unit_test(test_names_have_any_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
