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

bool asked_at(const struct place *place, struct question *question)
{
    struct module m;
    struct questions_head head;
    struct question_entry e;
    if (place->file == NULL || place->column == 0 || !symbols_module(place->pc, &m))
        return false;
    struct bytes all = module_section(&m, QUESTIONS_SECTION), b = all;
    bytes_skip(&b, sizeof head);
    if (b.bad)
        return false;
    memcpy(&head, all.at, sizeof head);
    for (uint32_t i = 0; head.version == QUESTIONS_VERSION && i < head.count; i++) {
        const unsigned char *at = b.at;
        bytes_skip(&b, sizeof e);
        if (b.bad)
            return false;
        memcpy(&e, at, sizeof e);
        if (!is_at(all, &e, place))
            continue;
        *question = (struct question){.violation = e.violation != 0,
                                      .kind = text_at(all, e.kind),
                                      .id = text_at(all, e.id),
                                      .text = text_at(all, e.text)};
        return true;
    }
    return false;
}
