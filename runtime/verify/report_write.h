/* A report as text or as JSON, in a buffer. */
#ifndef FBP_VERIFY_REPORT_WRITE_H
#define FBP_VERIFY_REPORT_WRITE_H

#include "facts.h"
#include "text.h"

void report_text(struct text *to, const struct facts *facts);
void report_json(struct text *to, const struct facts *facts);
const char *report_verb(const struct violation *violation);

#endif
