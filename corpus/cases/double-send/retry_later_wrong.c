/* What was sent is kept and sent again in the next round: the status is read the wrong way round. */
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *kept = NULL;
    for (;;) {
        struct msg *m = kept != NULL ? kept : q_receive(in);
        kept = NULL;
        if (m == NULL)
            return;
        if (q_try_send(out, m) == 0) // expect: double-send
            kept = m;
    }
}
