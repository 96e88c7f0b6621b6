/* Messages lie in a static array, and are sent by their addresses one after the other. */
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

static struct msg pool[16];

FBP_TASK void produce(struct queue *out)
{
    for (int i = 0; i < 16; i++)
        q_send(out, &pool[i]); // expect: send-unowned
}
