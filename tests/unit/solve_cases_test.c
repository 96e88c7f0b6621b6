/* The solver on small RIR programs: every file of tests/unit/solve/ is one rule, in both
 * directions.
 *
 * `; expect: violation global-write` (or unproven) behind an instruction: that verdict there; a
 * place without one must be proved. `; order: locked cache_lock` (or atomic, unsynchronised) says
 * how that finding is ordered. `; mutant: 100` says that this place is proved where that mistake is
 * switched on: so the case would show it. Instructions of these files are one per line; a site's
 * position is written as its own line number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/finding.h"
#include "rir/text.h"
#include "rir/verify.h"
#include "solve/solve.h"

enum { MAX_CASES = 400, MAX_MUTANTS = 200 };

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    size_t n = fread(text, 1, (1 << 16) - 1, f);
    assert_true(n < (1 << 16) - 1);
    fclose(f);
    return text;
}

/* Each '!@' becomes '!LINE:1', so that cases need not count lines. */
static char *number_sites(const char *text)
{
    char *out = calloc(1, strlen(text) * 4 + 16), *o = out;
    assert_non_null(out);
    unsigned line = 1;
    for (const char *p = text; *p != '\0'; p++) {
        if (p[0] == '!' && p[1] == '@') {
            o += sprintf(o, "!%u:1", line);
            p++;
            continue;
        }
        line += *p == '\n';
        *o++ = *p;
    }
    return out;
}

static const char *word_of(const struct result *r, unsigned line, char *buffer, size_t size)
{
    for (uint32_t i = 0; i < r->findings.len; i++) {
        const struct finding *f = &r->findings.data[i];
        if (f->pos.line != line)
            continue;
        snprintf(buffer, size, "%s %s",
                 f->certainty == CERTAINTY_VIOLATION ? "violation" : "unproven",
                 kind_name(f->kind));
        return buffer;
    }
    return "proved";
}

static const char *order_of(const struct result *r, unsigned line, char *buffer, size_t size)
{
    static const char *const words[] = {"unsynchronised", "locked", "atomic"};
    for (uint32_t i = 0; i < r->findings.len; i++) {
        const struct finding *f = &r->findings.data[i];
        if (f->pos.line != line)
            continue;
        snprintf(buffer, size, "%s%s%s", words[f->order], f->lock == NULL ? "" : " ",
                 f->lock == NULL ? "" : f->lock);
        return buffer;
    }
    return "nothing";
}

/* What stands behind `mark` up to the next comment, if it does. */
static bool directive(const char *line, const char *mark, char *out, size_t size)
{
    const char *at = strstr(line, mark);
    if (at == NULL)
        return false;
    at += strlen(mark);
    int len = (int)strcspn(at, ";");
    while (len > 0 && at[len - 1] == ' ')
        len--;
    snprintf(out, size, "%.*s", len, at);
    return true;
}

static unsigned compare(const char *name, const char *text, const struct result *r)
{
    unsigned wrong = 0, line = 1;
    for (const char *p = text; *p != '\0'; line++) {
        const char *end = strchr(p, '\n');
        size_t len = end == NULL ? strlen(p) : (size_t)(end - p);
        char want[64] = "proved", have[64], copy[512];
        snprintf(copy, sizeof copy, "%.*s", (int)len, p);
        directive(copy, "; expect: ", want, sizeof want);
        const char *got = word_of(r, line, have, sizeof have);
        if (strcmp(got, want) != 0) {
            print_error("%s:%u: expected %s, got %s\n", name, line, want, got);
            wrong++;
        }
        if (directive(copy, "; order: ", want, sizeof want) &&
            strcmp(order_of(r, line, have, sizeof have), want) != 0) {
            print_error("%s:%u: expected %s, got %s\n", name, line, want,
                        order_of(r, line, have, sizeof have));
            wrong++;
        }
        p += len + (end != NULL);
    }
    return wrong;
}

/* With that mistake of the solver the places that name it are proved. */
static unsigned compare_mutant(const char *name, const char *text, const struct rir_module *m,
                               unsigned mutant)
{
    struct solve_options o;
    solve_options_default(&o);
    o.mutant = mutant;
    struct solve_result *r = solve_run(m, &o);
    unsigned wrong = 0, line = 1;
    for (const char *p = text; *p != '\0'; line++) {
        const char *end = strchr(p, '\n');
        size_t len = end == NULL ? strlen(p) : (size_t)(end - p);
        char number[64], have[64], copy[512];
        snprintf(copy, sizeof copy, "%.*s", (int)len, p);
        if (directive(copy, "; mutant: ", number, sizeof number) &&
            strtoul(number, NULL, 10) == mutant &&
            strcmp(word_of(&r->result, line, have, sizeof have), "proved") != 0) {
            print_error("%s:%u: does not show mutant %u (%s)\n", name, line, mutant,
                        solve_mutant_name(mutant));
            wrong++;
        }
        p += len + (end != NULL);
    }
    solve_free(r);
    return wrong;
}

static bool shown[MAX_MUTANTS]; /* by some case */

static unsigned compare_mutants(const char *name, const char *text, const struct rir_module *m)
{
    bool named[MAX_MUTANTS] = {false};
    unsigned wrong = 0;
    for (const char *p = text; (p = strstr(p, "; mutant: ")) != NULL; p++) {
        unsigned long k = strtoul(p + strlen("; mutant: "), NULL, 10);
        if (k == 0 || k > solve_mutants() || k >= MAX_MUTANTS)
            fail_msg("%s: there is no mutant %lu", name, k);
        named[k] = true;
    }
    for (unsigned k = 1; k < MAX_MUTANTS; k++)
        if (named[k]) {
            wrong += compare_mutant(name, text, m, k);
            shown[k] = true;
        }
    return wrong;
}

/* Runs last: what no random program shows some case has to. */
static void all_mutants_shown(void **state)
{
    (void)state;
    for (unsigned k = 1; k <= solve_mutants(); k++)
        if (solve_mutant_is_rare(k) && !shown[k])
            fail_msg("no case shows mutant %u (%s)", k, solve_mutant_name(k));
}

static void run_case(void **state)
{
    const char *path = *state;
    char *text = read_file(path), *numbered = number_sites(text);
    struct rir_error err = {0};
    struct rir_module *m = rir_text_parse(path, numbered, strlen(numbered), &err);
    if (m == NULL)
        fail_msg("%s:%u:%u: %s", path, err.line, err.col, err.text);
    char why[300];
    if (!rir_verify(m, why, sizeof why))
        fail_msg("%s: %s", path, why);
    struct solve_options o;
    solve_options_default(&o);
    struct solve_result *r = solve_run(m, &o);
    unsigned wrong = compare(path, text, &r->result) + compare_mutants(path, text, m);
    solve_free(r);
    rir_module_free(m);
    free(text);
    free(numbered);
    assert_int_equal(wrong, 0);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
    static struct CMUnitTest tests[MAX_CASES];
    static char paths[MAX_CASES][300];
    size_t n = 0;
    const char *root = getenv("FBP_SOURCE_DIR");
    char dir[200];
    snprintf(dir, sizeof dir, "%s/tests/unit/solve", root == NULL ? "." : root);
    DIR *d = opendir(dir);
    if (d == NULL) {
        fprintf(stderr, "solve_cases_test: %s: cannot be read; set FBP_SOURCE_DIR\n", dir);
        return 1;
    }
    for (struct dirent *e; (e = readdir(d)) != NULL && n < MAX_CASES - 1;) {
        size_t len = strlen(e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".rir") != 0)
            continue;
        snprintf(paths[n], sizeof paths[n], "%s/%s", dir, e->d_name);
        tests[n] = (struct CMUnitTest){
            .name = strrchr(paths[n], '/') + 1, .test_func = run_case, .initial_state = paths[n]};
        n++;
    }
    closedir(d);
    if (n == 0) {
        fprintf(stderr, "solve_cases_test: no cases in %s\n", dir);
        return 1;
    }
    qsort(tests, n, sizeof *tests, by_name);
    tests[n++] = (struct CMUnitTest){.name = "all_mutants_shown", .test_func = all_mutants_shown};
    return _cmocka_run_group_tests("solve_cases", tests, n, NULL, NULL);
}
