/* A filter passes on what it receives, parts and all. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    char *body;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        m->number++;
        if (m->body != NULL)
            m->body[0] = 'x';
        q_send(out, m);
    }
}
