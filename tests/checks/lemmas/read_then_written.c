// A4-write full -O1: frozen-write
#include "queue.h"

int main(void)
{
    struct msg *m = new_msg();
    q_freeze(m);
    m->n = m->n + 1; // here
    return 0;
}
