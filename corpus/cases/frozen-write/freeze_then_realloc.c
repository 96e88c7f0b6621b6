/* A frozen text is grown. */
#include <fbp/annotate.h>
#include <stdlib.h>

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK char *setup(void)
{
    char *text = malloc(16);
    if (text == NULL)
        return NULL;
    text[0] = 0;
    freeze(text);
    return realloc(text, 32); // expect: frozen-write
}
