// V2-idle residual -O1: use-after-send
#include "queue.h"

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    q_send(m);
    __asm__ volatile("" : "+m"(m->n)); /* hides a value from the optimizer, and touches nothing */
    __asm__ volatile("addl %1,%0" : "+m"(m->n) : "r"(argc)); // here
    return 0;
}
