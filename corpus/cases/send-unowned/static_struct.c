/* The message that says that this was the last one is a variable. */
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

static struct msg last = {.size = -1};

FBP_TASK void produce(struct queue *out)
{
    q_send(out, &last); // expect: send-unowned
    // note: 'last', a static variable
}
