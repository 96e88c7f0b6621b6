/* A message carries the configuration; the sender goes on to use that, in this message and in the
 * next one. */
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
    char name[16];
};

struct message {
    int number;
    const struct config *config;
};

FBP_TASK void producer(struct queue *out)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    c->level = 3;
    strcpy(c->name, "main");
    for (int i = 0; i < 3; i++) {
        struct message *m = malloc(sizeof *m);
        if (m == NULL)
            return;
        m->number = i * c->level;
        m->config = c;
        q_send(out, m);
        if (c->level > 5)
            break;
    }
}
