/* The command line of fbp-check, parsed. */
#ifndef FBP_CHECK_OPTIONS_H
#define FBP_CHECK_OPTIONS_H

#include "base/vec.h"
#include "report/report.h"

enum { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_USAGE = 2, STATUS_INCOMPLETE = 3 };

enum dump { DUMP_NONE, DUMP_RIR, DUMP_EXITS, DUMP_STATES, DUMP_VERDICTS };

struct options {
    VEC(const char *) files, tasks, models, suppressions;
    VEC(const char *) build_dirs; /* none: no compilation database */
    VEC(const char *) programs, exclude, allow_unparsed;
    char **clang_args; /* what stands after --; NULL-terminated */
    enum unproven_level unproven;
    bool enabled[KIND_COUNT];
    bool accepted[ORDER_COUNT]; /* findings that are ordered so are believed */
    bool quiet, github, stats, library;
    bool switch_checks;
    bool list_programs, list_tasks, list_unknown, list_trusted;
    const char *sarif, *json;    /* file names, "-", or NULL */
    const char *record;          /* --write-record */
    const char *write_models;    /* or NULL */
    const char *append_sarif;    /* a file name, or NULL */
    const char *only_violations; /* what violations alone are shown as; NULL: all is shown */
    enum dump dump;
    unsigned jobs;
};

/* Fills in *o. Returns true to go on; false when all is done (--help) or wrong: *status is the exit
 * status then, and what is wrong has been said. */
bool options_parse(struct options *o, int argc, char **argv, int *status);
void options_free(struct options *o);

#endif
