/* The report as text in clang's style: position, severity, sentence, kind; the source line with a
 * caret; the path as notes.
 *
 * Columns are bytes, as clang counts them; the caret is put under the character, so tabs are kept
 * and characters of several bytes count by their width. What could drive a terminal (control
 * characters in a source line) is shown as '?'. */
#include <stdlib.h>

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
        fprintf(t->out, "%s: ", pos->file);
    else if (pos->col == 0)
        fprintf(t->out, "%s:%u: ", pos->file, pos->line);
    else
        fprintf(t->out, "%s:%u:%u: ", pos->file, pos->line, pos->col);
    fputs(style(t, "\033[0m"), t->out);
}

static void put_severity(const struct text *t, const char *severity)
{
    const char *color = severity[0] == 'e'   ? "\033[1;31m"
                        : severity[0] == 'w' ? "\033[1;35m"
                                             : "\033[1;36m";
    fprintf(t->out, "%s%s:%s ", style(t, color), severity, style(t, "\033[0m"));
}

static void put_source(const struct text *t, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        fputc((c < ' ' && c != '\t') || c == 0x7f ? '?' : c, t->out);
    }
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
    put_source(t, line, len);
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
    fputs(f->message, t->out);
    if (f->order != ORDER_UNSYNCHRONISED)
        fputs(f->order == ORDER_LOCKED ? " (locked)" : " (atomic)", t->out);
    if (f->certainty == CERTAINTY_UNPROVEN && f->reason != NULL)
        fprintf(t->out, ": unproven: %s", f->reason);
    char *programs = report_in_programs(t->r, &f, 1);
    fprintf(t->out, "%s [fbp-%s]", programs, kind_name(f->kind));
    free(programs);
    if (f->certainty == CERTAINTY_UNPROVEN && f->id != NULL)
        fprintf(t->out, " (check %s)", f->id);
    fputc('\n', t->out);
    put_caret(t, &f->pos);
    for (uint32_t i = 0; i < f->nnotes; i++) {
        put_position(t, &f->notes[i].pos);
        put_severity(t, "note");
        fprintf(t->out, "%s\n", f->notes[i].text);
    }
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
        fprintf(t->out, "%s%s [fbp-%s]\n", text, programs, kind_name(groups[i].members[0]->kind));
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
    for (uint32_t i = 0; i < r->findings.len; i++) {
        if (all[i]->certainty == CERTAINTY_VIOLATION)
            put_finding(t, all[i], "error");
        else if (t->o->unproven >= UNPROVEN_WARNING)
            put_finding(t, all[i], unproven);
    }
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
    if (!o->quiet) {
        put_findings(&t, r);
        report_programs(out, r);
    }
    report_summary(out, r);
    lines_free(t.lines);
}
