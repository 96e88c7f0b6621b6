/* A receive that puts the message where it is told comes after the line that uses it. */
// xfail: what is received into a variable is not told from what was there
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
    q_receive_into(in, &m);
    for (;;) {
        q_send(out, m);
        m->size++; // expect: use-after-send
        q_receive_into(in, &m);
    }
}
