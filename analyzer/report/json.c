/* The report as one JSON object, for programs; docs/fbp-check.md describes its members. Everything
 * is in it, whatever
 * --unproven says: a reader can filter, but it cannot invent. */
#include <stdlib.h>

#include "report/fingerprint.h"
#include "report/json_out.h"
#include "report/order.h"
#include "report/report.h"

static const char *const orderings[] = {[ORDER_UNSYNCHRONISED] = "unsynchronised",
                                        [ORDER_LOCKED] = "locked",
                                        [ORDER_ATOMIC] = "atomic"};

static void put_pos(struct json *j, const struct source_pos *pos)
{
    json_string(j, "file", pos->file);
    json_number(j, "line", pos->line);
    json_number(j, "column", pos->col);
}

static void put_program(struct json *j, const struct result *r, uint32_t program)
{
    json_string(j, "program", program < r->programs.len ? r->programs.data[program].name : NULL);
}

static void put_programs(struct json *j, const struct result *r)
{
    json_array(j, "programs");
    for (uint32_t i = 0; i < r->programs.len; i++) {
        const struct program_info *p = &r->programs.data[i];
        json_object(j, NULL);
        json_string(j, "name", p->name);
        json_string(j, "file", p->file);
        json_bool(j, "library", p->library);
        json_number(j, "units", p->units);
        json_number(j, "tasks", p->tasks);
        json_number(j, "places", p->places);
        json_number(j, "proved", p->proved);
        json_number(j, "unproven", p->unproven);
        json_number(j, "violations", p->violations);
        json_end(j);
    }
    json_end(j);
}

static void put_tasks(struct json *j, const struct result *r)
{
    json_array(j, "tasks");
    for (uint32_t i = 0; i < r->tasks.len; i++) {
        const struct task_info *t = &r->tasks.data[i];
        json_object(j, NULL);
        json_string(j, "name", t->name);
        put_pos(j, &t->pos);
        json_string(j, "how", t->how);
        put_program(j, r, t->program);
        if (t->start.file != NULL) {
            json_object(j, "start");
            put_pos(j, &t->start);
            json_end(j);
        }
        json_end(j);
    }
    json_end(j);
}

static void put_names(struct json *j, const struct result *r, const struct finding *f)
{
    json_array(j, "programs");
    for (uint32_t i = 0; i < f->nprograms; i++)
        json_string(j, NULL, r->programs.data[f->programs[i]].name);
    json_end(j);
}

static void put_finding(struct json *j, const struct result *r, const struct finding *f,
                        struct fingerprints *prints)
{
    char print[FINGERPRINT_SIZE];
    fingerprint(prints, f, print);
    json_object(j, NULL);
    json_string(j, "kind", kind_name(f->kind));
    json_string(j, "certainty", f->certainty == CERTAINTY_VIOLATION ? "violation" : "unproven");
    json_string(j, "ordering", orderings[f->order]);
    json_string(j, "lock", f->lock);
    json_array(j, "held");
    for (uint32_t i = 0; i < f->nheld; i++)
        json_string(j, NULL, f->held[i]);
    json_end(j);
    json_string(j, "accept", f->accept);
    put_pos(j, &f->pos);
    json_string(j, "message", f->message);
    json_string(j, "help", f->help);
    json_string(j, "object", f->object);
    json_string(j, "memory", f->memory);
    json_string(j, "function", f->function);
    json_string(j, "task", f->task);
    json_string(j, "reason", f->reason);
    json_string(j, "id", f->id);
    json_string(j, "fingerprint", print);
    if (r->programs.len > 1)
        put_names(j, r, f);
    json_array(j, "notes");
    for (uint32_t i = 0; i < f->nnotes; i++) {
        json_object(j, NULL);
        put_pos(j, &f->notes[i].pos);
        json_string(j, "message", f->notes[i].text);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static void put_findings(struct json *j, const struct result *r)
{
    struct fingerprints prints = {.lines = lines_new()};
    const struct finding **all = report_sorted(r);
    json_array(j, "findings");
    for (uint32_t i = 0; i < r->findings.len; i++)
        put_finding(j, r, all[i], &prints);
    json_end(j);
    free(all);
    lines_free(prints.lines);
    map_free(&prints.seen);
}

static void put_beliefs(struct json *j, const struct result *r)
{
    json_array(j, "unknown");
    for (uint32_t i = 0; i < r->unknown.len; i++) {
        json_object(j, NULL);
        json_string(j, "name", r->unknown.data[i].name);
        json_number(j, "calls", r->unknown.data[i].calls);
        put_pos(j, &r->unknown.data[i].first);
        json_end(j);
    }
    json_end(j);
    json_array(j, "trusted");
    for (uint32_t i = 0; i < r->trusted.len; i++) {
        json_object(j, NULL);
        json_string(j, "kind", trusted_kind_name(r->trusted.data[i].kind));
        json_string(j, "name", r->trusted.data[i].name);
        json_string(j, "why", r->trusted.data[i].why);
        put_pos(j, &r->trusted.data[i].pos);
        json_end(j);
    }
    json_end(j);
}

static void put_summary(struct json *j, const struct result *r)
{
    json_object(j, "summary");
    json_number(j, "tasks", r->tasks.len);
    json_number(j, "places", r->places);
    json_number(j, "proved", r->proved);
    json_number(j, "unproven", r->unproven);
    json_number(j, "violations", r->violations);
    json_number(j, "believed", r->trusted.len);
    json_number(j, "functions_unknown", r->functions_unknown);
    json_end(j);
}

void report_json(FILE *out, const struct result *r, const struct report_options *o)
{
    struct json j = {.out = out};
    json_object(&j, NULL);
    json_number(&j, "format", 1);
    json_string(&j, "version", o->version);
    json_string(&j, "program", r->program);
    json_bool(&j, "complete", !o->incomplete);
    put_programs(&j, r);
    put_tasks(&j, r);
    put_findings(&j, r);
    put_beliefs(&j, r);
    put_summary(&j, r);
    json_end(&j);
}
