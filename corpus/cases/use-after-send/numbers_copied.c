/* Only numbers are copied into the queue: nothing is given away. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_copy(struct queue *q, const void *bytes, size_t size) FBP_SENDS_COPY(2);

struct sample {
    int time, value;
};

FBP_TASK void produce(struct queue *out)
{
    struct sample *s = calloc(1, sizeof *s);
    if (s == NULL)
        return;
    for (int i = 0; i < 10; i++) {
        s->time = i;
        s->value += i;
        q_copy(out, s, sizeof *s);
    }
    free(s);
}
