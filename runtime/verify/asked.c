/* The question that a check stands for, from the program's file (questions.h).
 *
 * R52 (questions). A place has a question if line, column, function and the last component of the
 *    file's name are the same: the identifier says no more than these, and folders are named from
 *    different places. Where a column is not known, no question is told: there may be several on a
 *    line. */
#include "asked.h"

#include <string.h>

#include "module.h"
#include "questions.h"

static const char *text_at(struct bytes all, uint64_t offset)
{
    struct bytes b = bytes_from(all, offset);
    return bytes_string(&b);
}

static const char *last_component(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash == NULL ? name : slash + 1;
}

static bool is_at(struct bytes all, const struct question_entry *e, const struct place *p)
{
    return e->line == (uint32_t)p->line && e->column == (uint32_t)p->column &&
           strcmp(last_component(text_at(all, e->file)), last_component(p->file)) == 0 &&
           (p->function == NULL || strcmp(text_at(all, e->function), p->function) == 0);
}

static bool is_known(const struct place *p)
{
    return p->file != NULL && p->column != 0;
}

/* The next entry for the place, from the section `all`, of which `b` is left. */
static bool next(struct bytes all, struct bytes *b, const struct place *p, struct question_entry *e)
{
    for (;;) {
        const unsigned char *at = b->at;
        bytes_skip(b, sizeof *e);
        if (b->bad)
            return false;
        memcpy(e, at, sizeof *e);
        if (is_known(p) ? is_at(all, e, p) : e->line == 0)
            return true;
    }
}

/* All of the section, and its entries. */
static bool begin(const struct place *place, struct bytes *all, struct bytes *entries)
{
    struct module m;
    struct questions_head head;
    if (!symbols_module(place->pc, &m))
        return false;
    *all = *entries = module_section(&m, QUESTIONS_SECTION);
    bytes_skip(entries, sizeof head);
    if (entries->bad)
        return false;
    memcpy(&head, all->at, sizeof head);
    size_t bytes = (size_t)head.count * sizeof(struct question_entry);
    if (head.version != QUESTIONS_VERSION || bytes > (size_t)(entries->end - entries->at))
        return false;
    entries->end = entries->at + bytes;
    return true;
}

bool asked_at(const struct place *place, struct question *question)
{
    struct bytes all, b;
    struct question_entry e;
    if (!is_known(place) || !begin(place, &all, &b))
        return false;
    while (next(all, &b, place, &e)) {
        if (e.what == QUESTION_ACCEPTED)
            continue;
        *question = (struct question){.violation = e.what == QUESTION_FOUND,
                                      .kind = text_at(all, e.kind),
                                      .id = text_at(all, e.id),
                                      .text = text_at(all, e.text),
                                      .help = text_at(all, e.help)};
        return true;
    }
    return false;
}

bool asked_accepts(const struct place *place, bool lost, unsigned kind)
{
    struct place p = *place;
    struct bytes all, b;
    struct question_entry e;
    if (lost)
        p.column = 0;
    if (!begin(&p, &all, &b))
        return false;
    while (next(all, &b, &p, &e))
        if (e.what == QUESTION_ACCEPTED && (e.kind >> kind & 1) != 0)
            return true;
    return false;
}
