/* The second queue gets the message when the first one took it: the test is the wrong way round. */
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
int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void route(struct queue *in, struct queue *a, struct queue *b)
{
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    if (!q_try_send(a, m))
        q_send(b, m); // expect: double-send
}
