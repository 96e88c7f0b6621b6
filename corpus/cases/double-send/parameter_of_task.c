/* A message that the task was started with is sent, and sent again. */
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
    q_send(a, m);
    q_send(b, m); // expect: double-send
}
