/* A receive that puts the message where it is told, again and again; each is sent on. */
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

void q_receive_into(struct queue *q, void *packet) FBP_RECEIVES_INTO(2);

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m = NULL;
    for (;;) {
        q_receive_into(in, &m);
        m->size++;
        q_send(out, m);
    }
}
