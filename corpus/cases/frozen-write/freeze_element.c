/* One element of a table is frozen; another one may be written. */
// xfail: elements of an array are not told apart
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct entry {
    int value;
};

FBP_TASK void setup(void)
{
    struct entry *entries = calloc(4, sizeof *entries);
    if (entries == NULL)
        return;
    freeze(&entries[1]);
    entries[2].value = 1;
}
