/* A table whose entries are frozen one by one: the table itself may be changed. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(void)
{
    struct msg *table[2];
    table[0] = calloc(1, sizeof **table);
    table[1] = calloc(1, sizeof **table);
    if (table[0] == NULL || table[1] == NULL)
        return;
    freeze(table[0]);
    table[1]->size = 1;
    table[0] = table[1];
    table[0]->size = 2;
    free(table[0]);
}
