// A6-call full -O1: use-after-send
#include "queue.h"

int main(void)
{
    struct msg *m = new_msg();
    m->n = 1;
    q_send(m);
    m->n = 2; // here
    return 0;
}
