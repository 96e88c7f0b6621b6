/* main takes the message out of the global before it sends it: no mistake, but that nothing else leads there is not known. */
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

static struct msg *pending;
static struct queue to_worker;

int main(void)
{
    pending = calloc(1, sizeof *pending);
    struct msg *m = pending;
    pending = NULL;
    q_send(&to_worker, m); // expect: unproven send-unowned
    return 0;
}

FBP_TASK void idle(void)
{
}
