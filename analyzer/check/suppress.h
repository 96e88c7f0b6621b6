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

#include <pthread.h>

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

struct suppression_source {
    const char *file;
    bool read;
};

struct suppressions {
    VEC(struct suppression) v;
    struct arena arena;
    struct lines *lines;
    VEC(struct suppression_source) files;
    bool wrong;             /* some comment is no suppression: said */
    pthread_mutex_t asking; /* programs are solved side by side */
};

/* Before anything else. */
void suppressions_init(struct suppressions *s);

/* Adds those of a file. False if some line is wrong or it cannot be read: said; the others count.
 */
bool suppressions_read(struct suppressions *s, const char *file);
/* The sources of a program's functions are to be looked at. */
void suppressions_note_sources(struct suppressions *s, const struct rir_module *program);
/* Adds those in the comments of these sources; mistakes are said and remembered. */
void suppressions_read_sources(struct suppressions *s);
/* Is the finding suppressed? Comments of its source are read by now at the latest. May be asked by
 * several threads. */
bool suppressions_have(struct suppressions *s, const struct finding *f, struct trusted_info *info);
bool suppressions_any(struct suppressions *s); /* of those that were read */
/* Is one for certain objects or tasks only? Then it is in use at a place where something else is
 * worse, too. */
bool suppressions_limited(struct suppressions *s);
void suppressions_say_unused(const struct suppressions *s);
void suppressions_free(struct suppressions *s);

#endif
