/* Blocks are executed often enough, and not much more often than that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "rir/text.h"
#include "rir/verify.h"
#include "solve/solve.h"

enum { ARMS = 60 };

/* A loop that branches to many arms, all of which go back to it: what an interpreter is. Each sets
 * another variable, so that every arm has news for all the others. */
static void write_interpreter(FILE *out)
{
    for (int i = 0; i < ARMS; i++)
        fprintf(out, "global @v%d : size 8\n", i);
    fputs("define @main(%n: i32) {\nentry:\n  br next\nnext:\n  switch %n, end", out);
    for (int i = 0; i < ARMS; i++)
        fprintf(out, ", [%d: arm%d]", i, i);
    fputs("\n", out);
    for (int i = 0; i < ARMS; i++)
        fprintf(out, "arm%d:\n  store ptr @v%d, @v%d !%d:1\n  br next\n", i, i, i, i + 2);
    fputs("end:\n  %last = load ptr @v0 !100:1\n  write i32 %n, %last !101:1\n  ret\n}\n", out);
}

static struct solve_result *solve(const char *text, size_t size)
{
    struct solve_options o;
    struct rir_error e;
    char why[300];
    solve_options_default(&o);
    struct rir_module *m = rir_text_parse("t", text, size, &e);
    if (m == NULL)
        fail_msg("%u:%u: %s", e.line, e.col, e.text);
    if (!rir_verify(m, why, sizeof why))
        fail_msg("%s", why);
    struct solve_result *r = solve_run(m, &o);
    rir_module_free(m);
    return r;
}

static void test_many_ways_back(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    write_interpreter(out);
    assert_int_equal(fclose(out), 0);
    struct solve_result *r = solve(text, size);
    assert_in_range(r->stats.rounds, 2 * ARMS, 4 * ARMS);
    solve_free(r);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_many_ways_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
