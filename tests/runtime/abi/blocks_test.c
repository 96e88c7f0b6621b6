/* Blocks, split granules and the memory of sends, against simple models of them: random operations
 * on addresses that nothing else uses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "verify/blocks.h"
#include "verify/senders.h"
#include "verify/set.h"
#include "verify/shadow.h"
#include "verify/splits.h"
#include "verify/tasks.h"

#define BASE UINT64_C(0x100000000000)
enum { GRANULES = 1 << 14, BYTES = GRANULES * GRANULE };

static uint32_t seed = 1;
static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(seed >> 4) * n >> 28);
}

/* For each granule the number of the block that it is in, 0 if none, negative when it was freed. */
static int in[GRANULES];
static struct {
    uintptr_t start, end;
} all[1 << 16];

static void is_as_modelled(uintptr_t address)
{
    struct block b;
    int n = in[(address - BASE) / GRANULE];
    bool found = block_find(address, &b);
    if (n == 0) { /* what is left of overlaid blocks may be found, but then it is a freed one */
        assert_true(!found || b.freed);
        return;
    }
    if (n < 0) {
        if (found)
            assert_true(b.freed);
        return;
    }
    assert_true(found);
    assert_false(b.freed);
    assert_int_equal(b.start, all[n].start);
    assert_int_equal(b.end, all[n].end);
}

static void make(int n, uint32_t first, uint32_t bytes)
{
    uint32_t last = first + (bytes - 1) / GRANULE;
    for (uint32_t g = first; g <= last; g++)
        if (in[g] > 0) { /* free what is there: real blocks do not overlap */
            int old = in[g];
            block_freed(all[old].start);
            for (uintptr_t a = all[old].start; a < all[old].end; a += GRANULE)
                in[(a - BASE) / GRANULE] = -1;
        }
    all[n].start = BASE + (uintptr_t)first * GRANULE;
    all[n].end = all[n].start + bytes;
    block_made(all[n].start, bytes);
    for (uint32_t g = first; g <= last; g++)
        in[g] = n;
}

static void blocks_are_found_from_any_byte(void **state)
{
    (void)state;
    shadow_map();
    for (int n = 1; n < 1 << 14; n++) {
        uint32_t bytes = 1 + below(below(50) == 0 ? 100000 : 200);
        make(n, below(GRANULES - bytes / GRANULE - 1), bytes);
        for (int i = 0; i < 40; i++)
            is_as_modelled(BASE + below(BYTES));
        is_as_modelled(all[n].start);
        is_as_modelled(all[n].end - 1);
        is_as_modelled(all[n].start + below(bytes));
    }
    block_forget(BASE, BASE + BYTES);
    memset(in, 0, sizeof in);
}

static void large_blocks(void **state)
{
    struct block b;
    uintptr_t start = BASE + ((uintptr_t)1 << 40);
    (void)state;
    block_made(start, (size_t)1 << 32);
    block_made(start + ((size_t)1 << 32), 48);
    assert_true(block_find(start + ((size_t)1 << 31) + 5, &b));
    assert_int_equal(b.start, start);
    assert_int_equal(b.end - b.start, (size_t)1 << 32);
    assert_false(block_find(start - 16, &b));
    assert_false(block_find(start + ((size_t)1 << 33), &b));
    block_forget(start, start + ((size_t)1 << 32) + 64);
    assert_false(block_find(start + 100, &b));
}

static tag model[BYTES];

static bool is_even(tag t, void *unused)
{
    (void)unused;
    return t % 2 == 0;
}

static void bytes_have_tags(void **state)
{
    (void)state;
    memset(model, 0, sizeof model);
    for (int i = 0; i < 20000; i++) {
        uint32_t low = below(BYTES / 16 - 300), high = low + below(below(4) == 0 ? 300 : 40);
        tag to = (tag)below(6), from = (tag)below(6), is = 0;
        switch (below(5)) {
        case 0:
            splits_change(BASE + low, BASE + high, from, to);
            for (uint32_t a = low; a < high; a++)
                model[a] = model[a] == from ? to : model[a];
            break;
        case 1:
            splits_fill_if(BASE + low, BASE + high, is_even, NULL, to);
            for (uint32_t a = low; a < high; a++)
                model[a] = model[a] % 2 == 0 ? to : model[a];
            break;
        case 2: {
            uintptr_t at = 0;
            uint32_t odd = low;
            while (odd < high && model[odd] % 2 == 0)
                odd++;
            bool found = splits_find_not(BASE + low, BASE + high, is_even, NULL, &at, &is);
            assert_int_equal(found, odd < high);
            if (found) {
                assert_int_equal(at / 1, BASE + odd);
                assert_int_equal(is, model[odd]);
            }
            break;
        }
        default:
            splits_fill(BASE + low, BASE + high, to);
            for (uint32_t a = low; a < high; a++)
                model[a] = to;
        }
        for (uint32_t a = low > 20 ? low - 20 : 0; a < high + 20; a++)
            assert_int_equal(splits_get(BASE + a), model[a]);
    }
    shadow_fill(BASE, BASE + BYTES, TAG_MAIN);
}

static void sends_are_remembered(void **state)
{
    struct block b;
    struct sending s = {.by = 7, .how = HOW_SENT}, found;
    (void)state;
    tasks_activate();
    block_made(BASE, 160);
    assert_true(block_find(BASE, &b));
    s.low = b.start;
    s.high = b.end;
    s.packet = senders_new_packet();
    senders_note(&b, &s);
    assert_true(senders_by(&b, BASE + 100, 7, &found));
    assert_false(senders_by(&b, BASE + 100, 8, &found));
    struct sending first = s;
    s.by = 8;
    s.packet = senders_new_packet();
    senders_note(&b, &s);
    assert_true(senders_by(&b, BASE, 7, &found));
    assert_true(senders_latest(&b, BASE, &found));
    assert_int_equal(found.by, 8);
    senders_undo(&b, &first); /* not the last one */
    assert_true(senders_by(&b, BASE, 7, &found));
    senders_undo(&b, &s);
    assert_false(senders_by(&b, BASE, 8, &found));
    assert_true(senders_by(&b, BASE, 7, &found));
    block_freed(BASE);
    assert_true(block_find(BASE + 150, &b));
    assert_true(b.freed);
    assert_true(senders_by(&b, BASE, 7, &found)); /* R4 */
    block_made(BASE, 32);
    assert_true(block_find(BASE, &b));
    assert_false(senders_by(&b, BASE, 7, &found));
    /* an element: its neighbours were not sent */
    block_made(BASE, 1600);
    assert_true(block_find(BASE, &b));
    s.low = BASE + 96;
    s.high = BASE + 140;
    senders_note(&b, &s);
    assert_true(senders_by(&b, BASE + 139, 8, &found));
    assert_false(senders_by(&b, BASE + 90, 8, &found));
    assert_false(senders_by(&b, BASE, 8, &found));
}

static void sets_hold_addresses(void **state)
{
    struct set set = {0};
    (void)state;
    for (uintptr_t a = 16; a < 16 * 50000; a += 16)
        assert_true(set_add(&set, a));
    for (uintptr_t a = 16; a < 16 * 60000; a += 16)
        assert_int_equal(set_has(&set, a), a < 16 * 50000);
    assert_false(set_add(&set, 160));
    set_free(&set);
    assert_false(set_has(&set, 160));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_found_from_any_byte), cmocka_unit_test(large_blocks),
        cmocka_unit_test(bytes_have_tags), cmocka_unit_test(sends_are_remembered),
        cmocka_unit_test(sets_hold_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
