/* Pointers to messages are sorted, and the messages sent in that order. */
// xfail: after sorting the slots are not told apart
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
    struct msg *all[3] = {calloc(1, sizeof **all), calloc(1, sizeof **all), calloc(1, sizeof **all)};
    for (int i = 0; i < 3; i++)
        if (all[i] == NULL)
            return;
    qsort(all, 3, sizeof *all, by_size);
    q_send(out, all[0]);
    q_send(out, all[1]);
    q_send(out, all[2]);
}
