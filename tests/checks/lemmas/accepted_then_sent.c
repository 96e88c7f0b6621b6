// R57-tag residual -O1: use-after-send
#include "queue.h"

static struct msg kept;

/* What is accepted is that a task writes the variable. */
__attribute__((noinline)) static void set(struct msg *m)
{
    m->n = 1; // fbp-ok(global-write): one task alone // here
}

static void *task(void *argument)
{
    struct msg *m = new_msg();
    set(&kept);
    set(m);
    q_send(m);
    set(m);
    return argument;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, task, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
