/* The first queue is full: the second one gets the message; if that is full, too, it is dropped. */
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void route(struct queue *in, struct queue *a, struct queue *b)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        if (q_try_send(a, m) == 0)
            continue;
        if (q_try_send(b, m) == 0)
            continue;
        free(m);
    }
}
