/* Head and body refer to each other, and go together. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        struct msg *body = calloc(1, sizeof *body);
        if (body != NULL) {
            body->next = m;
            m->next = body;
        }
        q_send(out, m);
    }
}
