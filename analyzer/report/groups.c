/* Violations by what they are about.
 *
 * People whose discipline is locks want to see the few structures under their few locks, not the
 * lines one by one. Findings about the same memory (a variable, or what is reachable from one) that
 * are ordered in the same way stand together, under a line that says so for all of them. */
#include "report/groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/order.h"

static int compare_str(const char *a, const char *b)
{
    return a == b ? 0 : a == NULL ? -1 : b == NULL ? 1 : strcmp(a, b);
}

static int compare_num(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_order(const struct finding *x, const struct finding *y)
{
    int c = compare_num(x->order, y->order);
    return c != 0 ? c : compare_str(x->lock, y->lock);
}

static int compare_memory(const struct finding *x, const struct finding *y)
{
    int c = compare_num(x->kind, y->kind);
    if (c == 0)
        c = compare_str(x->memory, y->memory);
    return c != 0 ? c : source_pos_compare(&x->declared, &y->declared);
}

static int compare_members(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    int c = compare_memory(x, y);
    if (c == 0)
        c = compare_order(x, y);
    return c != 0 ? c : finding_compare(x, y);
}

static int compare_groups(const void *a, const void *b)
{
    const struct finding *x = ((const struct memory_group *)a)->members[0];
    const struct finding *y = ((const struct memory_group *)b)->members[0];
    int c = compare_num(x->order, y->order);
    return c != 0 ? c : finding_compare(x, y);
}

static void cut(struct memory_group *groups, uint32_t *n, const struct finding *const *all,
                uint32_t count)
{
    *n = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool known = all[i]->memory != NULL;
        bool same = i > 0 && known && compare_memory(all[i - 1], all[i]) == 0;
        if (!same || compare_order(all[i - 1], all[i]) != 0) {
            groups[(*n)++] = (struct memory_group){&all[i], 0, same};
            if (same)
                groups[*n - 2].partial = true;
        }
        groups[*n - 1].n++;
    }
}

struct memory_group *report_memory_groups(const struct result *r, const struct finding ***storage,
                                          uint32_t *n)
{
    uint32_t count = 0;
    const struct finding **all = malloc((r->findings.len + 1) * sizeof *all);
    struct memory_group *groups = malloc((r->findings.len + 1) * sizeof *groups);
    if (all == NULL || groups == NULL)
        abort();
    for (uint32_t i = 0; i < r->findings.len; i++) {
        if (r->findings.data[i].certainty == CERTAINTY_VIOLATION)
            all[count++] = &r->findings.data[i];
    }
    qsort(all, count, sizeof *all, compare_members);
    cut(groups, n, all, count);
    qsort(groups, *n, sizeof *groups, compare_groups);
    *storage = all;
    return groups;
}

/* ---- in words ---- */

/* 'cache_lock', some lock of 'lru_locks[]', its own 'lock' */
static void put_lock(FILE *out, const char *lock)
{
    static const char *const prefixes[] = {"some lock of ", "its own "};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t len = strlen(prefixes[i]);
        if (strncmp(lock, prefixes[i], len) == 0) {
            fputs(prefixes[i], out);
            lock += len;
            break;
        }
    }
    fprintf(out, "'%s'", lock);
}

static void put_order(FILE *out, const void *finding)
{
    const struct finding *f = finding;
    if (f->order == ORDER_LOCKED && f->lock != NULL) {
        fputs("always holding ", out);
        put_lock(out, f->lock);
    } else {
        fputs(f->order == ORDER_LOCKED ? "locked" : "atomic", out);
    }
}

static char *text_of(void put(FILE *, const void *), const void *what)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        abort();
    put(out, what);
    if (fclose(out) != 0)
        abort();
    return text;
}

static void put_suffix(FILE *out, const void *finding)
{
    const struct finding *f = finding;
    if (f->order == ORDER_UNSYNCHRONISED)
        return;
    fputs(" (", out);
    put_order(out, f);
    fputc(')', out);
}

char *report_order_words(const struct finding *f)
{
    return text_of(put_order, f);
}

char *report_order_text(const struct finding *f)
{
    return text_of(put_suffix, f);
}

static bool seen_before(const struct memory_group *g, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (compare_str(g->members[k]->object, g->members[i]->object) == 0)
            return true;
    return false;
}

/* Which parts of the memory, where that is not all that is written of it. */
static void put_parts(FILE *out, const struct memory_group *g)
{
    enum { SHOWN = 4 };
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const char *object = g->members[i]->object;
        if (object == NULL || seen_before(g, i) || strpbrk(object, ".[") == NULL)
            continue;
        if (distinct < SHOWN)
            fprintf(out, "%s'%s'", distinct == 0 ? " (" : ", ", object);
        distinct++;
    }
    if (distinct > SHOWN)
        fprintf(out, " and %u more", distinct - SHOWN);
    if (distinct > 0)
        fputc(')', out);
}

static bool holds(const struct finding *f, const char *lock)
{
    for (uint32_t i = 0; i < f->nheld; i++)
        if (strcmp(f->held[i], lock) == 0)
            return true;
    return false;
}

static uint32_t holders(const struct memory_group *g, const char *lock)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++)
        n += holds(g->members[i], lock);
    return n;
}

/* A lock that is held at more than half of the places: the others may have been forgotten. */
static void put_missing(FILE *out, const struct memory_group *g)
{
    enum { LOOKED_AT = 64 };
    const char *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < g->n && i < LOOKED_AT; i++) {
        for (uint32_t k = 0; k < g->members[i]->nheld; k++) {
            uint32_t n = holders(g, g->members[i]->held[k]);
            if (n > most) {
                most = n;
                best = g->members[i]->held[k];
            }
        }
    }
    if (best == NULL || most * 2 <= g->n)
        return;
    if (most == g->n)
        fputs(", all of them holding ", out);
    else
        fprintf(out, ", %u of them holding ", most);
    put_lock(out, best);
    if (most == g->n)
        fputs("; unproven places do not", out);
}

static const char *writers(const struct memory_group *g)
{
    bool tasks = false, by_main = false;
    for (uint32_t i = 0; i < g->n; i++) {
        tasks |= g->members[i]->task != NULL;
        by_main |= g->members[i]->task == NULL;
    }
    return tasks && by_main ? "tasks and 'main'" : tasks ? "tasks" : "'main'";
}

static void put_header(FILE *out, const void *group)
{
    const struct memory_group *g = group;
    fputs(g->members[0]->memory, out);
    if (g->partial)
        put_parts(out, g);
    fprintf(out, " is written by %s in %u places", writers(g), g->n);
    if (g->members[0]->order != ORDER_UNSYNCHRONISED) {
        fputs(", ", out);
        put_order(out, g->members[0]);
    } else {
        put_missing(out, g);
    }
}

char *report_memory_text(const struct memory_group *g)
{
    return g->n < 2 || g->members[0]->memory == NULL ? NULL : text_of(put_header, g);
}
