/* The head of the message stays in the state, the whole is sent. */
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

struct worker {
    struct queue *out;
    struct msg *body;
};

FBP_TASK void work(struct worker *w)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->next = calloc(1, sizeof *m);
    w->body = m->next;
    q_send(w->out, m); // expect: send-aliased
                       // note: 'w->body' still points to 'm->next'
}
