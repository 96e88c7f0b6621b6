/* The table of kinds as functions: identifiers as people write them, and back.
 *
 * kinds.def is the only place that knows the kinds. An identifier may be given with the prefix that
 * reports show ("fbp-global-write" is "global-write"), because that is what people copy. */
#include <string.h>

#include "report/finding.h"

static const char *const names[KIND_COUNT] = {
#define KIND(ID, string, on, judged, title) [KIND_##ID] = string,
#include "report/kinds.def"
#undef KIND
};

const char *kind_name(enum kind k)
{
    return names[k];
}

bool kind_parse(const char *name, enum kind *out)
{
    if (strncmp(name, "fbp-", 4) == 0)
        name += 4;
    for (int k = 0; k < KIND_COUNT; k++) {
        if (strcmp(name, names[k]) == 0) {
            *out = (enum kind)k;
            return true;
        }
    }
    return false;
}
