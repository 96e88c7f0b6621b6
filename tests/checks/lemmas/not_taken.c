// E1-undone full -O1: clean
#include "queue.h"

int main(void)
{
    struct msg *m = new_msg(), *other = new_msg();
    q_send(m);
    if (!q_try(other))
        other->n = 1;
    return 0;
}
