/* A message is made once and sent in each round of a loop. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    for (int i = 0; i < n; i++)
        q_send(out, m); // expect: double-send
}
