// F1-precision residual -O1: use-after-send
#include "queue.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    struct msg *m = new_msg();
    (void)argv;
    q_send(m);
    printf("%.*s|%p\n", argc - 1, (char *)m, (void *)m);
    printf("%d %s\n", argc, (char *)m); // here
    return 0;
}
