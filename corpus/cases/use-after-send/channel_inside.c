/* A message carries the queue for the answer: the queue stays usable when the message was sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct question {
    struct queue *reply;
    int what;
};

FBP_TASK void ask(struct queue *out, struct queue *reply)
{
    struct question *q = calloc(1, sizeof *q);
    if (q == NULL)
        return;
    q->reply = reply;
    q_send(out, q);
    free(q_receive(reply));
}
