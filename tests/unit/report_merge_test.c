/* Merging the results of several programs: what is the same is one, what differs stays apart, and
 * the counts are sums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/merge.h"

static struct finding finding(const char *file, uint32_t line, enum certainty certainty)
{
    return (struct finding){.kind = KIND_GLOBAL_WRITE,
                            .certainty = certainty,
                            .pos = {file, line, 3},
                            .message = "task 'a' writes global 'n'",
                            .object = "n",
                            .function = "f"};
}

static void release(struct result *r)
{
    vec_free(&r->findings);
    vec_free(&r->tasks);
    vec_free(&r->unknown);
    vec_free(&r->trusted);
    vec_free(&r->programs);
    arena_free(&r->arena);
}

static void add_finding(struct result *r, struct finding f)
{
    vec_push(&r->findings, f);
    r->places++;
    r->violations += f.certainty == CERTAINTY_VIOLATION;
    r->unproven += f.certainty == CERTAINTY_UNPROVEN;
}

static void equal_findings_are_one(void **state)
{
    (void)state;
    struct result one = {.program = "one.c"}, two = {.program = "two.c"}, all = {0};
    add_finding(&one, finding("a.c", 1, CERTAINTY_VIOLATION));
    add_finding(&two, finding("a.c", 1, CERTAINTY_VIOLATION)); /* the same */
    add_finding(&two, finding("a.c", 2, CERTAINTY_VIOLATION)); /* elsewhere */
    add_finding(&two, finding("b.c", 1, CERTAINTY_VIOLATION)); /* another file */
    add_finding(&two, finding("a.c", 1, CERTAINTY_UNPROVEN));  /* another verdict */
    struct result_merge m;
    result_merge_begin(&m, &all, 2);
    result_merge_add(&m, &one, (struct program_info){.name = "one"});
    assert_string_equal(all.program, "one.c");
    result_merge_add(&m, &two, (struct program_info){.name = "two"});
    result_merge_end(&m);
    assert_null(all.program);
    assert_int_equal(all.findings.len, 4);
    assert_int_equal(all.findings.data[0].nprograms, 2);
    for (uint32_t i = 1; i < 4; i++) {
        assert_int_equal(all.findings.data[i].nprograms, 1);
        assert_int_equal(all.findings.data[i].programs[0], 1);
    }
    assert_int_equal(all.places, 5);
    assert_int_equal(all.violations, 4);
    assert_int_equal(all.unproven, 1);
    assert_int_equal(all.programs.data[1].violations, 3);
    release(&one);
    release(&two);
    release(&all);
}

static void what_is_believed_or_unknown_counts_once(void **state)
{
    (void)state;
    struct result one = {0}, two = {0}, all = {0};
    struct unknown_info few = {"recode", 1, {"a.c", 1, 1}}, many = {"recode", 7, {"b.c", 1, 1}};
    struct unknown_info other = {"other", 1, {"a.c", 2, 1}};
    struct trusted_info t = {TRUST_FUNCTION, "f", "because", {"a.c", 1, 1}};
    struct task_info task = {.name = "work", .pos = {"a.c", 1, 1}, .how = "started"};
    vec_push(&one.unknown, few);
    vec_push(&two.unknown, many);
    vec_push(&two.unknown, other);
    vec_push(&one.trusted, t);
    vec_push(&two.trusted, t);
    vec_push(&one.tasks, task);
    vec_push(&two.tasks, task);
    struct result_merge m;
    result_merge_begin(&m, &all, 2);
    result_merge_add(&m, &one, (struct program_info){.name = "one"});
    result_merge_add(&m, &two, (struct program_info){.name = "two"});
    result_merge_end(&m);
    assert_int_equal(all.unknown.len, 2);
    assert_int_equal(all.unknown.data[0].calls, 7);
    assert_int_equal(all.functions_unknown, 2);
    assert_int_equal(all.trusted.len, 1);
    assert_int_equal(all.tasks.len, 2); /* a task of each program */
    assert_int_equal(all.tasks.data[1].program, 1);
    release(&one);
    release(&two);
    release(&all);
}

static void programs_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    struct result r = {0};
    uint32_t first[] = {1}, most[] = {0, 1, 2, 3, 4}, every[] = {0, 1, 2, 3, 4, 5};
    struct finding f = {.programs = first, .nprograms = 1};
    struct finding g = {.programs = most, .nprograms = 5};
    struct finding h = {.programs = every, .nprograms = 6};
    const struct finding *list[] = {&f, &g, &h};
    static const char *const expected[] = {" (in b)", " (in a, b, c, d and 1 more)",
                                           " (in all 6 programs)"};
    for (int i = 0; i < 6; i++) {
        struct program_info info = {.name = names[i]};
        vec_push(&r.programs, info);
    }
    for (int i = 0; i < 3; i++) {
        char *text = report_in_programs(&r, &list[i], 1);
        assert_string_equal(text, expected[i]);
        free(text);
    }
    r.programs.len = 1;
    f.programs[0] = 0;
    char *text = report_in_programs(&r, list, 1);
    assert_string_equal(text, "");
    free(text);
    release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_findings_are_one),
        cmocka_unit_test(what_is_believed_or_unknown_counts_once),
        cmocka_unit_test(programs_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
