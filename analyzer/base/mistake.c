/* The mistake that is switched on: one name, read once. */
#include "base/mistake.h"

#include <stdlib.h>
#include <string.h>

bool mistake_is_on(const char *name)
{
    static const char *on;
    if (on == NULL) {
        const char *given = getenv("FBP_MISTAKE");
        on = given == NULL ? "" : given;
    }
    return strcmp(on, name) == 0;
}
