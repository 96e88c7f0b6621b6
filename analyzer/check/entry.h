/* What an entry of a compilation database stands for. */
#ifndef FBP_CHECK_ENTRY_H
#define FBP_CHECK_ENTRY_H

#include "base/map.h"
#include "check/compdb.h"

struct entry {
    const char *file, *dir;  /* absolute */
    const char *output;      /* the member, or NULL */
    const char *const *args; /* the command, with response files read in */
    uint32_t nargs;
    const char *wrong; /* why the command cannot be used; NULL: it can */
};

struct entries {
    struct units *units;
    const struct wanted_files *wanted;
    const char *path; /* of the database, for messages */
    struct map made;  /* hash of source and object to the index of the unit */
    VEC(struct entry) listings;
    VEC(const char *) assembler, probes; /* left out, shown names */
    bool whole;
};

void entry_take(struct entries *e, const struct entry *entry);

/* After the last entry of a database: says what was left out, and frees what was kept for it. */
void entries_end(struct entries *e);

#endif
