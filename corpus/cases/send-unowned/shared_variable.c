/* A variable that the author declares to be shared is in the message: its word. */
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

struct counted {
    int *users;
    int size;
};

FBP_SHARED("counted atomically") static int users;

FBP_TASK void produce(struct queue *out)
{
    struct counted *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    c->users = &users;
    q_send(out, c);
}
