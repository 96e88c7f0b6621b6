/* Every branch sends once. */
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

FBP_TASK void route(struct queue *in, struct queue *small, struct queue *large)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        if (m->size < 100)
            q_send(small, m);
        else
            q_send(large, m);
    }
}
