/* A try-receive in a loop; what is in the variable is used only if something came. */
#include <fbp/annotate.h>
#include <sched.h>
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
    for (;;) {
        if (q_try_receive(in, &got) != 0) {
            sched_yield();
            continue;
        }
        struct msg *m = got;
        m->size++;
        q_send(out, m);
    }
}
