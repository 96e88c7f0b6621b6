/* A message that the task was started with is sent on. */
#include <fbp/annotate.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void forward(struct msg *m, struct queue *a, struct queue *b)
{
    if (m->size > 0)
        q_send(a, m);
    else
        q_send(b, m);
}
