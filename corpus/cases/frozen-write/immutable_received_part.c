/* The receiver may change the message, and not the configuration that came with it. */
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

FBP_TASK void consumer(struct queue *in)
{
    struct message *m;
    while ((m = q_receive(in)) != NULL) {
        m->number += m->config->level;
        m->config->level = 0; // expect: frozen-write
        free(m);
    }
}
