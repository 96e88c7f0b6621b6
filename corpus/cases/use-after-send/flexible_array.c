/* A message with its bytes behind the header, in one block: a pointer to the bytes is a pointer to the message. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct frame {
    size_t size;
    unsigned char bytes[];
};

FBP_TASK void produce(struct queue *out, size_t n)
{
    struct frame *f = malloc(sizeof *f + n);
    if (f == NULL)
        return;
    unsigned char *bytes = f->bytes;
    f->size = n;
    memset(bytes, 0, n);
    q_send(out, f);
    bytes[0] = 1; // expect: use-after-send
}
