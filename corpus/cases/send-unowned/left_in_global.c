/* main sends what the global still shows. */
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

void set_up(void)
{
    pending = calloc(1, sizeof *pending);
}

int main(void)
{
    set_up();
    q_send(&to_worker, pending); // expect: send-unowned
    // note: set 'pending' to NULL
    return 0;
}

FBP_TASK void idle(void)
{
}
