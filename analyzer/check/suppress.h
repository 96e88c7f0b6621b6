/* Suppressions: findings that the user says are all right, and why.
 *
 * In a file (--suppressions FILE), a line each: KIND, then what it is limited to, then the reason:
 *
 *     global-write object=stats.* function=count_* file=log.c task=worker # why
 *
 * or in the source, at the end of the line of the finding or on lines of its own before it:
 *
 *     // fbp-ok(global-write): why                                                       */
#ifndef FBP_CHECK_SUPPRESS_H
#define FBP_CHECK_SUPPRESS_H

#include "base/arena.h"
#include "base/vec.h"
#include "report/finding.h"
#include "rir/rir.h"

struct suppression {
    uint32_t kinds;                              /* a bit for each enum kind */
    const char *object, *function, *file, *task; /* globs; NULL: any */
    struct source_pos pos;
    bool in_source; /* then it is for one line: */
    uint32_t line;
    const char *why;
    bool used;
};

struct lines;

struct suppressions {
    VEC(struct suppression) v;
    struct arena arena;
    struct lines *lines;
    VEC(const char *) files; /* whose comments are to be looked at */
};

/* Adds those of a file. False if some line is wrong or it cannot be read: said; the others count.
 */
bool suppressions_read(struct suppressions *s, const char *file);
/* The sources of a program's functions are to be looked at. */
void suppressions_note_sources(struct suppressions *s, const struct rir_module *program);
/* Adds those in the comments of these sources. False as above. */
bool suppressions_in_sources(struct suppressions *s);
/* Only those sources remain to be looked at in which a finding lies. What the others hold
 * suppresses nothing, and nobody is told so. */
void suppressions_limit_sources(struct suppressions *s, const struct result *r);
void suppressions_apply(struct suppressions *s, struct result *r);
void suppressions_say_unused(const struct suppressions *s);
void suppressions_free(struct suppressions *s);

#endif
