// E2-body full -O1: clean
#include "queue.h"

static void submit(struct msg *m) FBP_SENDS(1);

__attribute__((noinline)) static void submit(struct msg *m)
{
    m->n = 1;
    q_send(m);
}

int main(void)
{
    submit(new_msg());
    return 0;
}
