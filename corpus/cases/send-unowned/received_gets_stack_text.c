/* A received message is given a text of the forwarder's frame. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void forward(struct queue *in, struct queue *out)
{
    char text[16] = "seen";
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    m->text = text;
    q_send(out, m); // expect: send-unowned
}
