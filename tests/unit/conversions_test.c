/* Which arguments a format has read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/conversions.h"

/* As text: `r2` reads argument 2, `r3/2` unless argument 2 is 0, `w1>=2` is written if the result
 * is at least 2. */
static const char *found(const char *format, bool scans)
{
    static char text[256];
    struct conversion c[8];
    uint32_t wide[128];
    size_t length = strlen(format) + 1;
    for (size_t i = 0; i < length; i++)
        wide[i] = (unsigned char)format[i];
    unsigned n = conversions_find(wide, length, scans, c, 8);
    text[0] = '\0';
    for (unsigned i = 0; i < n; i++) {
        size_t at = strlen(text);
        int k = snprintf(text + at, sizeof text - at, "%s%c%u", i == 0 ? "" : " ",
                         c[i].write ? 'w' : 'r', c[i].argument);
        at += (size_t)k;
        if (scans)
            snprintf(text + at, sizeof text - at, ">=%u", c[i].results);
        else if (c[i].precision != 0)
            snprintf(text + at, sizeof text - at, "/%u", c[i].precision);
    }
    return text;
}

#define PRINTS(format, as) assert_string_equal(found(format, false), as)
#define SCANS(format, as) assert_string_equal(found(format, true), as)

static void printf_reads_texts_alone(void **state)
{
    (void)state;
    PRINTS("", "");
    PRINTS("nothing: 100%%\n", "");
    PRINTS("%s", "r1");
    PRINTS("%d %p %s %f %ls%S", "r3 r5 r6");
    PRINTS("%-20s|%+08.3f|%5.3s", "r1 r3");
    PRINTS("%lu%zu%jd%hhd%Lf%s", "r6");
    PRINTS("%m %s", "r1");
}

static void printf_writes_counts(void **state)
{
    (void)state;
    PRINTS("%s%n", "r1 w2");
    PRINTS("%d%hhn", "w2");
}

static void printf_takes_widths(void **state)
{
    (void)state;
    PRINTS("%*d%s", "r3");
    PRINTS("%*s", "r2");
    PRINTS("%.*s%s", "r2/1 r3");
    PRINTS("%*.*s", "r3/2");
    PRINTS("%.0s%.s%s", "r3");
    PRINTS("%-*.*n", "w3");
}

static void printf_takes_numbered_arguments(void **state)
{
    (void)state;
    PRINTS("%2$s %1$s", "r2 r1");
    PRINTS("%1$*2$d %3$.*4$s", "r3/4");
}

static void what_is_not_understood_ends_it(void **state)
{
    (void)state;
    PRINTS("%s %y %s", "r1");
    PRINTS("%s %", "r1");
    PRINTS("%", "");
    PRINTS("%.", "");
    PRINTS("%*", "");
    SCANS("%d %[a", "w1>=1");
    SCANS("%", "");
    SCANS("%d %y %d", "w1>=1");
}

static void scanf_writes_in_order(void **state)
{
    (void)state;
    SCANS("nothing", "");
    SCANS("%d", "w1>=1");
    SCANS("%d,%s %*d %lf", "w1>=1 w2>=2 w3>=3");
    SCANS("%%%ms%5c", "w1>=1 w2>=2");
    SCANS("%2$d %1$d", "w2>=1 w1>=2");
    SCANS("%[^]%] %[]a] %[a-z]%d", "w1>=1 w2>=2 w3>=3 w4>=4");
}

static void scanf_does_not_count_counts(void **state)
{
    (void)state;
    SCANS("%n%d", "w1>=1 w2>=1");
    SCANS("%d %n", "w1>=1 w2>=1");
    SCANS("%d,%n", "w1>=1 w2>=0");
    SCANS("%d%*d%n%d", "w1>=1 w2>=2 w3>=2");
    SCANS("%d%n%n", "w1>=1 w2>=1 w3>=1");
    SCANS("%n", "w1>=0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printf_reads_texts_alone),
        cmocka_unit_test(printf_writes_counts),
        cmocka_unit_test(printf_takes_widths),
        cmocka_unit_test(printf_takes_numbered_arguments),
        cmocka_unit_test(what_is_not_understood_ends_it),
        cmocka_unit_test(scanf_writes_in_order),
        cmocka_unit_test(scanf_does_not_count_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
