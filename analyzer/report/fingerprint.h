/* Names of findings that survive line shifts: for baselines, and for services that compare runs. */
#ifndef FBP_REPORT_FINGERPRINT_H
#define FBP_REPORT_FINGERPRINT_H

#include "base/map.h"
#include "report/finding.h"
#include "report/lines.h"

struct fingerprints {
    struct map seen; /* hash to the number of findings that had it so far */
    struct lines *lines;
};

enum { FINGERPRINT_SIZE = 32 };

/* Writes "<16 hex digits>:<n>" for the n-th finding (in the order of calls) that looks the same. */
void fingerprint(struct fingerprints *p, const struct finding *f, char out[FINGERPRINT_SIZE]);

#endif
