/* The files that results go to. */
#ifndef FBP_CHECK_OUTPUT_H
#define FBP_CHECK_OUTPUT_H

#include "check/options.h"
#include "check/unit.h"

struct outputs {
    FILE *sarif, *json; /* NULL: not wanted, or cannot be written; stdout for "-" */
    bool append;        /* --append-sarif is wanted, and names no input and no other output */
    bool text;          /* standard output is free for the text */
    bool failed;        /* something that was asked for cannot be written: said */
};

/* Opens what was asked for, before anything is compiled, so that a wrong name is told at once.
 * Nothing that is read in this run, which is what `o` and `u` name, is opened. */
void outputs_open(struct outputs *out, const struct options *o, struct units *u);

/* Writes the result in every form that was asked for, and closes. False if something could not be
 * written, now or when it was opened: said. */
bool outputs_write(struct outputs *out, const struct options *o, const struct report_options *ro,
                   const struct result *r);

/* After everything that is printed, whatever it is: false if standard output did not take it: said.
 */
bool outputs_end(void);

#endif
