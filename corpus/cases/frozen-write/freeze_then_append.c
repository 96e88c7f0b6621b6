/* A list is frozen by its head; another node is appended at the end. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct node {
    struct node *next;
    int value;
};

FBP_TASK void setup(void)
{
    struct node *first = calloc(1, sizeof *first), *last = calloc(1, sizeof *last);
    if (first == NULL || last == NULL)
        return;
    first->next = last;
    freeze(first);
    last->next = calloc(1, sizeof *last); // expect: frozen-write
}
