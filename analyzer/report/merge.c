/* Merging results. A finding that several programs have is one finding that names them: the same
 * kind, certainty, position, object, function and reason (so the same fingerprint). It is ordered
 * as in the program that orders it least. Tasks, places and verdicts are counted per program and
 * summed; what is believed or unknown is listed once.
 *
 * Invariant: the counts of a merged result are the sums of those of its programs, and its lists
 * of what is believed and unknown are as long as the numbers in the summary. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "report/merge.h"

enum { MOST_NAMES = 4 };

void result_merge_begin(struct result_merge *m, struct result *into, uint32_t nprograms)
{
    *m = (struct result_merge){.into = into, .nprograms = nprograms};
    m->findings = ARENA_NEW(&into->arena, struct map);
    m->unknown = ARENA_NEW(&into->arena, struct map);
    m->trusted = ARENA_NEW(&into->arena, struct map);
}

void result_merge_end(struct result_merge *m)
{
    map_free(m->findings);
    map_free(m->unknown);
    map_free(m->trusted);
}

/* ---- what is the same ---- */

static uint64_t mix(uint64_t h, const char *s)
{
    return hash64(h ^ (s == NULL ? 0 : hash_mem(s, strlen(s))));
}

static uint64_t mix_pos(uint64_t h, const struct source_pos *pos)
{
    return hash64(mix(h, pos->file) ^ ((uint64_t)pos->line << 32 | pos->col));
}

static bool equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool equal_pos(const struct source_pos *a, const struct source_pos *b)
{
    return a->line == b->line && a->col == b->col && equal(a->file, b->file);
}

static uint64_t finding_key(const struct finding *f)
{
    uint64_t h = mix_pos((uint64_t)f->kind << 8 | f->certainty, &f->pos);
    return mix(mix(mix(h, f->object), f->function), f->reason);
}

static bool same_finding(const struct finding *a, const struct finding *b)
{
    return a->kind == b->kind && a->certainty == b->certainty && equal_pos(&a->pos, &b->pos) &&
           equal(a->object, b->object) && equal(a->function, b->function) &&
           equal(a->reason, b->reason);
}

static uint64_t trusted_key(const struct trusted_info *t)
{
    return mix(mix_pos((uint64_t)t->kind, &t->pos), t->name);
}

static bool same_trusted(const struct trusted_info *a, const struct trusted_info *b)
{
    return a->kind == b->kind && equal_pos(&a->pos, &b->pos) && equal(a->name, b->name);
}

/* ---- adding ---- */

static void add_finding(struct result_merge *m, const struct finding *f, uint32_t program)
{
    struct result *into = m->into;
    uint64_t key = finding_key(f);
    uint32_t at = 0;
    bool known = map_get(m->findings, key, &at) && same_finding(&into->findings.data[at], f);
    if (!known) {
        struct finding new = *f;
        new.programs = ARENA_ARRAY(&into->arena, uint32_t, m->nprograms);
        new.nprograms = 0;
        at = into->findings.len;
        map_put(m->findings, key, at);
        vec_push(&into->findings, new);
    }
    struct finding *old = &into->findings.data[at];
    if (f->order < old->order) { /* locked in one program only */
        old->order = f->order;
        old->lock = f->lock;
        old->accept = f->accept;
        old->help = f->help;
    }
    if (old->nprograms == 0 || old->programs[old->nprograms - 1] != program)
        old->programs[old->nprograms++] = program;
}

static void add_unknown(struct result_merge *m, const struct unknown_info *u)
{
    struct result *into = m->into;
    uint64_t key = mix(0, u->name);
    uint32_t at = 0;
    if (map_get(m->unknown, key, &at) && equal(into->unknown.data[at].name, u->name)) {
        if (into->unknown.data[at].calls < u->calls)
            into->unknown.data[at] = *u;
        return;
    }
    map_put(m->unknown, key, into->unknown.len);
    vec_push(&into->unknown, *u);
}

static void add_trusted(struct result_merge *m, const struct trusted_info *t)
{
    struct result *into = m->into;
    uint64_t key = trusted_key(t);
    uint32_t at = 0;
    if (map_get(m->trusted, key, &at) && same_trusted(&into->trusted.data[at], t))
        return;
    map_put(m->trusted, key, into->trusted.len);
    vec_push(&into->trusted, *t);
}

void result_merge_add(struct result_merge *m, const struct result *one, struct program_info info)
{
    struct result *into = m->into;
    uint32_t program = into->programs.len;
    for (uint32_t i = 0; i < one->findings.len; i++)
        add_finding(m, &one->findings.data[i], program);
    for (uint32_t i = 0; i < one->tasks.len; i++) {
        struct task_info task = one->tasks.data[i];
        task.program = program;
        vec_push(&into->tasks, task);
    }
    for (uint32_t i = 0; i < one->unknown.len; i++)
        add_unknown(m, &one->unknown.data[i]);
    for (uint32_t i = 0; i < one->trusted.len; i++)
        add_trusted(m, &one->trusted.data[i]);
    info.tasks = one->tasks.len;
    info.places = one->places;
    info.proved = one->proved;
    info.unproven = one->unproven;
    info.violations = one->violations;
    vec_push(&into->programs, info);
    into->program = into->programs.len == 1 ? one->program : NULL;
    into->places += one->places;
    into->proved += one->proved;
    into->unproven += one->unproven;
    into->violations += one->violations;
    into->functions_unknown = into->unknown.len;
}

/* ---- words ---- */

char *report_in_programs(const struct result *r, const struct finding *const *findings, uint32_t n)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    bool *in = calloc(r->programs.len + 1, sizeof *in);
    uint32_t count = 0, shown = 0;
    if (out == NULL || in == NULL)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < findings[i]->nprograms; k++)
            in[findings[i]->programs[k]] = true;
    }
    for (uint32_t i = 0; i < r->programs.len; i++)
        count += in[i];
    if (r->programs.len > 1 && count == r->programs.len)
        fprintf(out, " (in all %u programs)", count);
    else if (r->programs.len > 1 && count > 0) {
        for (uint32_t i = 0; i < r->programs.len && shown < MOST_NAMES; i++) {
            if (in[i])
                fprintf(out, "%s%s", shown++ == 0 ? " (in " : ", ", r->programs.data[i].name);
        }
        if (count > shown)
            fprintf(out, " and %u more", count - shown);
        fputc(')', out);
    }
    free(in);
    if (fclose(out) != 0)
        abort();
    return text;
}

void report_programs(FILE *out, const struct result *r)
{
    for (uint32_t i = 0; i < r->programs.len && r->programs.len > 1; i++) {
        const struct program_info *p = &r->programs.data[i];
        fprintf(out, "%s: %u task%s, %u place%s: %u proved, %u unproven, %u violation%s\n", p->name,
                p->tasks, p->tasks == 1 ? "" : "s", p->places, p->places == 1 ? "" : "s", p->proved,
                p->unproven, p->violations, p->violations == 1 ? "" : "s");
    }
}
