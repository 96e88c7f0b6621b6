/* The report as GitHub workflow commands, one line per finding, which the runner turns into
 * annotations of a pull request.
 *
 * GitHub shows few annotations per step, so unproven places come by function at the default level,
 * as in the text. Escaping is GitHub's: '%' and line ends everywhere, ':' and ',' in properties. */
#include <stdlib.h>
#include <string.h>

#include "report/groups.h"
#include "report/merge.h"
#include "report/order.h"
#include "report/report.h"

static void put_escaped(FILE *out, const char *s, bool property)
{
    for (; *s != '\0'; s++) {
        if (*s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ',')))
            fprintf(out, "%%%02X", (unsigned char)*s);
        else
            fputc(*s, out);
    }
}

static void put_command(FILE *out, const char *command, const struct source_pos *pos,
                        enum kind kind)
{
    fprintf(out, "::%s ", command);
    if (pos->file != NULL) {
        fputs("file=", out);
        put_escaped(out, pos->file, true);
        if (pos->line > 0)
            fprintf(out, ",line=%u", pos->line);
        if (pos->col > 0)
            fprintf(out, ",col=%u", pos->col);
        fputc(',', out);
    }
    fprintf(out, "title=fbp-%s::", kind_name(kind));
}

static void put_programs(FILE *out, const struct result *r, const struct finding *const *findings,
                         uint32_t n)
{
    char *programs = report_in_programs(r, findings, n);
    put_escaped(out, programs, false);
    free(programs);
}

static void put_finding(FILE *out, const struct result *r, const struct finding *f,
                        const char *command)
{
    put_command(out, command, &f->pos, f->kind);
    char *order = report_order_text(f);
    put_escaped(out, f->message, false);
    put_escaped(out, order, false);
    free(order);
    if (f->certainty == CERTAINTY_UNPROVEN && f->reason != NULL) {
        fputs(": unproven: ", out);
        put_escaped(out, f->reason, false);
    }
    put_programs(out, r, &f, 1);
    fputc('\n', out);
}

static void put_groups(FILE *out, const struct result *r)
{
    const struct finding **storage = NULL;
    uint32_t n = 0;
    struct unproven_group *groups = report_groups(r, &storage, &n);
    for (uint32_t i = 0; i < n; i++) {
        char *text = report_group_text(&groups[i]);
        put_command(out, "notice", &groups[i].members[0]->pos, groups[i].members[0]->kind);
        put_escaped(out, text, false);
        put_programs(out, r, groups[i].members, groups[i].n);
        fputc('\n', out);
        free(text);
    }
    free(groups);
    free(storage);
}

void report_github(FILE *out, const struct result *r, const struct report_options *o)
{
    const struct finding **all = report_sorted(r);
    for (uint32_t i = 0; i < r->findings.len; i++) {
        if (all[i]->certainty == CERTAINTY_VIOLATION)
            put_finding(out, r, all[i], "error");
        else if (o->unproven >= UNPROVEN_WARNING)
            put_finding(out, r, all[i], o->unproven == UNPROVEN_ERROR ? "error" : "warning");
    }
    free(all);
    if (o->unproven == UNPROVEN_NOTE)
        put_groups(out, r);
}
