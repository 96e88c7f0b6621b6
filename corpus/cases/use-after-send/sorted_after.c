/* Two messages are sent, and then the pointers to them sorted by size, which is in the messages. */
// xfail: which of the sorted is compared is not known, nor that all were sent
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

static int by_size(const void *a, const void *b)
{
    const struct msg *const *x = a, *const *y = b;
    return (*x)->size - (*y)->size;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *all[2] = {calloc(1, sizeof **all), calloc(1, sizeof **all)};
    if (all[0] == NULL || all[1] == NULL)
        return;
    q_send(out, all[0]);
    q_send(out, all[1]);
    qsort(all, 2, sizeof *all, by_size); // expect: use-after-send
}
