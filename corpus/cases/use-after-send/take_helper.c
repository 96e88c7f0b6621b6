/* take() reads a slot and sets it to NULL: the way to move a message out of one's state. */
#include <fbp/annotate.h>
#include <stdlib.h>
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

struct state {
    struct msg *pending;
    int n;
};

static struct msg *take(struct msg **slot)
{
    struct msg *m = *slot;
    *slot = NULL;
    return m;
}

FBP_TASK void collect(struct queue *in, struct queue *out)
{
    struct state s = {NULL, 0};
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        if (s.pending == NULL)
            s.pending = m;
        else
            free(m);
        s.pending->size++;
        if (++s.n % 10 == 0)
            q_send(out, take(&s.pending));
    }
    free(s.pending);
}
