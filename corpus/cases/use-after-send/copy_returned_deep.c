/* A function returns a copy of a packet with its body; the original goes on being used. */
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

struct packet {
    int sequence;
    struct msg *body;
};

static struct packet *copy_of(const struct packet *p)
{
    struct packet *copy = malloc(sizeof *copy);
    if (copy == NULL)
        abort();
    *copy = *p;
    copy->body = malloc(sizeof *copy->body);
    if (copy->body == NULL)
        abort();
    memcpy(copy->body, p->body, sizeof *copy->body);
    return copy;
}

FBP_TASK void produce(struct queue *out)
{
    struct packet p = {0, calloc(1, sizeof *p.body)};
    if (p.body == NULL)
        return;
    q_send(out, copy_of(&p));
    p.body->size = 1;
    free(p.body);
}
