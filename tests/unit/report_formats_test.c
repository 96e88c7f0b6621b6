/* SARIF, JSON and GitHub commands from results made by hand. That SARIF obeys its schema is
 * checked in tests/cli; here: limits, escapes, levels, fingerprints. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/fingerprint.h"
#include "report/report.h"

typedef void writer(FILE *out, const struct result *r, const struct report_options *o);

static char *written(writer *write_report, const struct result *r, const struct report_options *o)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    write_report(out, r, o);
    fclose(out);
    return text;
}

static struct finding finding(enum certainty certainty, const char *file, uint32_t line)
{
    return (struct finding){.kind = KIND_GLOBAL_WRITE,
                            .certainty = certainty,
                            .pos = {file, line, 4},
                            .message = "m",
                            .reason = certainty == CERTAINTY_UNPROVEN ? "why" : NULL,
                            .function = "f"};
}

/* Not with strstr: under ASan each call measures all of the text. */
static unsigned count(const char *text, const char *what)
{
    unsigned n = 0;
    const char *end = text + strlen(text);
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), what, strlen(what))) != NULL;
         at++)
        n++;
    return n;
}

static void has(const char *text, const char *what)
{
    if (strstr(text, what) == NULL)
        fail_msg("'%s' is not in:\n%s", what, text);
}

static void kinds(void **state)
{
    (void)state;
    for (int k = 0; k < KIND_COUNT; k++) {
        enum kind parsed = KIND_COUNT;
        char prefixed[64];
        snprintf(prefixed, sizeof prefixed, "fbp-%s", kind_name((enum kind)k));
        assert_true(kind_parse(kind_name((enum kind)k), &parsed));
        assert_int_equal(parsed, k);
        assert_true(kind_parse(prefixed, &parsed));
        assert_int_equal(parsed, k);
        const char *text = report_explain((enum kind)k);
        assert_non_null(text);
        assert_int_equal(strncmp(text, kind_name((enum kind)k), strlen(prefixed) - 4), 0);
        has(text, "\nExample:\n\n    ");
        has(text, "\nWhat to do:\n\n");
    }
    enum kind k = KIND_COUNT;
    assert_false(kind_parse("global", &k));
}

static void sarif_levels(void **state)
{
    (void)state;
    struct finding f[] = {finding(CERTAINTY_VIOLATION, "a.c", 1),
                          finding(CERTAINTY_UNPROVEN, "a.c", 2)};
    struct result r = {.findings = {f, 2, 2}};
    const char *levels[] = {NULL, "note", "warning", "error"};
    for (int level = UNPROVEN_OFF; level <= UNPROVEN_ERROR; level++) {
        struct report_options o = {.unproven = (enum unproven_level)level, .version = "1"};
        char *text = written(report_sarif, &r, &o), wanted[40];
        assert_int_equal(count(text, "\"ruleId\""), levels[level] == NULL ? 1 : 2);
        has(text, "\"certainty\": \"violation\"");
        has(text, "\"executionSuccessful\": true");
        if (levels[level] != NULL) {
            const char *second = strstr(strstr(text, "\"ruleId\"") + 1, "\"ruleId\"");
            snprintf(wanted, sizeof wanted, "\"level\": \"%s\"", levels[level]);
            has(second, wanted);
            has(second, "\"certainty\": \"unproven\"");
            has(second, "\"text\": \"m: unproven: why\"");
        }
        free(text);
    }
}

static void sarif_is_cut_at_a_limit(void **state)
{
    (void)state;
    enum { N = 25010 };
    struct finding *f = calloc(N, sizeof *f);
    assert_non_null(f);
    for (uint32_t i = 0; i < N; i++)
        f[i] = finding(i + 1 == N ? CERTAINTY_VIOLATION : CERTAINTY_UNPROVEN, "a.c", i + 1);
    struct result r = {.findings = {f, N, N}};
    struct report_options o = {.unproven = UNPROVEN_NOTE};
    char *text = written(report_sarif, &r, &o);
    assert_int_equal(count(text, "\"ruleId\""), 25000);
    assert_int_equal(count(text, "\"certainty\": \"violation\""), 1);
    has(text, "10 results were left out");
    free(text);
    free(f);
}

static void sarif_addresses(void **state)
{
    (void)state;
    struct finding f[] = {finding(CERTAINTY_VIOLATION, "/base/dir x/a b.c", 1),
                          finding(CERTAINTY_VIOLATION, "/usr/include/x.h", 2),
                          finding(CERTAINTY_VIOLATION, "src/100%.c", 3)};
    struct result r = {.findings = {f, 3, 3}};
    struct report_options o = {.base_dir = "/base/dir x", .incomplete = true};
    char *text = written(report_sarif, &r, &o);
    has(text, "\"uri\": \"a%20b.c\"");
    has(text, "\"uri\": \"file:///usr/include/x.h\"");
    has(text, "\"uri\": \"src/100%25.c\"");
    has(text, "\"uri\": \"file:///base/dir%20x/\"");
    assert_int_equal(count(text, "\"uriBaseId\": \"SRCROOT\""), 2);
    has(text, "\"executionSuccessful\": false");
    free(text);
}

static void sarif_path(void **state)
{
    (void)state;
    struct finding f = finding(CERTAINTY_VIOLATION, "a.c", 9);
    struct finding_note notes[] = {{{"a.c", 3, 1}, "called here"}};
    f.notes = notes;
    f.nnotes = 1;
    struct result r = {.findings = {&f, 1, 1}};
    struct report_options o = {.unproven = UNPROVEN_NOTE};
    char *text = written(report_sarif, &r, &o);
    const char *flow = strstr(text, "\"codeFlows\"");
    assert_non_null(flow);
    has(flow, "called here");
    assert_int_equal(count(flow, "\"startLine\": 3"), 1);
    assert_int_equal(count(flow, "\"startLine\": 9"), 1);
    free(text);
}

static void json_escapes(void **state)
{
    (void)state;
    struct finding f = finding(CERTAINTY_VIOLATION, "a.c", 1);
    f.message = "quote \" backslash \\ tab \t newline \n bell \a byte \xff letter \xc3\xa4";
    struct result r = {.findings = {&f, 1, 1}, .program = "p", .places = 7};
    struct report_options o = {.version = "1"};
    char *text = written(report_json, &r, &o);
    has(text, "quote \\\" backslash \\\\ tab \\t newline \\n bell \\u0007 byte \\ufffd letter "
              "\xc3\xa4\"");
    has(text, "\"places\": 7");
    has(text, "\"reason\": null");
    free(text);
}

static void github_commands(void **state)
{
    (void)state;
    struct finding f[] = {finding(CERTAINTY_VIOLATION, "odd,na:me.c", 3),
                          finding(CERTAINTY_UNPROVEN, "b.c", 5)};
    f[0].message = "100%\nsure";
    struct result r = {.findings = {f, 2, 2}};
    struct report_options o = {.unproven = UNPROVEN_NOTE};
    char *text = written(report_github, &r, &o);
    assert_string_equal(text, "::error file=odd%2Cna%3Ame.c,line=3,col=4,title=fbp-global-write::"
                              "100%25%0Asure\n"
                              "::notice file=b.c,line=5,col=4,title=fbp-global-write::"
                              "1 place in 'f' is unproven: why (line 5)\n");
    free(text);
    o.unproven = UNPROVEN_WARNING;
    text = written(report_github, &r, &o);
    has(text, "::warning file=b.c,line=5,col=4,title=fbp-global-write::m: unproven: why\n");
    free(text);
}

/* The fingerprint of a finding on the line with "total" of a file with this text. */
static void print_of(const char *source, uint32_t line, char out[FINGERPRINT_SIZE])
{
    char dir[] = "/tmp/fingerprint-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/a.c", dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
    struct fingerprints p = {.lines = lines_new()};
    struct finding f = finding(CERTAINTY_VIOLATION, path, line);
    fingerprint(&p, &f, out);
    lines_free(p.lines);
    map_free(&p.seen);
    unlink(path);
    rmdir(dir);
}

static void fingerprints_survive_line_shifts(void **state)
{
    (void)state;
    char before[FINGERPRINT_SIZE], shifted[FINGERPRINT_SIZE], changed[FINGERPRINT_SIZE];
    print_of("int x;\n  total = 1;\n", 2, before);
    print_of("int x;\n\n\nint y;\n\ttotal =  1;\n", 5, shifted);
    print_of("int x;\n  total = 2;\n", 2, changed);
    assert_string_equal(before, shifted);
    assert_string_not_equal(before, changed);
}

static void equal_findings_are_numbered(void **state)
{
    (void)state;
    char first[FINGERPRINT_SIZE], second[FINGERPRINT_SIZE];
    struct fingerprints p = {.lines = lines_new()};
    struct finding f = finding(CERTAINTY_VIOLATION, "/nowhere/a.c", 1);
    fingerprint(&p, &f, first);
    fingerprint(&p, &f, second);
    assert_string_equal(strchr(first, ':'), ":1");
    assert_string_equal(strchr(second, ':'), ":2");
    assert_memory_equal(first, second, 16);
    lines_free(p.lines);
    map_free(&p.seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(sarif_levels),
        cmocka_unit_test(sarif_is_cut_at_a_limit),
        cmocka_unit_test(sarif_addresses),
        cmocka_unit_test(sarif_path),
        cmocka_unit_test(json_escapes),
        cmocka_unit_test(github_commands),
        cmocka_unit_test(fingerprints_survive_line_shifts),
        cmocka_unit_test(equal_findings_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
