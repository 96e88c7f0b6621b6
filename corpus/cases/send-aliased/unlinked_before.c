/* In main a static slot is emptied before what was in it is sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static struct msg *slot;

FBP_TASK void work(struct queue *in)
{
    free(q_receive(in));
}

int main(void)
{
    static struct queue q;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 1;
    slot = m;
    slot = NULL;
    q_send(&q, m); // expect: unproven send-aliased
    return 0;
}
