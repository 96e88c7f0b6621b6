/* strtok_r puts a zero behind the first word of a frozen text. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(void)
{
    char *save, *text = strdup("a b c");
    if (text == NULL)
        return;
    freeze(text);
    puts(strtok_r(text, " ", &save)); // expect: frozen-write
}
