/* Compares a report (fbp-check --json) with the expectations of a case.
 *
 * Kept: every expectation is met by a finding of that kind and certainty on that line; every
 * finding meets an expectation; each note of an expectation occurs in a finding that meets it; what
 * the summary and the exit status say follows from the expectations. A report without places or
 * tasks is never right: a case on which nothing was looked at proves nothing.
 *
 * Several findings of one kind on one line meet one expectation. */
#include <cjson/cJSON.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"

struct judgement {
    struct test_case *c;
    const char *text; /* differences so far */
};

static const char *certainty_word(enum certainty c)
{
    return c == CERTAINTY_UNPROVEN ? "unproven" : "violation";
}

static void differ(struct judgement *j, char sign, const char *path, unsigned line, const char *fmt,
                   ...) __attribute__((format(printf, 5, 6)));

static void differ(struct judgement *j, char sign, const char *path, unsigned line, const char *fmt,
                   ...)
{
    struct arena *a = &j->c->arena;
    va_list ap;
    va_start(ap, fmt);
    const char *what = arena_vprintf(a, fmt, ap);
    va_end(ap);
    const char *where = path ? arena_printf(a, "%s:%u: ", case_base_name(path), line) : "";
    j->text = arena_printf(a, "%s  %c %s%s\n", j->text ? j->text : "", sign, where, what);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return s ? s : "";
}

static long number_of(const cJSON *object, const char *key)
{
    const cJSON *n = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(n) ? (long)n->valuedouble : -1;
}

static bool meets(const cJSON *finding, const struct expectation *e)
{
    char path[PATH_MAX];
    return strcmp(text_of(finding, "kind"), kind_name(e->kind)) == 0 &&
           strcmp(text_of(finding, "certainty"), certainty_word(e->certainty)) == 0 &&
           number_of(finding, "line") == (long)e->line &&
           realpath(text_of(finding, "file"), path) && strcmp(path, e->path) == 0;
}

/* True if `text` occurs in what the finding or its notes say; the name of a file is no statement.
 */
static bool says(const cJSON *finding, const char *text)
{
    const cJSON *part;
    cJSON_ArrayForEach(part, finding)
    {
        bool is_file = part->string && strcmp(part->string, "file") == 0;
        if (cJSON_IsString(part) && !is_file && strstr(part->valuestring, text))
            return true;
        if (cJSON_IsArray(part) || cJSON_IsObject(part))
            if (says(part, text))
                return true;
    }
    return false;
}

static bool any_meets(const cJSON *findings, const struct expectation *e, const char *note)
{
    const cJSON *f;
    cJSON_ArrayForEach(f, findings)
    {
        if (meets(f, e) && (!note || says(f, note)))
            return true;
    }
    return false;
}

static void judge_expectation(struct judgement *j, const cJSON *findings,
                              const struct expectation *e)
{
    if (!any_meets(findings, e, NULL)) {
        differ(j, '-', e->path, e->line, "expected, not reported: %s %s",
               certainty_word(e->certainty), kind_name(e->kind));
        return;
    }
    for (uint32_t i = 0; i < e->notes.len; i++)
        if (!any_meets(findings, e, e->notes.data[i]))
            differ(j, '-', e->path, e->line, "the finding does not say: %s", e->notes.data[i]);
}

static void judge_finding(struct judgement *j, const cJSON *f)
{
    const char *reason = text_of(f, "reason");
    for (uint32_t i = 0; i < j->c->expected.len; i++)
        if (meets(f, &j->c->expected.data[i]))
            return;
    differ(j, '+', text_of(f, "file"), (unsigned)number_of(f, "line"),
           "reported, not expected: %s %s: %s%s%s", text_of(f, "certainty"), text_of(f, "kind"),
           text_of(f, "message"), *reason ? ": " : "", reason);
}

/* What follows from the expectations for the whole run. */
static void judge_summary(struct judgement *j, const cJSON *report, int status)
{
    const cJSON *sum = cJSON_GetObjectItemCaseSensitive(report, "summary");
    long places = number_of(sum, "places"), unproven = number_of(sum, "unproven");
    long violations = number_of(sum, "violations");
    bool expect_violation = false, expect_unproven = false;
    for (uint32_t i = 0; i < j->c->expected.len; i++)
        if (j->c->expected.data[i].certainty == CERTAINTY_VIOLATION)
            expect_violation = true;
        else
            expect_unproven = true;
    if (number_of(sum, "tasks") < 1)
        differ(j, '-', NULL, 0, "no task was found");
    else if (places < 1)
        differ(j, '-', NULL, 0, "no place was looked at");
    if (places != number_of(sum, "proved") + unproven + violations)
        differ(j, '-', NULL, 0, "the summary does not add up");
    if (!j->text && ((violations > 0) != expect_violation || (unproven > 0) != expect_unproven))
        differ(j, '-', NULL, 0, "the summary counts %ld violations and %ld unproven places",
               violations, unproven);
    if (!j->text && status != (expect_violation ? 1 : 0))
        differ(j, '-', NULL, 0, "the exit status is %d", status);
}

const char *judge(struct test_case *c, const char *json, int status)
{
    struct judgement j = {.c = c};
    cJSON *report = cJSON_Parse(json);
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(report, "findings"), *f;
    if (!cJSON_IsArray(findings)) {
        differ(&j, '-', NULL, 0, "what fbp-check printed is not a report in JSON");
    } else {
        for (uint32_t i = 0; i < c->expected.len; i++)
            judge_expectation(&j, findings, &c->expected.data[i]);
        cJSON_ArrayForEach(f, findings) judge_finding(&j, f);
        judge_summary(&j, report, status);
    }
    cJSON_Delete(report);
    return j.text;
}
