/* The report as SARIF 2.1.0, written as a stream: a rule per kind, a result per finding, the path
 * as a code flow.
 *
 * Files are relative to the base directory (uriBaseId SRCROOT) wherever they lie in it, so that a
 * report from one machine is shown on another. SARIF counts columns in characters, clang in bytes:
 * they are converted with the source line at hand. GitHub takes at most 25,000 results; violations
 * come first, and when results are cut the invocation says so. Kinds of certainty that
 * --unproven=off hides are left out here, too. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "report/fingerprint.h"
#include "report/json_out.h"
#include "report/order.h"
#include "report/report.h"

enum { MOST_RESULTS = 25000, MOST_STEPS = 1000 };

struct sarif {
    struct json j;
    const struct report_options *o;
    struct fingerprints prints;
};

static const struct {
    const char *name, *title;
    bool on;
} kinds[KIND_COUNT] = {
#define KIND(ID, string, on, judged, title) [KIND_##ID] = {string, title, on},
#include "report/kinds.def"
#undef KIND
};

/* ---- addresses ---- */

/* Percent-encodes what may not stand in the path of a URI; malloc'ed. */
static char *uri_escape(const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/+@!$&'()*,;=";
    char *out = malloc(3 * strlen(path) + 1), *at = out;
    if (out == NULL)
        abort();
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            *at++ = *path;
        else
            at += sprintf(at, "%%%02X", (unsigned char)*path);
    }
    *at = '\0';
    return out;
}

static void put_uri(struct json *j, const char *key, const char *prefix, const char *path,
                    const char *suffix)
{
    char *escaped = uri_escape(path), *whole = NULL;
    if (asprintf(&whole, "%s%s%s", prefix, escaped, suffix) < 0)
        abort();
    json_string(j, key, whole);
    free(whole);
    free(escaped);
}

static void put_artifact(struct sarif *s, const char *file)
{
    size_t base = s->o->base_dir == NULL ? 0 : strlen(s->o->base_dir);
    json_object(&s->j, "artifactLocation");
    if (base > 0 && strncmp(file, s->o->base_dir, base) == 0 && file[base] == '/')
        file += base + 1;
    if (file[0] == '/') {
        put_uri(&s->j, "uri", "file://", file, "");
    } else {
        put_uri(&s->j, "uri", "", file, "");
        json_string(&s->j, "uriBaseId", "SRCROOT");
    }
    json_end(&s->j);
}

/* Byte column to character column. */
static uint32_t character_column(struct sarif *s, const struct source_pos *pos)
{
    size_t len = 0;
    const char *line = lines_get(s->prints.lines, pos->file, pos->line, &len);
    if (line == NULL || pos->col > len + 1)
        return pos->col;
    uint32_t column = 1;
    for (size_t i = 0; i + 1 < pos->col; i += utf8_length(line + i, len - i))
        column++;
    return column;
}

static void put_location(struct sarif *s, const struct source_pos *pos, const char *text)
{
    if (pos->file != NULL) {
        json_object(&s->j, "physicalLocation");
        put_artifact(s, pos->file);
        if (pos->line > 0) {
            json_object(&s->j, "region");
            json_number(&s->j, "startLine", pos->line);
            if (pos->col > 0)
                json_number(&s->j, "startColumn", character_column(s, pos));
            json_end(&s->j);
        }
        json_end(&s->j);
    }
    if (text != NULL) {
        json_object(&s->j, "message");
        json_string(&s->j, "text", text);
        json_end(&s->j);
    }
}

/* ---- results ---- */

static void put_flow(struct sarif *s, const struct finding *f)
{
    json_array(&s->j, "codeFlows");
    json_object(&s->j, NULL);
    json_array(&s->j, "threadFlows");
    json_object(&s->j, NULL);
    json_array(&s->j, "locations");
    for (uint32_t i = 0; i <= f->nnotes && i < MOST_STEPS; i++) {
        bool last = i == f->nnotes;
        json_object(&s->j, NULL);
        json_object(&s->j, "location");
        put_location(s, last ? &f->pos : &f->notes[i].pos, last ? f->message : f->notes[i].text);
        json_end(&s->j);
        json_end(&s->j);
    }
    for (int i = 0; i < 5; i++)
        json_end(&s->j);
}

static const char *level_of(const struct sarif *s, const struct finding *f)
{
    if (f->certainty == CERTAINTY_VIOLATION || s->o->unproven == UNPROVEN_ERROR)
        return "error";
    return s->o->unproven == UNPROVEN_WARNING ? "warning" : "note";
}

static void put_message(struct sarif *s, const struct finding *f)
{
    char *text = NULL;
    bool why = f->certainty == CERTAINTY_UNPROVEN && f->reason != NULL;
    if (asprintf(&text, "%s%s%s", f->message, why ? ": unproven: " : "", why ? f->reason : "") < 0)
        abort();
    json_object(&s->j, "message");
    json_string(&s->j, "text", text);
    json_end(&s->j);
    free(text);
}

static void put_programs(struct sarif *s, const struct result *r, const struct finding *f)
{
    json_array(&s->j, "programs");
    for (uint32_t i = 0; i < f->nprograms; i++)
        json_string(&s->j, NULL, r->programs.data[f->programs[i]].name);
    json_end(&s->j);
}

static void put_properties(struct sarif *s, const struct result *r, const struct finding *f)
{
    static const char *const orderings[] = {"unsynchronised", "locked", "atomic"};
    json_object(&s->j, "properties");
    json_string(&s->j, "certainty", f->certainty == CERTAINTY_VIOLATION ? "violation" : "unproven");
    json_string(&s->j, "ordering", orderings[f->order]);
    json_string_if(&s->j, "lock", f->lock);
    json_string_if(&s->j, "object", f->object);
    json_string_if(&s->j, "task", f->task);
    json_string_if(&s->j, "reason", f->reason);
    json_string_if(&s->j, "help", f->help);
    json_string_if(&s->j, "check", f->id);
    if (r->programs.len > 1)
        put_programs(s, r, f);
    json_end(&s->j);
}

static void put_locations(struct sarif *s, const struct finding *f)
{
    json_array(&s->j, "locations");
    json_object(&s->j, NULL);
    put_location(s, &f->pos, NULL);
    if (f->function != NULL) {
        json_array(&s->j, "logicalLocations");
        json_object(&s->j, NULL);
        json_string(&s->j, "name", f->function);
        json_string(&s->j, "kind", "function");
        json_end(&s->j);
        json_end(&s->j);
    }
    json_end(&s->j);
    json_end(&s->j);
}

static void put_result(struct sarif *s, const struct result *r, const struct finding *f)
{
    char rule[64], print[FINGERPRINT_SIZE];
    snprintf(rule, sizeof rule, "fbp-%s", kind_name(f->kind));
    fingerprint(&s->prints, f, print);
    json_object(&s->j, NULL);
    json_string(&s->j, "ruleId", rule);
    json_number(&s->j, "ruleIndex", (uint64_t)f->kind);
    json_string(&s->j, "level", level_of(s, f));
    put_message(s, f);
    put_locations(s, f);
    if (f->nnotes > 0)
        put_flow(s, f);
    json_object(&s->j, "partialFingerprints");
    json_string(&s->j, "fbpFingerprint/v1", print);
    json_end(&s->j);
    put_properties(s, r, f);
    json_end(&s->j);
}

/* Returns how many were left out. */
static uint32_t put_results(struct sarif *s, const struct result *r)
{
    const struct finding **all = report_sorted(r);
    uint32_t written = 0, cut = 0;
    json_array(&s->j, "results");
    for (uint32_t i = 0; i < r->findings.len; i++) {
        if (all[i]->certainty == CERTAINTY_UNPROVEN && s->o->unproven == UNPROVEN_OFF)
            continue;
        if (written == MOST_RESULTS) {
            cut++;
            continue;
        }
        put_result(s, r, all[i]);
        written++;
    }
    json_end(&s->j);
    free(all);
    return cut;
}

/* ---- the run ---- */

static void put_text_object(struct json *j, const char *key, const char *text)
{
    json_object(j, key);
    json_string(j, "text", text);
    json_end(j);
}

static void put_rules(struct json *j)
{
    json_array(j, "rules");
    for (int k = 0; k < KIND_COUNT; k++) {
        char id[64];
        snprintf(id, sizeof id, "fbp-%s", kinds[k].name);
        json_object(j, NULL);
        json_string(j, "id", id);
        put_text_object(j, "shortDescription", kinds[k].title);
        put_text_object(j, "help", report_explain((enum kind)k));
        json_object(j, "defaultConfiguration");
        json_bool(j, "enabled", kinds[k].on);
        json_string(j, "level", "error");
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_tool(struct sarif *s)
{
    json_object(&s->j, "tool");
    json_object(&s->j, "driver");
    json_string(&s->j, "name", "fbp-check");
    json_string_if(&s->j, "version", s->o->version);
    put_rules(&s->j);
    json_end(&s->j);
    json_end(&s->j);
}

static void put_notification(struct sarif *s, const char *level, const char *text)
{
    json_object(&s->j, NULL);
    json_string(&s->j, "level", level);
    put_text_object(&s->j, "message", text);
    json_end(&s->j);
}

static void put_invocation(struct sarif *s, uint32_t cut)
{
    char text[120];
    json_array(&s->j, "invocations");
    json_object(&s->j, NULL);
    json_string_if(&s->j, "commandLine", s->o->command_line);
    json_bool(&s->j, "executionSuccessful", !s->o->incomplete);
    json_array(&s->j, "toolExecutionNotifications");
    if (s->o->incomplete)
        put_notification(s, "error", "something could not be analysed; standard error names it");
    if (cut > 0) {
        snprintf(text, sizeof text, "%u results were left out: a report holds at most %d", cut,
                 MOST_RESULTS);
        put_notification(s, "warning", text);
    }
    json_end(&s->j);
    json_end(&s->j);
    json_end(&s->j);
}

static void put_base(struct sarif *s)
{
    if (s->o->base_dir == NULL)
        return;
    json_object(&s->j, "originalUriBaseIds");
    json_object(&s->j, "SRCROOT");
    put_uri(&s->j, "uri", "file://", s->o->base_dir, "/");
    json_end(&s->j);
    json_end(&s->j);
}

void report_sarif(FILE *out, const struct result *r, const struct report_options *o)
{
    struct sarif s = {.j = {.out = out}, .o = o, .prints = {.lines = lines_new()}};
    json_object(&s.j, NULL);
    json_string(&s.j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_string(&s.j, "version", "2.1.0");
    json_array(&s.j, "runs");
    json_object(&s.j, NULL);
    put_tool(&s);
    put_base(&s);
    json_string(&s.j, "columnKind", "unicodeCodePoints");
    uint32_t cut = put_results(&s, r);
    put_invocation(&s, cut);
    json_end(&s.j);
    json_end(&s.j);
    json_end(&s.j);
    lines_free(s.prints.lines);
    map_free(&s.prints.seen);
}
