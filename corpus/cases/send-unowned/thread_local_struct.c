/* A thread-local variable ends with the thread. */
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

static _Thread_local struct msg scratch;

FBP_TASK void produce(struct queue *out)
{
    scratch.size = 3;
    q_send(out, &scratch); // expect: send-unowned
    // note: 'scratch', a thread-local variable
}
