// R57-kind residual -O1: global-write
#include "queue.h"

static struct msg kept;

/* What is accepted is that a message is written when it was sent. */
static void *task(void *argument)
{
    volatile int *first = argument;
    struct msg *m = new_msg();
    q_send(m);
    if (*first)
        kept.more = 1; // fbp-ok(global-write): one task alone
    else
        m = &kept;
    m->n = 1; // fbp-ok(use-after-send): its receiver waits // here
    return NULL;
}

static void run(int first)
{
    pthread_t t;
    if (pthread_create(&t, NULL, task, &first) == 0)
        pthread_join(t, NULL);
}

int main(void)
{
    run(1);
    run(0);
    return 0;
}
