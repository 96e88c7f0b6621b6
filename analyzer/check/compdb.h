/* Compilation databases. */
#ifndef FBP_CHECK_COMPDB_H
#define FBP_CHECK_COMPDB_H

#include "check/unit.h"

struct wanted_files {
    const char *const *files; /* absolute; none: all */
    uint32_t n;
    bool *found; /* per file: some entry names it */
};

/* The database that -p names: dir/compile_commands.json, or `dir` itself if that is a file. */
const char *compdb_path(const char *dir, struct arena *a);

/* Reads dir/compile_commands.json (see above) and appends its units and links. False if something
 * was left out: said. *there becomes false if there is no database. */
bool compdb_read(struct units *u, const char *dir, const struct wanted_files *wanted, bool *there);

#endif
