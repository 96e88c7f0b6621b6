/* The status of the send is kept in a variable and tested after something else was done. */
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

FBP_TASK int produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return -1;
    m->size = 1;
    int status = q_try_send(out, m);
    puts("tried");
    if (status != 0)
        free(m);
    return status;
}
