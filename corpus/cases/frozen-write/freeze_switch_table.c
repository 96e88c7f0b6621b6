/* Which of two tables is in use is a pointer; the one that is not is filled, then frozen and used. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK int setup(int n)
{
    struct msg *used = calloc(1, sizeof *used);
    if (used == NULL)
        return 0;
    freeze(used);
    for (int i = 0; i < n; i++) {
        struct msg *other = calloc(1, sizeof *other);
        if (other == NULL)
            break;
        other->size = used->size + i;
        freeze(other);
        used = other;
    }
    return used->size;
}
