/* The queue copies the struct: only what it refers to is sent, and that was allocated. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_copy(struct queue *q, void *buffer, size_t n) FBP_SENDS_COPY(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg m = {.size = 3};
    m.text = calloc(1, 3);
    q_copy(out, &m, sizeof m);
}
