/* The lists behind the numbers of the summary: tasks, unknown functions, what is believed. One line
 * each, position first, so that editors can jump there. */
#include <stdlib.h>

#include "base/plain.h"
#include "report/order.h"
#include "report/report.h"

/* Sorts a copy of n elements of `size` bytes; the caller frees it. */
static void *sorted_copy(const void *data, uint32_t n, size_t size,
                         int compare(const void *, const void *))
{
    char *copy = malloc((n + 1) * size);
    if (copy == NULL)
        abort();
    for (size_t i = 0; i < n * size; i++)
        copy[i] = ((const char *)data)[i];
    qsort(copy, n, size, compare);
    return copy;
}

static void put_position(FILE *out, const struct source_pos *pos)
{
    if (pos->file == NULL)
        return;
    plain_printf(out, "%s", pos->file);
    if (pos->line > 0)
        fprintf(out, ":%u", pos->line);
    if (pos->line > 0 && pos->col > 0)
        fprintf(out, ":%u", pos->col);
    fputs(": ", out);
}

static int compare_tasks(const void *a, const void *b)
{
    const struct task_info *x = a, *y = b;
    int c = source_pos_compare(&x->pos, &y->pos);
    if (c == 0)
        c = source_pos_compare(&x->start, &y->start);
    return c != 0 ? c : (x->program > y->program) - (x->program < y->program);
}

void report_tasks(FILE *out, const struct result *r)
{
    struct task_info *all = sorted_copy(r->tasks.data, r->tasks.len, sizeof *all, compare_tasks);
    for (uint32_t i = 0; i < r->tasks.len; i++) {
        put_position(out, &all[i].pos);
        plain_printf(out, "task '%s' (%s", all[i].name, all[i].how);
        if (all[i].start.file != NULL)
            plain_printf(out, " at %s:%u", all[i].start.file, all[i].start.line);
        if (r->programs.len > 1)
            plain_printf(out, ", in %s", r->programs.data[all[i].program].name);
        fputs(")\n", out);
    }
    free(all);
}

static int compare_unknown(const void *a, const void *b)
{
    const struct unknown_info *x = a, *y = b;
    if (x->calls != y->calls)
        return x->calls > y->calls ? -1 : 1;
    return source_pos_compare(&x->first, &y->first);
}

void report_unknown(FILE *out, const struct result *r)
{
    struct unknown_info *all =
        sorted_copy(r->unknown.data, r->unknown.len, sizeof *all, compare_unknown);
    for (uint32_t i = 0; i < r->unknown.len; i++) {
        put_position(out, &all[i].first);
        plain_printf(out, "unknown function '%s' (%u call%s)\n", all[i].name, all[i].calls,
                     all[i].calls == 1 ? "" : "s");
    }
    free(all);
}

const char *trusted_kind_name(enum trusted_kind k)
{
    switch (k) {
    case TRUST_FUNCTION:
        return "trusted function";
    case TRUST_SHARED:
        return "shared variable";
    case TRUST_ACCEPTED:
        return "accepted write";
    case TRUST_MODEL:
        return "model";
    case TRUST_SUPPRESSION:
        return "suppression";
    case TRUST_EXCLUDED:
        return "excluded unit";
    case TRUST_UNPARSED:
        return "unit that does not compile";
    }
    return "believed";
}

static int compare_trusted(const void *a, const void *b)
{
    const struct trusted_info *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return source_pos_compare(&x->pos, &y->pos);
}

void report_trusted(FILE *out, const struct result *r)
{
    struct trusted_info *all =
        sorted_copy(r->trusted.data, r->trusted.len, sizeof *all, compare_trusted);
    for (uint32_t i = 0; i < r->trusted.len; i++) {
        put_position(out, &all[i].pos);
        plain_printf(out, "%s '%s'", trusted_kind_name(all[i].kind), all[i].name);
        if (all[i].why != NULL && all[i].why[0] != '\0')
            plain_printf(out, ": %s", all[i].why);
        fputc('\n', out);
    }
    free(all);
}
