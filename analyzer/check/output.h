/* The files that results go to. */
#ifndef FBP_CHECK_OUTPUT_H
#define FBP_CHECK_OUTPUT_H

#include "check/options.h"

struct outputs {
    FILE *sarif, *json; /* NULL: not wanted; stdout for "-" */
    bool text;          /* standard output is free for the text */
};

/* Opens what was asked for, before the analysis, so that a wrong name costs no time. False: said.
 */
bool outputs_open(struct outputs *out, const struct options *o);

/* Writes the result in every form that was asked for, and closes. False if something could not be
 * written: said. */
bool outputs_write(struct outputs *out, const struct options *o, const struct report_options *ro,
                   const struct result *r);

#endif
