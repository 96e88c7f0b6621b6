/* The queue copies a struct in which there are numbers. */
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
    struct {
        int from, to;
    } range = {1, 10};
    q_copy(out, &range, sizeof range);
}
