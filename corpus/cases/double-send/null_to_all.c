/* NULL is sent to each reader to say that there is nothing more. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void finish(struct queue *a, struct queue *b)
{
    q_send(a, NULL);
    q_send(b, NULL);
}
