/* The last message stays in the task's cache after it was sent; if the next one is equal, the cached one is sent again. */
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

struct cache {
    struct msg *last;
};

FBP_TASK void produce(struct queue *out, int again)
{
    struct cache *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    c->last = calloc(1, sizeof *c->last);
    if (c->last == NULL)
        return;
    q_send(out, c->last);
    if (again)
        q_send(out, c->last); // expect: double-send
    c->last = NULL;
    free(c);
}
