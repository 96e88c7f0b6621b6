// A4-way full -O1: use-after-send
#include "queue.h"

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    if (argc < 5)
        q_send(m);
    else
        m->n = 1;
    m->n += 2; // here
    return 0;
}
