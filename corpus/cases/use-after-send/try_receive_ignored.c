/* A try-receive that fails leaves the old message in the variable; nobody looks at its status. */
// xfail: what is in the variable, if nothing came, is one of two
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
int q_try_receive(struct queue *q, void **packet) FBP_RECEIVES_INTO_IF(2, "zero");

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    void *got = NULL;
    q_try_receive(in, &got);
    if (got == NULL)
        return;
    q_send(out, got);
    q_try_receive(in, &got);
    struct msg *m = got;
    m->size++; // expect: use-after-send
}
