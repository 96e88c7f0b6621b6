/* An urgent message is sent at once, and then again with all the others: an 'else' is missing. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void route(struct queue *in, struct queue *urgent, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        if (m->size == 0)
            q_send(urgent, m);
        q_send(out, m); // expect: double-send
    }
}
