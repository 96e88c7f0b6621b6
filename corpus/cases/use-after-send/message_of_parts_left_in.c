/* The body of what was received is printed after the packet was sent on, with the body still in it. */
// xfail: a part of what was received is not known to go with it
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdio.h>
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
    int sequence;
    struct msg *body;
};

FBP_TASK void strip(struct queue *in, struct queue *out)
{
    struct packet *p = q_receive(in);
    if (p == NULL)
        return;
    struct msg *body = p->body;
    q_send(out, p);
    if (body != NULL)
        printf("%d\n", body->size); // expect: use-after-send
}
