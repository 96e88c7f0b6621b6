/* A message is sent to each queue of an array. */
#include <fbp/annotate.h>
#include <stddef.h>
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

FBP_TASK void broadcast(struct queue *in, struct queue *out[], int n)
{
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    for (int i = 0; i < n; i++)
        q_send(out[i], m); // expect: double-send
}
