/* One of two messages is frozen; the other one is written. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(int second)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    struct msg *constant = second ? b : a;
    struct msg *open = second ? a : b;
    freeze(constant);
    open->size = 1;
}
