/* Success returns before the labels that free, in the order in which things were made. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct pair {
    struct msg *first, *second;
};

FBP_TASK int produce(struct queue *out, int n)
{
    struct pair *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    p->first = malloc(sizeof *p->first);
    if (p->first == NULL)
        goto no_first;
    p->second = malloc(sizeof *p->second);
    if (p->second == NULL)
        goto no_second;
    p->first->size = p->second->size = n;
    q_send(out, p);
    return 0;
no_second:
    free(p->first);
no_first:
    free(p);
    return -1;
}
