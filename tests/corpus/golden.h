/* The golden text of a case: all that fbp-check prints about it, kept in golden/NAME.txt. */
#ifndef FBP_CORPUS_GOLDEN_H
#define FBP_CORPUS_GOLDEN_H

#include "case.h"

/* What is kept of a text that fbp-check printed: what differs between machines and what is of no
 * interest here is filtered out, and findings are in the order of their positions. */
const char *golden_form(struct test_case *c, const char *err, const char *out);

/* Text with the lines that differ from the golden file, in the case's arena; NULL: none.
 * `text` is NULL for a case that must have no golden file. */
const char *golden_differs(struct test_case *c, const char *text);

/* Makes the golden file be `text`, or removes it if that is NULL. If it was not that already, `did`
 * is the word for what was done. False if it cannot be written. */
bool golden_update(struct test_case *c, const char *text, const char **did);

#endif
