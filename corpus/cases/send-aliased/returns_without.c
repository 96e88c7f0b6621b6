/* The task sends one message, forgets it and returns. */
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

struct job {
    struct queue *out;
    struct msg *result;
};

FBP_TASK void work(struct job *j)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    j->result = m;
    q_send(j->out, m);
    j->result = NULL;
}
