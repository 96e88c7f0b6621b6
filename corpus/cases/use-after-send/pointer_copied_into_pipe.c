/* The pointer itself is what is copied into the queue, as with write(fd, &m, sizeof m). */
// xfail: what is referred to from copied bytes is not known to be sent for sure
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

void q_copy(struct queue *q, const void *bytes, size_t size) FBP_SENDS_COPY(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    q_copy(out, &m, sizeof m);
    m->size = 2; // expect: use-after-send
}
