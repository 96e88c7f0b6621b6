/* Three levels of bytes: one for each 64 KiB of memory, one for each 16 MiB, one for each 4 GiB.
 * The first says what is so now; the others whether it ever was, so a search may go down in vain,
 * and then goes on. */
#include "windows.h"

#include <stdatomic.h>
#include <string.h>

#include "prim.h"
#include "shadow.h"

enum { STEP = 8, LEVELS = 3, FAR = 16 };

static uint8_t wholes[ADDRESS_LIMIT >> (WINDOW_SHIFT + 2 * STEP)];
static uint8_t *const levels[LEVELS] = {
    (uint8_t *)TABLES_WINDOWS,
    (uint8_t *)(TABLES_WINDOWS + (ADDRESS_LIMIT >> WINDOW_SHIFT)),
    wholes,
};

bool windows_map(void)
{
    size_t bytes = (ADDRESS_LIMIT >> WINDOW_SHIFT) + (ADDRESS_LIMIT >> (WINDOW_SHIFT + STEP));
    return prim_reserve(TABLES_WINDOWS, bytes) != NULL;
}

static uint8_t get(int level, uintptr_t i)
{
    return __atomic_load_n(&levels[level][i], __ATOMIC_RELAXED);
}

void windows_note(uintptr_t window)
{
    for (int level = LEVELS - 1; level >= 0; level--)
        if (!get(level, window >> (level * STEP)))
            __atomic_store_n(&levels[level][window >> (level * STEP)], 1, __ATOMIC_RELAXED);
}

void windows_clear(uintptr_t first, uintptr_t last)
{
    if (first < last)
        prim_zero(levels[0] + first, last - first);
}

static uint64_t eight(int level, uintptr_t i)
{
    uint64_t word;
    memcpy(&word, levels[level] + i, sizeof word);
    return word;
}

/* The last entry in [low, high) that is set; high: none is. */
static uintptr_t last_in(int level, uintptr_t low, uintptr_t high)
{
    for (uintptr_t i = high; i > low;) {
        if (i % 8 == 0 && i - low >= 8 && eight(level, i - 8) == 0)
            i -= 8;
        else if (get(level, --i))
            return i;
    }
    return high;
}

/* The first one; high: none is. */
static uintptr_t first_in(int level, uintptr_t low, uintptr_t high)
{
    for (uintptr_t i = low; i < high;) {
        if (i % 8 == 0 && high - i >= 8 && eight(level, i) == 0)
            i += 8;
        else if (get(level, i++))
            return i - 1;
    }
    return high;
}

/* Below `high` in the level; `low`: where to stop. */
static uintptr_t before(int level, uintptr_t low, uintptr_t high)
{
    while (high > low) {
        uintptr_t part = (high - 1) >> STEP << STEP; /* what one entry above stands for */
        uintptr_t from = part > low ? part : low, at = last_in(level, from, high);
        if (at != high)
            return at;
        if (from == low || level == LEVELS - 1)
            return 0;
        uintptr_t up = before(level + 1, low >> STEP, part >> STEP);
        if (up == 0)
            return 0;
        high = (up + 1) << STEP;
    }
    return 0;
}

static uintptr_t after(int level, uintptr_t low, uintptr_t high)
{
    while (low < high) {
        uintptr_t part = ((low >> STEP) + 1) << STEP;
        uintptr_t to = part < high ? part : high, at = first_in(level, low, to);
        if (at != to)
            return at;
        if (to == high || level == LEVELS - 1)
            return 0;
        uintptr_t up = after(level + 1, part >> STEP, (high >> STEP) + 1);
        if (up == 0)
            return 0;
        low = up << STEP;
    }
    return 0;
}

static const uintptr_t FAR_WINDOWS = (uintptr_t)FAR << (2 * STEP);

uintptr_t windows_before(uintptr_t window)
{
    uintptr_t low = window > FAR_WINDOWS ? window - FAR_WINDOWS : 1;
    return before(0, low, window);
}

uintptr_t windows_after(uintptr_t window)
{
    uintptr_t limit = ADDRESS_LIMIT >> WINDOW_SHIFT, high = window + FAR_WINDOWS;
    return after(0, window, high < limit ? high : limit);
}
