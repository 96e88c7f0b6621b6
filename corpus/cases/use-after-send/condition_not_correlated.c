/* Two different variables decide whether the message is sent and whether it is freed. */
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

FBP_TASK void produce(struct queue *out, int urgent, int keep)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (urgent)
        q_send(out, m);
    if (!keep)
        free(m); // expect: use-after-send
}
