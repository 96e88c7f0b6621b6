/* A struct with two buffers is sent member by member. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct buffer {
    char *bytes;
};
struct frame {
    struct buffer luma, chroma;
};

FBP_TASK void produce(struct queue *out)
{
    struct frame f;
    f.luma.bytes = malloc(16);
    f.chroma.bytes = malloc(16);
    if (f.luma.bytes == NULL || f.chroma.bytes == NULL)
        return;
    q_send(out, f.luma.bytes);
    q_send(out, f.chroma.bytes);
}
