// A4-length full -O1: use-after-send
#include "queue.h"

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    q_send(m);
    memset(m, 0, (size_t)argc - 1);
    *(int *)m = 2; // here
    return 0;
}
