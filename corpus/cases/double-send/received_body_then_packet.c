/* The body of what was received is sent ahead, and then the packet with it. */
// xfail: a part of what was received is not known to go with it for sure
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

struct packet {
    struct msg *body;
    int size;
};

FBP_TASK void split(struct queue *in, struct queue *out, struct queue *ahead)
{
    struct packet *p = q_receive(in);
    if (p == NULL || p->body == NULL)
        return;
    q_send(ahead, p->body);
    q_send(out, p); // expect: double-send
}
