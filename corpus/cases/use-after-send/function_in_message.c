/* A message carries the function that is to free it; it is called by the receiver, and by the sender, too. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct buffer {
    void (*release)(struct buffer *);
    int size;
};

static void release(struct buffer *b)
{
    free(b);
}

FBP_TASK void produce(struct queue *out)
{
    struct buffer *b = calloc(1, sizeof *b);
    if (b == NULL)
        return;
    b->release = release;
    q_send(out, b);
    b->release(b); // expect: use-after-send
}
