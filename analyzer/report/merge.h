/* One report on several programs. */
#ifndef FBP_REPORT_MERGE_H
#define FBP_REPORT_MERGE_H

#include <stdio.h>

#include "report/finding.h"

struct map;

struct result_merge {
    struct result *into;
    uint32_t nprograms; /* that will be added */
    struct map *findings, *unknown, *trusted;
};

void result_merge_begin(struct result_merge *m, struct result *into, uint32_t nprograms);

/* Adds the result of one program. Its strings are referred to, not copied; `info` has the names and
 * the number of units, the counts are filled in here. */
void result_merge_add(struct result_merge *m, const struct result *one, struct program_info info);
void result_merge_end(struct result_merge *m);

/* " (in xz, xzdec)" for what some findings have in common; "" if there is one program only.
 * malloc'ed. */
char *report_in_programs(const struct result *r, const struct finding *const *findings, uint32_t n);

/* A line per program, if there are several. */
void report_programs(FILE *out, const struct result *r);

#endif
