/* The function that frees a message is read before the send and called for another message. */
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
    struct buffer *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->release = release;
    void (*how)(struct buffer *) = a->release;
    q_send(out, a);
    how(b);
}
