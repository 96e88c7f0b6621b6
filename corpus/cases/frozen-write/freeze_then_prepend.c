/* A list is frozen; a new node may refer to it, and stays writable itself. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct node {
    const struct node *next;
    int value;
};

FBP_TASK void setup(void)
{
    struct node *list = calloc(1, sizeof *list), *n = calloc(1, sizeof *n);
    if (list == NULL || n == NULL)
        return;
    freeze(list);
    n->next = list;
    n->value = 1;
    free(n);
}
