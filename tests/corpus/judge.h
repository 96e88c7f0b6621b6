/* Compares what fbp-check reported on a case with what the case expects. */
#ifndef FBP_CORPUS_JUDGE_H
#define FBP_CORPUS_JUDGE_H

#include "case.h"

/* Text with one line for each difference, in the case's arena; NULL: all as expected.
 * `json` is fbp-check's output, `status` its exit status. */
const char *judge(struct test_case *c, const char *json, int status);

#endif
