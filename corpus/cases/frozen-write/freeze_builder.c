/* A builder collects and freezes at the end; the builder itself goes on with a new buffer. */
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
void *freeze(void *packet) FBP_FREEZES(1);

struct builder {
    struct msg *buffer;
    int made;
};

static struct msg *finish(struct builder *b)
{
    struct msg *m = b->buffer;
    b->buffer = calloc(1, sizeof *b->buffer);
    if (b->buffer == NULL)
        abort();
    b->made++;
    freeze(m);
    return m;
}

FBP_TASK void setup(struct queue *out)
{
    struct builder b = {calloc(1, sizeof *b.buffer), 0};
    if (b.buffer == NULL)
        return;
    b.buffer->size = 1;
    q_send(out, finish(&b));
    b.buffer->size = 2;
    free(b.buffer);
}
