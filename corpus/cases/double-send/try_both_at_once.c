/* Bitwise 'or' instead of 'and then': both queues are tried, whatever the first one says. */
#include <fbp/annotate.h>
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

FBP_TASK void produce(struct queue *a, struct queue *b)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (q_try_send(a, m) | q_try_send(b, m)) // expect: double-send
        puts("full");
}
