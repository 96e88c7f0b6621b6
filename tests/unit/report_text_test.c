/* The text of reports, from results made by hand: order, carets, notes, groups, summary. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/lines.h"
#include "report/report.h"

static char source_path[] = "/tmp/report-text-XXXXXX";

static int write_source(void **state)
{
    (void)state;
    static const char text[] = "static int total;\n"
                               "\n"
                               "void add(int n)\n"
                               "{\n"
                               "\ttotal += n;\n"
                               "    /* \xc3\xa4\xe4\xb8\xad */ total = 0;\n"
                               "    \033[2J total++;\n"
                               "}";
    int fd = mkstemp(source_path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    return close(fd);
}

static int remove_source(void **state)
{
    (void)state;
    return unlink(source_path);
}

static struct finding violation(uint32_t line, uint32_t col, const char *message)
{
    return (struct finding){.kind = KIND_GLOBAL_WRITE,
                            .certainty = CERTAINTY_VIOLATION,
                            .pos = {source_path, line, col},
                            .message = message,
                            .object = "total",
                            .function = "add",
                            .task = "work"};
}

static struct finding unproven(uint32_t line, const char *function, const char *reason)
{
    struct finding f = violation(line, 3, "task 'work' may write global 'total'");
    f.certainty = CERTAINTY_UNPROVEN;
    f.function = function;
    f.reason = reason;
    return f;
}

static char *written(const struct result *r, const struct report_options *o)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    report_text(out, r, o);
    fclose(out);
    return text;
}

/* The report without its last line, in which FILE stands for the source's name. */
static void expect(const struct result *r, enum unproven_level level, const char *wanted)
{
    struct report_options o = {.unproven = level};
    char *text = written(r, &o), *filtered = calloc(1, strlen(text) + 1), *out = filtered;
    char *summary = strstr(text, "fbp-check: ");
    assert_non_null(summary);
    *summary = '\0';
    for (const char *at = text; *at != '\0';) {
        if (strncmp(at, source_path, strlen(source_path)) == 0) {
            out = stpcpy(out, "FILE");
            at += strlen(source_path);
        } else {
            *out++ = *at++;
        }
    }
    assert_string_equal(filtered, wanted);
    free(filtered);
    free(text);
}

static void caret_under_tab(void **state)
{
    (void)state;
    struct finding f = violation(5, 8, "task 'work' writes global 'total'");
    struct finding_note notes[] = {{{source_path, 3, 6}, "'add' is called here by 'work'"},
                                   {{source_path, 1, 12}, "'total' is declared here"}};
    f.notes = notes;
    f.nnotes = 2;
    struct result r = {.findings = {&f, 1, 1}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:5:8: error: task 'work' writes global 'total' [fbp-global-write]\n"
           "    5 | \ttotal += n;\n"
           "      | \t      ^\n"
           "FILE:3:6: note: 'add' is called here by 'work'\n"
           "FILE:1:12: note: 'total' is declared here\n");
}

static void caret_under_wide_characters(void **state)
{
    (void)state;
    struct finding f = violation(6, 17, "m");
    struct result r = {.findings = {&f, 1, 1}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:6:17: error: m [fbp-global-write]\n"
           "    6 |     /* \xc3\xa4\xe4\xb8\xad */ total = 0;\n"
           "      |               ^\n");
}

static void no_escape_sequences_from_source(void **state)
{
    (void)state;
    struct finding f = violation(7, 10, "m");
    struct result r = {.findings = {&f, 1, 1}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:7:10: error: m [fbp-global-write]\n"
           "    7 |     ?[2J total++;\n"
           "      |          ^\n");
}

static void positions_that_are_not_there(void **state)
{
    (void)state;
    struct finding f[] = {violation(99, 1, "beyond the file"), violation(5, 70, "beyond the line"),
                          violation(8, 1, "last line"), violation(1, 1, "no file"),
                          violation(1, 1, "no position")};
    f[3].pos.file = "/nowhere/x.c";
    f[4].pos = (struct source_pos){0};
    struct result r = {.findings = {f, 5, 5}};
    expect(&r, UNPROVEN_NOTE,
           "<unknown>: error: no position [fbp-global-write]\n"
           "/nowhere/x.c:1:1: error: no file [fbp-global-write]\n"
           "FILE:5:70: error: beyond the line [fbp-global-write]\n"
           "FILE:8:1: error: last line [fbp-global-write]\n"
           "    8 | }\n"
           "      | ^\n"
           "FILE:99:1: error: beyond the file [fbp-global-write]\n");
}

static void unsynchronised_first(void **state)
{
    (void)state;
    struct finding f[] = {violation(90, 1, "c"), violation(91, 1, "b"), violation(92, 1, "a")};
    f[0].order = ORDER_ATOMIC;
    f[1].order = ORDER_LOCKED;
    struct result r = {.findings = {f, 3, 3}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:92:1: error: a [fbp-global-write]\n"
           "FILE:91:1: error: b (locked) [fbp-global-write]\n"
           "FILE:90:1: error: c (atomic) [fbp-global-write]\n");
}

static const char no_model[] = "'log_it' has no body and no model";

static void unproven_by_function(void **state)
{
    (void)state;
    struct finding f[] = {unproven(33, "parse", no_model),       unproven(14, "parse", no_model),
                          unproven(20, "parse", "other reason"), unproven(20, "parse", no_model),
                          unproven(40, "alone", "its reason"),   violation(50, 1, "v")};
    struct result r = {.findings = {f, 6, 6}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:50:1: error: v [fbp-global-write]\n"
           "FILE:14: note: 4 places in 'parse' are unproven: 'log_it' has no body and no model, "
           "and 1 other reason (lines 14, 20, 33) [fbp-global-write]\n"
           "FILE:40: note: 1 place in 'alone' is unproven: its reason (line 40) "
           "[fbp-global-write]\n");
    expect(&r, UNPROVEN_OFF, "FILE:50:1: error: v [fbp-global-write]\n");
}

static void unproven_one_by_one(void **state)
{
    (void)state;
    struct finding f = unproven(33, "parse", no_model);
    f.id = "7f3a-12";
    struct result r = {.findings = {&f, 1, 1}};
    expect(&r, UNPROVEN_WARNING,
           "FILE:33:3: warning: task 'work' may write global 'total': unproven: 'log_it' has no "
           "body and no model [fbp-global-write] (check 7f3a-12)\n");
    expect(&r, UNPROVEN_ERROR,
           "FILE:33:3: error: task 'work' may write global 'total': unproven: 'log_it' has no "
           "body and no model [fbp-global-write] (check 7f3a-12)\n");
}

static void many_lines_are_cut(void **state)
{
    (void)state;
    struct finding f[12];
    for (uint32_t i = 0; i < 12; i++)
        f[i] = unproven(100 + i, "big", no_model);
    struct result r = {.findings = {f, 12, 12}};
    expect(&r, UNPROVEN_NOTE,
           "FILE:100: note: 12 places in 'big' are unproven: 'log_it' has no body and no model "
           "(lines 100, 101, 102, 103, 104, 105, 106, 107 and 4 more) [fbp-global-write]\n");
}

static void summary_line(void **state)
{
    (void)state;
    struct task_info tasks[3] = {{.name = "a"}, {.name = "b"}, {.name = "c"}};
    struct trusted_info trusted[5] = {{.name = "t"}};
    struct result r = {.tasks = {tasks, 3, 3},
                       .trusted = {trusted, 5, 5},
                       .places = 1204,
                       .proved = 1180,
                       .unproven = 21,
                       .violations = 3,
                       .functions_unknown = 12};
    struct report_options o = {.quiet = true};
    char *text = written(&r, &o);
    assert_string_equal(text, "fbp-check: 3 tasks, 1204 places: 1180 proved, 21 unproven, 3 "
                              "violations; 5 believed (--list-trusted), 12 functions unknown "
                              "(--list-unknown)\n");
    free(text);
    r = (struct result){
        .tasks = {tasks, 1, 1}, .places = 1, .violations = 1, .functions_unknown = 1};
    text = written(&r, &o);
    assert_string_equal(text, "fbp-check: 1 task, 1 place: 0 proved, 0 unproven, 1 violation; "
                              "0 believed (--list-trusted), 1 function unknown (--list-unknown)\n");
    free(text);
}

static void quiet_is_the_summary_alone(void **state)
{
    (void)state;
    struct finding f = violation(5, 8, "m");
    struct result r = {.findings = {&f, 1, 1}, .places = 1, .violations = 1};
    struct report_options o = {.quiet = true};
    char *text = written(&r, &o);
    assert_int_equal(strncmp(text, "fbp-check: 0 tasks, 1 place:", 28), 0);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    free(text);
}

static void lists(void **state)
{
    (void)state;
    struct task_info tasks[] = {
        {"late", {"b.c", 9, 7}, {"b.c", 30, 5}, "started", 0},
        {"early", {"a.c", 3, 14}, {0}, "--task", 0},
    };
    struct unknown_info unknown[] = {{"once", 1, {"a.c", 4, 1}}, {"often", 7, {"b.c", 8, 2}}};
    struct trusted_info trusted[] = {{TRUST_MODEL, "string.h", "strlen", {0}},
                                     {TRUST_FUNCTION, "pool_get", "own lock", {"a.c", 1, 1}},
                                     {TRUST_SHARED, "hits", NULL, {"a.c", 2, 1}}};
    struct result r = {
        .tasks = {tasks, 2, 2}, .unknown = {unknown, 2, 2}, .trusted = {trusted, 3, 3}};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    report_tasks(out, &r);
    report_unknown(out, &r);
    report_trusted(out, &r);
    fclose(out);
    assert_string_equal(text, "a.c:3:14: task 'early' (--task)\n"
                              "b.c:9:7: task 'late' (started at b.c:30)\n"
                              "b.c:8:2: unknown function 'often' (7 calls)\n"
                              "a.c:4:1: unknown function 'once' (1 call)\n"
                              "a.c:1:1: trusted function 'pool_get': own lock\n"
                              "a.c:2:1: shared variable 'hits'\n"
                              "model 'string.h': strlen\n");
    free(text);
}

static void characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_length("a", 1), 1);
    assert_int_equal(utf8_length("\xc3\xa4", 2), 2);
    assert_int_equal(utf8_length("\xc3", 1), 1);
    assert_int_equal(utf8_length("\xed\xa0\x80", 3), 1); /* a surrogate */
    assert_int_equal(utf8_length("\xf0\x9f\x98\x80", 4), 4);
    assert_int_equal(utf8_width("\xf0\x9f\x98\x80", 4), 2);
    assert_int_equal(utf8_width("\xcc\x88", 2), 0); /* a combining diaeresis */
    assert_int_equal(utf8_width("\xff", 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caret_under_tab),
        cmocka_unit_test(caret_under_wide_characters),
        cmocka_unit_test(no_escape_sequences_from_source),
        cmocka_unit_test(positions_that_are_not_there),
        cmocka_unit_test(unsynchronised_first),
        cmocka_unit_test(unproven_by_function),
        cmocka_unit_test(unproven_one_by_one),
        cmocka_unit_test(many_lines_are_cut),
        cmocka_unit_test(summary_line),
        cmocka_unit_test(quiet_is_the_summary_alone),
        cmocka_unit_test(lists),
        cmocka_unit_test(characters),
    };
    return cmocka_run_group_tests(tests, write_source, remove_source);
}
