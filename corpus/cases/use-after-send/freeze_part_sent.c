/* A packet is frozen whose body was sent ahead. */
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
const void *publish(void *packet) FBP_FREEZES(1);

struct packet {
    struct msg *body;
    int size;
};

FBP_TASK void produce(struct queue *ahead)
{
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->body = calloc(1, sizeof *p->body);
    if (p->body == NULL)
        return;
    q_send(ahead, p->body);
    publish(p); // expect: use-after-send
}
