// W2-position residual -O2: use-after-send
#include "queue.h"

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    q_send(m);
    if (argc > 1) // here
        m->n = argc;
    else
        m->n = 7;
    return 0;
}
