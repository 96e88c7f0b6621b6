/* Units: the source files of one run, each with the command that compiles it. */
#ifndef FBP_CHECK_UNIT_H
#define FBP_CHECK_UNIT_H

#include "check/options.h"
#include "rir/rir.h"

enum unit_lang { LANG_C, LANG_CXX, LANG_RIR, LANG_ASM, LANG_OTHER };

struct unit {
    const char *file;        /* absolute */
    const char *shown;       /* as messages call it */
    const char *dir;         /* working directory of its command, absolute */
    const char *const *args; /* the command with the compiler first; NULL: none was given */
    uint32_t nargs;
    const char *output; /* object file of the command, or NULL */
    enum unit_lang lang;
    char *const *argv;         /* the clang command that was run last; NULL: none */
    struct rir_module *module; /* once it was read; NULL: not analysed */
};

struct units {
    struct arena arena;
    VEC(struct unit) v;
};

/* By the extension of the name alone. */
enum unit_lang unit_lang_of(const char *file);

/* Finds what the command line names, in the order given. False if something was left out (a
 * deleted file, a name that is not C ...): said. *status is raised to STATUS_USAGE if there is no
 * database. */
bool units_find(struct units *u, const struct options *o, int *status);
void units_free(struct units *u); /* modules, too */

/* Reads dir/compile_commands.json (or the file `dir` itself) and appends its units; `files`: only
 * these. As above. */
bool compdb_read(struct units *u, const char *dir, const char *const *files, uint32_t nfiles,
                 int *status);

#endif
