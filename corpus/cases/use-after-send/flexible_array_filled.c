/* A message with its bytes behind the header is filled byte by byte and sent, again and again. */
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
    for (int k = 0; k < 10; k++) {
        struct frame *f = malloc(sizeof *f + n);
        if (f == NULL)
            return;
        f->size = n;
        for (size_t i = 0; i < n; i++)
            f->bytes[i] = (unsigned char)i;
        q_send(out, f);
    }
}
