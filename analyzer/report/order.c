/* The order of a report is total (every field that is printed takes part), so that the same
 * findings always give the same text, whatever order the solver found them in.
 *
 * Unproven places are many and mostly share a cause, so the text shows them by function: the groups
 * here. A group shows the reason of its first place and says how many other reasons there are. */
#include "report/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_str(const char *a, const char *b)
{
    return a == b ? 0 : a == NULL ? -1 : b == NULL ? 1 : strcmp(a, b);
}

static int compare_num(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

int source_pos_compare(const struct source_pos *a, const struct source_pos *b)
{
    int c = compare_str(a->file, b->file);
    if (c == 0)
        c = compare_num(a->line, b->line);
    return c != 0 ? c : compare_num(a->col, b->col);
}

int finding_compare(const struct finding *x, const struct finding *y)
{
    int c = source_pos_compare(&x->pos, &y->pos);
    if (c == 0)
        c = compare_num(x->kind, y->kind);
    if (c == 0)
        c = compare_str(x->message, y->message);
    if (c == 0)
        c = compare_str(x->task, y->task);
    return c != 0 ? c : compare_str(x->reason, y->reason);
}

static int compare_findings(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    int c = compare_num(y->certainty, x->certainty);
    if (c == 0)
        c = compare_num(x->order, y->order);
    return c != 0 ? c : finding_compare(x, y);
}

const struct finding **report_sorted(const struct result *r)
{
    const struct finding **all = malloc((r->findings.len + 1) * sizeof *all);
    if (all == NULL)
        abort();
    for (uint32_t i = 0; i < r->findings.len; i++)
        all[i] = &r->findings.data[i];
    qsort(all, r->findings.len, sizeof *all, compare_findings);
    return all;
}

static int compare_owner(const struct finding *x, const struct finding *y)
{
    int c = compare_str(x->pos.file, y->pos.file);
    if (c == 0)
        c = compare_str(x->function, y->function);
    return c != 0 ? c : compare_num(x->kind, y->kind);
}

static int compare_in_groups(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    int c = compare_owner(x, y);
    return c != 0 ? c : finding_compare(x, y);
}

static int compare_groups(const void *a, const void *b)
{
    const struct unproven_group *x = a, *y = b;
    return finding_compare(x->members[0], y->members[0]);
}

struct unproven_group *report_groups(const struct result *r, const struct finding ***storage,
                                     uint32_t *n)
{
    uint32_t count = 0;
    const struct finding **all = malloc((r->findings.len + 1) * sizeof *all);
    struct unproven_group *groups = malloc((r->findings.len + 1) * sizeof *groups);
    if (all == NULL || groups == NULL)
        abort();
    for (uint32_t i = 0; i < r->findings.len; i++) {
        if (r->findings.data[i].certainty == CERTAINTY_UNPROVEN)
            all[count++] = &r->findings.data[i];
    }
    qsort(all, count, sizeof *all, compare_in_groups);
    *n = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || compare_owner(all[i - 1], all[i]) != 0)
            groups[(*n)++] = (struct unproven_group){&all[i], 0};
        groups[*n - 1].n++;
    }
    qsort(groups, *n, sizeof *groups, compare_groups);
    *storage = all;
    return groups;
}

static void append_lines(FILE *out, const struct unproven_group *g)
{
    enum { SHOWN = 8 };
    uint32_t shown = 0, distinct = 0, last = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        if (i == 0 || g->members[i]->pos.line != last)
            distinct++;
        last = g->members[i]->pos.line;
    }
    fputs(distinct == 1 ? " (line " : " (lines ", out);
    for (uint32_t i = 0; i < g->n && shown < SHOWN; i++) {
        uint32_t line = g->members[i]->pos.line;
        if (i > 0 && line == g->members[i - 1]->pos.line)
            continue;
        fprintf(out, "%s%u", shown++ == 0 ? "" : ", ", line);
    }
    if (distinct > SHOWN)
        fprintf(out, " and %u more", distinct - SHOWN);
    fputc(')', out);
}

static uint32_t other_reasons(const struct unproven_group *g)
{
    uint32_t others = 0;
    for (uint32_t i = 1; i < g->n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++)
            seen = compare_str(g->members[k]->reason, g->members[i]->reason) == 0;
        others += !seen;
    }
    return others;
}

char *report_group_text(const struct unproven_group *g)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        abort();
    const struct finding *first = g->members[0];
    fprintf(out, "%u place%s", g->n, g->n == 1 ? "" : "s");
    if (first->function != NULL)
        fprintf(out, " in '%s'", first->function);
    fprintf(out, " %s unproven: %s", g->n == 1 ? "is" : "are",
            first->reason != NULL ? first->reason : first->message);
    uint32_t others = other_reasons(g);
    if (others > 0)
        fprintf(out, ", and %u other reason%s", others, others == 1 ? "" : "s");
    append_lines(out, g);
    if (fclose(out) != 0)
        abort();
    return text;
}
