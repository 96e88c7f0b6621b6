// A8-elsewhere full -O1: clean
#include "queue.h"

static void set(struct msg *m, int n)
{
    __atomic_store_n(&m->n, n, __ATOMIC_RELAXED);
}

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    q_send(m);
    if (argc > 4)
        set(m, 1);
    else if (argc != 3)
        return 0;
    set(m, 2);
    return 1;
}
