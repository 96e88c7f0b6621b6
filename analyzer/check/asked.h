/* Telling a program that was just linked what was not proved of it. */
#ifndef FBP_CHECK_ASKED_H
#define FBP_CHECK_ASKED_H

#include "check/switch.h"
#include "report/finding.h"

/* Writes what is unproven, or a violation, into the program, for its own reports
 * (runtime/verify/questions.h), and what is accepted where. Nothing if there is nothing to write;
 * if that cannot be done it is said, and costs the program nothing but that. */
void asked_write(const struct result *r, const struct switches *s, bool incomplete,
                 const char *file);

#endif
