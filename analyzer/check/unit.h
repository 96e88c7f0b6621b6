/* Units: the source files of one run, each with the command that compiles it. */
#ifndef FBP_CHECK_UNIT_H
#define FBP_CHECK_UNIT_H

#include "check/object.h"
#include "check/options.h"
#include "rir/rir.h"

enum unit_lang { LANG_C, LANG_CXX, LANG_RIR, LANG_ASM, LANG_OTHER };

struct unit {
    const char *file;        /* absolute */
    const char *shown;       /* as messages call it */
    const char *dir;         /* working directory of its command, absolute */
    const char *const *args; /* the command with the compiler first; NULL: none was given */
    uint32_t nargs;
    const char *carrier; /* absolute, what its RIR was read from; NULL: it is compiled */
    enum unit_lang lang;
    VEC(struct object) objects; /* what it was compiled into: one, or copies that do not differ */
    const char *const *clean;   /* the arguments that matter to clang; set by units_find */
    uint32_t nclean;
    uint64_t hash;             /* of the RIR that was made from it */
    char *const *argv;         /* the clang command that was run last; NULL: none */
    struct rir_module *module; /* once it was read; NULL: not analysed */
};

/* A command that links: the object files on it belong together. */
struct link {
    const char *output; /* absolute */
    bool shared;
    const char *const *objects; /* absolute */
    uint32_t nobjects;
};

/* A unit that is left out although the database names it, and believed to do no harm. */
struct left_out {
    const char *shown, *why;
    bool excluded; /* by --exclude; else it does not compile */
};

struct units {
    struct arena arena;
    VEC(struct unit) v;
    VEC(struct link) links;
    VEC(struct left_out) left_out;
    uint32_t records; /* that were read off what fbp-cc made */
};

/* By the extension of the name alone. */
enum unit_lang unit_lang_of(const char *file);

struct units_found {
    bool whole;     /* nothing was left out (a deleted file, a name that is not C ...) */
    bool databases; /* each one that -p names is there */
};

/* Finds what the command line names, in the order given. What is not there is said. */
struct units_found units_find(struct units *u, const struct options *o);
void units_free(struct units *u); /* modules, too */
void units_free_modules(struct units *u);
void unit_free(struct unit *unit);

/* Copies of one source that do not differ become one unit (unite.c): before compiling, by their
 * arguments, where `clean` is set, too; afterwards, by what came out. */
void units_unite_read_alike(struct units *u);
void units_unite_compiled(struct units *u);

/* Does a pattern of --exclude or --allow-unparsed mean this unit? `pattern` is a glob for its file,
 * shown or absolute, for one of its objects, or, without a slash, for the last component of one. */
bool unit_matches(const struct unit *unit, const char *pattern);

#endif
