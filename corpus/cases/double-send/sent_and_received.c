/* A message is sent, what comes back is sent again. */
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
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void ask(struct queue *out, struct queue *back)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    q_send(out, m);
    m = q_receive(back);
    if (m != NULL)
        q_send(out, m);
}
