/* main sends a static variable to its worker. */
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

static struct msg job;
static struct queue to_worker;

int main(void)
{
    job.size = 1;
    q_send(&to_worker, &job); // expect: send-unowned
    return 0;
}

FBP_TASK void idle(void)
{
}
