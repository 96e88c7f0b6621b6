/* The commonest loop there is: receive, change, send on, until there is nothing more. */
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

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m = q_receive(in);
    while (m != NULL) {
        m->size++;
        q_send(out, m);
        m = q_receive(in);
    }
}
