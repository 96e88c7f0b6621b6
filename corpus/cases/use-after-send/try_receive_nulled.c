/* The output of a try-receive is set to NULL before each call, so an old message is never taken for a new one. */
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
    for (;;) {
        void *got = NULL;
        q_try_receive(in, &got);
        struct msg *m = got;
        if (m == NULL)
            continue;
        m->size++;
        q_send(out, m);
    }
}
