// F2-result full -O1: use-after-send
#include "queue.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    int n = 0;
    (void)argv;
    q_send(m);
    if (sscanf("7 x", "%d %d", &n, &m->n) != argc)
        return 1;
    sscanf("7 8", "%d %d", &n, &m->n); // here
    return 0;
}
