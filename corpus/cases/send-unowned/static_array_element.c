/* A free element of a static array is sent. */
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
    q_send(out, &pool[3]); // expect: send-unowned
    // note: sends 'pool[3]', a static variable
}
