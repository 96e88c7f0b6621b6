/* The address of a message is its number in the log, also after it was sent. */
// xfail: a number made of an address is taken for a pointer that printf reads through
#include <fbp/annotate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    uintptr_t key = (uintptr_t)m;
    q_send(out, m);
    printf("%lx %zu\n", (unsigned long)(key >> 4), sizeof *m);
}
