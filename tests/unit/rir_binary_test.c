/* The binary form: what is written reads back, and nothing that was damaged is taken for good. */
#include "base/map.h"
#include "rir/binary.h"
#include "rir_util.h"

enum { HEADER = 24 };

static struct rir_module *everything(void)
{
    char *text = source_file("tests/unit/rir/all.rir");
    struct rir_module *m = verified(text);
    free(text);
    return m;
}

static void set_fixed(unsigned char *to, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

/* Makes the header fit a payload that was changed, so that what reads the payload is tried. */
static void repair(unsigned char *record, size_t size)
{
    set_fixed(record + 8, size - HEADER);
    set_fixed(record + 16, hash_mem(record + HEADER, size - HEADER));
}

static void has_every_instruction(void **state)
{
    (void)state;
    bool seen[RIR_OP_COUNT] = {false};
    struct rir_module *m = everything();
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].ninsns; k++)
            seen[m->funcs.data[i].insns[k].op] = true;
    for (int op = 0; op < RIR_OP_COUNT; op++)
        if (!seen[op])
            fail_msg("tests/unit/rir/all.rir has no operation %d", op);
    rir_module_free(m);
}

static void round_trip(void **state)
{
    (void)state;
    struct rir_module *m = everything();
    size_t size, again_size, used;
    unsigned char *bytes = rir_binary_write(m, &size);
    struct rir_error err;
    struct rir_module *back = rir_binary_read(bytes, size, &used, &err);
    if (back == NULL)
        fail_msg("%u: %s", err.col, err.text);
    assert_int_equal(used, size);
    char *before = printed(m), *after = printed(back);
    assert_string_equal(before, after);
    unsigned char *again = rir_binary_write(back, &again_size);
    assert_int_equal(size, again_size);
    assert_memory_equal(bytes, again, size);
    for (uint32_t i = 0; i < m->funcs.len; i++) { /* what the text does not show: value numbers */
        const struct rir_func *a = &m->funcs.data[i], *b = &back->funcs.data[i];
        assert_int_equal(a->nvalues, b->nvalues);
        for (uint32_t k = 0; k < a->nvalues; k++) {
            assert_int_equal(a->values[k].kind, b->values[k].kind);
            assert_int_equal(a->values[k].ref, b->values[k].ref);
            assert_true(a->values[k].imm == b->values[k].imm);
        }
    }
    free(before);
    free(after);
    free(bytes);
    free(again);
    rir_module_free(m);
    rir_module_free(back);
}

static void extremes(void **state)
{
    (void)state;
    struct rir_module *m =
        verified("target ptr 32\n type $a = array x 18446744073709551615 size 0\n"
                 "define @f(%a: i64) -> i64 {\n %b = add i64 %a, 0x8000000000000000\n"
                 " %c = add i64 %b, 0x7fffffffffffffff\n"
                 " read i8 @g+0x7fffffffffffffff !4294967294:4294967294\n"
                 " switch %c, x [0x8000000000000000: x]\nx:\n ret %c }\n global @g size 1");
    size_t size, used;
    unsigned char *bytes = rir_binary_write(m, &size);
    struct rir_error err;
    struct rir_module *back = rir_binary_read(bytes, size, &used, &err);
    if (back == NULL)
        fail_msg("%u: %s", err.col, err.text);
    char *before = printed(m), *after = printed(back);
    assert_string_equal(before, after);
    free(before);
    free(after);
    free(bytes);
    rir_module_free(m);
    rir_module_free(back);
}

static void records_follow_each_other(void **state)
{
    (void)state;
    struct rir_module *a = verified("global @a size 4"), *b = verified("global @b size 4");
    size_t na, nb, used;
    unsigned char *one = rir_binary_write(a, &na), *two = rir_binary_write(b, &nb);
    unsigned char *both = malloc(na + nb);
    memcpy(both, one, na);
    memcpy(both + na, two, nb);
    struct rir_error err;
    struct rir_module *first = rir_binary_read(both, na + nb, &used, &err);
    assert_non_null(first);
    assert_int_equal(used, na);
    struct rir_module *second = rir_binary_read(both + used, nb, &used, &err);
    assert_non_null(second);
    assert_string_equal(second->globals.data[0].name, "b");
    rir_module_free(a);
    rir_module_free(b);
    rir_module_free(first);
    rir_module_free(second);
    free(one);
    free(two);
    free(both);
}

/* A copy of exactly n bytes, so that a read beyond is seen by the address sanitizer. */
static struct rir_module *read_exactly(const unsigned char *bytes, size_t n, struct rir_error *err)
{
    size_t used;
    unsigned char *copy = malloc(n == 0 ? 1 : n);
    memcpy(copy, bytes, n);
    struct rir_module *m = rir_binary_read(copy, n, &used, err);
    free(copy);
    if (m == NULL)
        assert_true(err->text[0] != '\0');
    return m;
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    struct rir_module *m = everything();
    size_t size;
    struct rir_error err;
    unsigned char *bytes = rir_binary_write(m, &size), *copy = malloc(size);
    for (size_t n = 0; n < size; n++) {
        assert_null(read_exactly(bytes, n, &err));
        if (n < HEADER)
            continue;
        memcpy(copy, bytes, n);
        repair(copy, n); /* a record that says that it is shorter */
        assert_null(read_exactly(copy, n, &err));
    }
    free(copy);
    free(bytes);
    rir_module_free(m);
}

static void headers(void **state)
{
    (void)state;
    struct rir_module *m = verified("global @a size 4");
    size_t size, used;
    struct rir_error err;
    unsigned char *bytes = rir_binary_write(m, &size);
    bytes[4]++;
    assert_null(rir_binary_read(bytes, size, &used, &err));
    assert_has(err.text, "the record is of version 5, this program reads version 4");
    bytes[4]--;
    bytes[HEADER]++;
    assert_null(rir_binary_read(bytes, size, &used, &err));
    assert_has(err.text, "the record is damaged");
    bytes[0] = 'X';
    assert_null(rir_binary_read(bytes, size, &used, &err));
    assert_has(err.text, "no RIR record");
    assert_int_equal(used, 0);
    free(bytes);
    rir_module_free(m);
}

static uint32_t random_number(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Single bytes, with the checksum made right: refused, or a module that verifies (which the reader
 * promises, and which is asked again here, of the verifier and the printer). */
static void random_corruption(void **state)
{
    (void)state;
    struct rir_module *m = everything();
    size_t size;
    struct rir_error err;
    unsigned char *bytes = rir_binary_write(m, &size);
    uint64_t seed = 20261122;
    uint32_t accepted = 0, refused = 0;
    for (int i = 0; i < 20000; i++) {
        size_t at = HEADER + random_number(&seed) % (size - HEADER);
        unsigned char old = bytes[at];
        bytes[at] = (unsigned char)random_number(&seed);
        repair(bytes, size);
        struct rir_module *back = read_exactly(bytes, size, &err);
        if (back != NULL) {
            accepted++;
            assert_verifies(back);
            if (i % 16 == 0)
                free(printed(back));
            rir_module_free(back);
        } else {
            refused++;
        }
        bytes[at] = old;
    }
    print_message("seed 20261122: %u accepted, %u refused\n", accepted, refused);
    assert_true(accepted != 0 && refused != 0); /* both paths were tried */
    free(bytes);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_every_instruction),
        cmocka_unit_test(round_trip),
        cmocka_unit_test(extremes),
        cmocka_unit_test(records_follow_each_other),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(headers),
        cmocka_unit_test(random_corruption),
    };
    return cmocka_run_group_tests_name("rir/binary", tests, NULL, NULL);
}
