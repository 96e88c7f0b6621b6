/* The new version is written over the old one. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void update(int change)
{
    struct msg *now = calloc(1, sizeof *now);
    if (now == NULL)
        return;
    now->size = 1;
    freeze(now);
    struct msg next = {.size = now->size + change};
    *now = next; // expect: frozen-write
}
