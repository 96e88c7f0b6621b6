/* Which of two messages is sent depends on a flag; the first one is written in any case. */
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

FBP_TASK void produce(struct queue *out, int second)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    q_send(out, second ? b : a);
    a->size = 1; // expect: use-after-send
    free(b); // expect: use-after-send
}
