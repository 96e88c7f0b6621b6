/* SARIF logs that several runs of fbp-check share, each of another program. */
#ifndef FBP_CHECK_APPEND_H
#define FBP_CHECK_APPEND_H

#include "report/report.h"

/* Puts the run of `program` into the log `file`: in place of its run there, if there is one. False
 * if the file is no SARIF log or cannot be written: said. */
bool append_sarif(const char *file, const char *program, const struct result *r,
                  const struct report_options *ro);

#endif
