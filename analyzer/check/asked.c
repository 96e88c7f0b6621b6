/* The section that lets a report of a run name the question that was left open: for each finding
 * its place, its identifier and its reason. Entries are in the order of the report, and a text that
 * several of them have is there once, so that what is written depends on the findings alone.
 *
 * W4 A program's bytes stay what they are: the section is added behind them (object/elf_add.c), and
 *    nothing of it is ever loaded. */
#include "check/asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "check/say.h"
#include "object/elf_add.h"
#include "report/order.h"
#include "verify/questions.h"

struct writing {
    VEC(struct question_entry) entries;
    VEC(char) strings;
    struct map known;    /* hash of a string to its offset */
    struct map accepted; /* hash of an entry of what is accepted to its index */
};

static uint32_t string(struct writing *w, const char *s)
{
    size_t n;
    uint32_t at;
    if (s == NULL)
        s = "";
    n = strlen(s) + 1;
    uint64_t h = hash_mem(s, n);
    if (map_get(&w->known, h, &at) && strcmp(w->strings.data + at, s) == 0)
        return at;
    at = w->strings.len;
    map_put(&w->known, h, at);
    for (size_t i = 0; i < n; i++)
        vec_push(&w->strings, s[i]);
    return at;
}

static void add_accepted(const struct switches_place *p, uint32_t kinds, void *context)
{
    struct writing *w = context;
    struct question_entry e = {.line = p->pos.line,
                               .column = p->pos.col,
                               .what = QUESTION_ACCEPTED,
                               .file = string(w, p->pos.file),
                               .function = string(w, p->function),
                               .kind = kinds,
                               .id = string(w, ""),
                               .text = string(w, ""),
                               .help = string(w, "")};
    uint32_t at;
    uint64_t h = hash_mem(&e, sizeof e);
    if (map_get(&w->accepted, h, &at) && memcmp(&w->entries.data[at], &e, sizeof e) == 0)
        return;
    map_put(&w->accepted, h, w->entries.len);
    vec_push(&w->entries, e);
}

/* Why it was left open, and of what: a report of the run knows addresses, and no variables. */
static uint32_t open_text(struct writing *w, const struct finding *f)
{
    if (f->reason == NULL || f->object == NULL)
        return string(w, f->reason == NULL ? f->message : f->reason);
    size_t n = strlen(f->object) + strlen(f->reason) + sizeof "'': ";
    char *text = malloc(n);
    if (text == NULL)
        abort();
    snprintf(text, n, "'%s': %s", f->object, f->reason);
    uint32_t at = string(w, text);
    free(text);
    return at;
}

static void add(struct writing *w, const struct finding *f)
{
    bool violation = f->certainty == CERTAINTY_VIOLATION;
    struct question_entry e = {.line = f->pos.line,
                               .column = f->pos.col,
                               .what = violation ? QUESTION_FOUND : QUESTION_OPEN,
                               .file = string(w, f->pos.file),
                               .function = string(w, f->function),
                               .kind = string(w, kind_name(f->kind)),
                               .id = string(w, f->id),
                               .text = violation ? string(w, f->message) : open_text(w, f),
                               .help = string(w, violation ? f->help : NULL)};
    vec_push(&w->entries, e);
}

/* Texts are offsets from the entries' end until it is known how many there are. */
static void place_strings(struct writing *w, uint32_t base)
{
    for (uint32_t i = 0; i < w->entries.len; i++) {
        struct question_entry *e = &w->entries.data[i];
        e->file += base;
        e->function += base;
        e->kind += e->what == QUESTION_ACCEPTED ? 0 : base;
        e->id += base;
        e->text += base;
        e->help += base;
    }
}

void asked_write(const struct result *r, const struct switches *s, bool incomplete,
                 const char *file)
{
    const struct finding **all = report_sorted(r);
    struct questions_head head = {.version = QUESTIONS_VERSION};
    struct writing w = {.known = {0}};
    for (uint32_t i = 0; i < r->findings.len; i++)
        if (all[i]->pos.file != NULL && all[i]->pos.col != 0)
            add(&w, all[i]);
    free(all);
    switches_each_accepted(s, incomplete, add_accepted, &w);
    head.count = w.entries.len;
    size_t fixed = sizeof head + head.count * sizeof *w.entries.data;
    place_strings(&w, (uint32_t)fixed);
    struct record_error error = {0};
    char *section = malloc(fixed + w.strings.len + 1);
    if (section == NULL)
        abort();
    memcpy(section, &head, sizeof head);
    if (head.count > 0) {
        memcpy(section + sizeof head, w.entries.data, fixed - sizeof head);
        memcpy(section + fixed, w.strings.data, w.strings.len);
    }
    bool good = head.count == 0 ||
                elf_add_section(file, QUESTIONS_SECTION, section, fixed + w.strings.len, &error);
    if (!good)
        say("%s: its reports will not say what was not proved: %s", file, error.text);
    free(section);
    vec_free(&w.entries);
    vec_free(&w.strings);
    map_free(&w.known);
    map_free(&w.accepted);
}
