/* The configuration went with the message, and the sender changes it for the next one. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct FBP_IMMUTABLE config {
    int level;
};

struct message {
    int number;
    struct config *config;
};

FBP_TASK void producer(struct queue *out)
{
    struct config *c = calloc(1, sizeof *c);
    struct message *m = malloc(sizeof *m);
    if (c == NULL || m == NULL)
        return;
    c->level = 3;
    m->number = 1;
    m->config = c;
    q_send(out, m);
    c->level = 4; // expect: frozen-write
                  // note: stored into 'm->config'
}
