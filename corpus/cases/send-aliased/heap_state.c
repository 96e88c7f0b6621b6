/* The state that keeps the last message is of the task itself, on the heap. */
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

struct state {
    int seen;
    struct msg *last;
};

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct msg *m;
    struct state *s = calloc(1, sizeof *s);
    if (s == NULL)
        return;
    while ((m = q_receive(in)) != NULL) {
        s->seen++;
        s->last = m;
        q_send(out, m); // expect: send-aliased
                        // note: 's->last'
    }
    free(s);
}
