/* A variadic function sends all that it is given; two messages are given. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send_all(struct queue *q, int n, ...) FBP_SENDS(3);

FBP_TASK void produce(struct queue *out)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    q_send_all(out, 2, a, b);
}
