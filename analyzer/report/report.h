/* Writers: a result as text, SARIF, JSON or GitHub workflow commands. */
#ifndef FBP_REPORT_REPORT_H
#define FBP_REPORT_REPORT_H

#include <stdio.h>

#include "report/finding.h"

enum unproven_level { UNPROVEN_OFF, UNPROVEN_NOTE, UNPROVEN_WARNING, UNPROVEN_ERROR };

struct report_options {
    enum unproven_level unproven;
    bool quiet;                  /* the summary alone */
    const char *only_violations; /* without anything else, shown as this; NULL: all */
    bool color;                  /* escape sequences, when standard output is a terminal */
    bool incomplete; /* something could not be analysed: SARIF executionSuccessful=false */
    const char *command_line, *base_dir, *version;
};

void report_text(FILE *out, const struct result *r, const struct report_options *o);
void report_sarif(FILE *out, const struct result *r, const struct report_options *o);
void report_json(FILE *out, const struct result *r, const struct report_options *o);
void report_github(FILE *out, const struct result *r, const struct report_options *o);
void report_summary(FILE *out, const struct result *r); /* the last line of the text */
void report_tasks(FILE *out, const struct result *r);
void report_unknown(FILE *out, const struct result *r);
void report_trusted(FILE *out, const struct result *r);

const char *trusted_kind_name(enum trusted_kind k); /* "trusted function", "shared variable" ... */

/* The text of --explain KIND: what it is, an example, what to do. */
const char *report_explain(enum kind k);

#endif
