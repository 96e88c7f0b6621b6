/* From compiled units to one result: programs found, linked, modelled, solved, merged. */
#ifndef FBP_CHECK_ANALYSE_H
#define FBP_CHECK_ANALYSE_H

#include "check/options.h"
#include "check/resources.h"
#include "check/unit.h"

struct analysis {
    struct options o;
    struct units units;
    struct resources resources;
    bool incomplete; /* something could not be analysed */
    bool misused;    /* something that the command line names is not there or cannot be used */
};

/* The exit status, as far as it does not depend on findings. */
int analysis_status(const struct analysis *a);

/* Writes the result in the forms that were asked for; returns the exit status. */
typedef int report_result(void *ctx, const struct result *r);

/* The exit status. `report` is not called where something else is printed (--dump=rir ...). */
int analyse(struct analysis *a, report_result *report, void *ctx);

#endif
