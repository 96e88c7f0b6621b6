/* A pointer is copied byte by byte, and what it refers to is sent and used by the copy. */
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

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m), *same;
    if (m == NULL)
        return;
    memcpy(&same, &m, sizeof same);
    q_send(out, m);
    same->size = 1; // expect: use-after-send
}
