/* A helper goes down the list of a message that was sent in the same round. */
#include <fbp/annotate.h>
#include <stddef.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int count;
    struct msg *next;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

static int sum(const struct msg *m)
{
    int n = m->count;
    for (const struct msg *p = m->next; p != NULL; p = p->next) // expect: unproven use-after-send
        n += p->count; // expect: unproven use-after-send
    return n;
}

FBP_TASK void count(struct queue *in, struct queue *out, int *total)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        q_send(out, m);
        *total += sum(m); // expect: use-after-send
    }
}
