/* The text of a frozen message is changed by snprintf. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(int n)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    freeze(m);
    snprintf(m->text, sizeof m->text, "%d", n); // expect: frozen-write
}
