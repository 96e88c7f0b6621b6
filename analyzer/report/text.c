/* The report as text in clang's style: position, severity, sentence, kind; the source line with a
 * caret; the path as notes. Violations about the same memory stand together, under a note that
 * counts them.
 *
 * Columns are bytes, as clang counts them; the caret is put under the character, so tabs are kept
 * and characters of several bytes count by their width. */
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"
#include "report/groups.h"
#include "report/lines.h"
#include "report/merge.h"
#include "report/order.h"
#include "report/report.h"

enum { LONGEST_LINE = 500 }; /* longer source lines (generated code) are not quoted */

struct text {
    FILE *out;
    const struct report_options *o;
    const struct result *r;
    struct lines *lines;
};

static const char *style(const struct text *t, const char *escape)
{
    return t->o->color ? escape : "";
}

static void put_position(const struct text *t, const struct source_pos *pos)
{
    fputs(style(t, "\033[1m"), t->out);
    if (pos->file == NULL)
        fputs("<unknown>: ", t->out);
    else if (pos->line == 0)
        plain_printf(t->out, "%s: ", pos->file);
    else if (pos->col == 0)
        plain_printf(t->out, "%s:%u: ", pos->file, pos->line);
    else
        plain_printf(t->out, "%s:%u:%u: ", pos->file, pos->line, pos->col);
    fputs(style(t, "\033[0m"), t->out);
}

static void put_severity(const struct text *t, const char *severity)
{
    const char *color = severity[0] == 'e'   ? "\033[1;31m"
                        : severity[0] == 'w' ? "\033[1;35m"
                                             : "\033[1;36m";
    fprintf(t->out, "%s%s:%s ", style(t, color), severity, style(t, "\033[0m"));
}

/* Blanks as wide as the source before the caret; tabs stay tabs. */
static void put_indent(const struct text *t, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i += utf8_length(s + i, n - i)) {
        if (s[i] == '\t') {
            fputc('\t', t->out);
            continue;
        }
        for (int w = utf8_width(s + i, n - i); w > 0; w--)
            fputc(' ', t->out);
    }
}

static void put_caret(const struct text *t, const struct source_pos *pos)
{
    size_t len = 0;
    const char *line = lines_get(t->lines, pos->file, pos->line, &len);
    if (line == NULL || len > LONGEST_LINE || pos->col > len + 1)
        return;
    fprintf(t->out, "%5u | ", pos->line);
    plain_write(t->out, line, len);
    if (pos->col > 0) {
        fputs("\n      | ", t->out);
        put_indent(t, line, pos->col - 1);
        fprintf(t->out, "%s^%s", style(t, "\033[1;32m"), style(t, "\033[0m"));
    }
    fputc('\n', t->out);
}

static void put_finding(const struct text *t, const struct finding *f, const char *severity)
{
    put_position(t, &f->pos);
    put_severity(t, severity);
    char *order = report_order_text(f);
    plain_printf(t->out, "%s%s", f->message, order);
    free(order);
    if (f->certainty == CERTAINTY_UNPROVEN && f->reason != NULL)
        plain_printf(t->out, ": unproven: %s", f->reason);
    char *programs = report_in_programs(t->r, &f, 1);
    plain_printf(t->out, "%s [fbp-%s]", programs, kind_name(f->kind));
    free(programs);
    if (f->certainty == CERTAINTY_UNPROVEN && f->id != NULL)
        plain_printf(t->out, " (check %s)", f->id);
    fputc('\n', t->out);
    put_caret(t, &f->pos);
    for (uint32_t i = 0; i < f->nnotes; i++) {
        put_position(t, &f->notes[i].pos);
        put_severity(t, "note");
        plain_printf(t->out, "%s\n", f->notes[i].text);
    }
}

static bool accepted_before(const struct memory_group *g, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (g->members[k]->accept != NULL &&
            strcmp(g->members[k]->accept, g->members[i]->accept) == 0)
            return true;
    return false;
}

static void put_declared(const struct text *t, const struct finding *f)
{
    put_position(t, f->declared.file != NULL ? &f->declared : &f->pos);
    put_severity(t, "note");
}

/* One of its lines is this sentence. */
static bool says(const char *help, const char *sentence, size_t len)
{
    while (help != NULL && *help != '\0') {
        size_t n = strcspn(help, "\n");
        if (n == len && memcmp(help, sentence, n) == 0)
            return true;
        help += n + (help[n] == '\n');
    }
    return false;
}

static bool said_before(const struct memory_group *g, uint32_t i, const char *sentence, size_t len)
{
    for (uint32_t k = 0; k < i; k++)
        if (says(g->members[k]->help, sentence, len))
            return true;
    return false;
}

/* What to do, each sentence once for all findings of the group that have it. */
static void put_help(const struct text *t, const struct memory_group *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        const char *help = g->members[i]->help;
        for (size_t n; help != NULL && *help != '\0'; help += n + (help[n] == '\n')) {
            n = strcspn(help, "\n");
            if (said_before(g, i, help, n))
                continue;
            put_declared(t, g->members[i]);
            plain_printf(t->out, "%.*s\n", (int)n, help);
        }
    }
}

/* The declarations that say "this is meant so", ready to be pasted. One atomic operation alone says
 * that by itself. */
static void put_accept(const struct text *t, const struct memory_group *g)
{
    bool any = false;
    if (g->n == 1 && g->members[0]->order == ORDER_ATOMIC)
        return;
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->members[i]->accept == NULL || accepted_before(g, i))
            continue;
        if (!any) {
            put_declared(t, g->members[i]);
            fputs("if that is meant, declare it so:\n", t->out);
        }
        any = true;
        plain_printf(t->out, "      | %s\n", g->members[i]->accept);
    }
}

static void put_violations(const struct text *t, const struct result *r)
{
    const struct finding **storage = NULL;
    uint32_t n = 0;
    struct memory_group *groups = report_memory_groups(r, &storage, &n);
    const char *severity = t->o->only_violations != NULL ? t->o->only_violations : "error";
    for (uint32_t i = 0; i < n; i++) {
        char *header = report_memory_text(&groups[i]);
        if (header != NULL) {
            put_declared(t, groups[i].members[0]);
            plain_printf(t->out, "%s [fbp-%s]\n", header, kind_name(groups[i].members[0]->kind));
            free(header);
        }
        for (uint32_t k = 0; k < groups[i].n; k++)
            put_finding(t, groups[i].members[k], severity);
        put_help(t, &groups[i]);
        put_accept(t, &groups[i]);
    }
    free(groups);
    free(storage);
}

static void put_groups(const struct text *t, const struct result *r)
{
    const struct finding **storage = NULL;
    uint32_t n = 0;
    struct unproven_group *groups = report_groups(r, &storage, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct source_pos pos = groups[i].members[0]->pos;
        pos.col = 0;
        char *text = report_group_text(&groups[i]);
        char *programs = report_in_programs(r, groups[i].members, groups[i].n);
        put_position(t, &pos);
        put_severity(t, "note");
        plain_printf(t->out, "%s%s [fbp-%s]\n", text, programs,
                     kind_name(groups[i].members[0]->kind));
        free(text);
        free(programs);
    }
    free(groups);
    free(storage);
}

static void put_findings(const struct text *t, const struct result *r)
{
    const struct finding **all = report_sorted(r);
    const char *unproven = t->o->unproven == UNPROVEN_ERROR ? "error" : "warning";
    put_violations(t, r);
    for (uint32_t i = 0; i < r->findings.len; i++)
        if (all[i]->certainty == CERTAINTY_UNPROVEN && t->o->unproven >= UNPROVEN_WARNING)
            put_finding(t, all[i], unproven);
    free(all);
    if (t->o->unproven == UNPROVEN_NOTE)
        put_groups(t, r);
}

static const char *plural(uint32_t n)
{
    return n == 1 ? "" : "s";
}

void report_summary(FILE *out, const struct result *r)
{
    fprintf(out, "fbp-check: %u task%s, %u place%s: %u proved, %u unproven, %u violation%s; ",
            r->tasks.len, plural(r->tasks.len), r->places, plural(r->places), r->proved,
            r->unproven, r->violations, plural(r->violations));
    fprintf(out, "%u believed (--list-trusted), %u function%s unknown (--list-unknown)\n",
            r->trusted.len, r->functions_unknown, plural(r->functions_unknown));
}

void report_text(FILE *out, const struct result *r, const struct report_options *o)
{
    struct text t = {out, o, r, lines_new()};
    if (o->only_violations != NULL) {
        put_violations(&t, r);
        lines_free(t.lines);
        return;
    }
    if (!o->quiet) {
        put_findings(&t, r);
        report_programs(out, r);
    }
    report_summary(out, r);
    lines_free(t.lines);
}
