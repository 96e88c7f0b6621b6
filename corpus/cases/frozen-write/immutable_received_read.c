/* The receiver reads it, and throws the message away. */
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
    const struct config *config;
};

FBP_TASK void consumer(struct queue *in, struct queue *out)
{
    struct message *m;
    while ((m = q_receive(in)) != NULL) {
        m->number += m->config->level;
        if (m->number > 10)
            q_send(out, m);
        else
            free(m);
    }
}
