/* A message is sent to the worker and to the log: two would own it. */
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

FBP_TASK void split(struct queue *in, struct queue *out, struct queue *log)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        q_send(out, m);
        q_send(log, m); // expect: double-send
    }
}
