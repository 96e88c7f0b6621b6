/* The configuration is frozen; a static variable refers to it and it is sent to everybody. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct config {
    int level;
};

void q_send(struct queue *q, struct config *packet) FBP_SENDS(2);
struct config *seal(struct config *c) FBP_FREEZES(1);
struct config *q_receive(struct queue *q) FBP_RECEIVES;

static struct config *current;

FBP_TASK int work(struct queue *in)
{
    return q_receive(in)->level;
}

int main(void)
{
    static struct queue a, b;
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return 1;
    c->level = 3;
    seal(c);
    current = c;
    q_send(&a, c);
    q_send(&b, c);
    return current->level;
}
