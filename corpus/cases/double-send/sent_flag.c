/* A flag says whether the message has gone; it is sent at the end if not. */
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

FBP_TASK void produce(struct queue *urgent, struct queue *out, int size)
{
    int sent = 0;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->size = size;
    if (size == 0) {
        q_send(urgent, m);
        sent = 1;
    }
    if (!sent)
        q_send(out, m);
}
